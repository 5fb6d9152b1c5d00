/** The entries of a collection of the panel, which an expression may have set to anything. */
import { isNothing, named, objectOf } from '../../connector/reader';

/** @throws InputError that names the collection when it is no object */
export const collectionOf = (displayName: string, raw: unknown): Readonly<Record<string, unknown>> =>
	isNothing(raw) ? {} : named({ displayName }, () => objectOf(raw));
