/** Finds a post that was sent although X's answer never came. */
import type { Answer, XClient } from '../../../api/client/call';
import { inPostVocabulary } from '../../../api/objects/vocabulary';
import { once } from '../../../api/client/write-once';
import type { Endpoint } from '../../types';
import { getUserPosts } from '../timeline';
import { getMe } from '../user';
import { carries, isWritten, type Shown } from '../../written';

type Body = Record<string, unknown>;
export interface Made extends Shown {
	referenced_posts?: Array<{ type: string; id: string }>;
}

/** The calls that find out what became of a post. */
export const findPost: readonly Endpoint[] = [getUserPosts, getMe];

/** Newest posts of the account to look through. */
const NEWEST = 20;
/** X refuses the text of a recent post, so an earlier post is not taken for this one however far one looks back. */
const MARGIN_MS = 60_000;

/** Asks for posts made since a time (milliseconds since 1970) with all that tells them apart. */
export const madeSince = (since: number) => ({
	start_time: `${new Date(since).toISOString().slice(0, 19)}Z`,
	'post.fields': ['created_at', 'entities', 'note_post', 'attachments'],
	expansions: ['referenced_posts'],
});

/** Publishes a post once. @param me ID of the connected account */
export async function publishOnce(client: XClient, me: () => Promise<string>, body: Body): Promise<Answer> {
	return await once(client, {
		send: async () => await client.call('POST /2/tweets', { body }),
		async find(began) {
			const { data } = inPostVocabulary(
				await client.call('GET /2/users/{id}/tweets', {
					path: { id: await me() },
					query: { max_results: NEWEST, ...madeSince(began() - MARGIN_MS) },
				}),
			) as { data?: Made[] };
			const made = (data ?? []).find((post) => isThePost(post, body));
			return made && { data: made };
		},
		lookAt: 'at the account',
	});
}

const nested = (body: Body, name: string) => (body[name] ?? {}) as Record<string, unknown>;

/** The post that this one answers or quotes. */
export const refersTo = ({ referenced_posts }: Made, type: 'replied_to' | 'quoted'): string | undefined =>
	referenced_posts?.find((reference) => reference.type === type)?.id;

/** The same text, the same media, answering and quoting the same posts. */
const isThePost = (post: Made, body: Body): boolean =>
	saysTheSame(post, body) && carries(post, (nested(body, 'media').media_ids ?? []) as string[]);

/** The same text, answering and quoting the same posts. */
export const saysTheSame = (post: Made, body: Body): boolean =>
	isWritten(post, body.text) &&
	refersTo(post, 'replied_to') === nested(body, 'reply').in_reply_to_tweet_id &&
	refersTo(post, 'quoted') === body.quote_tweet_id;
