/** Reads page after page until the limit or the end; asks for the largest page that is needed. */
import type { Answer } from './call';
import type { XError } from './errors';
import { settleCall } from './outcome';

export interface PageRule {
	/** X's bounds of `max_results`; absent where X cuts the pages itself. */
	size?: { min: number; max: number };
	/** Name of the query parameter that takes the next token; absent where X gives one page only. */
	token?: 'pagination_token' | 'next_token';
	/** Always read to the end, as a part of it would mislead: the panel has no Limit then. */
	whole?: true;
}

export interface Collected {
	/** X's answers, the last one cut at the limit. */
	answers: Answer[];
	/** Where to go on, when there is more; none when a page was cut, as its token would leave out the rest of it. */
	nextToken?: string;
	/** Why it ended before the limit, when a later page was refused; the pages before it are kept. */
	stopped?: XError;
}

const rows = (answer: Answer): unknown[] => (Array.isArray(answer.data) ? answer.data : []);

/** Token of the page below; absent on the last one. */
export function nextToken({ meta }: Answer): string | undefined {
	return (meta as { next_token?: string } | null | undefined)?.next_token;
}

/** As large as X allows, but so that what is left for the last page is not below X's least. */
function pageSize({ min, max }: { min: number; max: number }, wanted: number): number {
	const left = wanted - max;
	if (left > 0 && left < min) return Math.max(min, max - (min - left));
	return Math.min(max, Math.max(min, wanted));
}

const idOf = (row: unknown): string | undefined => {
	const { id } = (row ?? {}) as { id?: unknown };
	return typeof id === 'string' ? id : undefined;
};

/** X may show the same object on two pages: it counts and comes once. */
function withoutKnown(answer: Answer, known: Set<string>): Answer {
	const found = rows(answer);
	const fresh = found.filter((row) => {
		const id = idOf(row);
		if (id === undefined) return true;
		const isNew = !known.has(id);
		known.add(id);
		return isNew;
	});
	return fresh.length === found.length ? answer : { ...answer, data: fresh };
}

const queryOf = ({ size, token: name }: PageRule, wanted: number, token: string | undefined) => ({
	...(size ? { max_results: pageSize(size, wanted) } : {}),
	...(name && token ? { [name]: token } : {}),
});

function cut(answer: Answer, wanted: number): Answer {
	const { next_token, ...meta } = (answer.meta ?? {}) as Record<string, unknown>;
	return { ...answer, data: rows(answer).slice(0, wanted), ...(next_token === undefined ? {} : { meta }) };
}

/**
 * @param fetch one page; throws an XError when X refuses it
 * @param limit number of objects wanted, Infinity for all
 * @param from token of the page to begin with, as an earlier run was told it
 */
export async function collect(
	fetch: (query: Record<string, string | number>) => Promise<Answer>,
	rule: PageRule,
	limit: number,
	from?: string,
): Promise<Collected> {
	const answers: Answer[] = [];
	const seen = new Set(from ? [from] : []);
	const known = new Set<string>();
	let token = from;
	for (let wanted = limit; wanted > 0;) {
		const page = await settleCall(fetch(queryOf(rule, wanted, token)));
		if (!page.ok) {
			if (answers.length > 0) return { answers, nextToken: token, stopped: page.error };
			throw page.error;
		}
		const answer = withoutKnown(page.value, known);
		const found = rows(answer);
		if (found.length > wanted) return { answers: [...answers, cut(answer, wanted)] };
		answers.push(answer);
		wanted -= found.length;
		token = rule.token ? nextToken(page.value) : undefined;
		// Only a missing token ends (an empty page does not); a token seen before would go round for ever.
		if (!token || seen.has(token)) return { answers };
		seen.add(token);
	}
	return { answers, nextToken: token };
}
