/** Finds a post that was sent although X's answer never came. */
import type { Answer, XClient } from '../../api/client';
import { inPostVocabulary } from '../../api/vocabulary';
import { once } from '../../api/once';
import type { Endpoint } from '../types';
import { getUserPosts } from './timeline';

type Body = Record<string, unknown>;
export interface Made {
	id: string;
	text: string;
	note_post?: { text?: string; entities?: Entities };
	entities?: Entities;
	attachments?: { media_keys?: string[] };
	referenced_posts?: Array<{ type: string; id: string }>;
}
interface Entities {
	urls?: Array<{ url: string; expanded_url?: string }>;
}

/** The calls that find out what became of a post. */
export const findPost: readonly Endpoint[] = [getUserPosts, { endpoint: 'GET /2/users/me', access: { user: ['users.read', 'tweet.read'] }, limits: { user: ['75/15min'] }, price: 'User: Read' }];

/** Newest posts of the account to look through. */
const NEWEST = 20;

/** Asks for posts made since a time (milliseconds since 1970) with all that tells them apart. */
export const madeSince = (since: number) => ({ start_time: `${new Date(since).toISOString().slice(0, 19)}Z`, 'post.fields': ['created_at', 'entities', 'note_post', 'attachments'], expansions: ['referenced_posts'] });

/** Publishes a post once. @param me ID of the connected account */
export async function publishOnce(client: XClient, me: () => Promise<string>, body: Body): Promise<Answer> {
	return await once(
		client,
		async () => await client.call('POST /2/tweets', { body }),
		async (since) => {
			const { data } = inPostVocabulary(
				await client.call('GET /2/users/{id}/tweets', { path: { id: await me() }, query: { max_results: NEWEST, ...madeSince(since) } }),
			) as { data?: Made[] };
			const made = (data ?? []).find((post) => isThePost(post, body));
			return made && { data: made };
		},
	);
}

const nested = (body: Body, name: string) => (body[name] ?? {}) as Record<string, unknown>;

/** IDs of the media of a post. */
export const attachedTo = (post: Made): string[] => (post.attachments?.media_keys ?? []).map((key) => key.split('_')[1]);

/** The post that this one answers or quotes. */
export const refersTo = ({ referenced_posts }: Made, type: 'replied_to' | 'quoted'): string | undefined => referenced_posts?.find((reference) => reference.type === type)?.id;

/** The same text, the same media, answering and quoting the same posts. */
export function isThePost(post: Made, body: Body): boolean {
	const ids = (nested(body, 'media').media_ids ?? []) as string[];
	const attached = attachedTo(post);
	return saysTheSame(post, body) && attached.length === ids.length && ids.every((id) => attached.includes(id));
}

/** The same text, answering and quoting the same posts. */
export const saysTheSame = (post: Made, body: Body): boolean =>
	writtenTexts(post).includes(plain(String(body.text ?? ''))) && refersTo(post, 'replied_to') === nested(body, 'reply').in_reply_to_tweet_id && refersTo(post, 'quoted') === body.quote_tweet_id;

/** A link may have been typed without its scheme; X shows it with one. */
const plain = (text: string) => text.normalize('NFC').replace(/https?:\/\//g, '').replace(/\s+/g, ' ').trim();

/** The text as it may have been written: X shortens links to t.co, escapes `&`, `<` and `>`, and adds a link for media or a quoted post. */
function writtenTexts({ text, note_post, entities }: Made): string[] {
	const links = [...(entities?.urls ?? []), ...(note_post?.entities?.urls ?? [])];
	const long = links.reduce((written, { url, expanded_url }) => written.split(url).join(expanded_url ?? url), note_post?.text ?? text);
	const whole = long.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
	return [whole, whole.replace(/\s*https?:\/\/\S+$/, '')].map(plain);
}
