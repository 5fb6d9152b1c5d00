/** An index over a map that is only added to one by one or cleared: an unchanged size means unchanged contents. */
export function indexOf<V, T>(map: ReadonlyMap<string, V>, make: (values: V[]) => T): { get(): T; forget(): void } {
	let made: { size: number; index: T } | undefined;
	return {
		get: () => (made?.size === map.size ? made : (made = { size: map.size, index: make([...map.values()]) })).index,
		forget: () => (made = undefined),
	};
}
