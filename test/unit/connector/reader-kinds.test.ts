/** Ways in which people and nodes hand over one and the same thing, and what is refused because it could mean something else. */
import { readValue } from '../../../connector/reader';
import type { Field } from '../../../connector';
import { optional } from '../../../connector/resources/post/fields';
import { inputError } from '../../support/unwired/surroundings';

const poll = optional.find(({ name }) => name === 'poll') as Field;
const field = (kind: Field['kind'], more: object = {}) => ({ name: 'it', displayName: 'It', kind, ...more }) as Field;
const refusal = (of: Field, raw: unknown) => {
	const { message, advice } = inputError(() => readValue(of, raw));
	return `${message}. ${advice}`;
};

describe('the choices of a poll', () => {
	const choices = (raw: unknown) =>
		(readValue(poll, { choices: raw, durationMinutes: 5 }) as { choices: string[] }).choices;

	it.each([
		['JSON', '["Yes","No, never"]', ['Yes', 'No, never']],
		['JSON with blanks and line breaks', '[ "Yes",\n "No, never" ]\n', ['Yes', 'No, never']],
		['a list', ['Yes', 'No, never'], ['Yes', 'No, never']],
		['numbers', [1, 2], ['1', '2']],
		['JSON with numbers', '[2025, 2026]', ['2025', '2026']],
		['commas', 'Yes, No', ['Yes', 'No']],
		['quotes and commas', '"Yes, sure", "No"', ['Yes, sure', 'No']],
		['lines, which win over commas', 'Yes, sure\nNo, never', ['Yes, sure', 'No, never']],
		['lines of Windows', 'Yes, sure\r\nNo, never\r\n', ['Yes, sure', 'No, never']],
		['lines with commas at their ends', 'Yes,\nNo,\n', ['Yes', 'No']],
		['a bracket that is no JSON', '[beta] Yes, No', ['[beta] Yes', 'No']],
		['empty entries', ['Yes', '', null, ' No '], ['Yes', 'No']],
	])('as %s', (_, raw, expected) => expect(choices(raw)).toEqual(expected));

	it.each([
		['objects', [{ label: 'Yes' }, { label: 'No' }], 'it is an object, not text: {"label":"Yes"}'],
		['objects in JSON', '[{"label":"Yes"},{"label":"No"}]', 'it is an object, not text: {"label":"Yes"}'],
		['one object', { label: 'Yes' }, 'it is an object, not text'],
		['an object in JSON', '{"a":"Yes","b":"No"}', 'it is an object, not a list'],
		['lists in a list', [['Yes', 'No']], 'it is a list, not text: ["Yes","No"]'],
		['JSON that is cut off', '["Yes","No', 'it is not valid JSON: ["Yes","No'],
		['twins', 'Yes, No, Yes', "'Yes' is there twice"],
		['twins to the eye', ['é', 'No', 'e\u0301\u200b'], 'is there twice'],
		['something missing', 'Yes, undefined', "it is 'undefined', as JavaScript writes a missing value"],
		['an error of a cell', ['Yes', '#REF!'], "it is '#REF!', as spreadsheets write an error"],
		['nothing to see', 'Yes, \u200b', 'it has 1 entries'],
		[
			'one that is too long',
			['Yes', 'Certainly not, whatever happens'],
			"'Certainly not, whatever happens' has 31 characters; the limit is 25",
		],
		['too few', ['Yes'], 'it has 1 entries'],
	])('not as %s', (_, raw, said) => expect(refusal(poll, { choices: raw })).toContain(said));
});

describe('a switch', () => {
	it.each([
		[true, true],
		['True', true],
		[' TRUE ', true],
		[1, true],
		['1', true],
		[1n, true],
		['Yes', true],
		[false, false],
		['False', false],
		[0, false],
		['0', false],
		['no', false],
		['NO', false],
	])('%p', (raw, value) => expect(readValue(field('boolean'), raw)).toBe(value));

	it.each([['maybe'], [2], [-1], [NaN], [{}], [[true]], ['truee'], [new Date()], ['toString'], ['__proto__']])(
		'not %p',
		(raw) => expect(refusal(field('boolean'), raw)).toMatch(/'It': '.*' is neither true nor false/),
	);

	it.each([[undefined], [null], [''], [' ']])('nothing: %p', (raw) =>
		expect(readValue(field('boolean'), raw)).toBeUndefined(),
	);
});

describe('a number', () => {
	it.each([
		[' 5 ', 5],
		['5.0', 5],
		['+5', 5],
		['-5', -5],
		[5n, 5],
		['007', 7],
	])('%p', (raw, value) => expect(readValue(field('number'), raw)).toBe(value));
	it.each([
		[true],
		[[5]],
		[new Date(5)],
		['0x10'],
		['1e3'],
		['5 apples'],
		[5.5],
		['5,0'],
		['1.000'],
		[{ value: 5 }],
		[9007199254740993],
	])('not %p', (raw) => expect(refusal(field('number'), raw)).toMatch(/'It': '.+' is not a whole number/));
	it('may have decimals where the row says so', () => {
		expect(readValue(field('number', { decimals: true, min: 0 }), '0.05')).toBe(0.05);
		expect(refusal(field('number', { decimals: true, min: 0 }), '0,05')).toMatch(/not a number/);
	});
});

describe('a text', () => {
	it.each([
		['a\r\nb\rc\nd', 'a\nb\nc\nd'],
		['\ufeffa\ufeffb', 'a\ufeffb'],
		[5, '5'],
		[5n, '5'],
		[true, 'true'],
		[new Date('2026-05-01T08:00:00Z'), '2026-05-01T08:00:00.000Z'],
		[{ toISO: () => '2026-05-01T10:00:00.000+02:00' }, '2026-05-01T08:00:00.000Z'],
	])('%p', (raw, value) => expect(readValue(field('longText'), raw)).toBe(value));

	it.each([
		[NaN],
		[Infinity],
		[{ text: 'a' }],
		[['a']],
		[new Date(NaN)],
		[1849000000000000001],
		[new Map()],
		[Symbol('a')],
	])('not %p', (raw) => expect(refusal(field('longText'), raw)).toMatch(/'It': (it is|the number)/));

	it.each([
		['undefined', "it is 'undefined', as JavaScript writes a missing value"],
		[' null ', "it is 'null', as JavaScript writes a missing value"],
		['NaN', "it is 'NaN', as JavaScript writes a missing value"],
		['Invalid Date', "it is 'Invalid Date', as JavaScript writes a missing value"],
		['On Invalid DateTime we met', "there is an invalid date in it: 'Invalid DateTime'"],
		['Hello [object Object]!', "there is an object in it: '[object Object]'"],
		['#N/A', "it is '#N/A', as spreadsheets write an error"],
		[' #NAME?\n', "it is '#NAME?', as spreadsheets write an error"],
	])('not %j, which nobody has written', (raw, said) => expect(refusal(field('longText'), raw)).toContain(said));

	it.each(['undefined behavior', 'Is it null?', '#N/A in a cell', '#name', 'An invalid date', 'Invalid Dates'])(
		'but words that are meant: %s',
		(raw) => expect(readValue(field('longText'), raw)).toBe(raw),
	);

	it.each(['', ' \n\t', '\u200b', '\u200d \ufe0f', '\u00ad', '\u3164'])('is none without anything to see: %j', (raw) =>
		expect(readValue(field('longText'), raw)).toBeUndefined(),
	);

	it.each(['.', '\u200ba', '👩\u200d💻', '\u0301'])('is one with something to see: %j', (raw) =>
		expect(readValue(field('longText'), raw)).toBe(raw),
	);

	it('keeps what is secret', () => {
		const secret = field('text', { secret: true, pattern: /^x/, description: 'Begins with x' });
		expect(refusal(secret, 'password')).toBe("'It': it does not have the form that X accepts. Begins with x");
	});
});

describe('lists of what can be named', () => {
	it.each([
		['ids', '[1849000000000000001, 2]', ['1849000000000000001', '2']],
		['ids', '["1", 2]', ['1', '2']],
		['ids', [1, '2', 1], ['1', '2']],
		['posts', '["https://x.com/a/status/1?s=20", "2"]', ['1', '2']],
		['users', '["@Ada", "bob"]', ['@ada', '@bob']],
		['users', 'ada; bob\ncarl', ['@ada', '@bob', '@carl']],
		['users', '＠ada、bob，carl', ['@ada', '@bob', '@carl']],
		['users', '@ada 2244994945 https://x.com/bob', ['@ada', '2244994945', '@bob']],
		['words', '[Red], [Blue]', ['[Red]', '[Blue]']],
		['choices', '["a","b"]', ['a', 'b']],
		['choices', 'a', ['a']],
		['choices', 'a, b', ['a', 'b']],
	] as const)('%s: %p', (kind, raw, value) => {
		const choices = ['a', 'b'].map((each) => ({ name: each, value: each }));
		expect(readValue(field(kind, { choices }), raw)).toEqual(value);
	});

	it.each([
		['users', [{ id: '1' }], '{"id":"1"}'],
		['posts', { id: '1' }, '{"id":"1"}'],
		['ids', '[{"id":"1"}]', '{"id":"1"}'],
		['choices', { a: 1 }, '{"a":1}'],
		['users', '@ada and @bob', "'and' stands between handles"],
		['users', 'cc @ada', "'cc' stands beside a handle"],
		['users', 'bob, Hi: @ada', "'Hi:' stands beside a handle"],
		['users', '@ada ping', "'ping' stands beside a handle"],
		['words', "['Yes','No']", "it is not valid JSON: ['Yes','No']"],
		['words', '[Yes, No]', 'it is not valid JSON: [Yes, No]'],
		['users', '[ada, bob]', 'it is not valid JSON: [ada, bob]'],
		['user', true, "'true' is not an account"],
	] as const)('%s: not %p', (kind, raw, said) => expect(refusal(field(kind, { choices: [] }), raw)).toContain(said));
});

describe('JSON', () => {
	it.each([
		['5'],
		['"text"'],
		['null'],
		['[1849000000000000001]'],
		[{ id: 1849000000000000001 }],
		[{ big: 1n }],
		[new Date()],
		[5],
	])('is an object or a list that loses nothing, not %p', (raw) =>
		expect(refusal(field('json'), raw)).toMatch(/'It': it is not valid JSON/),
	);
});

describe('a group', () => {
	it('is an object, or one in JSON', () => {
		for (const raw of [{ choices: 'A,B', durationMinutes: '5' }, '{"choices":["A","B"],"durationMinutes":5}'])
			expect(readValue(poll, raw)).toEqual({ choices: ['A', 'B'], durationMinutes: 5 });
	});
	it.each([['A, B'], [['A', 'B']], [5], [true]])('is not %p, which would be left out without a word', (raw) =>
		expect(refusal(poll, raw)).toMatch(/'Poll': it is not an object/),
	);
});
