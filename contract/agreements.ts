/** What is agreed although the two sides differ. */
import type { Difference } from './difference';

/** Endpoint -> part, or a difference in the words of the check, -> why. */
export type Reasons = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What is agreed although the two sides differ (contract/left-out.ts and contract/without-row.ts). */
export interface Agreements {
	/** Parts of the specification that the rows do not offer. A key names everything below it too. */
	leftOut: Reasons;
	/** Parts that an operation's own function sends. */
	sentByCode: Reasons;
	/** Differences word for word: when either side changes, they are told again. */
	agreed: Reasons;
	withoutRow: ReadonlyArray<{ endpoints: RegExp; why: string }>;
	/** X's tags with operations still to be written. */
	notYet: readonly string[];
}

export const covers = (whole: string, part: string): boolean => part === whole || part.startsWith(`${whole}.`);

/** Keeps an account of the reasons that were needed, so that the others can be told. */
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
	/** Reasons that nothing needs, for endpoints that are compared or that X does not have. */
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
