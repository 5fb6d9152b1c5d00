/** Finds what is new in lists without growing IDs, by what was there before. */
import { firstOf, type FindNew, type Source } from './find-new';
import { findNewIn, remember } from './known-list';
import { idsOf, type Page } from './listed';

/** The most recent first. @param quiet entries that a poll looks at first */
export const byList = (quiet: number): FindNew => ({
	tellsBy: 'it stands above what was there before',
	rereads: quiet,
	async start(source, wanted) {
		const there = await firstOf(source, Math.max(wanted, quiet));
		return { listed: there.slice(0, wanted).reverse(), memory: { known: { known: remember(idsOf(there), []) } } };
	},
	async next(source, { known = { known: [] } }, most) {
		const { listed, state } = await findNewIn(known, most, listOf(source, quiet));
		return { listed, memory: { known: state } };
	},
	newest: async (source) => await firstOf(source, quiet),
});

/** A list as it is read from the top; `post` is the one that has it. */
export const listOf = (source: Source, quiet: number, post?: string) => ({
	mayGoOn: () => source.mayGoOn(),
	isCut: (error: unknown) => source.isCut(error),
	read: async (token: string | undefined, first: boolean) =>
		await source.read({ token, post, size: first ? quiet : undefined }),
});

/** A short list that comes whole and in no order: only what is an event counts as known. */
export const byWholeList: FindNew = {
	tellsBy: 'it was not among them before',
	rereads: 0,
	async start(source, wanted) {
		const { listed } = await eventsOf(source);
		return { listed: listed.slice(0, wanted).reverse(), memory: { known: { known: remember(idsOf(listed), []) } } };
	},
	async next(source, { known = { known: [] } }, most) {
		const { listed, state } = await findNewIn(known, most, {
			mayGoOn: () => source.mayGoOn(),
			isCut: (error) => source.isCut(error),
			whole: true,
			read: async (token) => await eventsOf(source, token),
		});
		return { listed, memory: { known: state } };
	},
	newest: async (source) => (await source.read({})).listed,
};

async function eventsOf(source: Source, token?: string): Promise<Page> {
	const page = await source.read({ token });
	return { ...page, listed: page.listed.filter((entry) => source.isEvent(entry)) };
}
