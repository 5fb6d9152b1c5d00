/**
 * Carries on with what a passing fault of X kept from being done at activation or deactivation: n8n calls a webhook
 * node once, and never again by itself. The pauses grow.
 */
import { settle } from '../../api/errors/outcome';
import { isPassing } from '../session/passing';
import { pause } from '../shared/pause';

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 320_000;

export interface Task {
	/** Identifies the node: a later task of the same node replaces this one. */
	key: string;
	/** What it does, for the log. */
	what: string;
	attempt(): Promise<unknown>;
	info(message: string): void;
	warn(message: string): void;
}

/** The current task of each node. */
const current = new Map<string, Task>();

export const stopTrying = (key: string): void => void current.delete(key);

/**
 * Makes one attempt; after a passing fault the others follow in the background.
 * @throws what a person has to mend
 */
export async function keepTrying(task: Task): Promise<void> {
	current.set(task.key, task);
	const first = await settle(task.attempt());
	if (first.ok || !isPassing(first.error)) {
		end(task);
		if (!first.ok) throw first.error;
		return;
	}
	const since = new Date().toISOString();
	task.warn(`${task.what} has to wait: ${first.error.message}. It is tried again, with growing pauses.`);
	void goOn(task, since);
}

/** The same after a while, unless a later task of the node or stopTrying comes first; what fails is told to the log. */
export async function tryLater(task: Task, ms: number): Promise<void> {
	current.set(task.key, task);
	const isOver = () => current.get(task.key) !== task;
	await pause(ms, isOver);
	if (isOver()) return;
	await keepTrying(task).catch((error: Error) => task.warn(`${task.what} has failed: ${error.message}.`));
}

async function goOn(task: Task, since: string): Promise<void> {
	const isOver = () => current.get(task.key) !== task;
	for (let ms = FIRST_PAUSE_MS; ; ms = Math.min(LONGEST_PAUSE_MS, ms * 2)) {
		await pause(ms, isOver);
		if (isOver()) return;
		const outcome = await settle(task.attempt());
		if (outcome.ok) {
			task.info(`${task.what} is done, after an outage of X since ${since}.`);
			return end(task);
		}
		if (isPassing(outcome.error)) continue;
		const { message } = outcome.error as Error;
		task.warn(`${task.what} has failed after an outage of X since ${since}: ${message}. Activate the workflow again.`);
		return end(task);
	}
}

function end(task: Task): void {
	if (current.get(task.key) === task) current.delete(task.key);
}
