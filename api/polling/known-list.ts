/**
 * Finds what is new in a list of X that has no growing IDs (followers, likes, bookmarks): by what was there before.
 * X lists the most recent first. A list is read down to where it meets something known; the state is bounded.
 */
import { settle } from '../client/outcome';
import { idsOf, type Bounds, type Listed, type Page } from './listed';

export interface Known {
	/** IDs that were there, most recent first. */
	known: readonly string[];
	/** The page at which a walk goes on that was cut: nothing has been handed out of what is above. */
	token?: string;
}

export interface ListSource extends Bounds {
	/** @param first the first request of a poll: it may well be that nothing is new */
	read(token: string | undefined, first: boolean): Promise<Page>;
	/** The list comes whole and in no order, so that anything unknown in it is new. */
	whole?: boolean;
}

/** How many IDs are remembered. */
const MOST_KNOWN = 1000;

/**
 * New is what stands above something known. Below the last known one stands what was there before memory began,
 * or what moved up when others left.
 */
function above<T extends { id: string }>(
	listed: readonly T[],
	known: ReadonlySet<string>,
): { fresh: T[]; met: boolean } {
	const last = listed.reduce((at, { id }, i) => (known.has(id) ? i : at), -1);
	const upper = last < 0 ? listed : listed.slice(0, last);
	return { fresh: upper.filter(({ id }) => !known.has(id)), met: last >= 0 };
}

export const remember = (ids: readonly string[], known: readonly string[]): string[] =>
	[...new Set([...ids, ...known])].slice(0, MOST_KNOWN);

export interface Newcomers {
	/** Oldest first. */
	listed: Listed[];
	state: Known;
}

export async function findNewIn(before: Known, most: number, source: ListSource): Promise<Newcomers> {
	const known = new Set(before.known);
	const fresh = new Map<string, Listed>();
	let { token } = before;
	// Where it goes on is remembered, so that the oldest are still the first to be handed out.
	const cut = (): Newcomers => ({ listed: [], state: { known: before.known, ...(token ? { token } : {}) } });
	for (let page = 0; ; page++) {
		if (page > 0 && !source.mayGoOn()) return cut();
		const got = await settle(source.read(token, page === 0));
		if (!got.ok) {
			if (page > 0 && source.isCut(got.error)) return cut();
			// A token kept from an earlier poll may have grown too old: from the top then.
			if (page > 0 || !token || source.isCut(got.error)) throw got.error;
			token = undefined;
			continue;
		}
		const { listed, next } = got.value;
		const { fresh: unknown, met } = source.whole
			? { fresh: listed.filter(({ id }) => !known.has(id)), met: false }
			: above(listed, known);
		for (const entry of unknown) fresh.set(entry.id, entry);
		if (met || !next || next === token) break;
		token = next;
	}
	const listed = [...fresh.values()].reverse().slice(0, most);
	const left = fresh.size > listed.length;
	// Above the page a walk went on from there may be more: the next poll starts at the top, or here again until all is handed out.
	return {
		listed,
		state: {
			known: remember(idsOf(listed).reverse(), before.known),
			...(left && before.token ? { token: before.token } : {}),
		},
	};
}
