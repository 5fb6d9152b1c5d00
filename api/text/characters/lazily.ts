/** Creates a value that takes milliseconds to build on first use: n8n loads the rows of every node at startup. */
export function lazily<T extends object>(make: () => T): () => T {
	let made: T | undefined;
	return () => (made ??= make());
}
