/** Finds new entries by ID, in lists whose IDs increase with time. */
import { firstOf, type FindNew, type Source } from '../find-new';
import { askedSince, newestVersions, remembered, startRecent, withoutKnown } from '../late';
import { idsOf, isNewer, latestId, newestFirst } from '../listed';
import { catchUp, idAt, type Range } from '../watermark';

/** Start ID for an account that has no entries yet; the hour allows for clock differences. */
const HOUR_MS = 3_600_000;

interface Manner {
	/** X accepts `since_id` and `until_id`. */
	bounded: boolean;
	/** Number of entries that a poll reads first. */
	quiet: number;
	sizeOf(range: Range): number | undefined;
}

const findById = ({ bounded, quiet, sizeOf }: Manner): FindNew => ({
	tellsBy: 'its ID is newer than those before',
	rereads: bounded ? 0 : quiet,
	async start(source, wanted) {
		const there = newestFirst(await firstOf(source, Math.max(wanted, quiet)));
		const now = source.now();
		const since = there.length > 0 ? latestId(idsOf(there)) : idAt(now - HOUR_MS);
		return {
			listed: there.slice(0, wanted).reverse(),
			memory: { watermark: { since, marks: [], late: startRecent(there, since, now) } },
		};
	},
	async next(source, { watermark }, most) {
		if (!watermark) return await this.start(source, 0);
		const { marks, late } = watermark;
		// During a burst, late entries are left to the poll after it.
		const from = marks.length > 0 ? watermark.since : askedSince(watermark.since, late, source.now());
		const found = await catchUp({ since: from, marks }, most, {
			...boundsOf(source),
			bounded,
			read: async (range) =>
				withoutKnown(
					await source.read({
						token: range.token,
						size: sizeOf(range),
						...(bounded ? { since: range.since, below: range.below } : {}),
					}),
					from,
					late,
				),
		});
		const since = latestId([watermark.since, found.state.since]);
		// Where new entries wait, a stretch too long to be reread in one poll is given up: each poll would begin it anew.
		const givesUp = found.state.marks.length > 0 && isNewer(watermark.since, from);
		const settles = givesUp || (!found.isCut && !isNewer(from, late.settled));
		return {
			listed: newestVersions(found.listed),
			memory: {
				watermark: {
					since,
					marks: found.state.marks,
					late: remembered(late, found.listed, settles, since, source.now()),
				},
			},
		};
	},
	newest: async (source) => newestFirst(await firstOf(source, quiet)),
});

const boundsOf = (source: Source) => ({
	mayGoOn: () => source.mayGoOn(),
	isCut: (error: unknown) => source.isCut(error),
});

/** X accepts `since_id`: a poll that finds nothing new reads nothing. */
export const byId: FindNew = findById({ bounded: true, quiet: 1, sizeOf: () => undefined });

/** X accepts no `since_id`, but IDs increase. @param quiet number of entries that a poll reads first */
export const byGrowingId = (quiet: number): FindNew =>
	findById({ bounded: false, quiet, sizeOf: ({ first }) => (first ? quiet : undefined) });
