/** Finds changes of objects that are named, by comparing chosen members with what the poll before saw. */
import type { FindNew, Found, Source } from '../find-new';
import type { Compared, Listed, Page } from '../listed';

/** An object that X has, and one that it no longer has. */
const THERE: Compared = { deleted: 'false' };
const GONE: Compared = { deleted: 'true' };
const comparedIn = (source: Source, entry: Listed): Compared => source.compared?.(entry) ?? {};
const isGone = ({ deleted }: Compared): boolean => deleted === GONE.deleted;

/** @param members member by member, what it was and what it is */
const changed = ({ id, object }: Listed, members: Readonly<Record<string, object>>): Listed => ({
	id,
	object: { ...object, changes: members },
});

function differences(before: Compared, now: Compared): Record<string, object> {
	const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
	return Object.fromEntries(
		names
			.filter((name) => (before[name] ?? '') !== (now[name] ?? ''))
			.map((name) => [name, { before: before[name] ?? '', after: now[name] ?? '' }]),
	);
}

/** @param deletions whether it is an event that X no longer has an object */
export const byChange = ({ deletions = false } = {}): FindNew => ({
	tellsBy: deletions ? 'it is not as the poll before saw it, or gone' : 'it is not as the poll before saw it',
	tellsMissing: true,
	rereads: 0,
	adds: ['changes'],
	emits: 'changes',
	start: async (source) => found(source, await source.read({}), { before: {}, gone: [], most: 0 }),
	async next(source, { compared: before = {} }, most) {
		const page = await source.read({});
		const lost = deletions ? lostIn(page, before) : [];
		const isLess =
			lost.length > 0 || page.listed.some((entry) => isEmptied(comparedIn(source, entry), before[entry.id]));
		// X may leave out an object, or members of it, once: only what two readings do not find is gone.
		const again = isLess && source.mayGoOn() ? await source.read({}) : undefined;
		const gone = lost.filter((id) => again?.missing?.includes(id));
		return found(source, page, { before, gone, most, again });
	},
	newest: async (source) => (await source.read({})).listed,
});

const lostIn = ({ missing = [] }: Page, before: Readonly<Record<string, Compared>>): string[] =>
	missing.filter((id) => before[id] && !isGone(before[id]));

/** Members that had a value have none now. */
const isEmptied = (now: Compared, was: Compared = {}): boolean =>
	Object.keys(now).some((name) => was[name] && !now[name]);

/** What one of two readings did not find is as the other one has it; without another one, as it was. */
function confirmed(now: Compared, was: Compared, again: Compared | undefined): Compared {
	const other = again ?? was;
	return Object.fromEntries(Object.entries(now).map(([name, value]) => [name, value || (other[name] ?? '')]));
}

interface Seen {
	before: Readonly<Record<string, Compared>>;
	gone: readonly string[];
	most: number;
	/** The second reading, if there was one. */
	again?: Page;
}

/** What cannot be emitted now is remembered as it was, so that the next poll finds it. */
function found(source: Source, { listed, partial }: Page, { before, gone, most, again }: Seen): Found {
	const compared: Record<string, Compared> = { ...before };
	const events: Listed[] = [];
	const emit = (event: Listed, now: Compared): void => {
		if (events.length >= most) return;
		events.push(event);
		compared[event.id] = now;
	};
	for (const id of gone) emit(changed({ id, object: { id } }, differences(THERE, GONE)), GONE);
	// X left members out: they cannot be told from members that are empty.
	for (const entry of partial ? [] : listed) {
		const [was, read] = [before[entry.id], comparedIn(source, entry)];
		if (Object.keys(read).length === 0) continue;
		if (!was || isGone(was)) {
			compared[entry.id] = read;
			continue;
		}
		const second = again?.listed.find(({ id }) => id === entry.id);
		const now = confirmed(read, was, second && comparedIn(source, second));
		const members = differences(was, now);
		if (Object.keys(members).length > 0) emit(changed(entry, members), now);
	}
	return { listed: events, memory: { compared } };
}
