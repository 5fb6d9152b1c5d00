/**
 * What a run costs, by X's price list. An estimate: X charges the same object only once per UTC day, which is ignored
 * here.
 */
import { inner, label, objects, text } from '../json/members';
import type { Account, Answer, Budget, EndpointName, Parts } from '../client/call';
import { XError } from '../errors/errors';
import { OWNED_INSTEAD, OWNED_READS, PRICES, type Price } from './prices';
import { usd } from './usd';
import { measure } from '../text/measure';

/** One line of the bill. `count` is objects or requests, as the price says. */
export interface CostLine {
	price: Price;
	count: number;
	/** US dollars. */
	usd: number;
}

export interface Meter extends Budget {
	/** US dollars so far. */
	total(): number;
	lines(): CostLine[];
	/** Objects included with those that were read; X does not say whether it charges for them. */
	along(): CostLine[];
	/** Objects read as its own, for which an account that owns the app pays less; listed at the regular price. */
	owned(): CostLine[];
	/** Objects of the connected account that another endpoint would have read at the owned price. */
	ownedElsewhere(): Array<{ endpoint: string; count: number }>;
}

/** Sums are kept in whole thousandths of a cent, so that thousands of reads at 0.005 stay exact. */
const UNIT = 100_000;
const units = (usd: number) => Math.round(usd * UNIT);

/** A post with a link has a different price than one without. */
function priceOf(price: Price | undefined, { body }: Parts): Price | undefined {
	if (price !== 'Post: Create') return price;
	return measure(text(body?.text) ?? '').links.length > 0 ? 'Post: Create (with URL)' : price;
}

function objectsIn({ data }: Answer): number {
	if (Array.isArray(data)) return objects(data).length;
	return data === undefined || data === null ? 0 : 1;
}

/** Prices of included objects, each counted once per run. */
const ALONG = { users: 'User: Read', posts: 'Posts: Read' } as const;

/** List parameters of a query, besides `*.fields`, that do not name objects. */
const NAMES_NO_OBJECTS = new Set(['expansions', 'exclude', 'event_types']);

/** Maximum number of objects that a request can return: a page, or one per given ID. */
function mostObjects({ query = {} }: Parts): number {
	const lists = Object.entries(query)
		.filter(([name]) => !name.endsWith('.fields') && !NAMES_NO_OBJECTS.has(name))
		.flatMap(([, value]) => (Array.isArray(value) ? [value.length] : []));
	return Number(query.max_results ?? Math.max(1, ...lists));
}

/**
 * @param priceAt the line of the price list an endpoint is charged under
 * @param limitUsd maximum cost of the run
 * @param account the connected account, once it is known
 */
export function createMeter(
	priceAt: (endpoint: EndpointName) => Price | undefined,
	limitUsd = Infinity,
	account: Readonly<Account> = {},
): Meter {
	const counts = new Map<Price, number>();
	const owned = new Map<Price, number>();
	const ownedElsewhere = new Map<string, number>();
	const along = { users: new Set<string>(), posts: new Set<string>() };
	let spent = 0;
	let reserved = 0;
	const waiting: Array<() => void> = [];
	const left = () => units(limitUsd) - spent - reserved;
	const most = (price: Price, parts: Parts) => units(PRICES[price].usd) * countOf(price, mostObjects(parts));
	const countOf = (price: Price, objects: number) => (PRICES[price].per === 'object' ? objects : 1);
	const line = (price: Price, count: number): CostLine => ({
		price,
		count,
		usd: (units(PRICES[price].usd) * count) / UNIT,
	});

	/** Records what could cost less, and what may be charged in addition. */
	function look(endpoint: EndpointName, { path }: Parts, price: Price, { data, includes }: Answer): void {
		for (const kind of ['users', 'posts'] as const) for (const id of included(includes, kind)) along[kind].add(id);
		if (account.id === undefined) return;
		const read = objects([data].flat());
		if (OWNED_READS.includes(endpoint) && path?.id === account.id) return add(owned, price, read.length);
		for (const [field, instead] of Object.entries(OWNED_INSTEAD))
			add(ownedElsewhere, instead, read.filter((object) => object[field] === account.id).length);
	}
	return {
		turn(endpoint, parts) {
			const price = priceOf(priceAt(endpoint), parts);
			if (!price || reserved === 0 || most(price, parts) <= left()) return undefined;
			return new Promise((resolve) => void waiting.push(resolve));
		},
		reserve(endpoint, parts) {
			const price = priceOf(priceAt(endpoint), parts);
			if (!price) return () => undefined;
			const each = units(PRICES[price].usd);
			const aside = most(price, parts);
			if (aside > left()) throw overLimit(endpoint, limitUsd, spent / UNIT, aside / UNIT);
			reserved += aside;
			return (answer) => {
				reserved -= aside;
				for (const goOn of waiting.splice(0)) goOn();
				const count = answer ? countOf(price, objectsIn(answer)) : 0;
				spent += each * count;
				add(counts, price, count);
				if (answer && PRICES[price].per === 'object') look(endpoint, parts, price, answer);
			};
		},
		affordable(endpoint) {
			const price = priceAt(endpoint);
			return price && PRICES[price].per === 'object' ? Math.floor(left() / units(PRICES[price].usd)) : Infinity;
		},
		afford(endpoint, calls) {
			const prices = calls.flatMap((parts) => {
				const price = priceOf(priceAt(endpoint), parts);
				return price ? [most(price, parts)] : [];
			});
			const all = prices.reduce((sum, each) => sum + each, 0);
			if (all > left()) throw overLimit(endpoint, limitUsd, spent / UNIT, all / UNIT, prices.length);
		},
		total: () => spent / UNIT,
		lines: () => [...counts].map(([price, count]) => line(price, count)),
		along: () =>
			(['users', 'posts'] as const).flatMap((kind) =>
				along[kind].size > 0 ? [line(ALONG[kind], along[kind].size)] : [],
			),
		owned: () => [...owned].map(([price, count]) => line(price, count)),
		ownedElsewhere: () => [...ownedElsewhere].map(([endpoint, count]) => ({ endpoint, count })),
	};
}

function add<K>(counts: Map<K, number>, key: K, count: number): void {
	if (count > 0) counts.set(key, (counts.get(key) ?? 0) + count);
}

/** Included objects of a kind, in either vocabulary of X. */
function included(includes: unknown, kind: keyof typeof ALONG): string[] {
	const { users, posts, tweets } = inner(includes);
	const lists = kind === 'users' ? [users] : [posts, tweets];
	return lists.flatMap(objects).flatMap(({ id }) => label(id) ?? []);
}

/** @param count requests that are sent together or not at all */
const overLimit = (endpoint: EndpointName, limitUsd: number, spentUsd: number, nextUsd: number, count = 1) => {
	const next =
		count > 1
			? `the next ${count} requests belong together: they may cost ${usd(nextUsd)} and were not sent`
			: `the next request may cost ${usd(nextUsd)} and was not sent`;
	return new XError(
		{
			title: 'The spending limit of this run is reached',
			detail: `Spent so far: about ${usd(spentUsd)} of ${usd(limitUsd)}; ${next}.`,
			type: 'spending-limit',
		},
		{ endpoint, status: 0, advice: "Raise 'Spending Limit per Run (USD)' under Limits and Cost, or request less." },
	);
};
