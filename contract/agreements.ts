/** Accepted differences between the two sides. */
import type { Difference } from './difference';

/** Endpoint -> part, or a difference as the check words it -> reason. */
export type Reasons = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Accepted differences between the two sides (contract/left-out.ts and contract/without-row.ts). */
export interface Agreements {
	/** Parts of the specification that the rows do not offer. A key also covers everything below it. */
	leftOut: Reasons;
	/** Parts sent by an operation's own function. */
	sentByCode: Reasons;
	/** Differences word for word: if either side changes, they are reported again. */
	agreed: Reasons;
	withoutRow: ReadonlyArray<{ endpoints: RegExp; why: string }>;
	/** X's tags whose operations have yet to be written. */
	notYet: readonly string[];
}

export const covers = (whole: string, part: string): boolean => part === whole || part.startsWith(`${whole}.`);

/** Tracks which reasons are used, so that unused ones can be reported. */
export class Book {
	private readonly used = new Set<string>();
	constructor(
		private readonly name: string,
		private readonly reasons: Reasons,
	) {}

	parts(endpoint: string): string[] {
		return Object.keys(this.reasons[endpoint] ?? {});
	}
	has(endpoint: string, key: string, fits: (known: string) => boolean = (known) => known === key): boolean {
		const known = this.parts(endpoint).filter(fits);
		for (const each of known) this.used.add(`${endpoint} ${each}`);
		return known.length > 0;
	}
	/** Unused reasons, for endpoints that are compared or that X does not have. */
	idle(compared: (endpoint: string) => boolean): Difference[] {
		return Object.keys(this.reasons).flatMap((endpoint) =>
			this.parts(endpoint)
				.filter((key) => compared(endpoint) && !this.used.has(`${endpoint} ${key}`))
				.map((key) => ({
					endpoint,
					part: '',
					aspect: 'reason',
					text: `${this.name} gives a reason that nothing needs: ${key}`,
				})),
		);
	}
}
