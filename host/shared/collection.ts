/** The entries of a panel collection, which an expression may have set to anything. */
import { isNothing, named, objectOf } from '../../connector/reader';

/** @throws InputError that names the collection if it is not an object */
export const collectionOf = (displayName: string, raw: unknown): Readonly<Record<string, unknown>> =>
	isNothing(raw) ? {} : named({ displayName }, () => objectOf(raw));
