/** One run of bytes from several. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
	if (parts.length === 1) return parts[0];
	const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}
