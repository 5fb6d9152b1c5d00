/** What a run costs at X, by X's price list. An estimate: X charges the same object once per UTC day, which is left out here. */
import type { Answer, EndpointName, Parts } from './client';
import { XError } from './errors';
import { PRICES, type Price } from './prices';
import { measure } from './text';

/** One line of the bill. `count` is objects or requests, as the price says. */
export interface CostLine {
	price: Price;
	count: number;
	/** US dollars. */
	usd: number;
}

export interface Meter {
	/** Sets money aside for a call that is about to be made. @throws XError when the limit would be crossed */
	reserve(endpoint: EndpointName, parts: Parts): Reservation;
	/** Objects of an endpoint that the money left pays for. */
	affordable(endpoint: EndpointName): number;
	/** US dollars so far. */
	total(): number;
	lines(): CostLine[];
}

/** Ends with what the call came to, or without an answer. */
export type Reservation = (answer?: Answer) => void;

/** Sums are kept in whole thousandths of a cent, so that thousands of reads at 0.005 stay exact. */
const UNIT = 100_000;
const units = (usd: number) => Math.round(usd * UNIT);

/** A post with a link is charged by another line than one without. */
function priceOf(price: Price | undefined, { body }: Parts): Price | undefined {
	if (price !== 'Post: Create') return price;
	return measure(String(body?.text ?? '')).links.length > 0 ? 'Post: Create (with URL)' : price;
}

const objectsIn = ({ data }: Answer): number => (Array.isArray(data) ? data.length : data === undefined || data === null ? 0 : 1);

/** The most objects a request can bring: a page, or as many as IDs were given. */
function mostObjects({ query = {} }: Parts): number {
	const lists = Object.entries(query).filter(([name, value]) => Array.isArray(value) && !/fields$|^expansions$|^exclude$|^event_types$/.test(name)).map(([, value]) => (value as readonly string[]).length);
	return Number(query.max_results ?? Math.max(1, ...lists));
}

/**
 * @param priceAt the line of the price list an endpoint is charged by
 * @param limitUsd what the run may cost at most
 */
export function createMeter(priceAt: (endpoint: EndpointName) => Price | undefined, limitUsd = Infinity): Meter {
	const counts = new Map<Price, number>();
	let spent = 0;
	let reserved = 0;
	const left = () => units(limitUsd) - spent - reserved;
	const countOf = (price: Price, objects: number) => (PRICES[price].per === 'object' ? objects : 1);
	return {
		reserve(endpoint, parts) {
			const price = priceOf(priceAt(endpoint), parts);
			if (!price) return () => undefined;
			const each = units(PRICES[price].usd);
			const most = each * countOf(price, mostObjects(parts));
			if (most > left()) throw overLimit(endpoint, limitUsd, spent / UNIT, most / UNIT);
			reserved += most;
			return (answer) => {
				reserved -= most;
				const count = answer ? countOf(price, objectsIn(answer)) : 0;
				if (count === 0) return;
				spent += each * count;
				counts.set(price, (counts.get(price) ?? 0) + count);
			};
		},
		affordable(endpoint) {
			const price = priceAt(endpoint);
			return price && PRICES[price].per === 'object' ? Math.floor(left() / units(PRICES[price].usd)) : Infinity;
		},
		total: () => spent / UNIT,
		lines: () => [...counts].map(([price, count]) => ({ price, count, usd: (units(PRICES[price].usd) * count) / UNIT })),
	};
}

const overLimit = (endpoint: EndpointName, limitUsd: number, spentUsd: number, nextUsd: number) =>
	new XError(
		{ title: 'The spending limit of this run is reached', detail: `Spent so far: about ${spentUsd} USD of ${limitUsd}; the next request may cost ${nextUsd} and was not sent.`, type: 'spending-limit' },
		{ endpoint, status: 0, advice: "Raise 'Spending Limit per Run', or ask for less." },
	);

/** The bill in one line for people. */
export function billOf(meter: Meter): string {
	const lines = meter.lines().map(({ price, count, usd }) => `${count} × ${price} = ${usd} USD`);
	return lines.length > 0 ? `Estimated cost of this run: ${meter.total()} USD (${lines.join(', ')}). X charges the same object once a day.` : '';
}
