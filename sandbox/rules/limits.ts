import type { Endpoint, Rate } from '../../connector/types';
import type { Caller } from '../auth/caller';
import type { Clock } from '../clock';

const SECONDS = { '1s': 1, '15min': 900, '24h': 86_400 } as const;

interface Pool {
	owner: 'user' | 'app';
	limit: number;
	seconds: number;
	used: number;
	/** When the window ends and the count starts again, in milliseconds. */
	endsAt: number;
}

export interface RateState {
	exceeded: boolean;
	headers: Record<string, string>;
}

const parse = (rate: Rate) => {
	const [limit, window] = rate.split('/') as [string, keyof typeof SECONDS];
	return { limit: Number(limit), seconds: SECONDS[window] };
};

/** X's documented limits: a pool per user and one per app, for each window of each endpoint. */
export class Limits {
	private readonly pools = new Map<string, Pool>();

	constructor(
		private readonly clock: Clock,
		private readonly endpoints: Map<string, Endpoint>,
	) {}

	private open(endpoint: string, caller: Caller): Pool[] {
		const documented = this.endpoints.get(endpoint);
		const pools: Pool[] = [];
		const add = (owner: 'user' | 'app', name: string, rates: readonly Rate[] = []) => {
			for (const rate of rates) {
				const { limit, seconds } = parse(rate);
				const key = `${endpoint} ${owner} ${name} ${rate}`;
				let pool = this.pools.get(key);
				if (!pool || pool.endsAt <= this.clock.now()) {
					// Windows end on a whole second, since the reset header can only express whole seconds.
					const endsAt = (Math.floor(this.clock.now() / 1000) + seconds) * 1000;
					pool = { owner, limit, seconds, used: 0, endsAt };
					this.pools.set(key, pool);
				}
				pools.push(pool);
			}
		};
		if (caller.kind === 'user') {
			add('user', `${caller.app.id} ${caller.user?.id}`, documented?.limits?.user);
			// Where no app-only token is accepted, the app limit can only be a pool shared by all of the app's users.
			if (!documented?.access.app) add('app', `${caller.app.id} users`, documented?.limits?.app);
		} else add('app', caller.app.id, documented?.limits?.app);
		return pools;
	}

	/** Counts a request, unless a pool is already exhausted. */
	take(endpoint: string, caller: Caller): RateState {
		const pools = this.open(endpoint, caller);
		const exceeded = pools.some((pool) => pool.used >= pool.limit);
		if (!exceeded) for (const pool of pools) pool.used++;
		return { exceeded, headers: headersOf(pools) };
	}

	/** Exhausts the shorter windows, so that the next answers agree with an injected 429. */
	exhaust(endpoint: string, caller: Caller): RateState {
		const pools = this.open(endpoint, caller);
		for (const pool of pools) if (pool.seconds < SECONDS['24h']) pool.used = pool.limit;
		return { exceeded: true, headers: headersOf(pools) };
	}

	clear(): void {
		this.pools.clear();
	}
}

function headersOf(pools: Pool[]): Record<string, string> {
	const headers: Record<string, string> = {};
	const put = (prefix: string, pool: Pool) => {
		headers[`${prefix}-limit`] = String(pool.limit);
		headers[`${prefix}-remaining`] = String(Math.max(0, pool.limit - pool.used));
		headers[`${prefix}-reset`] = String(pool.endsAt / 1000);
	};
	const short = pools.filter((pool) => pool.seconds < SECONDS['24h']);
	// The plain headers describe the window that will stop the caller next; the longer one on a tie.
	const [tightest] = [...short].sort(
		(a, b) =>
			Number(b.used >= b.limit) - Number(a.used >= a.limit) ||
			b.seconds - a.seconds ||
			a.limit - a.used - (b.limit - b.used),
	);
	if (tightest) put('x-rate-limit', tightest);
	for (const pool of pools) if (pool.seconds === SECONDS['24h']) put(`x-${pool.owner}-limit-24hour`, pool);
	return headers;
}
