/** Puts the entries of a list together that several items give for one and the same thing. */
import type { Values } from '../connector';
import type { Prepared } from './types';

export interface Shared {
	/** The first item, with the entries of all. */
	each: Prepared;
	/** The items whose entries went along with it. */
	others: readonly Prepared[];
}

/** Items that agree in everything but the list share one call, in the order of their first; entries are kept once. */
export function putTogether(ready: readonly Prepared[], list: string | undefined): Shared[] {
	if (!list) return ready.map((each) => ({ each, others: [] }));
	const groups = new Map<string, Prepared[]>();
	for (const each of ready) {
		const beside: Values = { ...each.values, [list]: undefined };
		const key = JSON.stringify([beside, each.wishes]);
		groups.set(key, [...(groups.get(key) ?? []), each]);
	}
	return [...groups.values()].map(([first, ...others]) => {
		const entries = [first, ...others].flatMap(({ values }) => (values[list] ?? []) as readonly string[]);
		return { each: { ...first, values: { ...first.values, [list]: [...new Set(entries)] } }, others };
	});
}
