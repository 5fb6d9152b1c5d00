import type { Endpoint } from '../../../connector';
import type { LocalX } from '../../../sandbox';
import { as, asApp, call, emptyX, READ } from '../support';

const endpoints: Endpoint[] = [
	{ endpoint: 'GET /2/users/me', access: { user: READ }, limits: { user: ['3/15min'] } },
	{ endpoint: 'GET /2/users/{id}', access: { user: READ, app: true }, limits: { user: ['2/15min'], app: ['1/15min'] } },
	{
		endpoint: 'POST /2/tweets',
		access: { user: [...READ, 'tweet.write'] },
		limits: { user: ['2/15min', '3/24h'], app: ['4/24h'] },
		price: 'Post: Create',
	},
	{ endpoint: 'GET /2/tweets/search/all', access: { app: true }, limits: { app: ['1/1s', '3/15min'] } },
];

describe('rate limits of the local X', () => {
	let x: LocalX;
	beforeEach(async () => (x = await emptyX({ endpoints })));
	afterEach(async () => await x.close());
	const limit = (answer: { headers: Headers }, prefix = 'x-rate-limit') =>
		['limit', 'remaining', 'reset'].map((name) => Number(answer.headers.get(`${prefix}-${name}`)));

	it('counts down, answers 429 and starts again at the reset', async () => {
		const anna = as(x, 'anna');
		const first = await anna('GET /2/users/me');
		const [most, left, reset] = limit(first);
		expect([most, left]).toEqual([3, 2]);
		expect(Math.abs(reset - Date.now() / 1000 - 900)).toBeLessThan(3);
		await anna('GET /2/users/me');
		await anna('GET /2/users/me');
		const refused = await anna('GET /2/users/me');
		expect(refused).toMatchObject({ status: 429, body: { errors: [{ code: 88, message: 'Rate limit exceeded' }] } });
		expect(limit(refused)).toEqual([3, 0, reset]);
		expect((await as(x, 'ben')('GET /2/users/me')).status).toBe(200);
		x.faults.set({ rateLimitShape: 'problem' });
		expect((await anna('GET /2/users/me')).body).toMatchObject({
			title: 'Too Many Requests',
			status: 429,
			type: 'about:blank',
		});
		x.faults.set({ clockSkewMs: 901_000 });
		expect(limit(await anna('GET /2/users/me')).slice(0, 2)).toEqual([3, 2]);
	});

	it('keeps users and the app apart', async () => {
		const path = `GET /2/users/${x.world.needUser('anna').id}`;
		const [anna, app] = [as(x, 'anna'), asApp(x)];
		expect(limit(await app(path)).slice(0, 2)).toEqual([1, 0]);
		expect((await app(path)).status).toBe(429);
		expect(limit(await anna(path)).slice(0, 2)).toEqual([2, 1]);
	});

	it('counts 24 hours per user and per app beside the 15 minutes', async () => {
		const post = async (handle: string, text: string) =>
			await call(x, x.userToken(handle, [...READ, 'tweet.write']), 'POST /2/tweets', { text });
		const first = await post('anna', 'a');
		expect(limit(first).slice(0, 2)).toEqual([2, 1]);
		expect(limit(first, 'x-user-limit-24hour').slice(0, 2)).toEqual([3, 2]);
		const [most, left, reset] = limit(first, 'x-app-limit-24hour');
		expect([most, left]).toEqual([4, 3]);
		expect(Math.abs(reset - Date.now() / 1000 - 86_400)).toBeLessThan(3);
		await post('anna', 'b');
		expect((await post('anna', 'c')).status).toBe(429);
		x.faults.set({ clockSkewMs: 901_000 });
		expect((await post('anna', 'c')).status).toBe(201);
		const day = await post('anna', 'd');
		expect(day.status).toBe(429);
		expect(limit(day).slice(0, 2)).toEqual([2, 1]);
		expect(limit(day, 'x-user-limit-24hour')[1]).toBe(0);
		// The app's day is shared by its users.
		expect((await post('ben', 'e')).status).toBe(201);
		const shared = await post('ben', 'f');
		expect(shared.status).toBe(429);
		expect(limit(shared, 'x-app-limit-24hour')[1]).toBe(0);
		expect(limit(shared, 'x-user-limit-24hour')[1]).toBe(2);
	});

	it('limits full-archive search to one request a second', async () => {
		const app = asApp(x);
		const search = async () => await app('GET /2/tweets/search/all?query=a');
		expect((await search()).status).toBe(200);
		const refused = await search();
		expect(refused.status).toBe(429);
		expect(limit(refused)[0]).toBe(1);
		x.faults.set({ clockSkewMs: 2000 });
		expect((await search()).status).toBe(200);
		x.faults.set({ clockSkewMs: 4000 });
		await search();
		x.faults.set({ clockSkewMs: 6000 });
		expect(limit(await search())).toEqual([3, 0, expect.any(Number)]);
	});

	it('can leave out the headers, and the limits', async () => {
		x.faults.set({ headersMissing: true });
		expect((await as(x, 'anna')('GET /2/users/me')).headers.get('x-rate-limit-limit')).toBeNull();
		const free = await emptyX({ endpoints, rateLimits: false });
		const anna = as(free, 'anna');
		for (let i = 0; i < 5; i++) expect((await anna('GET /2/users/me')).status).toBe(200);
		await free.close();
	});

	it("takes X's documented figures from the connector schema", async () => {
		const real = await emptyX();
		const made = await as(real, 'anna')('POST /2/tweets', { text: 'a' });
		expect([made.headers.get('x-rate-limit-limit'), made.headers.get('x-app-limit-24hour-limit')]).toEqual([
			'100',
			'10000',
		]);
		await real.close();
	});
});
