/** What an error of X names, in whatever form it comes. */
import { partialProblems, readProblem } from '../../../api/errors/problem';

const NO_USER = { title: 'Not Found Error', detail: 'Could not find it.', parameter: 'ids' };

it.each([
	['a text', { value: '12' }, '12'],
	['a number', { value: 12 }, '12'],
	["X's newer name", { resource_id: '12', value: '13' }, '12'],
])('the object may be named by %s', (_, named, resourceId) =>
	expect(partialProblems({ errors: [{ ...NO_USER, ...named }] })).toMatchObject([{ resourceId, parameter: 'ids' }]),
);

it.each<[string, object, object]>([
	['a single error', { errors: { code: 187, message: 'Twice.' } }, { code: 187, detail: 'Twice.' }],
	['words', { errors: 'Over capacity' }, { title: 'Over capacity' }],
	['a list of words', { errors: ['Over capacity', null, 5] }, { title: 'Over capacity' }],
	['a problem', { title: 'Forbidden', detail: 'No.', status: 403 }, { title: 'Forbidden', detail: 'No.' }],
	[
		'an error of OAuth',
		{ error: 'invalid_request', error_description: 'No.' },
		{ type: 'invalid_request', detail: 'No.' },
	],
	['an error in another', { error: { message: 'No.' } }, { detail: 'No.' }],
	['a message', { message: 'Internal' }, { title: 'Internal' }],
])('%s in the place of an answer is told', (_, body, told) => {
	expect(partialProblems(body)).toMatchObject([told]);
	expect(readProblem(body, 403)).toMatchObject('errors' in body ? told : {});
});

it.each<unknown>([
	{ data: { title: 'A list', detail: 'None.' } },
	{ data: [], title: 'Forbidden' },
	{ meta: { result_count: 0 }, message: 'Nothing' },
	{ errors: [] },
	{ errors: '' },
	{},
	[],
	'Forbidden',
])('%j is no error', (body) => expect(partialProblems(body)).toEqual([]));

it('what X did not name is not there, and neither is a name that is none', () => {
	const plain = { title: 'Forbidden', detail: 'No.', type: '' };
	expect(readProblem({ title: 'Forbidden', detail: 'No.' }, 403)).toStrictEqual(plain);
	const odd = { code: '8x', value: { id: '1' }, parameter: ['ids'], reset_date: null };
	expect(readProblem({ title: 'Forbidden', detail: 'No.', ...odd }, 403)).toStrictEqual(plain);
});

it.each([
	[89, 89],
	['89', 89],
	['E89', undefined],
	['89E', undefined],
	[[], undefined],
])('the number of an error is kept: %j', (code, number) =>
	expect(readProblem({ code, message: 'Invalid or expired token' }, 401).code).toBe(number),
);

it('sentences in a list are joined, and what else is in it is left out', () =>
	expect(readProblem({ title: 'Forbidden', detail: ['One.', 7, 'Two.'] }, 403).detail).toBe('One. Two.'));

it('a type in the place of an error is no detail', () =>
	expect(readProblem({ error: 'invalid_request' }, 400)).toMatchObject({ type: 'invalid_request', detail: '' }));
