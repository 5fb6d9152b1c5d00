import type { Reply } from '../../../api/client/call';
import { toRequest } from '../../../api/client/client';
import { createLimiter } from '../../../api/client/limits';
import { InputError } from '../../../api/client/errors';
import { failure } from '../../../api/client/outcome';
import {
	limitHeaders,
	noAnswer,
	ok,
	refused,
	rejection,
	settle,
	START,
	world,
	xRejection,
} from '../../support/surroundings';

const GET = 'GET /2/tweets/{id}';
const POST = 'POST /2/tweets';
const MINUTE = 60_000;
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

	it('carries a body or a form, or neither', () => {
		const form = new FormData();
		expect(toRequest(POST, { body: { text: 'a' } })).toEqual({
			method: 'POST',
			path: '/2/tweets',
			body: { text: 'a' },
		});
		expect(toRequest(POST, { form }).body).toBe(form);
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

const CREATED = { data: { id: '1', text: 'Hi' } };

describe.each([
	['PUT', 'PUT /2/tweets/{id}/hidden', {}],
	['DELETE', 'DELETE /2/tweets/{id}', {}],
	['POST', 'POST /2/users/{id}/likes', { facts: () => ({ repeatable: true }) }],
] as const)('a write that is harmless to repeat (%s)', (_, endpoint, settings) => {
	const parts = { path: { id: '1' } };

	it.each([[noAnswer], [unsent], [refused(500)], [refused(502)], [refused(503)], [refused(504)]])(
		'is sent again after %j',
		async (reply) => {
			const { client, sent } = world([reply, ok({ data: { is: true } })], settings);
			expect(await client.call(endpoint, parts)).toEqual({ data: { is: true } });
			expect(sent).toHaveLength(2);
		},
	);

	it('is given up after four attempts, and may have been carried out', async () => {
		const { client, sent } = world([refused(503)], settings);
		expect((await xRejection(client.call(endpoint, parts))).context.outcomeUnknown).toBe(true);
		expect(sent).toHaveLength(4);
	});
});

it('what an attempt before has deleted is not missed', async () => {
	const { client } = world([noAnswer, refused(404)]);
	expect(await client.call('DELETE /2/tweets/{id}', { path: { id: '1' } })).toEqual({ data: { deleted: true } });
	const never = world([refused(404)]);
	await xRejection(never.client.call('DELETE /2/tweets/{id}', { path: { id: '1' } }));
});

describe('a 2xx', () => {
	const proof = { facts: () => ({ proof: ['id'] }) };
	it.each([
		['no body', 201, undefined, /has no data/],
		['an empty body', 201, {}, /has no data/],
		['data of null', 200, { data: null }, /has no data/],
		['empty data', 201, { data: {} }, /empty/],
		['data without an ID', 201, { data: { text: 'Hi' } }, /no id/],
		['an empty ID', 201, { data: { id: '' } }, /no id/],
	])('with %s is no post: it may have been carried out', async (_, status, body, words) => {
		const { client, sent } = world([refused(status, body)], proof);
		const error = await xRejection(client.call(POST, { body: {} }));
		expect(error.context.outcomeUnknown).toBe(true);
		expect(error.message).toMatch(/did not confirm/);
		expect(error.description).toMatch(words);
		expect(sent).toHaveLength(1);
	});

	it.each([
		['DELETE /2/tweets/{id}', { deleted: false }],
		['POST /2/users/{id}/likes', { liked: false }],
		['DELETE /2/lists/{id}/members/{user_id}', { is_member: true }],
		['PUT /2/lists/{id}', { updated: false }],
		['POST /2/chat/conversations/{id}/read', { success: false }],
	] as const)('of %s that says %j is no success', async (endpoint, data) => {
		const error = await xRejection(world([ok({ data })]).client.call(endpoint, { path: { id: '1', user_id: '2' } }));
		expect(error.message).toMatch(/did not confirm/);
	});

	it.each([
		['DELETE /2/tweets/{id}', { deleted: true }],
		['DELETE /2/lists/{id}/members/{user_id}', { is_member: false }],
		['POST /2/users/{id}/following', { following: false, pending_follow: true }],
		['PUT /2/tweets/{id}/hidden', { hidden: false }],
	] as const)('of %s that says %j is one', async (endpoint, data) => {
		expect(await world([ok({ data })]).client.call(endpoint, { path: { id: '1', user_id: '2' } })).toEqual({ data });
	});

	it.each([
		['GET', GET],
		['POST', POST],
	] as const)('with errors and no data is refused in the words of X (%s)', async (_, endpoint) => {
		const body = { errors: [{ title: 'Authorization Error', detail: 'Sorry, you are not authorized.' }] };
		const error = await xRejection(world([ok(body)]).client.call(endpoint, { path: { id: '1' } }));
		expect(error.description).toMatch(/Sorry, you are not authorized\./);
		// Of a write the 2xx says that it was done, the errors that it was not.
		expect(error.context.outcomeUnknown ?? false).toBe(endpoint === POST);
	});

	it('with errors beside data is a success, and one whose entries have their own errors is as well', async () => {
		const errors = [{ title: 'Not Found Error', detail: 'Could not find it.' }];
		const both = { data: { id: '1' }, errors };
		expect(await world([ok(both)]).client.call(GET, { path: { id: '1' } })).toEqual(both);
		expect(await world([ok({ errors })]).client.call(GET, { path: { id: '1' }, itemized: true })).toEqual({ errors });
	});
});

describe.each([['POST', POST]] as const)('a write (%s)', (_, endpoint) => {
	const parts = { path: { id: '1' } };

	it('is sent once when no answer came; its outcome is unknown', async () => {
		const { client, sent, clock } = world([noAnswer]);
		const error = await xRejection(client.call(endpoint, parts));
		expect(error.context).toMatchObject({ status: 0, outcomeUnknown: true });
		expect(error.description).toMatch(/may have been carried out/);
		expect(sent).toHaveLength(1);
		expect(clock.waits).toEqual([]);
	});

	it('is sent again when it never left; its outcome is known', async () => {
		const { client, sent } = world([unsent]);
		const error = await xRejection(client.call(endpoint, parts));
		expect(error.context.outcomeUnknown).toBe(false);
		expect(error.description).not.toMatch(/may have been carried out/);
		expect(sent).toHaveLength(4);
		expect(await world([unsent, ok(CREATED)]).client.call(endpoint, parts)).toEqual(CREATED);
	});

	it.each([[500], [502], [503], [504]])('is sent once when X answers %d; its outcome is unknown', async (status) => {
		const { client, sent } = world([refused(status)]);
		expect((await xRejection(client.call(endpoint, parts))).context).toMatchObject({ status, outcomeUnknown: true });
		expect(sent).toHaveLength(1);
	});

	it('that X refuses has a known outcome', async () => {
		const { client, sent } = world([refused(403)]);
		expect((await xRejection(client.call(endpoint, parts))).context.outcomeUnknown).toBe(false);
		expect(sent).toHaveLength(1);
	});

	it('that met a limit is sent again only after the reset', async () => {
		const reset = START + 30_000;
		const { client, sent } = world([until(reset), ok({ data: { id: '1' } })]);
		expect(await client.call(endpoint, parts)).toEqual({ data: { id: '1' } });
		expect(sent).toHaveLength(2);
		expect(sent[1].at).toBeGreaterThan(reset);
	});

	it('that met a limit further away than it may wait is not sent again', async () => {
		const reset = START + MINUTE + 1000;
		const { client, sent, clock } = world([until(reset)]);
		const error = await xRejection(client.call(endpoint, parts));
		expect(error.context).toMatchObject({
			status: 429,
			exhausted: { window: '15-minute', resetsAt: reset },
			outcomeUnknown: false,
		});
		expect(sent).toHaveLength(1);
		expect(clock.waits).toEqual([]);
	});
});

describe('a rate limit', () => {
	it('is waited for up to the bound, and no longer', async () => {
		const within = world([until(START + MINUTE), ok({ data: 1 })], { maxWaitMs: MINUTE });
		expect(await within.client.call(GET, { path: { id: '1' } })).toEqual({ data: 1 });
		const beyond = world([until(START + MINUTE + 1000), ok()], { maxWaitMs: MINUTE });
		expect((await xRejection(beyond.client.call(GET, { path: { id: '1' } }))).context.status).toBe(429);
		const never = world([until(START + 1000), ok()], { maxWaitMs: 0 });
		await xRejection(never.client.call(GET, { path: { id: '1' } }));
		expect(never.sent).toHaveLength(1);
	});

	it('that shuts again and again ends: one call waits no longer than the bound in all', async () => {
		const { client, clock, sent } = world([(_, time) => until(time + 20_000)], { maxWaitMs: MINUTE });
		const error = await xRejection(client.call(POST, { body: {} }));
		expect(error.context).toMatchObject({ status: 429, exhausted: { window: '15-minute' } });
		expect(error.description).not.toMatch(/not sent/);
		expect(clock.waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(MINUTE + 5000);
		expect(sent.length).toBeGreaterThan(1);
		expect(sent.length).toBeLessThan(5);
	});

	it('that an answer used up is waited for before the next request, by every client that shares the limiter', async () => {
		const limiter = createLimiter();
		const reset = START + 20_000;
		const first = world([ok({ data: 1 }, limitHeaders(0, reset))], { limiter });
		await first.client.call(GET, { path: { id: '1' } });
		const second = world([ok({ data: 2 })], { limiter });
		await second.client.call(GET, { path: { id: '2' } });
		expect(second.sent[0].at).toBeGreaterThan(reset);
		expect(second.clock.waits).toHaveLength(1);
	});

	it('that is known to be shut too long refuses without a request', async () => {
		const limiter = createLimiter();
		limiter.note(GET, 200, limitHeaders(0, START + 15 * MINUTE), START);
		const { client, sent } = world([ok()], { limiter });
		const error = await xRejection(client.call(GET, { path: { id: '1' } }));
		expect(error.context).toMatchObject({ status: 429, exhausted: { resetsAt: START + 15 * MINUTE } });
		expect(error.problem).toMatchObject({ title: 'Too Many Requests', type: 'rate-limit-exceeded' });
		expect(error.description).toMatch(/not sent/);
		expect(sent).toEqual([]);
	});

	it('of one endpoint does not shut another', async () => {
		const { client, sent } = world([ok({}, limitHeaders(0, START + 15 * MINUTE)), ok({ data: 2 })]);
		await client.call(GET, { path: { id: '1' } });
		expect(await client.call('GET /2/users/me')).toEqual({ data: 2 });
		expect(sent).toHaveLength(2);
	});

	it('is not waited for by all at the same moment', async () => {
		const at = async (random: number) => {
			const { client, sent } = world([until(START + 10_000), ok()], { random: () => random });
			await client.call(GET, { path: { id: '1' } });
			return sent[1].at;
		};
		expect([await at(0), await at(1)]).toEqual([START + 10_250, START + 11_250]);
	});

	it('that is used up by a refusal of another kind does not have it sent again', async () => {
		const { client, sent } = world([refused(403, { title: 'Forbidden' }, limitHeaders(0, START + 1000))]);
		const error = await xRejection(client.call(GET, { path: { id: '1' } }));
		expect(error.context).toMatchObject({ status: 403, exhausted: undefined });
		expect(sent).toHaveLength(1);
	});
});

describe('a usage cap', () => {
	const capped = (headers = {}) =>
		refused(
			429,
			{
				title: 'UsageCapExceeded',
				detail: 'Usage cap exceeded: Monthly product cap',
				type: 'https://api.x.com/2/problems/usage-capped',
				period: 'Monthly',
			},
			headers,
		);

	it.each([
		['without headers', {}],
		['beside an open window', limitHeaders(10, START + 5000)],
		['beside a used-up window', limitHeaders(0, START + 5000)],
	])('is never waited for (%s), neither by the call nor by the next one', async (_, headers) => {
		const { client, sent, clock } = world([capped(headers), capped(headers), ok({ data: 1 })]);
		for (let i = 0; i < 2; i++) {
			const error = await xRejection(client.call(GET, { path: { id: '1' } }));
			expect(error.problem.type).toBe('usage-capped');
			expect(error.description).toMatch(/billing cycle/);
		}
		expect(await client.call(GET, { path: { id: '1' } })).toEqual({ data: 1 });
		expect(clock.waits).toEqual([]);
		expect(sent).toHaveLength(3);
	});

	it('is told at once even if a call beside it has met a limit', async () => {
		const limiter = createLimiter();
		const { client, clock } = world(
			[
				() => {
					limiter.note(GET, 429, limitHeaders(0, START + 5000), START);
					return capped();
				},
			],
			{ limiter },
		);
		expect((await xRejection(client.call(GET, { path: { id: '1' } }))).problem.type).toBe('usage-capped');
		expect(clock.waits).toEqual([]);
	});
});

describe('the clock of X', () => {
	const HOUR = 60 * MINUTE;
	const dated = (date: string) => ok({}, { date });

	it('is that of this computer until an answer has told it, and then what the last dated one told', async () => {
		const { client } = world([
			ok(),
			dated(new Date(START + HOUR).toUTCString()),
			ok(),
			dated('not a date'),
			dated(new Date(START - HOUR).toUTCString()),
		]);
		const told: number[] = [];
		for (let i = 0; i < 5; i++) {
			await client.call(GET, { path: { id: '1' } });
			told.push(client.xTime(START + 1) - START);
		}
		expect(told).toEqual([1, HOUR + 1, HOUR + 1, HOUR + 1, 1 - HOUR]);
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
