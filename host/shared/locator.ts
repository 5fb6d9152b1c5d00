/** Reads the value of a resource locator. */
import { plain } from '../../api/objects/ids';
import type { Field } from '../../connector';
import { isMissing } from '../../connector/reader';

const LOCATED: ReadonlyArray<Field['kind']> = ['post', 'user', 'object'];

/**
 * The value is `{mode, value}`. In mode Handle it is always a handle: digits are not an ID, and `me` means the user
 * @me.
 */
export function fromLocator({ kind }: Pick<Field, 'kind'>, raw: unknown): unknown {
	if (!LOCATED.includes(kind) || typeof raw !== 'object' || raw === null || !('mode' in raw) || !('value' in raw))
		return raw;
	const { mode, value } = raw;
	const handle = typeof value === 'string' || typeof value === 'number' ? plain(String(value)) : '';
	return mode === 'username' && /^\w+$/.test(handle) && !isMissing(handle) ? `@${handle}` : value;
}
