/** Looks with recent search for the posts that came while the stream was down. */
import type { Parts, XClient } from '../api/client';
import { inOrder } from '../api/pool';
import type { Match } from '../api/stream';
import type { Standing } from '../api/stream-rules';

/** Milliseconds since 1970. */
interface Gap {
	since: number;
	until: number;
}

/** X's largest page. */
const PAGE = 100;
const SECOND_MS = 1000;

const toSecond = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** @param pass is given each post in the form of the stream, oldest first; it drops those it knows */
export async function search(client: XClient, rules: readonly Standing[], { since, until }: Gap, fields: NonNullable<Parts['query']>, pass: (match: Match) => void): Promise<void> {
	const bounds = { start_time: toSecond(since), end_time: toSecond(until + SECOND_MS), max_results: PAGE };
	await inOrder(rules, 1, async ({ id: rule, value, tag }) => {
		const { data = [], includes } = (await client.call('GET /2/tweets/search/recent', { query: { query: value, ...bounds, ...fields } })) as { data?: Array<{ id: string }>; includes?: unknown };
		const matched = [{ id: rule, ...(tag ? { tag } : {}) }];
		for (const post of [...data].reverse()) pass({ id: post.id, rules: matched, answer: { data: post, ...(includes ? { includes } : {}), matching_rules: matched } });
	});
}
