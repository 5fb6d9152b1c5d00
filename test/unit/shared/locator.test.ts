/** What a resource locator holds, by its mode. */
import { fromLocator } from '../../../host/shared/locator';

const user = { kind: 'user' } as const;
const located = (mode: string, value: unknown, kind: Parameters<typeof fromLocator>[0] = user) =>
	fromLocator(kind, { __rl: true, mode, value });

it.each([
	['ada', '@ada'],
	[' ada ', '@ada'],
	// Digits and `me` are handles here, not an ID and the connected account.
	['2244994945', '@2244994945'],
	[2244994945, '@2244994945'],
	['me', '@me'],
	['ｍｅ', '@me'],
	['２２４４９９４９４５', '@2244994945'],
	['ada\u200b', '@ada'],
	['"ada"', '@ada'],
	['@ada', '@ada'],
	['https://x.com/ada', 'https://x.com/ada'],
	['', ''],
	[undefined, undefined],
	[true, true],
])('a handle: %j is %j', (value, read) => expect(located('username', value)).toBe(read));

it.each(['id', 'list', 'url'])('in mode %s the value is what it is', (mode) =>
	expect([located(mode, 'ada'), located(mode, '7'), located(mode, ' 7 ')]).toEqual(['ada', '7', ' 7 ']),
);

it('posts and other objects have locators, too', () => {
	expect(located('id', '7', { kind: 'post' })).toBe('7');
	expect(located('id', '7', { kind: 'object' })).toBe('7');
});

it.each([['ada'], [7], [null], [undefined], [{ value: 'ada' }], [{ mode: 'username' }]])(
	'what is no locator stays as it is: %j',
	(raw) => expect(fromLocator(user, raw)).toBe(raw),
);

it('a field that has no locator keeps an object that looks like one', () => {
	const raw = { mode: 'username', value: 'ada' };
	expect(fromLocator({ kind: 'json' }, raw)).toBe(raw);
});
