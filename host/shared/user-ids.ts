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

/**
 * A handle and the ID of the same account are one user.
 * @throws InputError where fewer are left than X takes
 */
export function checkEnough({ fields }: Pick<Operation, 'fields'>, values: Values, id: (key: string) => string): void {
	for (const field of fields) {
		const given = keysOf(field, values);
		const { size } = new Set(given.map(id));
		if (size < given.length && size < (field.min ?? 0))
			throw new InputError(
				`'${field.displayName}': some of these are the same account`,
				`At least ${field.min} different accounts are needed.`,
			);
	}
}

/** Replaces @handles and `me` with IDs where X requires them. */
export function withUserIds({ fields }: Pick<Operation, 'fields'>, values: Values, { directory }: Session): Values {
	const known = fields.flatMap((field): Array<[string, Value]> => {
		const ids = keysOf(field, values).map((key) => directory.id(key));
		if (ids.length === 0) return [];
		return [[field.name, field.kind === 'user' ? ids[0] : [...new Set(ids)]]];
	});
	return { ...values, ...Object.fromEntries(known) };
}
