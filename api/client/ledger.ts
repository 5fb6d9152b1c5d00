/** What the writes of one process have made, and which of them X has not answered yet: the post of one item is never taken for another's. */

/** IDs that are kept; older ones are older than any write under way. */
const KEPT = 5000;

export interface Ledger {
	/** A request goes out; what comes back is called when it has ended. */
	enter(content: string): () => void;
	/** Another request with the same content is on its way, and may have made what is seen. */
	isContested(content: string): boolean;
	/** X has made this for one item, so it is no other's. */
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
