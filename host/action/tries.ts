/**
 * Keeps the writes of a run that broke off for its next try: Retry On Fail, and Retry of the failed execution, to which
 * n8n passes the data of the execution, including each node's context.
 */
import { jsonParse, type IExecuteFunctions } from 'n8n-workflow';
import { digest } from '../../api/write/digest';
import { isAttempt, type Attempt } from '../../api/write/attempt';
import { isObject } from '../../api/json/members';
import { isTool } from '../shared/n8n-versions';

export type TriesContext = Pick<
	IExecuteFunctions,
	'getContext' | 'getExecutionId' | 'getWorkflowDataProxy' | 'isToolExecution'
>;
type Attempts = ReadonlyMap<string, Attempt>;

export interface Tries {
	/** What earlier tries have written. */
	readonly earlier: Attempts;
	/** They had the same parameters: what an item writes is the same, whatever its expressions give now. */
	readonly unchanged: boolean;
	/** @param brokeOff whether something was left undone */
	save(attempts: Attempts, brokeOff: boolean): void;
}

/** One run of the node in the context that n8n keeps. */
interface Kept {
	/** The execution that began it. */
	origin: string;
	/** Identifies the parameters, with their expressions as they are written. */
	parameters?: unknown;
	attempts: Array<[string, Attempt]>;
}

const UNFINISHED = 'unfinishedWrites';
const MOST_RUNS = 500;
/** An execution can be retried more than once, each time with the data it ended with. */
const retried = new Map<string, Attempts>();

/**
 * @param node identifies the node, its workflow and its credential
 * @param parameters identifies the parameters, with their expressions as they are written
 */
export function openTries(context: TriesContext, node: string, parameters: string): Tries {
	const kept = context.getContext('node');
	const runs = runsIn(kept[UNFINISHED]);
	const run = digest([node, runOf(context)]);
	const execution = context.getExecutionId();
	const { origin = execution, attempts = [], parameters: before } = runs[run] ?? {};
	const memory = digest([run, origin]);
	return {
		earlier: newest([...attempts, ...(retried.get(memory) ?? [])]),
		// Calls of a tool have the same parameters, whatever the agent wants of each.
		unchanged: before === parameters && !isTool(context),
		save(all, brokeOff) {
			if (origin !== execution) remember(memory, all);
			const left = new Map(Object.entries(runs));
			if (brokeOff && all.size > 0) left.set(run, { origin, parameters, attempts: [...all] });
			else left.delete(run);
			if (left.size > 0) kept[UNFINISHED] = JSON.stringify(Object.fromEntries(left));
			else delete kept[UNFINISHED];
		},
	};
}

/** In a loop a node runs several times; n8n counts the tries of a tool as runs. */
const runOf = (context: TriesContext): number =>
	isTool(context) ? -1 : Number(context.getWorkflowDataProxy(0).$runIndex);

function runsIn(kept: unknown): Readonly<Record<string, Kept>> {
	const runs = typeof kept === 'string' ? jsonParse<unknown>(kept, { fallbackValue: {} }) : {};
	return isObject(runs) ? Object.fromEntries(Object.entries(runs).filter(isRun)) : {};
}

const isRun = (entry: [string, unknown]): entry is [string, Kept] => {
	const [, run] = entry;
	return (
		isObject(run) &&
		typeof run.origin === 'string' &&
		Array.isArray(run.attempts) &&
		run.attempts.every((each) => Array.isArray(each) && typeof each[0] === 'string' && isAttempt(each[1]))
	);
};

/** The latest attempt of each write. */
function newest(attempts: ReadonlyArray<readonly [string, Attempt]>): Attempts {
	const latest = new Map<string, Attempt>();
	for (const [key, attempt] of attempts) {
		const known = latest.get(key);
		if (!known || attempt.ended >= known.ended) latest.set(key, attempt);
	}
	return latest;
}

function remember(run: string, attempts: Attempts): void {
	retried.delete(run);
	retried.set(run, attempts);
	for (const [oldest] of retried) if (retried.size > MOST_RUNS) retried.delete(oldest);
}
