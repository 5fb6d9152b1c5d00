/** A resource locator holds `{mode, value}`; a handle of digits only is told from an ID by the mode. */
export function fromLocator(raw: unknown): unknown {
	if (typeof raw !== 'object' || raw === null || !('mode' in raw) || !('value' in raw)) return raw;
	const { mode, value } = raw as { mode: string; value: unknown };
	return mode === 'username' && /^\d+$/.test(String(value)) ? `@${String(value)}` : value;
}
