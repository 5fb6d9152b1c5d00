/**
 * Keeps interrupted threads for later runs: in memory while n8n runs, and beyond that in the node's static data, which
 * n8n saves at the end of production executions (including failed ones), but not of manual, stopped or killed ones.
 * Static data holds texts only as hashes.
 */
import { jsonParse, type IExecuteFunctions } from 'n8n-workflow';
import { digest } from '../../api/write/digest';
import { isAttempt, type Attempt } from '../../api/write/attempt';
import { isObject } from '../../api/json/members';

/** The published part of a thread, and when it was interrupted; no attempts means that a later run completed it. */
interface BrokenOff {
	key: string;
	at: number;
	attempts: readonly Attempt[];
}

export interface Threads {
	/** What an earlier run left of this thread. */
	earlier(key: string): readonly Attempt[];
	note(key: string, attempts: readonly Attempt[], complete: boolean): void;
	/** Call at the end of the run: saves what is left undone. */
	end(): void;
}

const KEPT_MS = 3 * 86_400_000;
const MOST_THREADS = 20;
const MOST_NODES = 500;
/** Stored as a single string, since n8n would watch every entry of a list for changes. */
const BROKEN_OFF = 'threadsBrokenOff';

/** Keyed by node. */
export type ThreadMemory = Map<string, readonly BrokenOff[]>;
export type ThreadContext = Pick<IExecuteFunctions, 'getMode' | 'getWorkflowStaticData'>;

const sinceStart: ThreadMemory = new Map();

/** @param node identifies the node, its workflow and its credential */
export function openThreads(context: ThreadContext, node: string, inMemory = sinceStart): Threads {
	const known = (): BrokenOff[] => newest([...(inMemory.get(node) ?? []), ...saved(context)]);
	const left = new Map<string, BrokenOff>();
	// The same thread posted by another account is a different thread.
	const own = (key: string) => digest([node, key]);
	return {
		earlier: (key) => known().find((each) => each.key === own(key))?.attempts ?? [],
		note: (key, attempts, complete) =>
			void left.set(key, { key: own(key), at: Date.now(), attempts: complete ? [] : attempts.map(lasting) }),
		end() {
			const before = left.size > 0 ? known() : [];
			const isNews = ({ key, attempts }: BrokenOff) => attempts.length > 0 || before.some((each) => each.key === key);
			const news = [...left.values()].filter(isNews);
			if (news.length === 0) return;
			const all = newest([...news, ...before]);
			inMemory.delete(node);
			inMemory.set(node, all);
			for (const [oldest] of inMemory) if (inMemory.size > MOST_NODES) inMemory.delete(oldest);
			save(context, all);
		},
	};
}

/** The latest state of each thread, newest first. */
function newest(threads: readonly BrokenOff[]): BrokenOff[] {
	const since = Date.now() - KEPT_MS;
	const sorted = threads.filter(({ at }) => at > since).sort((a, b) => b.at - a.at);
	return sorted.filter(({ key }, i) => sorted.findIndex((each) => each.key === key) === i).slice(0, MOST_THREADS);
}

/** For a published post the ID is enough. */
const lasting = ({ began, ended, id, media }: Attempt): Attempt =>
	id ? { began, ended, id } : { began, ended, media };

function saved(context: ThreadContext): BrokenOff[] {
	const text = context.getWorkflowStaticData('node')[BROKEN_OFF];
	const threads = typeof text === 'string' ? jsonParse<unknown>(text, { fallbackValue: [] }) : [];
	return Array.isArray(threads) ? threads.filter(isBrokenOff) : [];
}

const isBrokenOff = (thread: unknown): thread is BrokenOff =>
	isObject(thread) &&
	typeof thread.key === 'string' &&
	typeof thread.at === 'number' &&
	Array.isArray(thread.attempts) &&
	thread.attempts.every(isAttempt);

function save(context: ThreadContext, threads: readonly BrokenOff[]): void {
	// A retried execution has the static data of the original run: saving it would undo what triggers have stored
	// since.
	if (context.getMode() === 'retry') return;
	const memory = context.getWorkflowStaticData('node');
	const left = threads.filter(({ attempts }) => attempts.length > 0);
	if (left.length > 0) memory[BROKEN_OFF] = JSON.stringify(left);
	else delete memory[BROKEN_OFF];
}
