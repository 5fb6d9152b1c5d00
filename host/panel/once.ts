/** Caches the result of `draw` by key: objects drawn only once appear only once in the description. */
export function once<T, K, R>(keyOf: (input: T) => K, draw: (input: T) => R): (input: T) => R {
	const made = new Map<K, R>();
	return (input) => {
		const key = keyOf(input);
		const known = made.get(key);
		if (known !== undefined) return known;
		const drawn = draw(input);
		made.set(key, drawn);
		return drawn;
	};
}
