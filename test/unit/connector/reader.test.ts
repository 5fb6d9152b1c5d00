import type { Field, FieldKind, Value } from '../../../connector';
import { checkExclusive, readValue, userKey } from '../../../connector/reader';
import { inputError, thrownBy } from '../../support/surroundings';

/** A field of some kind, with what it has besides. */
const field = (kind: FieldKind, more: object = {}) =>
	({ name: 'theField', displayName: 'The Field', kind, ...more }) as Field;
const read = (kind: FieldKind, raw: unknown, more: object = {}): Value | undefined => readValue(field(kind, more), raw);
/** Refusals name the field as the user sees it, and say what to do. */
function refusal(kind: FieldKind, raw: unknown, more: object = {}) {
	const error = inputError(() => read(kind, raw, more));
	expect(error.message).toContain("'The Field'");
	return error;
}

const ID = '1849000000000000001';
const LOST = 1849000000000000001;
const KINDS: Array<FieldKind> = [
	'text',
	'longText',
	'number',
	'boolean',
	'choice',
	'choices',
	'time',
	'id',
	'ids',
	'words',
	'post',
	'posts',
	'user',
	'users',
	'object',
	'objects',
	'group',
	'json',
];
const extras: Partial<Record<FieldKind, object>> = { object: { of: 'list' }, objects: { of: 'list' } };

describe.each(KINDS)('nothing, for a field of the kind %s', (kind) => {
	const extra = extras[kind] ?? {};

	it.each([[undefined], [null], [''], [[]]])('(%j) is no value', (raw) => {
		expect(read(kind, raw, extra)).toBeUndefined();
	});

	it('is refused where it is needed, with what the field is for', () => {
		const error = refusal(kind, '', { ...extra, required: true, description: 'What it is for' });
		expect(error.message).toMatch(/empty/);
		expect(error.advice).toBe('What it is for');
	});
});

it.each([
	['posts', ' , ,'],
	['ids', ','],
	['users', '\n'],
	['words', ' , '],
	['objects', ','],
] as const)('a list of nothing but separators is nothing (%s: %j)', (kind, raw) => {
	const extra = extras[kind] ?? {};
	expect(read(kind, raw, extra)).toBeUndefined();
	expect(refusal(kind, raw, { ...extra, required: true }).message).toMatch(/empty/);
});

describe.each(['text', 'longText'] as const)('%s', (kind) => {
	it('is taken as it is', () => {
		for (const text of ['hello', '  hello \n', '0', 'ünï ✓', '[object Object]']) expect(read(kind, text)).toBe(text);
		expect(read(kind, 42)).toBe('42');
	});

	it('is as long as X takes it, counted in characters', () => {
		expect(read(kind, '😀'.repeat(5), { maxLength: 5 })).toBe('😀'.repeat(5));
		const error = refusal(kind, 'abcdef', { maxLength: 5 });
		expect(error.message).toMatch(/6 characters.*5/);
	});

	it('has the form X takes', () => {
		expect(read(kind, 'https://example.com', { pattern: /^https:\/\// })).toBe('https://example.com');
		expect(refusal(kind, 'http://example.com', { pattern: /^https:\/\// }).message).toContain('http://example.com');
		const pattern = /^[A-Z]{2}$/;
		expect(refusal(kind, 'en', { pattern, description: 'Two capital letters', placeholder: 'e.g. EN' }).advice).toBe(
			'Two capital letters',
		);
		expect(refusal(kind, 'en', { pattern, placeholder: 'e.g. EN' }).advice).toBe('e.g. EN');
	});

	it.each([[{ a: 1 }], [['a', 'b']]])('is not made of a list or an object: %j', (raw) => {
		expect(refusal(kind, raw).message).toMatch(/it is (a list|an object), not text: [[{]/);
	});
});

describe('a number', () => {
	it.each([
		[5, 5],
		['5', 5],
		[0, 0],
		['0', 0],
		[-3, -3],
		[10, 10],
	])('%j is %d', (raw, value) => {
		expect(read('number', raw)).toBe(value);
	});

	it.each([['five'], [1.5], ['1,5'], ['1.5'], [NaN], [Infinity], [{}]])('is not %p', (raw) => {
		expect(refusal('number', raw).message).toMatch(/whole number/);
	});

	it('lies within its bounds, which are part of it', () => {
		const bounds = { min: 5, max: 10080 };
		expect([5, 10080].map((each) => read('number', each, bounds))).toEqual([5, 10080]);
		for (const wrong of [4, 10081, 0, -1])
			expect(refusal('number', wrong, bounds).advice).toBe('It has to be between 5 and 10080.');
		expect(refusal('number', 0, { min: 1 }).advice).toBe('It has to be at least 1.');
		expect(refusal('number', 9, { max: 8 }).advice).toBe('It has to be at most 8.');
	});
});

it.each([
	[true, true],
	['true', true],
	[false, false],
	['false', false],
])('a switch reads %j as %j', (raw, value) => {
	expect(read('boolean', raw)).toBe(value);
});

describe('a choice', () => {
	const choices = [
		{ name: 'Everyone', value: '' },
		{ name: 'Following', value: 'following' },
		{ name: 'Verified', value: 'verified' },
	];

	it('is one of its choices; the empty one is no value', () => {
		expect(read('choice', 'following', { choices })).toBe('following');
		expect(read('choice', '', { choices })).toBeUndefined();
	});

	it.each([['everyone'], ['Following'], ['following,verified'], [1]])('is not %j', (raw) => {
		const error = refusal('choice', raw, { choices });
		expect(error.message).toContain(String(raw));
		expect(error.advice).toBe('Choose from: following, verified.');
	});

	it('may be several', () => {
		expect(read('choices', ['following', 'verified'], { choices })).toEqual(['following', 'verified']);
		expect(read('choices', 'following, verified', { choices })).toEqual(['following', 'verified']);
		expect(refusal('choices', ['following', 'nonsense'], { choices }).message).toContain('nonsense');
	});
});

describe('a time', () => {
	it.each([
		['2026-05-01T08:00:00Z', '2026-05-01T08:00:00Z'],
		['2026-05-01T08:00:00.999Z', '2026-05-01T08:00:00Z'],
		['2026-05-01T10:00:00+02:00', '2026-05-01T08:00:00Z'],
		['2026-05-01', '2026-05-01T00:00:00Z'],
		[' 2026-05-01T08:00:00Z ', '2026-05-01T08:00:00Z'],
		['Fri, 01 May 2026 08:00:00 GMT', '2026-05-01T08:00:00Z'],
		['Fri May 01 2026 10:00:00 GMT+0200 (Central European Summer Time)', '2026-05-01T08:00:00Z'],
		[new Date('2026-05-01T08:00:00Z'), '2026-05-01T08:00:00Z'],
		[{ toISO: () => '2026-05-01T10:00:00.000+02:00' }, '2026-05-01T08:00:00Z'],
	])('%j goes to X as ISO 8601 to the second, in UTC', (raw, value) => {
		expect(read('time', raw)).toBe(value);
	});

	it.each([
		['yesterday'],
		['hello 1'],
		['5'],
		['1777622400'],
		[1777622400000],
		['2026-13-01'],
		['2026-05-01T99:00:00Z'],
		['Friday next'],
		[new Date(NaN)],
		[{ toISO: () => null }],
		[{}],
	])('is not %p', (raw) => {
		const error = refusal('time', raw);
		expect(error.message).toMatch(/not a date/);
		expect(error.advice).toMatch(/ISO 8601/);
	});

	it.each([
		['epochMs', '1777622400000'],
		['epochSeconds', 1777622400],
		['yyyymmddhhmm', '202605010800'],
	] as const)('goes out as %s where X wants that', (as, value) => {
		expect(read('time', '2026-05-01T10:00:00+02:00', { as })).toBe(value);
	});
});

describe('an ID', () => {
	it('is digits, as text', () => {
		expect(read('id', ` ${ID} `)).toBe(ID);
		expect(read('id', 42)).toBe('42');
		for (const wrong of ['abc', `${ID}0`, '1.5', `https://x.com/a/status/${ID}`])
			expect(refusal('id', wrong).advice).toMatch(/digits/);
		expect(refusal('id', LOST).message).toMatch(/lost digits/);
	});

	it('may be one of many', () => {
		expect(read('ids', `1, 2\n3,1`)).toEqual(['1', '2', '3']);
		expect(read('ids', ['1', 2])).toEqual(['1', '2']);
		expect(refusal('ids', '1, nonsense').message).toContain('nonsense');
		expect(refusal('ids', ['1', LOST]).message).toMatch(/lost digits/);
	});
});

describe('a post', () => {
	it('is an ID or a link, and becomes the ID', () => {
		for (const raw of [ID, `https://x.com/a/status/${ID}?s=20`, `https://twitter.com/i/web/status/${ID}/photo/1`])
			expect(read('post', raw)).toBe(ID);
		expect(refusal('post', 'https://example.com/a/status/1').message).toContain('example.com');
		expect(refusal('post', LOST).message).toMatch(/lost digits/);
		expect(refusal('post', 'The Fieldwork').message).toContain('The Fieldwork');
	});

	it('may be one of many', () => {
		expect(read('posts', `${ID}, https://x.com/a/status/${ID}, 5`)).toEqual([ID, '5']);
		expect(read('posts', [5, ID])).toEqual(['5', ID]);
		expect(refusal('posts', `${ID}, nonsense`).message).toContain('nonsense');
	});
});

describe('a user', () => {
	it('is one word until its ID is known', () => {
		expect(
			['me', '2244994945', '@Ada', 'ada', 'https://x.com/ADA', '@2244994945'].map((raw) => read('user', raw)),
		).toEqual(['me', '2244994945', '@ada', '@ada', '@ada', '@2244994945']);
		expect(userKey({ by: 'username', username: 'ADA' })).toBe('@ada');
		expect(refusal('user', 'two words').message).toContain('two words');
	});

	it('may be one of many, each handle once in any case', () => {
		expect(read('users', '@Ada, ada, 5, https://x.com/bob')).toEqual(['@ada', '5', '@bob']);
		expect(refusal('users', '@ada, https://example.com/bob').message).toContain('example.com');
	});
});

describe('another object of X', () => {
	it('is an ID of its kind, or a link', () => {
		expect(read('object', ' 1146654567674912769 ', { of: 'list' })).toBe('1146654567674912769');
		expect(read('object', 'https://x.com/i/lists/1146654567674912769', { of: 'list' })).toBe('1146654567674912769');
		expect(read('object', 'https://x.com/i/spaces/1DXxyRYNejbKM?s=20', { of: 'space' })).toBe('1DXxyRYNejbKM');
		expect(refusal('object', 'not a list', { of: 'list' }).message).toContain('not a list');
		expect(refusal('object', LOST, { of: 'list' }).message).toMatch(/lost digits/);
	});

	it('may be one of many', () => {
		expect(read('objects', '1DXxyRYNejbKM, 1dxxyrynejbkm, 1DXxyRYNejbKM', { of: 'space' })).toEqual([
			'1DXxyRYNejbKM',
			'1dxxyrynejbkm',
		]);
		expect(refusal('objects', '1DXxyRYNejbKM, no-space', { of: 'space' }).message).toContain('no-space');
	});
});

describe('words', () => {
	it('are split at commas or line breaks, not at blanks', () => {
		expect(read('words', 'Yes please, No , ,')).toEqual(['Yes please', 'No']);
		expect(read('words', 'Yes, please\r\n No \n\n')).toEqual(['Yes, please', 'No']);
		expect(read('words', 'Yes,\nNo,\nMaybe')).toEqual(['Yes', 'No', 'Maybe']);
		expect(read('words', ['Yes, please', ' No '])).toEqual(['Yes, please', 'No']);
	});

	it('are each as long as X takes them', () => {
		expect(refusal('words', `Yes, ${'n'.repeat(26)}`, { maxLength: 25 }).message).toMatch(/26 characters/);
	});
});

it.each(['words', 'ids', 'posts', 'users'] as const)('a list (%s) has as many entries as X takes', (kind) => {
	const bounds = { min: 2, max: 4 };
	expect(read(kind, '1,2', bounds)).toHaveLength(2);
	expect(read(kind, '1,2,3,4', bounds)).toHaveLength(4);
	expect(refusal(kind, '1', bounds)).toMatchObject({
		message: expect.stringContaining('1 entr'),
		advice: 'It takes 2 to 4.',
	});
	expect(refusal(kind, '1,2,3,4,5', bounds).message).toContain('5 entries');
	expect(refusal(kind, '1', { min: 2 }).advice).toBe('At least 2 are needed.');
});

describe('a group', () => {
	const fields = [
		field('words', { name: 'choices', displayName: 'Choices', required: true, min: 2 }),
		field('number', { name: 'minutes', displayName: 'Minutes', min: 5 }),
	];

	it('is the values of its fields', () => {
		expect(read('group', { choices: 'Yes, No', minutes: '10', other: 'ignored' }, { fields })).toEqual({
			choices: ['Yes', 'No'],
			minutes: 10,
		});
		expect(read('group', { choices: 'Yes, No' }, { fields })).toEqual({ choices: ['Yes', 'No'] });
	});

	it('without any value is none', () => {
		expect(read('group', { minutes: '' }, { fields: fields.slice(1) })).toBeUndefined();
	});

	it('names the field in it that is wrong', () => {
		expect(refusal('group', { choices: 'Yes' }, { fields }).message).toContain("'Choices'");
		expect(refusal('group', { minutes: 5 }, { fields }).message).toContain("'Choices'");
		expect(refusal('group', { choices: 'Yes, No', minutes: 1 }, { fields }).message).toContain("'Minutes'");
	});
});

describe('JSON', () => {
	it('is read from text, or is an object already', () => {
		expect(read('json', '{"a":[1]}')).toEqual({ a: [1] });
		const object = { a: 1 };
		expect(read('json', object)).toBe(object);
	});

	it.each([['{a:1}'], ['{'], ['hello'], ["{'a':1}"]])('is not %s', (raw) => {
		expect(refusal('json', raw).message).toMatch(/not valid JSON/);
	});

	it('is a list where one is wanted', () => {
		expect(read('json', '[{"a":1}]', { min: 1 })).toEqual([{ a: 1 }]);
		for (const wrong of ['{"a":1}', '[]', '5']) expect(refusal('json', wrong, { min: 1 }).message).toMatch(/list/);
	});
});

it('files are not read here', () => {
	for (const kind of ['media', 'file'] as const) expect(read(kind, 'data', { required: true })).toBeUndefined();
});

describe('fields that exclude each other', () => {
	const fields = [
		field('text', { name: 'a', displayName: 'Media' }),
		field('text', { name: 'b', displayName: 'Poll' }),
		field('text', { name: 'c', displayName: 'Quote Post' }),
		field('text', { name: 'd', displayName: 'Text' }),
	];
	const sets = [['a', 'b', 'c']];

	it('are refused together, by the names the user sees', () => {
		expect(inputError(() => checkExclusive(fields, { c: '1', a: '1', d: '1' }, sets)).message).toBe(
			"'Media' and 'Quote Post' cannot be used together",
		);
		expect(inputError(() => checkExclusive(fields, { a: '1', b: { x: 1 }, c: '1' }, sets)).message).toBe(
			"'Media' and 'Poll' and 'Quote Post' cannot be used together",
		);
	});

	it('are fine alone, with others, and where there are no sets', () => {
		for (const values of [{}, { a: '1', d: '1' }, { a: undefined, b: '1' }])
			expect(thrownBy(() => checkExclusive(fields, values, sets))).toBeUndefined();
		expect(thrownBy(() => checkExclusive(fields, { a: '1', b: '1' }))).toBeUndefined();
	});

	it('are refused by any one of several sets', () => {
		expect(
			inputError(() =>
				checkExclusive(fields, { c: '1', d: '1' }, [
					['a', 'b'],
					['c', 'd'],
				]),
			).message,
		).toContain("'Text'");
	});
});
