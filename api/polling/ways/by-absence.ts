/**
 * Finds who has left a list. X does not say so: the list is read whole, but only after X's own counter has fallen, and
 * a member has left when two readings in a row do not find it.
 */
import { InputError } from '../../errors/errors';
import { firstOf, type FindNew, type Found, type Reading, type Roster, type Source } from '../find-new';
import { idsOf, type Listed } from '../listed';
import { readPage, tokenAfter } from '../read-page';

/** Maximum number of members: all are remembered, and X charges for each of them. */
export const MOST_MEMBERS = 5000;
const PER_PAGE = 1000;

export const byAbsence: FindNew = {
	tellsBy: 'the number has fallen, and two readings of the whole list do not find it',
	rereads: 0,
	readsAll: true,
	emits: 'who have left',
	canBeUnsure: true,
	async start(source) {
		const count = await countOf(source);
		const nobody: Roster = { members: [], count, left: [], reading: { seen: [], count } };
		return { listed: [], memory: { roster: await read(source, nobody) } };
	},
	async next(source, { roster }, most) {
		if (!roster) return await this.start(source, 0);
		const count = await countOf(source);
		const fell = count < roster.count;
		const reading = roster.reading ?? (fell ? { seen: [], count } : undefined);
		return emitted(
			await read(source, { ...roster, count: fell ? roster.count : count, ...(reading ? { reading } : {}) }),
			most,
		);
	},
	newest: async (source) => await firstOf(source, 1),
};

async function countOf(source: Source): Promise<number> {
	const count = (await source.count?.()) ?? 0;
	if (count <= MOST_MEMBERS) return count;
	throw new InputError(
		`The list has ${count} members; up to ${MOST_MEMBERS} can be watched`,
		'X charges for each member whenever the list is read whole. The instant triggers tell who leaves at a price for each event.',
	);
}

function emitted({ left, ...roster }: Roster, most: number): Found {
	const listed = left.slice(0, most).map((id): Listed => ({ id }));
	return { listed, memory: { roster: { ...roster, left: left.slice(most) } } };
}

/** Reads on until the reading is complete, or time or money runs out. */
async function read(source: Source, roster: Roster): Promise<Roster> {
	let now = roster;
	for (let pages = 0; now.reading; pages++) {
		const { reading } = now;
		const { seen: before, token } = reading;
		const step = await readPage(
			source,
			{ pages, keeps: pages > 0, token },
			async () => await source.read({ token, size: PER_PAGE }),
		);
		if (step.kind === 'cut') return now;
		// A token kept from an earlier poll may have expired: the reading starts from the top.
		if (step.kind === 'expired') now = { ...now, reading: { ...reading, seen: [], token: undefined } };
		else {
			const seen = [...new Set([...before, ...idsOf(step.page.listed)])];
			const next = tokenAfter(step.page, token);
			if (next) now = { ...now, reading: { ...reading, seen, token: next } };
			else if (isShort(now, { ...reading, seen }, source.now())) return anew(now, reading, source.now());
			else now = completed(now, { ...reading, seen });
		}
	}
	return now;
}

/** X's counter is not exact: by so many, or so large a share. */
const INEXACT = { by: 10, share: 0.1 };
/** How long X may answer with less than the list has; what it answers for longer is the list. */
const LONGEST_SHORT_MS = 3_600_000;

/**
 * X may answer with a part of the list, as if that were all: those in the rest have not left. The counter tells how many
 * have, as X may count more than it shows.
 */
function isShort({ members, count }: Roster, { seen, count: began, shortSince }: Reading, now: number): boolean {
	const expected = members.length - Math.max(0, count - began);
	const isLess = seen.length + Math.max(INEXACT.by, expected * INEXACT.share) < expected;
	return isLess && now - (shortSince ?? now) < LONGEST_SHORT_MS;
}

/** The next poll reads the list again. */
const anew = (roster: Roster, { count, lost, shortSince }: Reading, now: number): Roster => ({
	...roster,
	reading: { seen: [], count, ...(lost ? { lost } : {}), shortSince: shortSince ?? now },
});

/** The list has been read whole. */
function completed({ members, left, count }: Roster, { seen, lost, count: began }: Reading): Roster {
	const found = new Set(seen);
	const missing = (lost ?? members).filter((id) => !found.has(id));
	// What one reading does not find may have moved while it was read.
	if (!lost && missing.length > 0) return { members, left, count, reading: { seen: [], count: began, lost: missing } };
	const gone = new Set(missing);
	return {
		members: [...new Set([...seen, ...members.filter((id) => !gone.has(id))])],
		count: began,
		left: [...left, ...missing],
	};
}
