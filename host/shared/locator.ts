/** What stands in a resource locator. */
import type { Field } from '../../connector';

const LOCATED: ReadonlyArray<Field['kind']> = ['post', 'user', 'object'];

/** It holds `{mode, value}`. What stands in mode Handle is a handle: digits are no ID there, and `me` is nobody but @me. */
export function fromLocator({ kind }: Pick<Field, 'kind'>, raw: unknown): unknown {
	if (!LOCATED.includes(kind) || typeof raw !== 'object' || raw === null || !('mode' in raw) || !('value' in raw))
		return raw;
	const { mode, value } = raw;
	const handle = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	return mode === 'username' && /^\w+$/.test(handle) ? `@${handle}` : value;
}
