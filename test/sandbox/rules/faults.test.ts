import type { FaultRule, LocalX } from '../../../sandbox';
import { as, call, emptyX, READ } from '../support';

describe('faults of the local X', () => {
	let x: LocalX;
	let anna: ReturnType<typeof as>;
	beforeEach(async () => {
		x = await emptyX();
		anna = as(x, 'anna');
	});
	afterEach(async () => {
		await x.close();
	});
	const strike = (kind: FaultRule['kind'], more: Partial<FaultRule> = {}) =>
		x.faults.add({ match: 'POST /2/tweets', kind, times: 1, ...more });
	const texts = () => x.world.timeline().map((post) => post.rawText);
	const post = async (text = 'Hello') => await anna('POST /2/tweets', { text });

	it('answers a status instead of working, as often as said', async () => {
		strike('status', { status: 503, times: 2 });
		expect((await anna('GET /2/users/me')).status).toBe(200);
		expect(await post()).toMatchObject({ status: 503, body: { title: 'Service Unavailable' } });
		expect((await post()).status).toBe(503);
		expect(texts()).toEqual([]);
		expect((await post()).status).toBe(201);
	});

	it('answers 429 with headers that say so', async () => {
		strike('rateLimit');
		const refused = await post();
		expect(refused.status).toBe(429);
		expect(refused.headers.get('x-rate-limit-remaining')).toBe('0');
		expect(Number(refused.headers.get('x-rate-limit-reset'))).toBeGreaterThan(Date.now() / 1000);
		expect((await post()).status).toBe(429);
		x.faults.set({ clockSkewMs: 901_000 });
		expect((await post()).status).toBe(201);
	});

	it('cuts the connection before the work', async () => {
		strike('cutBefore');
		await expect(post()).rejects.toThrow();
		expect(texts()).toEqual([]);
		expect(x.requests[0]).toMatchObject({ status: 0, fault: 'cutBefore' });
	});

	it('cuts the connection after the work', async () => {
		strike('cutAfter');
		await expect(post()).rejects.toThrow();
		expect(texts()).toEqual(['Hello']);
		expect((await post()).status).toBe(403);
	});

	it('does the work and never answers', async () => {
		strike('timeoutAfter');
		const token = x.userToken('anna', [...READ, 'tweet.write']);
		await expect(
			fetch(`${x.url}/2/tweets`, {
				method: 'POST',
				body: '{"text":"Hello"}',
				signal: AbortSignal.timeout(300),
				headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			}),
		).rejects.toThrow(/timeout/);
		expect(texts()).toEqual(['Hello']);
	});

	it('is late', async () => {
		x.faults.set({ latencyMs: 150 });
		const started = Date.now();
		await anna('GET /2/users/me');
		expect(Date.now() - started).toBeGreaterThanOrEqual(145);
		x.faults.set({ latencyMs: 0, connectLatencyMs: 200 });
		const other = await emptyX();
		other.faults.set({ connectLatencyMs: 200 });
		const connecting = Date.now();
		await as(other, 'anna')('GET /2/users/me');
		expect(Date.now() - connecting).toBeGreaterThanOrEqual(195);
		await other.close();
	});

	it('draws by chance, the same for the same seed', async () => {
		const run = async () => {
			x.faults.set({ seed: 7, rules: [{ match: 'GET /2/users/me', kind: 'status', status: 500, probability: 0.5 }] });
			const statuses: number[] = [];
			for (let i = 0; i < 12; i++) statuses.push((await anna('GET /2/users/me')).status);
			return statuses;
		};
		const first = await run();
		expect(new Set(first)).toEqual(new Set([200, 500]));
		expect(await run()).toEqual(first);
	});

	it('goes back to normal on reset', async () => {
		x.faults.set({ latencyMs: 5, clockSkewMs: 9_000_000, rules: [{ match: '*', kind: 'status', status: 500 }] });
		x.faults.reset();
		expect((await anna('GET /2/users/me')).status).toBe(200);
		expect(() => x.faults.set({ latency: 5 } as never)).toThrow(/no fault called latency/);
	});

	it('is controlled over HTTP as well', async () => {
		expect(
			(
				await call(x, undefined, 'POST /local/faults', {
					rules: [{ match: '*', kind: 'status', status: 500, times: 1 }],
					emptyPages: 1,
				})
			).body,
		).toMatchObject({ emptyPages: 1 });
		expect((await anna('GET /2/users/me')).status).toBe(500);
		expect((await call(x, undefined, 'POST /local/faults', { colour: 'red' })).status).toBe(400);
		expect((await call(x, undefined, 'POST /local/faults', { enterprise: true, balanceUsd: 3 })).status).toBe(200);
		expect([x.apps.web.enterprise, x.wallet.balanceUsd]).toEqual([true, 3]);
		expect(
			(await call(x, undefined, 'POST /local/posts', { by: 'ben', text: 'From outside', picture: 5 })).status,
		).toBe(201);
		expect(x.world.timeline()[0]).toMatchObject({ rawText: 'From outside', mediaKeys: [expect.stringMatching(/^3_/)] });
		expect((await call(x, undefined, 'GET /local/health')).body).toMatchObject({ ok: true });
		const listed = await fetch(`${x.url}/local/requests`, { headers: { accept: 'application/json' } });
		expect(await listed.json()).toMatchObject({
			requests: [{ endpoint: 'GET /2/users/me', status: 500 }],
			violations: [],
		});
		expect((await call(x, undefined, 'POST /local/reset')).body).toEqual({ ok: true });
		expect([x.requests.length, x.world.posts.size, x.apps.web.enterprise, x.wallet.balanceUsd]).toEqual([
			0,
			0,
			false,
			1000,
		]);
	});
});
