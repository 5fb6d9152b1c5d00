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
	async start(source) {
		const { listed } = await source.read({});
		return {
			listed: [],
			memory: { compared: Object.fromEntries(listed.map((entry) => [entry.id, comparedIn(source, entry)])) },
		};
	},
	async next(source, { compared: before = {} }, most) {
		const page = await source.read({});
		const gone = deletions ? await confirmedGone(source, page, before) : [];
		return found(source, page, { before, gone, most });
	},
	newest: async (source) => (await source.read({})).listed,
});

/** What X does not find once it may find again: only what is missing twice is gone. */
async function confirmedGone(
	source: Source,
	{ missing = [] }: Page,
	before: Readonly<Record<string, Compared>>,
): Promise<readonly string[]> {
	const lost = missing.filter((id) => before[id] && !isGone(before[id]));
	if (lost.length === 0 || !source.mayGoOn()) return [];
	const again = new Set((await source.read({})).missing);
	return lost.filter((id) => again.has(id));
}

interface Seen {
	before: Readonly<Record<string, Compared>>;
	gone: readonly string[];
	most: number;
}

/** What cannot be emitted now is remembered as it was, so that the next poll finds it. */
function found(source: Source, { listed, partial }: Page, { before, gone, most }: Seen): Found {
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
		const [was, now] = [before[entry.id], comparedIn(source, entry)];
		if (!was || isGone(was)) {
			compared[entry.id] = now;
			continue;
		}
		const members = differences(was, now);
		if (Object.keys(members).length > 0) emit(changed(entry, members), now);
	}
	return { listed: events, memory: { compared } };
}
