/** Uses recent search to find the posts published while the stream was down. */
import type { Parts, XClient } from '../../api/client/call';
import { label, objects } from '../../api/json/members';
import { collect } from '../../api/read/pages';
import { toSecond } from '../../api/objects/time';
import type { Match } from '../../api/push/stream';
import type { Standing } from '../../api/push/stream-rules';
import { earliestOf, RECENT_TIMES } from '../../connector/shared/times';

/** Milliseconds since 1970, by this computer's clock. */
export interface Gap {
	since: number;
	until: number;
}

const PAGES = { size: { min: 10, max: 100 }, token: 'next_token' } as const;
const SECOND_MS = 1000;
/**
 * X delivers a post up to some seconds after it was written (P99: 7 s), so a post in transit when the connection broke
 * is older than the gap.
 */
const ON_ITS_WAY_MS = 10_000;

/**
 * Finds all posts in the gap: the stream would have delivered and charged for them, too.
 * @param pass receives each post in stream form, oldest first; it drops posts it has already seen
 * @throws XError if X rejects the search; posts found before that have been passed
 */
export async function search(
	client: XClient,
	{ id: rule, value, tag }: Standing,
	{ since, until }: Gap,
	fields: NonNullable<Parts['query']>,
	pass: (match: Match) => void,
): Promise<void> {
	// Of a longer outage, X has the last seven days.
	const earliest = earliestOf(RECENT_TIMES, client.xTime(client.now()));
	const asked = {
		query: value,
		start_time: toSecond(Math.max(earliest, client.xTime(since - ON_ITS_WAY_MS))),
		end_time: toSecond(client.xTime(until + SECOND_MS)),
		...fields,
	};
	const { answers, stopped } = await collect(
		async (page) => await client.call('GET /2/tweets/search/recent', { query: { ...asked, ...page } }),
		PAGES,
		Infinity,
	);
	const matched = [{ id: rule, ...(tag ? { tag } : {}) }];
	for (const { data, includes } of [...answers].reverse()) {
		for (const post of [...objects(data)].reverse()) {
			const id = label(post.id);
			if (id === undefined) continue;
			const answer = { data: post, ...(includes ? { includes } : {}), matching_rules: matched };
			pass({ id, rules: matched, answer });
		}
	}
	if (stopped) throw stopped;
}
