/** Users in fields, and the IDs that take their place. */
import { fields } from '../../../connector/types';
import type { Session } from '../../../host/session/session';
import { checkEnough, usersIn, usersOf, withUserIds } from '../../../host/shared/user-ids';
import { inputError } from '../../support/unwired/surroundings';

const FIELDS = fields([
	{ name: 'user', displayName: 'User', kind: 'user' },
	{ name: 'users', displayName: 'Users', kind: 'users' },
	{ name: 'text', displayName: 'Text', kind: 'text' },
]);
const IDS: Record<string, string> = { me: '1', '@ada': '2', '@bob': '3' };
const session = { directory: { id: (key: string) => IDS[key] ?? key } } as unknown as Session;

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
	expect(withUserIds({ fields: FIELDS }, without, session)).toStrictEqual(without);
});

describe('a list that X wants at least so many of', () => {
	const few = fields([{ name: 'users', displayName: 'Users', kind: 'users', min: 2 }]);
	const check = (users: readonly string[], given: typeof few | typeof FIELDS = few) =>
		checkEnough({ fields: given }, { users }, (key) => IDS[key] ?? key);

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
