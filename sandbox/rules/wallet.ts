import { PRICES, type Price } from '../../api/money/prices';
import type { Clock } from '../clock';

export interface Charge {
	objects: number;
	usd: number;
}

/** The app owner's credits: reads cost once per object and UTC day, writes once per request. */
export class Wallet {
	private readonly charged = new Map<string, string>();

	constructor(
		private readonly clock: Clock,
		public balanceUsd: number,
	) {}

	get isEmpty(): boolean {
		return this.balanceUsd <= 0;
	}

	charge(price: Price | undefined, objectIds: string[], objects = objectIds.length): Charge {
		if (!price) return { objects, usd: 0 };
		const { usd, per } = PRICES[price];
		const count = per === 'request' ? 1 : objectIds.filter((id) => this.firstToday(`${price} ${id}`)).length;
		// Rounded to hundredths of a cent, so that sums of many small prices stay exact.
		const total = Math.round(usd * count * 10_000) / 10_000;
		this.balanceUsd = Math.round((this.balanceUsd - total) * 10_000) / 10_000;
		return { objects, usd: total };
	}

	private firstToday(key: string): boolean {
		const day = this.clock.iso().slice(0, 10);
		if (this.charged.get(key) === day) return false;
		this.charged.set(key, day);
		return true;
	}

	clear(): void {
		this.charged.clear();
	}
}
