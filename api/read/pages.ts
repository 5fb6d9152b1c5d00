/** Reads page after page until the limit or the end, requesting pages as large as needed. */
import { inner, text } from '../json/members';
import type { Answer } from '../client/call';
import type { XError } from '../errors/errors';
import { settleCall } from '../errors/outcome';

export interface PageRule {
	/**
	 * Bounds for `max_results`; absent where X sets the page size itself. `accepted` is X's own maximum where pages that large are not
	 * known to reach the end of the list.
	 */
	size?: { min: number; max: number; accepted?: number };
	/** Query parameter that accepts the next token; absent where X returns a single page. */
	token?: 'pagination_token' | 'next_token';
	/** Always read to the end, as a partial list would mislead; the panel then has no Limit. */
	whole?: true;
}

export interface Collected {
	/** X's responses, the last one truncated at the limit. */
	answers: Answer[];
	/** Where to continue, if there is more; absent when a page was truncated, as its token would skip the rest of it. */
	nextToken?: string;
	/** Why reading ended before the limit, when a later page was refused; the pages before it are kept. */
	stopped?: XError;
}

const rows = (answer: Answer): unknown[] => (Array.isArray(answer.data) ? answer.data : []);

/** Token of the next page; absent on the last one. */
export function nextToken({ meta }: Answer): string | undefined {
	return text(inner(meta).next_token);
}

/** As large as X allows, while keeping the last page from falling below X's minimum. */
function pageSize({ min, max }: { min: number; max: number }, wanted: number): number {
	const left = wanted - max;
	if (left > 0 && left < min) return Math.max(min, max - (min - left));
	return Math.min(max, Math.max(min, wanted));
}

const idOf = (row: unknown): string | undefined => text(inner(row).id);

/** X may return the same object on two pages: it is counted and returned once. */
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
	const { next_token, ...meta } = inner(answer.meta);
	return { ...answer, data: rows(answer).slice(0, wanted), ...(next_token === undefined ? {} : { meta }) };
}

/**
 * @param fetch one page; throws an XError when X refuses it
 * @param limit number of objects wanted, Infinity for all
 * @param from token of the first page to read, as returned to an earlier run
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
		// Only a missing token ends the list (an empty page does not); a repeated token would loop forever.
		if (!token || seen.has(token)) return { answers };
		seen.add(token);
	}
	return { answers, nextToken: token };
}
