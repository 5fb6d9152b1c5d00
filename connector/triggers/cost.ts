/** What an event of the X Trigger costs by X's price list, derived from its row: for the panel and the documentation. */
import { PRICES, type Price } from '../../api/money/prices';
import { exact } from '../../api/money/usd';
import type { TriggerEvent } from './types';

/** US dollars. X charges for the same object once a day, so the interval does not affect the cost of repeated reads. */
export interface Cost {
	/** A day without new objects. */
	resting: number;
	/** Each new object. */
	each: number;
	/** Each poll, where X charges for the request. */
	poll?: number;
	/** Each object in the list, whenever the whole list is read. */
	member?: number;
	/** Each object that the node names, once a day. */
	watched?: number;
	/** X's price list does not say what its objects cost. */
	isUnknown?: true;
}

const isPerRequest = (price: Price | undefined): boolean => price !== undefined && PRICES[price].per === 'request';
const usdOf = (price: Price | undefined): number => (price ? PRICES[price].usd : 0);

/** @param named how many objects the node names, for events whose polls read those; none means its newest ones */
export function costOf({ findNew, looksAt = 0, counter, watches, source, lookUp }: TriggerEvent, named = 0): Cost {
	if (!source.price && !lookUp?.price) return { resting: 0, each: 0, isUnknown: true };
	const object = usdOf(source.price);
	if (isPerRequest(source.price)) return { resting: 0, each: 0, poll: object };
	if (watches) return { resting: (named || looksAt) * object, each: 0, watched: object };
	return {
		resting: exact(looksAt * usdOf('Posts: Read') + findNew.rereads * object + usdOf(counter?.price)),
		each: object + usdOf(lookUp?.price),
		...(findNew.readsAll ? { member: object } : {}),
	};
}
