/** Finds users in field values and replaces handles with IDs. */
import { InputError } from '../../api/errors/errors';
import type { Field, Operation, Value, Values } from '../../connector';
import type { Session } from '../session/session';
import type { CheckedItem } from './types';

const keysOf = ({ name, kind }: Field, values: Values): string[] =>
	kind === 'user' || kind === 'users' ? ([values[name] ?? []].flat() as string[]) : [];

/** The users that one item names. */
export const usersIn = ({ fields }: Pick<Operation, 'fields'>, values: Values): string[] =>
	fields.flatMap((field) => keysOf(field, values));

/** All users that the items name, so that their IDs can be requested together. */
export const usersOf = (
	operation: Pick<Operation, 'fields'>,
	ready: ReadonlyArray<Pick<CheckedItem, 'values'>>,
): string[] => ready.flatMap(({ values }) => usersIn(operation, values));

/** The ID of an account that a value names, and of the connected one as far as it is known. */
export interface Known {
	id(key: string): string;
	own(): string | undefined;
}

export const knownIn = ({ directory, account }: Pick<Session, 'directory' | 'account'>): Known => ({
	id: (key) => directory.id(key),
	own: () => directory.learnt().me ?? account.known.id,
});

/** Each account once; a list of others is without the connected account. */
function idsOf(field: Field, values: Values, { id, own }: Known): string[] {
	const ids = [...new Set(keysOf(field, values).map(id))];
	return field.kind === 'users' && field.others ? ids.filter((each) => each !== own()) : ids;
}

/**
 * A handle and the ID of the same account are one user.
 * @throws InputError where fewer are left than X takes, or where the account would do something to itself
 */
export function checkUsers({ fields }: Pick<Operation, 'fields'>, values: Values, known: Known): void {
	for (const field of fields) {
		const given = keysOf(field, values).map((key) => known.id(key));
		const withOwn = field.others === true && given.some((id) => id === known.own());
		if (withOwn && field.kind === 'user')
			throw new InputError(`'${field.displayName}' is the connected account itself`, 'Choose another account.');
		const { length } = idsOf(field, values, known);
		if (length < given.length && length < (field.min ?? 0))
			throw new InputError(
				`'${field.displayName}': ${withOwn ? 'the connected account is part of it anyway' : 'some of these are the same account'}`,
				`At least ${field.min} different accounts are needed.`,
			);
	}
}

/** Replaces @handles and `me` with IDs where X requires them. */
export function withUserIds({ fields }: Pick<Operation, 'fields'>, values: Values, session: Session): Values {
	const replaced = fields.flatMap((field): Array<[string, Value]> => {
		if (keysOf(field, values).length === 0) return [];
		const ids = idsOf(field, values, knownIn(session));
		return [[field.name, field.kind === 'user' ? ids[0] : ids]];
	});
	// The same object where nothing is replaced: what an operation has prepared is found by it.
	return replaced.length > 0 ? { ...values, ...Object.fromEntries(replaced) } : values;
}
