/** What takes milliseconds to make is made when it is first used: n8n loads the rows of every node at its start. */
export function lazily<T extends object>(make: () => T): () => T {
	let made: T | undefined;
	return () => (made ??= make());
}
