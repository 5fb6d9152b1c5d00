import type { Reply } from '../../../api/client/call';
import { failure } from '../../../api/errors/outcome';
import { limitHeaders, noAnswer, ok, refused, START, world, xRejection } from '../../support/unwired/surroundings';

const GET = 'GET /2/tweets/{id}';

const POST = 'POST /2/tweets';
const MINUTE = 60_000;
const unsent: Reply = failure({ detail: 'The host was not found.', sent: false });
const until = (resetsAt: number) =>
	refused(429, { title: 'Too Many Requests', detail: 'Too Many Requests' }, limitHeaders(0, resetsAt));

const CREATED = { data: { id: '1', text: 'Hi' } };

describe.each([
	['PUT', 'PUT /2/tweets/{id}/hidden', {}],
	['DELETE', 'DELETE /2/tweets/{id}', {}],
	['POST', 'POST /2/users/{id}/likes', { facts: () => ({ repeatable: true }) }],
] as const)('a write that is harmless to repeat (%s)', (_, endpoint, settings) => {
	const parts = { path: { id: '1' } };

	it.each([[noAnswer], [unsent], ...[408, 425, 499, 500, 502, 503, 504, 520, 524].map((status) => [refused(status)])])(
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
	const proof = { facts: () => ({ proof: 'id' }) };
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

	it.each([[521], [523], [525], [526], [530]])('is sent again when X was not reached (%d)', async (status) => {
		const { client, sent } = world([refused(status, '<html>')]);
		const error = await xRejection(client.call(endpoint, parts));
		expect([error.message, error.description]).toEqual([
			`X could not be reached (status ${status})`,
			'Nothing was done: run again later.',
		]);
		expect(error.context.outcomeUnknown).toBe(false);
		expect(sent).toHaveLength(4);
		expect(await world([refused(status), ok(CREATED)]).client.call(endpoint, parts)).toEqual(CREATED);
	});

	it.each([
		[303, '/2/elsewhere', true],
		[304, undefined, true],
		[302, undefined, true],
		[307, 'https://login.example.com', false],
		[302, '/login', false],
	])('that is answered with %d and %s points elsewhere; it may be done: %p', async (status, location, isUnknown) => {
		const { client, sent } = world([refused(status, '', location ? { location } : {})]);
		const error = await xRejection(client.call(endpoint, parts));
		expect(error.context.outcomeUnknown).toBe(isUnknown);
		expect(/^(?:It points to .*\. )?The request may have been carried out/.test(error.description)).toBe(isUnknown);
		expect(error.description).toContain('Nothing was sent there. Check the Base URL');
		expect(sent).toHaveLength(1);
	});

	it.each([[408], [425], [499], [500], [502], [503], [504], [520], [522], [524]])(
		'is sent once when X answers %d; its outcome is unknown',
		async (status) => {
			const { client, sent } = world([refused(status)]);
			expect((await xRejection(client.call(endpoint, parts))).context).toMatchObject({ status, outcomeUnknown: true });
			expect(sent).toHaveLength(1);
		},
	);

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
