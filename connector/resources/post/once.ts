/** Publishes a post once, and finds it when X's response was lost. */
import { inner, label, objects, strings, text } from '../../../api/json/members';
import type { Answer } from '../../../api/client/call';
import { digest } from '../../../api/write/digest';
import { once, type Remembered, type Seen } from '../../../api/write/write-once';
import { inPostVocabulary } from '../../../api/objects/vocabulary';
import { newestSince } from '../../shared/newest';
import type { Call, Endpoint } from '../../types';
import { carries, isWritten, sameEitherWay, type Shown } from '../../shared/written';
import { getUserPosts } from '../timeline';
import { getMe } from '../user';

export type Body = Record<string, unknown>;
/** The endpoints used to find out whether a post was published. */
export const findPost: readonly Endpoint[] = [getUserPosts, getMe];

/** Query for the account's own posts with everything needed to identify them. */
export const TELLING = {
	exclude: ['retweets'],
	'post.fields': ['created_at', 'entities', 'note_post', 'attachments'],
	expansions: ['referenced_posts'],
} as const;

export const idOfPost = (answer: Answer): string | undefined => idIn(answer.data, 'id');

export function idIn(data: unknown, name: string): string | undefined {
	return text(inner(data)[name]) || undefined;
}

/** The text of a request. */
const writtenIn = (body: Body): string => text(body.text) ?? '';

type Means = Pick<Call, 'client' | 'me' | 'writes'>;

/** @returns X's response, with the ID of the post */
export async function publishOnce({ client, me, writes }: Means, body: Body, remembered: Remembered): Promise<Answer> {
	const text = writtenIn(body);
	return await once(
		client,
		writes.ledger,
		{
			endpoint: 'POST /2/tweets',
			content: digest(['post', sameEitherWay(text), mediaOf(body)]),
			send: async () => await client.call('POST /2/tweets', { body }),
			idOf: idOfPost,
			...(isListed(body) ? { look: async (since) => await lookFor({ client, me }, body, since) } : {}),
			refusesTwins: text.trim() !== '' && isListed(body) && !isOfCommunity(body),
			lookAt: isListed(body) ? 'at the account' : "at the account's posts in X Ads",
		},
		remembered,
	);
}

/** Whether X compares the text of a community's post with that of others is not known. */
const isOfCommunity = ({ community_id }: Body): boolean => community_id !== undefined;

/** Promoted-only posts appear in no timeline, and X accepts duplicates of them. */
const isListed = ({ nullcast }: Body): boolean => nullcast !== true;

async function lookFor({ client, me }: Pick<Means, 'client' | 'me'>, body: Body, since: () => number): Promise<Seen> {
	const path = { id: await me() };
	const posts = await newestSince(
		getUserPosts.endpoint,
		async (paging) =>
			inPostVocabulary(await client.call(getUserPosts.endpoint, { path, query: { ...TELLING, ...paging } })),
		since,
	);
	const same = posts.filter((post) => isThePost(post, body));
	return {
		same: same.reverse().map((post) => ({ id: post.id, answer: { data: post } })),
		others: posts.filter((post) => !same.includes(post)).map(({ id }) => id),
	};
}

const nested = (body: Body, name: string) => inner(body[name]);
const mediaOf = (body: Body) => strings(nested(body, 'media').media_ids);

/** The post that this one replies to or quotes. */
export const refersTo = ({ referenced_posts }: Shown, type: 'replied_to' | 'quoted'): string | undefined =>
	label(objects(referenced_posts).find((reference) => reference.type === type)?.id);

/** The same text and media, replying to and quoting the same posts. */
const isThePost = (post: Shown, body: Body): boolean => saysTheSame(post, body) && carries(post, mediaOf(body));

/** The same text, replying to and quoting the same posts. */
export function saysTheSame(post: Shown, body: Body): boolean {
	const answers = nested(body, 'reply').in_reply_to_tweet_id;
	const quotes = text(body.quote_tweet_id);
	const deepLink = text(body.direct_message_deep_link);
	return (
		refersTo(post, 'replied_to') === answers &&
		refersTo(post, 'quoted') === quotes &&
		isWritten(post, { text: writtenIn(body), isReply: answers !== undefined, quotes, deepLink })
	);
}
