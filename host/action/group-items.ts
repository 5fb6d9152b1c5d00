/** Groups items that form one unit: entries of one list, or the posts of one thread. */
import { XError } from '../../api/errors/errors';
import { success } from '../../api/errors/outcome';
import type { Gathering, Operation, Values } from '../../connector';
import type { CheckedItem, Result } from '../shared/types';

export interface Shared {
	/** The first item, with the entries of the whole group. */
	each: CheckedItem;
	/** The items whose entries were merged into the first one. */
	others: readonly CheckedItem[];
	/** Each entry belongs to its own item and gets its own result. */
	perItem?: true;
}

/**
 * Items that differ only in the list share one call, ordered by their first item; duplicate entries in a list of values
 * are dropped.
 */
export function putTogether(ready: readonly CheckedItem[], together: Operation['together']): Shared[] {
	if (!together) return ready.map((each) => ({ each, others: [] }));
	const groups = new Map<unknown, CheckedItem[]>();
	for (const each of ready) {
		const key = keyOf(each, together);
		groups.set(key, [...(groups.get(key) ?? []), each]);
	}
	return [...groups.values()].map((members) =>
		typeof together === 'string' ? listed(members, together) : gathered(members, together),
	);
}

/** Items with the same key are grouped; an item that is not grouped is its own key. */
function keyOf(item: CheckedItem, together: string | Gathering): unknown {
	if (typeof together === 'string') return groupKey(item, [together]);
	return isGathered(item, together) ? groupKey(item, together.of) : item;
}

/** All values of an item except the named ones. */
const groupKey = ({ values, outputOptions }: CheckedItem, names: readonly string[]): string =>
	JSON.stringify([{ ...values, ...none(names) }, outputOptions]);

const none = (names: readonly string[]): Values => Object.fromEntries(names.map((name) => [name, undefined]));

const isGathered = ({ values }: CheckedItem, { when }: Gathering): boolean => values[when.field] === when.value;

function listed([first, ...others]: CheckedItem[], list: string): Shared {
	const entries = [first, ...others].flatMap(({ values }) => (values[list] ?? []) as readonly string[]);
	return { each: { ...first, values: { ...first.values, [list]: [...new Set(entries)] } }, others };
}

function gathered([first, ...others]: CheckedItem[], gathering: Gathering): Shared {
	if (!isGathered(first, gathering)) return { each: first, others };
	const { of, as, perItem } = gathering;
	const entries = [first, ...others].map(({ values }) => Object.fromEntries(of.map((name) => [name, values[name]])));
	return {
		each: { ...first, values: { ...first.values, ...none(of), [as]: entries } },
		others,
		...(perItem ? { perItem } : {}),
	};
}

/**
 * The result of each item of a group: its own object if each entry has one, else the first item gets everything.
 * @param wholly an error applies to all items, including those whose entries were done before it
 */
export function resultsPerItem(
	{ each, others, perItem }: Shared,
	result: Result,
	wholly: boolean,
): Array<[number, Result]> {
	const of = (own: (i: number) => Result) =>
		[each, ...others].map(({ itemIndex }, i): [number, Result] => [itemIndex, own(i)]);
	const objects = (entries: readonly unknown[], otherwise: Result) =>
		of((i) => (i < entries.length ? success({ answers: [{ data: entries[i] }] }) : otherwise));
	if (!result.ok)
		return objects(
			perItem && !wholly && result.error instanceof XError ? (result.error.context.published ?? []) : [],
			result,
		);
	const { answers } = result.value;
	if (perItem)
		return objects(
			answers.flatMap(({ data }) => data),
			NOTHING,
		);
	return of((i) => (i === 0 ? result : NOTHING));
}

const NOTHING: Result = success({ answers: [] });
