import { timeOf } from '../world/ids';
import { oddity, type Reply, type Scene } from './types';

type Body = Record<string, unknown> & { data?: unknown; meta?: Record<string, unknown> };

/** An answer that contains a list and its metadata. */
function listed(reply: Reply): (Body & { data: unknown[]; meta: Record<string, unknown> }) | undefined {
	const body = reply.body as Body | undefined;
	return body && Array.isArray(body.data) && body.meta ? (body as ReturnType<typeof listed>) : undefined;
}
const token = ({ query }: Scene) => query.pagination_token ?? query.next_token;

/**
 * Oddities of pages and of when objects are listed; those without a hook are applied where pages are cut
 * (http/paging.ts).
 */
export const LISTS = {
	'late-index': oddity({
		title: 'Late index',
		description:
			'What is new is listed some seconds late: posts, messages, followers, bookmarks. By its ID it is found at once.',
		source: 'Public reports: timelines, mentions and message events lag behind by 6 seconds to a minute',
		/** With `ids`, only these are delayed. */
		settings: { seconds: 6, ids: [] as readonly string[] },
		hides: (id, { clock }, { seconds, ids }) =>
			(ids.length === 0 || ids.includes(id)) && timeOf(id) + seconds * 1000 > clock.now(),
	}),
	'empty-page': oddity({
		title: 'Empty page with a token',
		description: 'A page comes empty, with a token that leads on to what should have been on it.',
		source: 'docs.x.com, Pagination: result_count may be 0 while there is a next_token',
		settings: {},
		common: { times: 1 },
	}),
	'repeated-token': oddity({
		title: 'A token that repeats',
		description: 'Every page carries the same token, also the last one.',
		source: 'Public reports: quote_tweets hands out a token for ever',
		settings: { token: 'b26v89c19zqg8o3f' },
		afterwards: (reply, scene, settings) => {
			const body = listed(reply);
			if (!body || scene.method !== 'GET') return undefined;
			return {
				...reply,
				body: { ...body, meta: { ...body.meta, next_token: token(scene) ?? body.meta.next_token ?? settings.token } },
			};
		},
	}),
	'repeated-objects': oddity({
		title: 'The same objects on two pages',
		description: 'Each further page begins with the last objects of the page before it.',
		source: 'Public reports: 150 posts came, 140 of them different',
		settings: { count: 2 },
	}),
	'token-lost-above-90': oddity({
		title: 'No token above 90',
		description: 'Bookmarks asked for with max_results above 90 come without next_token, though there are more.',
		source: 'Public reports: bookmarks end at 98 of 1,120 with max_results=100; all come with 20',
		common: { endpoint: 'GET /2/users/{id}/bookmarks' },
		settings: { above: 90 },
		afterwards: (reply, { query }, { above }) => {
			const body = listed(reply);
			if (!body || Number(query.max_results ?? 100) <= above || !body.meta.next_token) return undefined;
			const meta = Object.entries(body.meta).filter(([name]) => name !== 'next_token');
			return { ...reply, body: { ...body, meta: Object.fromEntries(meta) } };
		},
	}),
};
