/** Reading page after page within the limits of a poll. */
import { settle } from '../errors/outcome';
import type { Bounds, Page } from './listed';

/** A page, or why there is none: the poll has to end, or X no longer knows the page's token. */
export type Step = { kind: 'page'; page: Page } | { kind: 'cut' } | { kind: 'expired' };

/** How far reading has come. */
export interface Progress {
	/** Number of pages requested so far. */
	pages: number;
	/** There is something to keep if the poll has to end now. */
	keeps: boolean;
	/** Token of the page to read; before any page was read, it comes from an earlier poll. */
	token?: string;
}

/** @throws a limit that leaves nothing to keep, and any other error of X */
export async function readPage(bounds: Bounds, progress: Progress, read: () => Promise<Page>): Promise<Step> {
	const { pages, keeps, token } = progress;
	if (pages > 0 && !bounds.mayGoOn()) return { kind: 'cut' };
	const got = await settle(read());
	if (got.ok) return { kind: 'page', page: got.value };
	const isLimit = bounds.isCut(got.error);
	if (isLimit && keeps) return { kind: 'cut' };
	if (!isLimit && pages === 0 && token) return { kind: 'expired' };
	throw got.error;
}

/** Token of the page after this one. A list also ends where X returns the token of the page just read. */
export const tokenAfter = ({ next }: Page, token: string | undefined): string | undefined =>
	next === token ? undefined : next || undefined;
