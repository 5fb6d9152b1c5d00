/** Publishes posts that answer one another, going on where an earlier run ended. */
import type { XClient } from '../../../api/client/call';
import { adviceOf, XError } from '../../../api/client/errors';
import { postLink } from '../../../api/objects/ids';
import { collect } from '../../../api/client/pages';
import { inPostVocabulary } from '../../../api/objects/vocabulary';
import type { Call, Part } from '../../types';
import { madeSince, publishOnce, refersTo, saysTheSame, type Made } from './once';
import { mediaCount, mediaIds } from './rules';
import { attachedTo } from '../../written';

type Body = Record<string, unknown>;

export interface Chain {
	parts: readonly Part[];
	/** What the first post carries besides text and media: what it answers and quotes, for instance. */
	first: Body;
	/** What all the others carry. */
	others: Body;
	/** Pause between two posts, in milliseconds. */
	pauseMs: number;
	/** How far back posts of an earlier run are looked for, in milliseconds; 0 = not at all. */
	lookBackMs: number;
}

/** A post of the chain that is up. */
export type Published = { id: string; url: string; text: string; part: number; already_published?: true };

/** The account's own newest posts to look through for an earlier run, besides as many as the chain has. */
const NEWEST = 50;

/** Files of all posts go up first, so that what can fail has failed before anything is public. */
export async function publishChain({ client, me }: Pick<Call, 'client' | 'me'>, chain: Chain): Promise<Published[]> {
	const { parts, pauseMs } = chain;
	const up = (await earlier(client, me, chain)).map(({ id, text }, i): Published => ({
		...published(id, text, i),
		already_published: true,
	}));
	const media: string[][] = [];
	for (const part of parts.slice(up.length)) media.push(await mediaIds(client, part.media));
	for (const ids of media) {
		const { text } = parts[up.length];
		if (up.length > 0 && pauseMs > 0) await client.wait(pauseMs);
		const body = bodyAt(chain, up.length, up[up.length - 1]?.id);
		if (text) body.text = text;
		if (ids.length > 0) body.media = { ...(body.media as object | undefined), media_ids: ids };
		const { data } = await publishOnce(client, me, body).catch((error: unknown) => stop(error, up, parts.length));
		const { id, text: shown } = data as Made;
		up.push(published(id, shown, up.length));
	}
	return up;
}

const published = (id: string, text: string, index: number): Published => ({
	id,
	url: postLink(id),
	text,
	part: index + 1,
});

/** What the post at `index` carries besides its own text and media. */
const bodyAt = ({ first, others }: Chain, index: number, before: string | undefined): Body =>
	index === 0 ? { ...first } : { ...others, reply: { in_reply_to_tweet_id: before } };

/** Says which posts are up; they are public and the next run goes on behind them. */
function stop(error: unknown, up: readonly Published[], count: number): never {
	if (!(error instanceof XError) || up.length === 0) throw error;
	const listed = up.map(({ part, id, url }) => `part ${part} (ID ${id}, ${url})`).join(', ');
	throw new XError(error.problem, {
		...error.context,
		published: up,
		advice:
			`${adviceOf(error)} ${up.length} of ${count} parts are up: ${listed}. Run again to go on with part ${up.length + 1}; leave the parts that are up as they are.`.trim(),
	});
}

/** The posts of an earlier run that broke off, or that got through. */
async function earlier(client: XClient, me: Call['me'], chain: Chain): Promise<Made[]> {
	if (chain.lookBackMs === 0) return [];
	const path = { id: await me() };
	const since = madeSince(client.now() - chain.lookBackMs);
	const fetch = async (page: Record<string, string | number>) =>
		await client.call('GET /2/users/{id}/tweets', { path, query: { ...page, ...since } });
	const { answers, stopped } = await collect(
		fetch,
		{ size: { min: 5, max: 100 }, token: 'pagination_token' },
		NEWEST + chain.parts.length,
	);
	if (stopped) throw stopped;
	return longestRun(
		answers.flatMap((answer) => (inPostVocabulary(answer).data ?? []) as Made[]),
		chain,
	);
}

/** The posts among `posts` that are the beginning of the chain; the longest one if there are several. */
function longestRun(posts: readonly Made[], chain: Chain): Made[] {
	const runs = posts.filter((post) => isPart(post, chain, 0, undefined)).map((start) => runFrom(start, posts, chain));
	return runs.reduce<Made[]>((longest, run) => (run.length > longest.length ? run : longest), []);
}

function runFrom(start: Made, posts: readonly Made[], chain: Chain): Made[] {
	const run = [start];
	while (run.length < chain.parts.length) {
		const last = run[run.length - 1].id;
		const next = posts.find((post) => isPart(post, chain, run.length, last));
		// A chain that goes on with something else is another one, which only begins alike.
		if (!next) return posts.some((post) => refersTo(post, 'replied_to') === last) ? [] : run;
		run.push(next);
	}
	return run;
}

/** Files get new IDs with each upload, so it is their number that counts. */
function isPart(post: Made, chain: Chain, index: number, before: string | undefined): boolean {
	const { text, media } = chain.parts[index];
	return saysTheSame(post, { ...bodyAt(chain, index, before), text }) && attachedTo(post).length === mediaCount(media);
}
