/** Keeps one owner's rules of the filtered stream, identified by a mark in their tags, in sync with a list. */
import type { Answer, XClient } from '../client/call';
import { XError } from '../errors/errors';
import { partialProblems } from '../errors/problem';
import { collect } from '../read/pages';
import { label, objects, text } from '../json/members';

export interface Rule {
	value: string;
	/** The user's own label. */
	tag?: string;
}

export interface Standing {
	id: string;
	value: string;
	tag?: string;
}

const RULES = 'POST /2/tweets/search/stream/rules';
/** X's maximum of rules per page, and of IDs per delete request. */
const PAGE = 1000;
/** Separates the owner's mark from the user's own tag. */
const SIGN = ' · ';

const tagOf = (mark: string, { tag }: Rule): string => (tag ? `${mark}${SIGN}${tag}` : mark);
const isMarked = (mark: string, { tag = '' }: Standing): boolean => tag === mark || tag.startsWith(mark + SIGN);

/** The user's own part of a tag. */
export function plainTag(tag: string | undefined, mark: string): string | undefined {
	if (tag === mark) return undefined;
	return tag?.startsWith(mark + SIGN) ? tag.slice(mark.length + SIGN.length) : tag;
}

/** All rules of the app. */
export async function standing(client: XClient): Promise<Standing[]> {
	const { answers, stopped } = await collect(
		async (query) => await client.call('GET /2/tweets/search/stream/rules', { query }),
		{ size: { min: 1, max: PAGE }, token: 'pagination_token' },
		Infinity,
	);
	// With an incomplete list, rules would be added twice.
	if (stopped) throw stopped;
	return answers.flatMap(rulesIn);
}

const rulesIn = ({ data }: Answer): Standing[] =>
	objects(data).flatMap(({ id, value, tag }) => {
		const known = label(id);
		return known === undefined ? [] : [{ id: known, value: text(value) ?? '', tag: text(tag) }];
	});

/** Adds rules, or only tries to (dry run). @throws XError in X's words, naming the rule */
async function add(
	client: XClient,
	rules: ReadonlyArray<{ value: string; tag: string }>,
	dryRun: boolean,
): Promise<Standing[]> {
	const answer = await client.call(RULES, { query: { dry_run: dryRun || undefined }, body: { add: rules } });
	const [refused] = partialProblems(answer);
	if (refused) {
		const detail = [
			...new Set(
				partialProblems(answer).map((each) =>
					[each.resourceId && `'${each.resourceId}':`, each.detail || each.title].filter(Boolean).join(' '),
				),
			),
		].join(' ');
		throw new XError(
			{ ...refused, detail },
			{ endpoint: RULES, status: 200, advice: "Correct it under 'Rules'. Nothing was changed at X." },
		);
	}
	return rulesIn(answer);
}

export interface Synced {
	/** The wanted rules as stored at X. */
	rules: Standing[];
	/** IDs of the rules that this owner added and may delete. */
	own: string[];
}

/**
 * Adds missing rules and removes the owner's rules that are no longer wanted; rules of others are left alone.
 * A wanted rule that someone else has already added is used but not owned: X accepts each rule only once.
 * Additions are tried first (dry run), so that a rule X refuses leaves everything unchanged.
 * @param mark tag that identifies the owner's rules
 * @param keepOld leave the owner's earlier rules alone (a test run beside an active workflow)
 */
export async function syncRules(
	client: XClient,
	mark: string,
	wanted: readonly Rule[],
	keepOld = false,
): Promise<Synced> {
	const there = await standing(client);
	const same = (rule: Rule) => (one: Standing) =>
		one.value === rule.value && (!isMarked(mark, one) || one.tag === tagOf(mark, rule) || keepOld);
	const missing = wanted.filter((rule) => !there.some(same(rule)));
	const kept = there.filter((one) => wanted.some((rule) => same(rule)(one)));
	const old = keepOld ? [] : there.filter((one) => isMarked(mark, one) && !kept.includes(one));
	const added = missing.map((rule) => ({ value: rule.value, tag: tagOf(mark, rule) }));
	// A rule whose tag alone changes still exists under the old tag: a dry run would report a duplicate.
	const tried = added.filter(({ value }) => !old.some((one) => one.value === value));
	if (tried.length > 0) await add(client, tried, true);
	await removeRules(
		client,
		old.map(({ id }) => id),
	);
	const fresh = added.length > 0 ? await add(client, added, false) : [];
	const own = [...fresh, ...(keepOld ? [] : kept.filter((one) => isMarked(mark, one)))].map(({ id }) => id);
	return { rules: [...fresh, ...kept], own };
}

export async function removeRules(client: XClient, ids: readonly string[]): Promise<void> {
	for (let from = 0; from < ids.length; from += PAGE)
		await client.call(RULES, { body: { delete: { ids: ids.slice(from, from + PAGE) } } });
}
