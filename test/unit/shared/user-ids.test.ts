/** Users in fields, and the IDs that take their place. */
import { fields } from '../../../connector/types';
import type { Session } from '../../../host/session/session';
import { usersIn, usersOf, withUserIds } from '../../../host/shared/user-ids';

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
	expect(withUserIds({ fields: FIELDS }, { text: 'Hi', users: [] }, session)).toEqual({
		user: undefined,
		users: [],
		text: 'Hi',
	});
});
