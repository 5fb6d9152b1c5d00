import type { Clock } from '../clock';

export type FaultKind = 'status' | 'cutBefore' | 'cutAfter' | 'timeoutAfter' | 'rateLimit';

export interface FaultRule {
	/** `POST /2/tweets`, an endpoint of X's specification; `*` for any. */
	match: string;
	kind: FaultKind;
	/** For `status`: the code to answer (500, 503, ...). */
	status?: number;
	/** How often it happens; always if absent. */
	times?: number;
	/** 0..1, drawn from the seeded generator. */
	probability?: number;
}

export interface FaultSettings {
	latencyMs: number;
	/** Delay before accepting a connection. */
	connectLatencyMs: number;
	rules: FaultRule[];
	/** Seed of the generator behind `probability`. */
	seed: number;
	mediaProcessingSeconds: number;
	/** Why processing fails; empty for success. */
	mediaProcessingFails: string;
	/** How many of the next pages are returned empty but with a next_token. */
	emptyPages: number;
	clockSkewMs: number;
	/** Leave out the rate-limit headers. */
	headersMissing: boolean;
	rateLimitShape: 'legacy' | 'problem';
	/** Status of a lookup of a single missing object: 404 in X's documentation, 200 with `errors` in long practice. */
	missingObjectStatus: 404 | 200;
	/** How far search lags behind if a request sets no end; 30 in X's documentation. */
	searchDelaySeconds: number;
	/** The vocabulary of an answer to a request that uses neither; the specification's by default. */
	undecidedVocabulary: 'post' | 'tweet';
}

const DEFAULTS: FaultSettings = {
	latencyMs: 0,
	connectLatencyMs: 0,
	rules: [],
	seed: 1,
	mediaProcessingSeconds: 1,
	mediaProcessingFails: '',
	emptyPages: 0,
	clockSkewMs: 0,
	headersMissing: false,
	rateLimitShape: 'legacy',
	missingObjectStatus: 404,
	searchDelaySeconds: 30,
	undecidedVocabulary: 'post',
};

/** Intentional faults. */
export class Faults {
	private settings: FaultSettings = { ...DEFAULTS, rules: [] };
	private random = generator(DEFAULTS.seed);

	constructor(private readonly clock: Clock) {}

	get current(): Readonly<FaultSettings> {
		return this.settings;
	}

	set(changes: Partial<FaultSettings>): void {
		for (const name of Object.keys(changes)) {
			if (!(name in DEFAULTS))
				throw new Error(`There is no fault called ${name}; there are ${Object.keys(DEFAULTS).join(', ')}`);
		}
		Object.assign(this.settings, changes);
		if (changes.rules) this.settings.rules = changes.rules.map((rule) => ({ ...rule }));
		if (changes.seed !== undefined) this.random = generator(changes.seed);
		this.clock.skewMs = this.settings.clockSkewMs;
	}

	/** Adds one rule. */
	add(rule: FaultRule): void {
		this.settings.rules.push({ ...rule });
	}

	reset(): void {
		this.settings = { ...DEFAULTS, rules: [] };
		this.random = generator(DEFAULTS.seed);
		this.clock.skewMs = 0;
	}

	/** Returns the rule that applies to this request and counts the use. */
	strike(endpoint: string): FaultRule | undefined {
		for (const rule of this.settings.rules) {
			if ((rule.match !== '*' && rule.match !== endpoint) || rule.times === 0) continue;
			if (rule.probability !== undefined && this.random() >= rule.probability) continue;
			if (rule.times !== undefined) rule.times--;
			return rule;
		}
		return undefined;
	}

	takeEmptyPage(): boolean {
		if (this.settings.emptyPages <= 0) return false;
		this.settings.emptyPages--;
		return true;
	}
}

/** mulberry32: the same seed gives the same faults. */
function generator(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}
