/**
 * Tracks what the writes of one process have created, and which are still unanswered, so that the post of one item is
 * never mistaken for another's.
 */

/** Number of IDs kept; dropped ones are older than any write in progress. */
const KEPT = 5000;

export interface Ledger {
	/** A request is sent. @returns what to call when it has ended */
	enter(content: string): () => void;
	/** Another request with the same content is in flight, and may have created the object that was found. */
	isContested(content: string): boolean;
	/** Marks an object as created for one item, so that no other item takes it. */
	claim(id: string): void;
	isClaimed(id: string): boolean;
}

export function createLedger(): Ledger {
	const claimed = new Set<string>();
	const underWay = new Map<string, number>();
	const count = (content: string, change: number) => {
		const left = (underWay.get(content) ?? 0) + change;
		if (left > 0) underWay.set(content, left);
		else underWay.delete(content);
	};
	return {
		enter(content) {
			count(content, 1);
			return () => count(content, -1);
		},
		isContested: (content) => underWay.has(content),
		claim(id) {
			claimed.add(id);
			const [oldest] = claimed;
			if (claimed.size > KEPT) claimed.delete(oldest);
		},
		isClaimed: (id) => claimed.has(id),
	};
}

/** The ledger as one run uses it. */
export interface RunLedger extends Ledger {
	/** The object is that of another item of this run. */
	isOwn(id: string): boolean;
}

/** @param made IDs of what earlier tries of the run have created */
export function ofRun(ledger: Ledger, made: Iterable<string> = []): RunLedger {
	const own = new Set(made);
	for (const id of own) ledger.claim(id);
	return {
		...ledger,
		claim(id) {
			own.add(id);
			ledger.claim(id);
		},
		isOwn: (id) => own.has(id),
	};
}
