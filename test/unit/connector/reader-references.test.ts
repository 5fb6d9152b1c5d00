import { checkExclusive, userKey } from '../../../connector/reader';
import { inputError, thrownBy } from '../../support/unwired/surroundings';
import { field, read, refusal } from './fields';

const ID = '1849000000000000001';
const LOST = 1849000000000000001;

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

	it.each(['null', ' undefined ', 'NaN'])('is not what stands for a missing value: %j', (raw) => {
		expect(refusal('user', raw).message).toContain('is not an account');
		expect(refusal('users', [raw, '@ada']).message).toContain('is not an account');
		expect(read('user', '@null')).toBe('@null');
	});

	it.each(['Ada Lovelace', '@bob, Ada Lovelace', "Conan O'Brien\n@bob", 'Zoë Müller'])(
		'is not read from a name, whose words may be the handles of strangers: %s',
		(raw) => expect(refusal('users', raw).message).toMatch(/^'.*': '[^@]+' is not a handle/),
	);
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
		expect(read('group', { choices: 'Yes, No', minutes: '10' }, { fields })).toEqual({
			choices: ['Yes', 'No'],
			minutes: 10,
		});
		expect(read('group', { choices: 'Yes, No' }, { fields })).toEqual({ choices: ['Yes', 'No'] });
	});

	it('has nothing else in it, unless that is empty', () => {
		expect(refusal('group', { choices: 'Yes, No', minute: 10 }, { fields })).toMatchObject({
			message: "'The Field': there is no 'minute' in it",
			advice: 'It can have: choices, minutes.',
		});
		expect(read('group', { choices: 'Yes, No', minute: '' }, { fields })).toEqual({ choices: ['Yes', 'No'] });
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
