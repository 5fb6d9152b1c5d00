import type { Reply } from '../../../api/client/call';
import { toRequest } from '../../../api/client/client';
import { InputError } from '../../../api/errors/errors';
import { failure } from '../../../api/errors/outcome';
import {
	limitHeaders,
	noAnswer,
	ok,
	refused,
	rejection,
	settle,
	world,
	xRejection,
} from '../../support/unwired/surroundings';

const GET = 'GET /2/tweets/{id}';

const POST = 'POST /2/tweets';
const unsent: Reply = failure({ detail: 'The host was not found.', sent: false });
const until = (resetsAt: number) =>
	refused(429, { title: 'Too Many Requests', detail: 'Too Many Requests' }, limitHeaders(0, resetsAt));

describe('a request', () => {
	it('fills the path with encoded values', () => {
		expect(toRequest('GET /2/users/{id}/lists/{list_id}', { path: { id: 'a/b?c#d', list_id: 'ü %' } })).toEqual({
			method: 'GET',
			path: '/2/users/a%2Fb%3Fc%23d/lists/%C3%BC%20%25',
		});
	});

	it('encodes names and values of the query, dots and colons of X included', () => {
		const { path } = toRequest('GET /2/tweets/search/recent', {
			query: {
				query: '#n8n from:a&b=c "x+y" 日本 ?/',
				'post.fields': ['id', 'created_at'],
				start_time: '2026-05-01T08:00:00Z',
			},
		});
		const url = new URL(path, 'https://api.x.com');
		expect(url.pathname).toBe('/2/tweets/search/recent');
		expect(Object.fromEntries(url.searchParams)).toEqual({
			query: '#n8n from:a&b=c "x+y" 日本 ?/',
			'post.fields': 'id,created_at',
			start_time: '2026-05-01T08:00:00Z',
		});
		expect(path).not.toMatch(/[ #+"日]/);
	});

	it('leaves empty values out and keeps 0 and false', () => {
		expect(toRequest('GET /2/tweets', { query: { a: undefined, b: '', c: [], d: 0, e: false } }).path).toBe(
			'/2/tweets?d=0&e=false',
		);
		expect(toRequest('GET /2/tweets', {}).path).toBe('/2/tweets');
	});

	it('carries a body, or none', () => {
		expect(toRequest(POST, { body: { text: 'a' } })).toEqual({
			method: 'POST',
			path: '/2/tweets',
			body: { text: 'a' },
		});
		expect(toRequest('DELETE /2/tweets/{id}', { path: { id: '1' } })).toEqual({
			method: 'DELETE',
			path: '/2/tweets/1',
		});
	});
});

describe('a request that cannot be written', () => {
	it('is refused before it is sent, where a part of its address is empty', async () => {
		for (const path of [{}, { id: '' }] as Array<Record<string, string>>) {
			const { client, sent } = world([ok()]);
			const error = await rejection(client.call(GET, { path }));
			expect(error).toBeInstanceOf(InputError);
			expect((error as InputError).message).toContain('id');
			expect((error as InputError).advice).not.toBe('');
			expect(sent).toEqual([]);
		}
	});

	it('for half a character is written with a sign in its place', () =>
		expect(toRequest('GET /2/users/by/username/{username}', { path: { username: 'a\ud83dz' } }).path).toBe(
			'/2/users/by/username/a%EF%BF%BDz',
		));
});

describe('an answer', () => {
	it('that points elsewhere is no success', async () => {
		const { client } = world([refused(300, { title: 'Multiple Choices' })]);
		expect((await xRejection(client.call(GET, { path: { id: '1' } }))).context.status).toBe(300);
	});

	it("is X's body", async () => {
		const { client, sent } = world([ok({ data: { id: '1' } })]);
		expect(await client.call(GET, { path: { id: '1' } })).toEqual({ data: { id: '1' } });
		expect(sent).toMatchObject([{ method: 'GET', path: '/2/tweets/1' }]);
	});

	it.each([[undefined], [null], ['']])('without a body (%j) is what X answers to a deletion', async (body) => {
		const { client } = world([refused(204, body)]);
		expect(await client.call('DELETE /2/tweets/{id}', { path: { id: '1' } })).toEqual({ data: { deleted: true } });
	});

	it.each([['<html>Welcome to the hotel network</html>'], ['pong']])(
		'that is not JSON (%s) is no success',
		async (body) => {
			const read = await xRejection(world([ok(body)]).client.call(GET, { path: { id: '1' } }));
			expect(read.description).toMatch(/JSON.*Base URL/);
			expect(read).toMatchObject({
				problem: { title: expect.stringContaining('X') as string, type: '' },
				context: { endpoint: GET, status: 200, outcomeUnknown: false },
			});
			const { client, sent } = world([ok(body)]);
			const written = await xRejection(client.call(POST, { body: { text: 'a' } }));
			expect(written.context).toMatchObject({ endpoint: POST, outcomeUnknown: true });
			expect(sent).toHaveLength(1);
		},
	);
});

describe('a read', () => {
	it.each([[500], [502], [503], [504]])('is asked again after a %d, with growing waits', async (status) => {
		const { client, clock, sent } = world([refused(status), refused(status), refused(status), ok({ data: 1 })]);
		expect(await client.call(GET, { path: { id: '1' } })).toEqual({ data: 1 });
		expect(sent).toHaveLength(4);
		expect(clock.waits).toEqual([500, 1000, 2000]);
	});

	it('is asked again when no answer came, sent or not', async () => {
		const { client, sent } = world([noAnswer, unsent, ok({ data: 1 })]);
		expect(await client.call(GET, { path: { id: '1' } })).toEqual({ data: 1 });
		expect(sent).toHaveLength(3);
	});

	it('is given up after four attempts, with the last reason', async () => {
		const server = world([refused(503)]);
		const error = await xRejection(server.client.call(GET, { path: { id: '1' } }));
		expect(error.context).toMatchObject({ status: 503, endpoint: GET, outcomeUnknown: false });
		expect(server.sent).toHaveLength(4);
		const network = world([noAnswer]);
		const lost = await xRejection(network.client.call(GET, { path: { id: '1' } }));
		expect(lost.context).toMatchObject({ status: 0, outcomeUnknown: false });
		expect(lost.problem).toEqual({
			title: expect.stringContaining('No answer') as string,
			detail: 'The connection was reset.',
			type: '',
		});
		expect(network.sent).toHaveLength(4);
		expect(network.clock.waits).toHaveLength(3);
	});

	it('spreads its attempts by chance', async () => {
		const waits = async (random: number) => {
			const { client, clock } = world([refused(500), ok()], { random: () => random });
			await client.call(GET, { path: { id: '1' } });
			return clock.waits[0];
		};
		expect([await waits(0), await waits(0.5), await waits(1)]).toEqual([250, 500, 750]);
	});

	it.each([[400], [401], [402], [403], [404], [409]])('is not asked again after a %d', async (status) => {
		const { client, sent, clock } = world([refused(status)]);
		expect((await xRejection(client.call(GET, { path: { id: '1' } }))).context.status).toBe(status);
		expect(sent).toHaveLength(1);
		expect(clock.waits).toEqual([]);
	});

	it('is not asked again after a fault that lasts, and tells its title and advice', async () => {
		const { client, sent } = world([
			failure({
				title: 'The credential is not connected',
				detail: 'It has no access token yet.',
				advice: 'Connect it.',
				sent: false,
				lasting: true,
			}),
		]);
		const error = await xRejection(client.call(GET, { path: { id: '1' } }));
		expect(error.message).toBe('The credential is not connected');
		expect(error.description).toBe('It has no access token yet. Connect it.');
		expect(sent).toHaveLength(1);
	});

	it('keeps its four attempts for faults although it waited for limits between', async () => {
		const { client, sent } = world([
			(_, time) => until(time + 1000),
			(_, time) => until(time + 1000),
			refused(500),
			refused(500),
			refused(500),
			ok({ data: 1 }),
		]);
		expect(await client.call(GET, { path: { id: '1' } })).toEqual({ data: 1 });
		expect(sent).toHaveLength(6);
	});
});

describe('money', () => {
	/** A budget that is free for a call once others have given something back. */
	function budget(turns: number, affordable = Infinity) {
		const ends: Array<() => void> = [];
		const settled: unknown[] = [];
		return {
			ends,
			settled,
			turn: () => (ends.length < turns ? new Promise<void>((resolve) => void ends.push(resolve)) : undefined),
			reserve: () => (answer?: unknown) => void settled.push(answer),
			affordable: () => affordable,
			afford: () => undefined,
		};
	}

	it('that others have set aside is waited for, again where it is not enough', async () => {
		const meter = budget(2);
		const { client, sent } = world([ok({ data: 1 })], { meter });
		const call = client.call(GET, { path: { id: '1' } });
		for (let i = 0; i < 2; i++) {
			await settle();
			expect([meter.ends.length, sent.length]).toEqual([i + 1, 0]);
			meter.ends[i]();
		}
		expect(await call).toEqual({ data: 1 });
		expect(meter.settled).toEqual([{ data: 1 }]);
	});

	it('decides how large a call is that can be made smaller', async () => {
		const whole = { query: { ids: ['1', '2', '3'] } };
		const fit = (affordable: number) => ({ query: { ids: whole.query.ids.slice(0, affordable) } });
		const asked = async (settings: object, given?: typeof fit) => {
			const { client, sent } = world([ok()], settings);
			await client.call('GET /2/tweets', whole, given);
			return sent[0].path;
		};
		const meter = budget(0, 2);
		expect(await asked({ meter }, fit)).toBe('/2/tweets?ids=1%2C2');
		expect(await asked({ meter })).toBe('/2/tweets?ids=1%2C2%2C3');
		expect(await asked({}, fit)).toBe('/2/tweets?ids=1%2C2%2C3');
	});
});

it('whatever the wire or the waiting throws goes on as it is: a cancelled run is no error of X', async () => {
	const cancelled = new Error('cancelled');
	expect(
		await rejection(
			world([
				() => {
					throw cancelled;
				},
			]).client.call(GET, { path: { id: '1' } }),
		),
	).toBe(cancelled);
	const waiting = world([refused(500)], {
		wait: async () => {
			throw cancelled;
		},
	});
	expect(await rejection(waiting.client.call(GET, { path: { id: '1' } }))).toBe(cancelled);
});
