/**
 * Remembers what a run has written so that a repetition does not write it again: every write for another try of the
 * same run, and interrupted threads for later runs too. A successful run leaves nothing behind.
 */
import type { IExecuteFunctions } from 'n8n-workflow';
import { digest } from '../../api/write/digest';
import type { Attempt } from '../../api/write/attempt';
import type { Remembered, RememberedChain, Writes } from '../../api/write/write-once';
import { ofRun } from '../../api/write/ledger';
import type { Session } from '../session/session';
import { openThreads, type ThreadContext, type ThreadMemory } from './threads';
import { openTries, type TriesContext } from './tries';

type Context = ThreadContext & TriesContext & Pick<IExecuteFunctions, 'getNode' | 'getWorkflow'>;

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
	const { earlier, save } = openTries(context, node);
	const tries = new Map(earlier);
	const threads = openThreads(context, node, memory);
	// They may be older than this process.
	const ofThisRun = ofRun(
		ledger,
		[...earlier.values()].flatMap(({ id }) => id ?? []),
	);

	const single = (key: string): Remembered => ({
		earlier: earlier.get(key),
		note: (attempt) => void (attempt ? tries.set(key, attempt) : tries.delete(key)),
	});
	const chain = (key: string, partKey: (part: number) => string): RememberedChain => {
		const tried = inOrder(earlier, partKey);
		return {
			earlier: tried.length > 0 ? tried : threads.earlier(key),
			note(attempts, complete) {
				for (const [part, attempt] of attempts.entries()) tries.set(partKey(part), attempt);
				tries.delete(partKey(attempts.length));
				threads.note(key, attempts, complete);
			},
		};
	};
	return {
		of: (itemIndex) => ({
			ledger: ofThisRun,
			single: (key) => single(`${itemIndex} ${key}`),
			chain: (key) => chain(key, (part) => `${itemIndex} ${key} ${part}`),
		}),
		end(brokeOff) {
			save(tries, brokeOff);
			threads.end();
		},
	};
}

/** The attempts at the parts of a chain, up to the first part that was not attempted. */
function inOrder(tries: ReadonlyMap<string, Attempt>, partKey: (part: number) => string): Attempt[] {
	const attempts: Attempt[] = [];
	for (let attempt = tries.get(partKey(0)); attempt; attempt = tries.get(partKey(attempts.length)))
		attempts.push(attempt);
	return attempts;
}
