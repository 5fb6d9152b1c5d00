import type { Answer, Call, Routes } from '../../context';
import { invalidParameter, invalidRequest } from '../../http/errors';
import { bounds, daysAgo, page } from '../../http/paging';
import { matches } from '../../search/match';
import { parseQuery } from '../../search/parse';
import { Document } from '../../view/document';
import { readable } from '../../view/visible';
import type { WorldPost } from '../../world/types';

const RECENT_DAYS = 7;
const FIRST_POST = Date.parse('2006-03-21T00:00:00Z');
const ENTERPRISE_QUERY = 4096;

interface Kind {
	earliest: number;
	longestQuery: number;
	most: number;
}

/** X's relevance ranking is not public; sorting by engagement is a stable stand-in. */
const engagement = (post: WorldPost): number => post.counts.likes + 2 * post.counts.reposts + post.counts.replies;

function search(call: Call, kind: Kind): Answer {
	const { query, ctx } = call;
	if (!query.query)
		throw invalidRequest({ message: 'The query parameter [query] can not be empty', parameters: { query: [] } });
	const parsed = parseQuery(query.query, call.caller.app.enterprise ? ENTERPRISE_QUERY : kind.longestQuery);
	if (query.sort_order !== undefined && !/^(recency|relevancy)$/.test(query.sort_order))
		throw invalidParameter('sort_order', query.sort_order, 'is not one of [recency,relevancy]');
	// Without an end, search stops some seconds before now: the index lags behind.
	const latest = ctx.clock.now() - ctx.faults.current.searchDelaySeconds * 1000;
	const inBounds = bounds(call, { earliest: kind.earliest, latest, exclusive: true });
	const visible = readable(call.caller, ctx);
	const found = ctx.world.timeline(
		(post) =>
			inBounds(post.id) &&
			visible(post) &&
			ctx.world.users.get(post.authorId)?.state !== 'protected' &&
			matches(parsed, post, ctx.world),
	);
	if (query.sort_order === 'relevancy') found.sort((a, b) => engagement(b) - engagement(a));
	const { items, meta } = page(
		call,
		found,
		{ min: 10, max: kind.most, standard: 10 },
		{ ids: true, tokens: ['next_token', 'pagination_token'] },
	);
	const document = new Document(call);
	const data = items.map((post) => document.post(post));
	return { body: document.body(data.length > 0 ? data : undefined, meta) };
}

export const searches: Routes = {
	'GET /2/tweets/search/recent': (call) =>
		search(call, { earliest: daysAgo(call, RECENT_DAYS), longestQuery: 512, most: 100 }),
	'GET /2/tweets/search/all': (call) => search(call, { earliest: FIRST_POST, longestQuery: 1024, most: 500 }),
};
