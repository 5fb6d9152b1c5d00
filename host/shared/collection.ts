/** The entries of a panel collection, which an expression may have set to anything. */
import { isNothing, membersOf, named, objectOf } from '../../connector/reader';

/**
 * @param known the members that it can have; a trigger's options are always those of its panel
 * @throws InputError that names the collection if it is not an object, or has a member that is not known
 */
export const collectionOf = (
	displayName: string,
	raw: unknown,
	known?: readonly string[],
): Readonly<Record<string, unknown>> =>
	isNothing(raw) ? {} : named({ displayName }, () => (known ? membersOf(raw, known) : objectOf(raw)));
