/** Finds objects that have passed a value: they were seen below it before, or did not exist yet. */
import type { Below, FindNew, Source } from '../find-new';
import { idsOf, type Listed } from '../listed';
import { timeIn } from '../watermark';

/** Number of IDs remembered, besides those that are there. */
const MOST_SEEN = 1000;
/** X may first show an object so long after it was made. */
const LATE_MS = 600_000;

/** For the few objects that are looked up in one request; each is emitted once. */
export const byThreshold: FindNew = {
	tellsBy: 'it was below the value before, or is newer than the poll before',
	rereads: 0,
	async start(source, wanted) {
		const { passed, below } = await look(source);
		return { listed: passed.slice(0, wanted).reverse(), memory: { known: idsOf(passed), below } };
	},
	async next(source, { known, below: before }, most) {
		if (!known || !before) return await byThreshold.start(source, 0);
		const { passed, below } = await look(source);
		const unknown = passed.filter(({ id }) => !known.includes(id));
		const fresh = unknown.filter(({ id }) => hasCrossed(id, before)).reverse();
		const listed = fresh.slice(0, most);
		const waiting = idsOf(fresh.slice(most));
		return {
			listed,
			memory: {
				// What is above the value when it is first seen, such as an older post that moves up to the newest ones, counts as known.
				known: newest([...idsOf(passed).filter((id) => !waiting.includes(id)), ...known]),
				below: { at: below.at, ids: newest([...waiting, ...below.ids, ...before.ids]) },
			},
		};
	},
	newest: async (source) => (await source.read({})).listed,
};

const newest = (ids: readonly string[]): string[] => [...new Set(ids)].slice(0, MOST_SEEN);

const hasCrossed = (id: string, { ids, at }: Below): boolean => ids.includes(id) || (timeIn(id) ?? 0) > at - LATE_MS;

/** X may leave a value out, which is none below. */
const hasValue = (source: Source, entry: Listed): boolean => Object.keys(source.compared?.(entry) ?? {}).length > 0;

async function look(source: Source): Promise<{ passed: Listed[]; below: Below }> {
	const at = source.now();
	const { listed } = await source.read({});
	const passed = listed.filter((entry) => source.isEvent(entry));
	const below = listed.filter((entry) => !source.isEvent(entry) && hasValue(source, entry));
	return { passed, below: { at, ids: idsOf(below) } };
}
