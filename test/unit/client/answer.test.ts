/** A 2xx of X that is none: what its body says decides, and it is told as the same refusal is elsewhere. */
import { judge, type Expectation } from '../../../api/client/answer';
import { XError } from '../../../api/errors/errors';

const GET = 'GET /2/users/{id}/liked_tweets';
const POST = 'POST /2/tweets';

function judged(status: number, body: object | undefined, expected: Expectation) {
	const outcome = judge({ status, headers: {}, body }, expected);
	return outcome.ok ? outcome.value : outcome.error;
}

function refusal(body: object, expected: Expectation): XError {
	const error = judged(200, body, expected);
	if (!(error instanceof XError)) throw new Error(`A refusal was due, this came: ${JSON.stringify(error)}`);
	return error;
}

const problem = (type: string, title: string) => ({
	type: type && `https://api.x.com/2/problems/${type}`,
	title,
	detail: 'Sorry.',
});

describe('errors in the place of data', () => {
	it.each([
		['are a 404 where the object does not exist', problem('resource-not-found', 'Not Found Error'), 404],
		['are a 403 where it may not be seen', problem('not-authorized-for-resource', 'Authorization Error'), 403],
		['are a 403 where X says so', problem('', 'Forbidden'), 403],
		['have no other status than they came with, of any other kind', problem('', 'Authorization Error'), 200],
	])('%s', (_, error, status) => {
		const missingScopes = () => ['like.read'];
		const { context } = refusal({ errors: [error] }, { endpoint: GET, missingScopes: missingScopes() });
		expect(context).toMatchObject({ endpoint: GET, status });
		// Only a refusal for want of rights is one that a scope might lift.
		expect(context.missingScopes).toEqual(status === 403 ? ['like.read'] : undefined);
	});

	it('are all kept where there are several', () => {
		const errors = [problem('resource-not-found', 'Not Found Error'), problem('', 'Forbidden')];
		expect(refusal({ errors }, { endpoint: GET }).context.problems).toMatchObject([
			{ type: 'resource-not-found' },
			{ title: 'Forbidden' },
		]);
		expect(refusal({ errors: errors.slice(1) }, { endpoint: GET }).context).not.toHaveProperty('problems');
	});

	it.each([[undefined], [null], [[]]])('are a refusal: data is %j', (data) => {
		expect(refusal({ data, errors: [problem('', 'Forbidden')] }, { endpoint: GET }).context.status).toBe(403);
	});

	it.each([[[{ id: '1' }]], [{ id: '1' }], [[{ id: '1' }, { id: '2' }]]])('are none beside data: %j', (data) => {
		const body = { data, errors: [problem('resource-not-found', 'Not Found Error')] };
		expect(judged(200, body, { endpoint: GET })).toEqual(body);
	});
});

it('a read keeps the list that it has', () =>
	expect(judged(200, { data: [{ id: '1' }] }, { endpoint: GET })).toEqual({ data: [{ id: '1' }] }));

describe('a write', () => {
	it.each([
		[1849000000000000001],
		[0],
		[-1],
		[{ id: '1' }],
		[['1']],
		[true],
		['0'],
		['-1'],
		[' '],
		['abc'],
		['null'],
		['undefined'],
		['[object Object]'],
	])('whose ID is %j has told no ID', (id) => {
		const body = { data: { id, text: 'Hi' } };
		expect(judged(201, body, { endpoint: POST, proof: 'id' })).toMatchObject({ problem: { detail: 'It has no id.' } });
	});

	it('whose ID is a number has an ID like any other', () =>
		expect(judged(201, { data: { id: 12, text: 'Hi' } }, { endpoint: POST, proof: 'id' })).toEqual({
			data: { id: '12', text: 'Hi' },
		}));

	it.each(['1849000000000000001', '1YqKDqWqdPLKV', 'g1849000000000000000', '6f1b9a52-4c2e-4d0b-9d3a-2f7f0c1e8a55'])(
		'whose ID is %s has one',
		(id) => expect(judged(201, { data: { id } }, { endpoint: POST, proof: 'id' })).toEqual({ data: { id } }),
	);

	it.each<[string, unknown, unknown]>([
		['of one is that one', [{ id: '1', text: 'Hi' }], { id: '1', text: 'Hi' }],
		['of one whose ID is a number', [{ id: 1 }], { id: '1' }],
		['of none has no data', [], 'It has no data.'],
		['of one that is no object has no data', ['1'], 'It has no data.'],
		['of one without the ID', [{ text: 'Hi' }], 'It has no id.'],
		['of two does not say which', [{ id: '1' }, { id: '2' }], 'It has 2 entries in the place of one.'],
	])('answered with a list %s', (_, data, expected) =>
		expect(judged(200, { data }, { endpoint: POST, proof: 'id' })).toMatchObject(
			typeof expected === 'string'
				? { problem: { type: 'unconfirmed', detail: expected }, context: { outcomeUnknown: true } }
				: { data: expected },
		),
	);

	it.each<[object, unknown]>([
		[{ broadcast_id: '1YqKDqWqdPLKV' }, { broadcast_id: '1YqKDqWqdPLKV' }],
		[
			{ broadcast_id: null, scheduled_broadcast_id: 12 },
			{ broadcast_id: null, scheduled_broadcast_id: '12' },
		],
		[{ state: 'NotStarted' }, 'It has no scheduled_broadcast_id or broadcast_id.'],
		[{ broadcast_id: '' }, 'It has no scheduled_broadcast_id or broadcast_id.'],
	])('that may be known by one of two IDs: %j', (data, expected) =>
		expect(
			judged(
				201,
				{ data },
				{ endpoint: 'POST /2/broadcasts/scheduled', proof: ['scheduled_broadcast_id', 'broadcast_id'] },
			),
		).toMatchObject(typeof expected === 'string' ? { problem: { detail: expected } } : { data: expected }),
	);

	it.each([
		[0.42, true],
		[-1, true],
		[Number.MAX_SAFE_INTEGER, true],
		['0.42', true],
		[null, false],
		[1e300, false],
		[NaN, false],
	])('whose proof is the score %p: %p', (claim_opinion_score, isDone) => {
		const data = { claim_opinion_score, id: '1' };
		const answer = judged(200, { data }, { endpoint: 'POST /2/notes/evaluate', proof: 'claim_opinion_score' });
		expect(answer instanceof XError).toBe(!isDone);
	});

	const LIKE = 'POST /2/users/{id}/likes';
	const UNLIKE = 'DELETE /2/users/{id}/likes/{tweet_id}';
	it.each<[Expectation['endpoint'], string, unknown, boolean]>([
		[LIKE, 'liked', true, true],
		[LIKE, 'liked', 'true', true],
		[LIKE, 'liked', 1, true],
		[LIKE, 'liked', 'false', false],
		[LIKE, 'liked', 0, false],
		[LIKE, 'liked', 'yes', false],
		[LIKE, 'liked', {}, false],
		[UNLIKE, 'liked', false, true],
		[UNLIKE, 'liked', 'false', true],
		[UNLIKE, 'liked', 'true', false],
		[UNLIKE, 'liked', 1, false],
		[UNLIKE, 'liked', 'gone', false],
		['DELETE /2/lists/{id}', 'deleted', 'false', false],
		['DELETE /2/lists/{id}', 'deleted', 0, false],
		['DELETE /2/lists/{id}', 'deleted', 'true', true],
		['POST /2/users/{id}/dm/block', 'blocked', true, true],
		['POST /2/users/{id}/dm/block', 'blocked', false, false],
		['POST /2/users/{id}/dm/unblock', 'blocked', false, true],
		['POST /2/users/{id}/dm/unblock', 'blocked', true, false],
		['PUT /2/webhooks/{webhook_id}', 'valid', false, false],
		['PUT /2/webhooks/{webhook_id}', 'valid', true, true],
	])('%s that says %s = %j: done is %p', (endpoint, proof, value, isDone) => {
		const data = { [proof]: value };
		const answer = judged(200, { data }, { endpoint, proof });
		if (isDone) expect(answer).toEqual({ data });
		else expect(answer).toMatchObject({ problem: { type: 'unconfirmed' }, context: { outcomeUnknown: true } });
	});

	it.each([
		[true, true],
		[true, false],
		[false, false],
		[false, 'true'],
	])('that asks for hidden = %p and is told %p', (hidden, said) => {
		const endpoint = 'PUT /2/tweets/{tweet_id}/hidden';
		const answer = judged(200, { data: { hidden: said } }, { endpoint, proof: 'hidden', body: { hidden } });
		expect(answer instanceof XError).toBe(hidden !== said);
	});

	const CLOSE = 'DELETE /2/connections';
	const ALL = 'DELETE /2/connections/all';
	it.each<[Expectation['endpoint'], object, string | undefined]>([
		[CLOSE, { successful_kills: 1, failed_kills: 1 }, undefined],
		[CLOSE, { successful_kills: 0, failed_kills: 0 }, undefined],
		[
			CLOSE,
			{ successful_kills: 0, failed_kills: 1, results: [{ error_message: 'Gone.' }] },
			'It says: successful_kills = 0. Gone.',
		],
		[
			CLOSE,
			{
				successful_kills: 0,
				failed_kills: '5',
				results: [
					{ error_message: 'One.' },
					{ id: '1' },
					...['Two.', 'Three.', 'Four.'].map((error_message) => ({ error_message })),
				],
			},
			'It says: successful_kills = 0. One. Two. Three.',
		],
		['POST /2/lists', {}, 'Its data is empty.'],
		['POST /2/lists', { name: null, id: '' }, 'Its data is empty.'],
		[ALL, { successful_kills: 0, failed_kills: 0 }, undefined],
		[ALL, { successful_kills: 0, failed_kills: 2 }, 'It says: successful_kills = 0.'],
		['POST /2/compliance/jobs', { id: '12', status: 'failed' }, 'It says: status = failed.'],
		['POST /2/compliance/jobs', { id: '12', status: 'created' }, undefined],
		['DELETE /2/users/{id}/following/{id}', { following: true, pending_follow: true }, 'It says: following = true.'],
	])('%s that says %j', (endpoint, data, missing) => {
		const answer = judged(200, { data }, { endpoint });
		if (missing) expect(answer).toMatchObject({ problem: { detail: missing }, context: { outcomeUnknown: true } });
		else expect(answer).toEqual({ data });
	});

	it('answered by a page of something in between may be done, unless it is an upload', () => {
		const told = (endpoint: Expectation['endpoint']) => {
			const outcome = judge({ status: 200, headers: {}, body: '<html>' }, { endpoint });
			if (outcome.ok || !(outcome.error instanceof XError)) throw new Error('An error was due');
			return outcome.error.description;
		};
		expect(told('POST /2/lists')).toMatch(/may have been carried out: look at the account.*\. Check the Base URL/);
		for (const endpoint of [GET, 'POST /2/media/upload'] as const)
			expect(told(endpoint)).toMatch(/^It is not JSON\. Check the Base URL/);
	});

	it('that makes a webhook which X could not reach yet has made one', () =>
		expect(judged(200, { data: { id: '12', valid: false } }, { endpoint: 'POST /2/webhooks', proof: 'id' })).toEqual({
			data: { id: '12', valid: false },
		}));

	it('without a body has deleted something only if it was to', () => {
		expect(judged(204, undefined, { endpoint: 'DELETE /2/tweets/{id}' })).toEqual({ data: { deleted: true } });
		expect(judged(204, undefined, { endpoint: POST })).toMatchObject({
			problem: { type: 'unconfirmed', detail: 'It has no data.' },
			context: { outcomeUnknown: true },
		});
	});

	it.each<unknown>([
		[],
		null,
		{},
		'ok',
		1,
		true,
		[{}],
		[null],
		{ id: null },
		{ id: '' },
		{ name: 'x' },
		{ success: false, id: '1' },
		{ subscribed: false, id: '1' },
	])('is not confirmed by data %j', (data) => {
		expect(judged(200, { data }, { endpoint: POST, proof: 'id' })).toMatchObject({ context: { outcomeUnknown: true } });
	});

	it.each<object>([{}, [], { data: {} }, { data: null }, { data: [], errors: [] }, { error: 7 }, { errors: 7 }])(
		'with errors of its entries is not silent: %j',
		(body) => {
			expect(judged(200, body, { endpoint: POST, itemized: true })).toMatchObject({ problem: { type: 'unconfirmed' } });
		},
	);

	it.each([{ error: 'No.' }, { errors: 'No.' }, { title: 'Forbidden', detail: 'No.' }])(
		'is refused in the words of X: %j',
		(body) =>
			expect(judged(200, body, { endpoint: POST, itemized: true })).toMatchObject({
				problem: { detail: expect.stringMatching(/^(?:No\.)?$/) },
				context: { outcomeUnknown: true },
			}),
	);

	it.each<object>([{ errors: [{ title: 'No' }] }, { meta: { summary: {} } }, { data: [{ id: '1' }] }])(
		'with errors of its entries is left to its operation: %j',
		(body) => {
			expect(judged(200, body, { endpoint: POST, itemized: true })).toEqual(body);
		},
	);

	it.each([{ id: '1' }, { id: '1', text: null }, { id: '1', text: '' }, { id: '1', text: {} }])(
		'is not confirmed without the text that proves it: %j',
		(data) =>
			expect(judged(201, { data }, { endpoint: POST, proof: 'text' })).toMatchObject({
				problem: { detail: 'It has no text.' },
			}),
	);

	it('is done when its answer has what proves it', () => {
		const body = { data: { id: '1', text: 'Hi' } };
		expect(judged(201, body, { endpoint: POST, proof: 'text' })).toEqual(body);
	});
});
