/** Users in fields, and the IDs that take their place. */
import type { Values } from '../../../connector';
import { fields } from '../../../connector/types';
import type { Session } from '../../../host/session/session';
import { checkUsers, usersIn, usersOf, withUserIds } from '../../../host/shared/user-ids';
import { inputError } from '../../support/unwired/surroundings';

const FIELDS = fields([
	{ name: 'user', displayName: 'User', kind: 'user' },
	{ name: 'users', displayName: 'Users', kind: 'users' },
	{ name: 'text', displayName: 'Text', kind: 'text' },
]);
const IDS: Record<string, string> = { me: '1', '@ada': '2', '@bob': '3' };
const id = (key: string) => IDS[key] ?? key;
const known = { id, own: () => '1' };
/** @param me ID that was asked for; `account` has what an earlier run has learned */
const sessionOf = (me?: string, account: { id?: string } = {}) =>
	({ directory: { id, learnt: () => (me ? { me } : {}) }, account: { known: account } }) as unknown as Session;
const session = sessionOf();

it('are found in the fields that name users, and in no other', () => {
	expect(usersIn({ fields: FIELDS }, { user: 'me', users: ['@ada', '7'], text: '@bob' })).toEqual(['me', '@ada', '7']);
	expect(usersIn({ fields: FIELDS }, {})).toEqual([]);
});

it('of all items are asked for together', () =>
	expect(
		usersOf({ fields: FIELDS }, [{ values: { user: 'me' } }, { values: {} }, { values: { users: ['@bob', '@ada'] } }]),
	).toEqual(['me', '@bob', '@ada']));

it('become IDs: one for one, a list for a list; whatever else is there stays', () => {
	const values = { user: 'me', users: ['@ada'], text: '@bob' };
	expect(withUserIds({ fields: FIELDS }, values, session)).toEqual({ user: '1', users: ['2'], text: '@bob' });
	const without = { text: 'Hi', users: [] };
	expect(withUserIds({ fields: FIELDS }, without, session)).toBe(without);
});

it('may be the connected account, where it is not said that they are others', () => {
	const values = { user: 'me', users: ['me', '@ada'] };
	expect(withUserIds({ fields: FIELDS }, values, sessionOf('1'))).toEqual({ user: '1', users: ['1', '2'] });
	expect(() => checkUsers({ fields: FIELDS }, values, known)).not.toThrow();
	const other = fields([{ name: 'user', displayName: 'User', kind: 'user', others: true }]);
	expect(withUserIds({ fields: other }, { user: 'me' }, sessionOf('1'))).toEqual({ user: '1' });
});

describe('a list that X wants at least so many of', () => {
	const few = fields([{ name: 'users', displayName: 'Users', kind: 'users', min: 2 }]);
	const check = (users: readonly string[], given: typeof few | typeof FIELDS = few) =>
		checkUsers({ fields: given }, { users }, known);

	it.each([[['@ada', '2']], [['@ada', '@ada']]])('has fewer than it seems: %j', (users) =>
		expect(inputError(() => check(users))).toMatchObject({
			message: "'Users': some of these are the same account",
			advice: 'At least 2 different accounts are needed.',
		}),
	);

	it.each([[['@ada', '@bob']], [['@ada', '2', '@bob']], [['@ada']], [[]]])(
		'is taken where it is not that: %j',
		(users) => expect(() => check(users)).not.toThrow(),
	);

	it('may name an account twice where X wants no number of them', () =>
		expect(() => check(['@ada', '2'], FIELDS)).not.toThrow());
});

describe('others than the connected account', () => {
	const others = fields([
		{ name: 'user', displayName: 'User', kind: 'user', others: true },
		{ name: 'users', displayName: 'Users', kind: 'users', others: true, min: 2 },
	]);
	const check = (values: Values) => checkUsers({ fields: others }, values, known);

	it.each(['me', '1'])('are not it: %s', (user) =>
		expect(inputError(() => check({ user }))).toMatchObject({
			message: "'User' is the connected account itself",
			advice: 'Choose another account.',
		}),
	);

	it('are not enough with it', () =>
		expect(inputError(() => check({ users: ['1', '@ada'] }))).toMatchObject({
			message: "'Users': the connected account is part of it anyway",
			advice: 'At least 2 different accounts are needed.',
		}));

	it('are enough without it', () => expect(() => check({ user: '@ada', users: ['me', '@ada', '@bob'] })).not.toThrow());

	it.each([
		['as it was asked for', sessionOf('1')],
		['as an earlier run knows it', sessionOf(undefined, { id: '1' })],
	])('are sent without it, %s', (_, given) =>
		expect(withUserIds({ fields: others }, { users: ['@ada', '1', '@bob'] }, given)).toEqual({ users: ['2', '3'] }),
	);

	it('are sent as they are where it is not known', () =>
		expect(withUserIds({ fields: others }, { users: ['@ada', '1'] }, session)).toEqual({ users: ['2', '1'] }));
});
