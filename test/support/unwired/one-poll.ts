/** One poll of a list whose IDs do not grow, with what it read, emitted and remembered, in letters. */
import { findNewIn } from '../../../api/polling/find-in-list';
import type { ListSource, SeenList } from '../../../api/polling/seen-list';
import { idAt } from '../../../api/polling/watermark';
import { entries, idsIn } from './lists';
import { START } from './surroundings';

export const MINUTE = 60_000;
/** Entry 0 was made just before the last poll, as far as clocks agree, and those from 1 to 4 after it. */
const YOUNG = [5_000, 20_000, 30_000, 35_000, 40_000].map((ms) => idAt(START + ms));
/** Each letter or number is an entry, the most recent first. */
const idsOf = (text: string | readonly string[]) => [...text].map((each) => YOUNG[Number(each)] ?? each);
const textOf = (ids: readonly string[]) =>
	ids.map((id) => (YOUNG.includes(id) ? YOUNG.indexOf(id) : String(id))).join('');
export const cutsFrom = (first: number, last: number) =>
	Array.from({ length: last - first + 1 }, (_, i) => ({ token: String(first + i), above: first + i }));
export const LONG = Array.from({ length: 300 }, (_, i) => `n${i}`);

export interface Situation {
	/** What earlier polls have seen. */
	before: Partial<Omit<SeenList, 'order' | 'gone'>> & { order: string; gone?: string };
	/** What X lists now. */
	list: string | readonly string[];
	/** X's counter for it. */
	count?: number;
	/** Maximum number of entries to emit. */
	most?: number;
	/** Requests for which there is time. */
	requests?: number;
	/** Number of the request that a limit meets. */
	limitAt?: number;
	/** Maximum number of entries that X shows. */
	window?: number;
}

/** Pages as large as they are asked for; a token is the place at which its page begins. */
export async function poll({ before, list, count, most = 100, requests = 50, limitAt, window }: Situation) {
	const { order, gone = '', ...rest } = before;
	const asked: string[] = [];
	const source: ListSource = {
		...(count === undefined ? {} : { count }),
		now: () => START + MINUTE,
		mayGoOn: () => asked.length < requests,
		isCut: (error) => (error as Error).message === 'limit',
		read: async (token, size) => {
			asked.push(`${token ?? 0}+${size}`);
			if (asked.length === limitAt) throw new Error('limit');
			if (token && !/^\d+$/.test(token)) throw new Error('old token');
			const from = Number(token ?? 0);
			const page = idsOf(list).slice(from, from + size);
			return await Promise.resolve({
				listed: entries(page),
				...(from + size < list.length ? { next: String(from + size) } : {}),
			});
		},
	};
	const seen = { met: order.length, at: START, ...rest, order: idsOf(order), gone: idsOf(gone) };
	const found = await findNewIn(seen, most, source, { quiet: 2, depth: 6, ...(window ? { window } : {}) });
	const { order: knows, gone: left, at, cuts, ...others } = found.list;
	return {
		came: textOf(idsIn(found.listed)),
		asked: asked.join(' '),
		knows: textOf(knows),
		...(left.length > 0 ? { left: textOf(left) } : {}),
		// What waits is older than this poll.
		...(at === START ? { waits: true } : {}),
		...(cuts?.length ? { cuts } : {}),
		...(JSON.parse(JSON.stringify(others)) as object),
		...(found.more ? { more: true } : {}),
		...(found.unsure ? { unsure: true } : {}),
	};
}
