/** Says for which operations a parameter is shown, in as few of n8n's rules as can be found. */

/** displayOptions can only express "these resources and these operations". */
export type Rectangle = Record<'resource' | 'operation', string[]>;

/**
 * Resources are combined as long as none of them has an operation of the same name without the parameter. Those with
 * most conflicts come first: as in coloring a graph, that leaves few groups.
 * @param shown the operations with the parameter, by resource
 * @param known all operations of each resource
 */
export function rectangles(
	shown: ReadonlyMap<string, readonly string[]>,
	known: ReadonlyMap<string, ReadonlySet<string>>,
): Rectangle[] {
	const resources = [...shown.keys()];
	const lacks = (resource: string, operation: string) =>
		known.get(resource)?.has(operation) === true && !shown.get(resource)?.includes(operation);
	const clash = (a: string, b: string): boolean =>
		(shown.get(a) ?? []).some((operation) => lacks(b, operation)) ||
		(shown.get(b) ?? []).some((operation) => lacks(a, operation));
	const conflicts = new Map(resources.map((one) => [one, resources.filter((other) => clash(one, other)).length]));
	const groups: string[][] = [];
	for (const one of [...resources].sort((a, b) => (conflicts.get(b) ?? 0) - (conflicts.get(a) ?? 0))) {
		const group = groups.find((members) => members.every((other) => !clash(one, other)));
		if (group) group.push(one);
		else groups.push([one]);
	}
	return groups.map((group) => ({
		resource: group,
		operation: [...new Set(group.flatMap((resource) => shown.get(resource) ?? []))],
	}));
}
