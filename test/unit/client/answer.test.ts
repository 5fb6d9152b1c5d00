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

	it.each([[undefined], [null], [[]]])('are a refusal: data is %j', (data) => {
		expect(refusal({ data, errors: [problem('', 'Forbidden')] }, { endpoint: GET }).context.status).toBe(403);
	});

	it.each([[[{ id: '1' }]], [{ id: '1' }], [[{ id: '1' }, { id: '2' }]]])('are none beside data: %j', (data) => {
		const body = { data, errors: [problem('resource-not-found', 'Not Found Error')] };
		expect(judged(200, body, { endpoint: GET })).toEqual(body);
	});
});

describe('a write', () => {
	it.each([[1849000000000000001], [0], [{ id: '1' }], [['1']]])('whose ID is %j has told no ID', (id) => {
		const body = { data: { id, text: 'Hi' } };
		expect(judged(201, body, { endpoint: POST, proof: 'id' })).toMatchObject({ problem: { detail: 'It has no id.' } });
	});

	it('whose ID is a number has an ID like any other', () =>
		expect(judged(201, { data: { id: 12, text: 'Hi' } }, { endpoint: POST, proof: 'id' })).toEqual({
			data: { id: '12', text: 'Hi' },
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

	it('is done when its answer has what proves it', () => {
		const body = { data: { id: '1', text: 'Hi' } };
		expect(judged(201, body, { endpoint: POST, proof: 'text' })).toEqual(body);
	});
});
