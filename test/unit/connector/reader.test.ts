import type { FieldKind } from '../../../connector';
import { read, refusal } from './fields';

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
		for (const text of ['hello', '  hello \n', '0', 'ünï ✓', '[object]']) expect(read(kind, text)).toBe(text);
		expect(read(kind, 42)).toBe('42');
	});

	it.each(['undefined', 'null', ' NaN\n'])('is not %j, which stands for a missing value', (given) => {
		expect(refusal(kind, given).message).toContain(`it is '${given.trim()}', as JavaScript writes a missing value`);
		expect(read(kind, `${given.trim()} is a value`)).toBe(`${given.trim()} is a value`);
	});

	it('holds no object that an expression has put into it', () => {
		expect(refusal(kind, 'Hello [object Object]!').message).toContain('there is an object in it');
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
		{ name: 'Accounts You Follow', value: 'following' },
		{ name: 'Verified', value: 'verified' },
	];

	it('is one of its choices; the empty one is no value', () => {
		expect(read('choice', 'following', { choices })).toBe('following');
		expect(read('choice', '', { choices })).toBeUndefined();
	});

	it.each(['Following', ' FOLLOWING '])('is read in any case: %j', (raw) => {
		expect(read('choice', raw, { choices })).toBe('following');
	});

	it.each([
		['Everyone', undefined],
		['everyone', undefined],
		['accounts you follow', 'following'],
	])('is read by the name that the panel shows: %j', (raw, value) => {
		expect(read('choice', raw, { choices })).toBe(value);
	});

	it('is its value where others have that as their name', () => {
		const turned = [
			{ name: 'b', value: 'a' },
			{ name: 'a', value: 'b' },
		];
		expect(read('choice', 'A', { choices: turned })).toBe('a');
	});

	it.each([['no one'], ['follow'], ['following,verified'], [1]])('is not %j', (raw) => {
		const error = refusal('choice', raw, { choices });
		expect(error.message).toContain(String(raw));
		expect(error.advice).toBe('Choose from: Everyone, following, verified.');
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
		[1777622400000, '2026-05-01T08:00:00Z'],
		['1777622400', '2026-05-01T08:00:00Z'],
		[1777622400.999, '2026-05-01T08:00:00Z'],
	])('%j goes to X as ISO 8601 to the second, in UTC', (raw, value) => {
		expect(read('time', raw)).toBe(value);
	});

	it.each([
		['yesterday'],
		['hello 1'],
		['5'],
		[202605010800],
		['17776224000'],
		['2026-13-01'],
		['2026-02-30'],
		['2026-04-31T00:00:00Z'],
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
