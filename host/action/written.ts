/**
 * Remembers what a run has written so that a repetition does not write it again: every write for another try of the
 * same run, and interrupted threads for later runs too. A successful run leaves nothing behind.
 */
import type { IExecuteFunctions } from 'n8n-workflow';
import { digest } from '../../api/write/digest';
import type { Remembered, RememberedChain, Writes } from '../../api/write/write-once';
import { ofRun } from '../../api/write/ledger';
import { nameOf, writtenBy } from './earlier';
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
	const { id, parameters } = context.getNode();
	const node = digest([context.getWorkflow().id, id, owner]);
	const { earlier, unchanged, save } = openTries(context, node, digest(parameters));
	const tries = new Map(earlier);
	const threads = openThreads(context, node, memory);
	// They may be older than this process.
	const ofThisRun = ofRun(
		ledger,
		[...earlier.values()].flatMap((attempt) => attempt.id ?? []),
	);
	const find = writtenBy(earlier, unchanged);

	const single = (item: number, key: string): Remembered => {
		const { names, attempts } = find(item, key, 'single');
		return {
			earlier: attempts[0],
			note(attempt) {
				for (const name of names) tries.delete(name);
				if (attempt) tries.set(nameOf(item, key), attempt);
				else tries.delete(nameOf(item, key));
			},
		};
	};
	const chain = (item: number, key: string): RememberedChain => {
		const { names, attempts: tried } = find(item, key, 'chain');
		return {
			earlier: tried.length > 0 ? tried : threads.earlier(key),
			note(attempts, complete) {
				for (const name of names) tries.delete(name);
				for (const [part, attempt] of attempts.entries()) tries.set(nameOf(item, key, part), attempt);
				tries.delete(nameOf(item, key, attempts.length));
				threads.note(key, attempts, complete);
			},
		};
	};
	return {
		of: (itemIndex) => ({
			ledger: ofThisRun,
			single: (key) => single(itemIndex, key),
			chain: (key) => chain(itemIndex, key),
		}),
		end(brokeOff) {
			save(tries, brokeOff);
			threads.end();
		},
	};
}
