/** Tokens and keys as people paste them. */
import { pastedKey, pastedToken } from '../../../api/client/pasted';

const TOKEN = 'AAAA%2Fb+c/d=:e-f_g';

it.each([
	[TOKEN],
	[` ${TOKEN}\n`],
	[`${TOKEN.slice(0, 5)}\r\n${TOKEN.slice(5)}`],
	[`\u200b${TOKEN}\ufeff`],
	[`"${TOKEN}"`],
	[`'${TOKEN}'`],
	[`Bearer ${TOKEN}`],
	[`bearer  ${TOKEN}`],
	[` "${TOKEN}" `],
	[`" Bearer ${TOKEN} "`],
	[`"Authorization: Bearer ${TOKEN}"`],
	[`authorization:bearer ${TOKEN}`],
])('the token in %j', (typed) => expect(pastedToken(typed)).toBe(TOKEN));

it.each([['Bearer'], ['BearerAAAA'], ['AAAAbearer']])('%s is left as it is', (typed) =>
	expect(pastedToken(typed)).toBe(typed),
);

it.each(['', ' ', '\n', '""'])('there is none in %j', (typed) => expect(pastedToken(typed)).toBe(''));

it('a key loses nothing but spaces', () => {
	expect(pastedKey(' k\u200bey\n')).toBe('key');
	expect(pastedKey('"Bearer key"')).toBe('"Bearerkey"');
});
