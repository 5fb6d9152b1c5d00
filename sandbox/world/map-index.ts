/** An index over a map to which objects are only added one by one, or which is cleared: as many as before are the same as before. */
export function indexOf<V, T>(map: ReadonlyMap<string, V>, make: (values: V[]) => T): { get(): T; forget(): void } {
	let made: { size: number; index: T } | undefined;
	return {
		get: () => (made?.size === map.size ? made : (made = { size: map.size, index: make([...map.values()]) })).index,
		forget: () => (made = undefined),
	};
}
