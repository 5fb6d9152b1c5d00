/** What a run costs at X, by X's price list. An estimate: X charges the same object once per UTC day, which is left out here. */
import type { Answer, EndpointName, Parts } from './client';
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
	/** Notes an answered call. */
	note(endpoint: EndpointName, parts: Parts, answer: Answer): void;
	/** The most a call can cost, before it is made; `objects` is what it may return. */
	estimate(endpoint: EndpointName, parts: Parts, objects: number): number;
	/** US dollars so far. */
	total(): number;
	lines(): CostLine[];
}

/** Dollars are counted in thousandths of a cent, so that sums of 0.005 stay exact. */
const UNIT = 100_000;
const exact = (usd: number) => Math.round(usd * UNIT) / UNIT;

/** A post with a link is charged by another line than one without. */
function priceOf(price: Price | undefined, { body }: Parts): Price | undefined {
	if (price !== 'Post: Create') return price;
	return measure(String(body?.text ?? '')).links.length > 0 ? 'Post: Create (with URL)' : price;
}

const objectsIn = ({ data }: Answer): number => (Array.isArray(data) ? data.length : data === undefined || data === null ? 0 : 1);

/** @param priceAt the line of the price list each endpoint is charged by */
export function createMeter(priceAt: (endpoint: EndpointName) => Price | undefined): Meter {
	const counts = new Map<Price, number>();
	const usdOf = (price: Price, count: number) => exact(PRICES[price].usd * count);
	const lines = () => [...counts].map(([price, count]) => ({ price, count, usd: usdOf(price, count) }));
	return {
		note(endpoint, parts, answer) {
			const price = priceOf(priceAt(endpoint), parts);
			if (!price) return;
			const count = PRICES[price].per === 'object' ? objectsIn(answer) : 1;
			if (count > 0) counts.set(price, (counts.get(price) ?? 0) + count);
		},
		estimate(endpoint, parts, objects) {
			const price = priceOf(priceAt(endpoint), parts);
			return price ? usdOf(price, PRICES[price].per === 'object' ? objects : 1) : 0;
		},
		total: () => exact(lines().reduce((sum, { usd }) => sum + usd, 0)),
		lines,
	};
}
