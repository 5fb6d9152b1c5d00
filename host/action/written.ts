/**
 * Remembers what a run has written so that a repetition does not write it again: every write for a retry of the same
 * run (Retry On Fail), and interrupted threads for later runs too. A successful run leaves nothing behind.
 */
import type { IExecuteFunctions } from 'n8n-workflow';
import { digest } from '../../api/client/digest';
import type { Attempt, Remembered, RememberedChain, Writes } from '../../api/client/write-once';
import type { Session } from '../session/session';
import { openThreads, type ThreadContext, type ThreadMemory } from './threads';

type Context = ThreadContext & Pick<IExecuteFunctions, 'getInputData' | 'getNode' | 'getWorkflow'>;
type Tries = Map<string, Attempt>;

/** Keyed by the first input item, which n8n passes from one try to the next but to no other run; then by node. */
const triesOf = new WeakMap<object, Map<string, Tries>>();

export interface Written {
	/** The remembered writes of one item. */
	of(itemIndex: number): Writes;
	/** @param brokeOff whether something was left undone */
	end(brokeOff: boolean): void;
}

export function openWritten(
	context: Context,
	{ ledger, owner }: Pick<Session, 'ledger' | 'owner'>,
	memory?: ThreadMemory,
): Written {
	const node = digest([context.getWorkflow().id, context.getNode().id, owner]);
	const [first = {}] = context.getInputData() as object[];
	const earlier: Tries = triesOf.get(first)?.get(node) ?? new Map<string, Attempt>();
	const tries: Tries = new Map(earlier);
	const threads = openThreads(context, node, memory);

	const single = (key: string): Remembered => ({
		earlier: earlier.get(key),
		note: (attempt) => void (attempt ? tries.set(key, attempt) : tries.delete(key)),
	});
	const chain = (key: string, partKey: (part: number) => string): RememberedChain => {
		const ofThisRun = inOrder(earlier, partKey);
		return {
			earlier: ofThisRun.length > 0 ? ofThisRun : threads.earlier(key),
			note(attempts, complete) {
				for (const [part, attempt] of attempts.entries()) tries.set(partKey(part), attempt);
				tries.delete(partKey(attempts.length));
				threads.note(key, attempts, complete);
			},
		};
	};
	return {
		of: (itemIndex) => ({
			ledger,
			single: (key) => single(`${itemIndex} ${key}`),
			chain: (key) => chain(key, (part) => `${itemIndex} ${key} ${part}`),
		}),
		end(brokeOff) {
			const nodes = triesOf.get(first) ?? new Map<string, Tries>();
			if (brokeOff) triesOf.set(first, nodes.set(node, tries));
			else nodes.delete(node);
			threads.end();
		},
	};
}

/** The attempts at the parts of a chain, up to the first part that was not attempted. */
function inOrder(tries: Tries, partKey: (part: number) => string): Attempt[] {
	const attempts: Attempt[] = [];
	for (let attempt = tries.get(partKey(0)); attempt; attempt = tries.get(partKey(attempts.length)))
		attempts.push(attempt);
	return attempts;
}
