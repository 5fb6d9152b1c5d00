/** Every oddity of the catalogue, seen by a client: what it changes, how often, and that it can be switched off. */
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { LocalX } from '../../sandbox';
import { CATALOGUE, ODDITIES, type OddityName } from '../../sandbox';
import { as, asApp, emptyX, WRITE, type Reply } from './support';
import { seenShapes } from './support-shapes';

let x: LocalX;
let anna: ReturnType<typeof as>;
beforeAll(async () => (x = await emptyX({ rateLimits: false, spec: false })));
afterAll(async () => await x.close());
beforeEach(() => {
	x.reset();
	x.oddities.reset();
	for (const username of ['anna', 'ben']) x.world.addUser({ username, name: username });
	anna = as(x, 'anna', [...WRITE, 'bookmark.read', 'dm.read', 'dm.write', 'follows.read']);
	for (const app of Object.values(x.apps)) app.enterprise = true;
});

const texts = ({ body }: Reply): string[] => (body.data ?? []).map(({ text }: { text: string }) => text);
const posts = (count: number, by = 'anna') =>
	Array.from(
		{ length: count },
		(_, index) => x.world.addPost({ by, text: `Number ${index}`, at: Date.now() - 3_600_000 + index * 1000 }).id,
	);
const me = () => x.world.needUser('anna').id;
const own = (query = '') => `GET /2/users/${me()}/tweets?max_results=5${query}`;

/** What a client sees, by oddity. */
const SEEN: Record<Exclude<OddityName, keyof ReturnType<typeof seenShapes>>, () => Promise<void>> = {
	'empty-success': async () => {
		x.oddities.on('empty-success');
		const { status, body } = await anna('POST /2/tweets', { text: 'Hello' });
		expect([status, body, x.world.postsOf(me()).length]).toEqual([201, {}, 1]);
	},
	'empty-data': async () => {
		x.oddities.on('empty-data');
		const { body } = await anna('POST /2/tweets', { text: 'Hello' });
		expect([body, x.world.postsOf(me()).length]).toEqual([{ data: {} }, 1]);
	},
	'contrary-flags': async () => {
		for (const [asWords, deleted] of [
			[false, false],
			[true, 'false'],
		] as const) {
			const [post] = posts(1);
			x.oddities.on('contrary-flags', { asWords });
			const { body } = await anna(`DELETE /2/tweets/${post}`);
			expect([body, x.world.posts.get(post)?.deleted]).toEqual([{ data: { deleted } }, true]);
		}
	},
	'errors-as-success': async () => {
		x.oddities.on('errors-as-success', { detail: 'No.' });
		const { status, body } = await anna('POST /2/tweets', { text: 'Hello' });
		expect([status, body.errors[0].detail, x.world.postsOf(me()).length]).toEqual([200, 'No.', 0]);
	},
	'problem-as-success': async () => {
		x.oddities.on('problem-as-success', { detail: 'No.' });
		const { status, body } = await anna('POST /2/tweets', { text: 'Hello' });
		expect([status, body, x.world.postsOf(me()).length]).toEqual([200, expect.objectContaining({ detail: 'No.' }), 0]);
	},
	'number-id': async () => {
		x.oddities.on('number-id');
		const { body } = await anna('POST /2/tweets', { text: 'Hello' });
		const [made] = x.world.postsOf(me());
		expect(body.data.id).toBe(Number(made.id));
	},
	'no-id': async () => {
		x.oddities.on('no-id');
		const { body } = await anna('POST /2/tweets', { text: 'Hello' });
		expect([body.data, x.world.postsOf(me()).length]).toEqual([
			expect.not.objectContaining({ id: expect.anything() }),
			1,
		]);
	},
	'other-shape': async () => {
		x.oddities.on('other-shape');
		const { body } = await anna('POST /2/tweets', { text: 'Hello' });
		const [made] = x.world.postsOf(me());
		expect(body.data).toEqual([expect.objectContaining({ id: made.id })]);
	},
	'cdn-page': async () => {
		x.oddities.on('cdn-page');
		const answer = await fetch(`${x.url}/2/users/me`, {
			headers: { authorization: `Bearer ${x.userToken('anna', WRITE)}` },
		});
		expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
			502,
			'text/html; charset=utf-8',
			expect.stringContaining('Bad gateway'),
		]);
	},
	redirect: async () => {
		x.oddities.on('redirect', { to: 'http://localhost:1/elsewhere' });
		const answer = await fetch(`${x.url}/2/users/me`, {
			redirect: 'manual',
			headers: { authorization: `Bearer ${x.userToken('anna', WRITE)}` },
		});
		expect([answer.status, answer.headers.get('location')]).toEqual([307, 'http://localhost:1/elsewhere']);
	},
	'cut-body': async () => {
		x.oddities.on('cut-body');
		await expect(anna('POST /2/tweets', { text: 'Hello' })).rejects.toThrow();
		expect(x.world.postsOf(me())).toHaveLength(1);
	},
	'slow-body': async () => {
		x.oddities.on('slow-body', { pauseMs: 1 });
		const answer = await fetch(`${x.url}/2/users/me`, {
			headers: { authorization: `Bearer ${x.userToken('anna', WRITE)}` },
		});
		let parts = 0;
		let text = '';
		for await (const part of Readable.fromWeb(answer.body as ReadableStream<Uint8Array>) as AsyncIterable<Uint8Array>) {
			parts++;
			text += Buffer.from(part).toString();
		}
		expect(parts).toBeGreaterThan(2);
		expect(JSON.parse(text)).toMatchObject({ data: { username: 'anna' } });
	},
	'errors-without-data': async () => {
		posts(1);
		x.oddities.on('errors-without-data');
		const { status, body } = await anna(own());
		expect([status, body]).toEqual([200, { errors: [expect.objectContaining({ title: 'Authorization Error' })] }]);
	},
	'errors-beside-data': async () => {
		posts(1);
		x.oddities.on('errors-beside-data', { resourceId: '7' });
		expect((await anna(own())).body).toMatchObject({ data: [{ text: 'Number 0' }], errors: [{ resource_id: '7' }] });
	},
	'limit-with-remaining': async () => {
		posts(1);
		const app = asApp(x);
		x.oddities.on('limit-with-remaining');
		const { status, headers } = await app('GET /2/tweets/search/all?query=number');
		expect([status, headers.get('x-rate-limit-remaining')]).toEqual([429, '298']);
		expect(Number(headers.get('x-rate-limit-reset'))).toBeGreaterThan(Date.now() / 1000 + 800);
		expect((await app('GET /2/tweets/search/all?query=number')).status).toBe(200);
	},
	'limit-without-headers': async () => {
		x.oddities.on('limit-without-headers', { endpoint: 'POST /2/tweets' });
		const { status, headers } = await anna('POST /2/tweets', { text: 'Hello' });
		expect([status, headers.get('x-rate-limit-reset')]).toEqual([429, null]);
	},
	'spend-cap': async () => {
		x.oddities.on('spend-cap', { resetDate: '2027-01-01' });
		const { status, body } = await anna(own());
		expect([status, body]).toEqual([
			403,
			expect.objectContaining({ title: 'SpendCapReached', reset_date: '2027-01-01' }),
		]);
	},
	'passing-refusal': async () => {
		x.oddities.on('passing-refusal', { seconds: 40 });
		expect((await anna(own())).status).toBe(403);
		x.faults.set({ clockSkewMs: 41_000 });
		expect((await anna(own())).status).toBe(200);
	},
	'late-index': async () => {
		posts(1);
		x.oddities.on('late-index', { seconds: 60 });
		const { body } = await anna('POST /2/tweets', { text: 'New' });
		expect(texts(await anna(own()))).toEqual(['Number 0']);
		expect((await anna(`GET /2/tweets/${body.data.id}`)).body.data.text).toBe('New');
		await anna(`POST /2/dm_conversations/with/${x.world.needUser('ben').id}/messages`, { text: 'Psst' });
		expect((await anna('GET /2/dm_events')).body.meta.result_count).toBe(0);
		x.faults.set({ clockSkewMs: 61_000 });
		expect(texts(await anna(own()))).toEqual(['New', 'Number 0']);
		expect((await anna('GET /2/dm_events')).body.data[0].text).toBe('Psst');
		// One that comes late, while newer ones are there.
		const early = x.world.addPost({ by: 'anna', text: 'Late' }).id;
		x.oddities.on('late-index', { seconds: 60, ids: [early] });
		x.world.addPost({ by: 'anna', text: 'Newer' });
		expect(texts(await anna(own()))).toEqual(['Newer', 'New', 'Number 0']);
	},
	'empty-page': async () => {
		posts(2);
		x.oddities.on('empty-page');
		const first = await anna(own());
		expect(first.body).toEqual({ meta: { result_count: 0, next_token: expect.any(String) } });
		expect(texts(await anna(own(`&pagination_token=${first.body.meta.next_token}`)))).toEqual(['Number 1', 'Number 0']);
	},
	'repeated-token': async () => {
		posts(7);
		x.oddities.on('repeated-token');
		const { next_token: token } = (await anna(own())).body.meta;
		const last = await anna(own(`&pagination_token=${token}`));
		expect([texts(last), last.body.meta.next_token]).toEqual([['Number 1', 'Number 0'], token]);
	},
	'repeated-objects': async () => {
		posts(7);
		x.oddities.on('repeated-objects', { count: 1 });
		const { next_token: token } = (await anna(own())).body.meta;
		expect(texts(await anna(own(`&pagination_token=${token}`)))).toEqual(['Number 2', 'Number 1', 'Number 0']);
	},
	'token-lost-above-90': async () => {
		for (const id of posts(100)) x.world.social.addBookmark('anna', id);
		x.oddities.on('token-lost-above-90');
		const tokens = [];
		for (const size of [90, 95])
			tokens.push((await anna(`GET /2/users/${me()}/bookmarks?max_results=${size}`)).body.meta.next_token);
		expect(tokens).toEqual([expect.any(String), undefined]);
	},
	'missing-authors': async () => {
		posts(1);
		x.oddities.on('missing-authors');
		const { data, includes } = (await anna(own('&expansions=author_id'))).body;
		expect([data[0].author_id, includes.users]).toEqual([me(), undefined]);
	},
	'suspended-accounts': async () => {
		const [mine] = posts(1);
		const [bens] = posts(1, 'ben');
		x.oddities.on('suspended-accounts', { usernames: ['ben'] });
		const { data, errors } = (await anna(`GET /2/tweets?ids=${mine},${bens}`)).body;
		expect([data.map(({ id }: { id: string }) => id), errors]).toEqual([
			[mine],
			[expect.objectContaining({ detail: expect.stringContaining('suspended'), resource_id: bens })],
		]);
		expect((await anna(`GET /2/tweets?ids=${bens}`)).body.data).toBeUndefined();
	},
	'edited-posts': async () => {
		const first = x.world.addPost({ by: 'anna', text: 'Frist' }).id;
		const second = x.world.addPost({ by: 'anna', text: 'First', editOf: first }).id;
		x.oddities.on('edited-posts');
		expect((await anna(own())).body.data).toEqual([
			{ id: second, text: 'First', edit_history_post_ids: [first, second] },
			{ id: first, text: 'Frist', edit_history_post_ids: [first, second] },
		]);
	},
	articles: async () => {
		posts(1);
		x.oddities.on('articles', { title: 'Long' });
		expect((await anna(own('&post.fields=article'))).body.data[0]).toMatchObject({
			text: expect.stringContaining('https://t.co/'),
			article: { title: 'Long' },
		});
		expect((await anna(own())).body.data[0].article).toBeUndefined();
	},
	'fields-left-out': async () => {
		const me = 'GET /2/users/me?user.fields=subscription_type,verified';
		expect((await anna(me)).body.data).toHaveProperty('subscription_type');
		x.oddities.on('fields-left-out');
		const { data } = (await anna(me)).body;
		expect([data.verified, 'subscription_type' in data]).toEqual([false, false]);
	},
	'raw-texts': async () => {
		x.world.addPost({ by: 'anna', text: 'Q&A: 3 < 5' });
		expect(texts(await anna(own()))).toEqual(['Q&amp;A: 3 &lt; 5']);
		x.oddities.on('raw-texts');
		expect(texts(await anna(own()))).toEqual(['Q&A: 3 < 5']);
	},
};

describe('the oddities', () => {
	it.each(ODDITIES)('%s', async (name) => {
		const timeline = async (count: number) => {
			posts(count);
			return await anna(own());
		};
		const all = { ...SEEN, ...seenShapes({ x, timeline, again: async (query) => await anna(own(query)) }) };
		await all[name]();
	});

	it('are all off until somebody switches them on, and after a reset', async () => {
		x.oddities.on('spend-cap');
		x.reset();
		expect(x.oddities.list().filter(({ on }) => on)).toEqual([]);
	});

	it('strike where, when and how often they are told to', async () => {
		x.oddities.on('passing-refusal', { endpoint: 'POST /2/tweets', after: 1, times: 1, seconds: 3600 });
		const statuses = [];
		for (const text of ['a', 'b', 'c']) statuses.push((await anna('POST /2/tweets', { text })).status);
		expect([statuses, (await anna(own())).status]).toEqual([[201, 403, 201], 200]);
	});

	it('are told with the request', async () => {
		x.oddities.on('spend-cap');
		await anna(own());
		expect(x.requests.at(-1)).toMatchObject({ status: 403, fault: 'spend-cap', usd: 0 });
	});

	it('name their source, and say so when a setting is none of theirs', () => {
		for (const { title, description, source } of Object.values(CATALOGUE))
			expect([title, description, source].every((text) => text.length > 8)).toBe(true);
		expect(() => x.oddities.on('spend-cap', { seconds: 3 } as never)).toThrow(
			'spend-cap has no setting seconds; it has resetDate, endpoint, times, after',
		);
	});
});
