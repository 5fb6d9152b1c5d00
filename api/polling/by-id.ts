/** Finds what is new by ID, in lists whose IDs grow with time. */
import { firstOf, type FindNew, type Source } from './find-new';
import { idsOf, latestId, newestFirst } from './listed';
import { catchUp, idAt, type Range } from './watermark';

/** An account of X that has nothing yet starts here; the hour is for clocks that differ. */
const HOUR_MS = 3_600_000;

interface Manner {
	/** X takes `since_id` and `until_id`. */
	bounded: boolean;
	/** Entries that a poll looks at first. */
	quiet: number;
	sizeOf(range: Range): number | undefined;
}

const findById = ({ bounded, quiet, sizeOf }: Manner): FindNew => ({
	tellsBy: 'its ID is newer than those before',
	rereads: bounded ? 0 : quiet,
	async start(source, wanted) {
		const there = newestFirst(await firstOf(source, Math.max(wanted, quiet)));
		const since = there.length > 0 ? latestId(idsOf(there)) : idAt(source.now() - HOUR_MS);
		return { listed: there.slice(0, wanted).reverse(), memory: { watermark: { since, marks: [] } } };
	},
	async next(source, { watermark = { since: '0', marks: [] } }, most) {
		const { listed, state } = await catchUp(watermark, most, {
			...boundsOf(source),
			bounded,
			read: async (range) =>
				await source.read({
					token: range.token,
					size: sizeOf(range),
					...(bounded ? { since: range.since, below: range.below } : {}),
				}),
		});
		return { listed, memory: { watermark: state } };
	},
	newest: async (source) => newestFirst(await firstOf(source, quiet)),
});

const boundsOf = (source: Source) => ({
	mayGoOn: () => source.mayGoOn(),
	isCut: (error: unknown) => source.isCut(error),
});

/** X takes `since_id`: a poll that finds nothing new reads nothing. */
export const byId: FindNew = findById({ bounded: true, quiet: 1, sizeOf: () => undefined });

/** X takes no `since_id`, but IDs grow. @param quiet entries that a poll looks at first */
export const byGrowingId = (quiet: number): FindNew =>
	findById({ bounded: false, quiet, sizeOf: ({ first }) => (first ? quiet : undefined) });
