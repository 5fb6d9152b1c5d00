/** Runs that write to the model X, and what may have come of them. */
import type { IDataObject } from 'n8n-workflow';
import { createClient } from '../../../api/client/client';
import { XError } from '../../../api/errors/errors';
import { type Ledger } from '../../../api/write/ledger';
import { createLimiter } from '../../../api/client/limits';
import { createMeter } from '../../../api/money/meter';
import { RESOURCES, type Operation } from '../../../connector';
import { answerOne } from '../../../host/action/answer';
import type { Writes } from '../../../api/write/write-once';
import { openWritten } from '../../../host/action/written';
import type { Session } from '../../../host/session/session';
import { ME, ModelX, type Fate } from '../x/model-x';
import { type Item, madeContent } from '../inputs/writes';

export const START = Date.parse('2026-05-01T08:00:00.350Z');

export interface Clock {
	now(): number;
	pass(ms: number): void;
	wait(ms: number): Promise<void>;
}
export function createClock(): Clock {
	let time = START;
	const waiting: Array<{ until: number; resolve: () => void }> = [];
	return {
		now: () => time,
		pass: (ms) => void (time += ms),
		/** Who waits the shortest goes on first. */
		wait: async (ms) =>
			await new Promise((resolve) => {
				waiting.push({ until: time + ms, resolve });
				setImmediate(() => {
					const [next] = waiting.sort((a, b) => a.until - b.until).splice(0, 1);
					time = Math.max(time, next.until);
					next.resolve();
				});
			}),
	};
}

export const operationOf = (resource: string, operation: string): Operation =>
	RESOURCES.find(({ name }) => name === resource)!.operations.find(({ name }) => name === operation)!;
export const OPERATIONS = {
	post: operationOf('post', 'create'),
	thread: operationOf('post', 'createThread'),
	toUser: operationOf('directMessage', 'send'),
	toConversation: operationOf('directMessage', 'sendToConversation'),
	group: operationOf('directMessage', 'createGroup'),
};

export function sessionOn(x: ModelX, clock: Clock, ledger: Ledger): Session {
	const client = createClient({
		send: x.send,
		wait: clock.wait,
		now: clock.now,
		random: () => 0.5,
		limiter: createLimiter(),
		maxWaitMs: 0,
	});
	return {
		settings: { waitForLimit: 0, parallel: 1, spendingLimit: Infinity, cutShort: 'fail', addCost: false },
		client,
		meter: createMeter(() => undefined),
		directory: { learn: async () => undefined, id: (key: string) => key, learnt: () => ({}), recall: () => undefined },
		me: async () => {
			await client.call('GET /2/users/me');
			return ME;
		},
		account: { known: {} },
		plain: async () => '',
		credential: 'xUserOAuth2Api',
		owner: 'the account',
		ledger,
		missing: () => [],
	} as unknown as Session;
}

let executions = 0;
/** n8n's side of one run: its tries share the node's context, and so does a retried execution. */
export function context(
	staticData: IDataObject,
	mode = 'trigger',
	nodeContext: IDataObject = {},
	parameters: IDataObject = {},
) {
	const id = String(++executions);
	return {
		getMode: () => mode,
		getNode: () => ({ id: 'node', parameters }),
		getWorkflow: () => ({ id: 'workflow' }),
		getContext: () => nodeContext,
		getExecutionId: () => id,
		getWorkflowDataProxy: () => ({ $runIndex: 0 }),
		isToolExecution: () => false,
		getWorkflowStaticData: () => staticData,
	} as unknown as Parameters<typeof openWritten>[0];
}

export type End = { id: string } | { unclear: true } | { failed: XError };

/** Nothing is downloaded by what is written here. */
export const noFiles = (writes: Writes) => ({
	writes,
	download: async () => await Promise.reject(new Error('Nothing is downloaded here')),
});

export async function carryOut(step: () => ReturnType<typeof answerOne>): Promise<End> {
	try {
		const { answers } = (await step()) as { answers: Array<{ data: Record<string, string> }> };
		const { id, dm_event_id } = answers[0].data;
		return { id: id ?? dm_event_id };
	} catch (error) {
		if (!(error instanceof XError)) throw error;
		if (!error.context.outcomeUnknown) return { failed: error };
		expect(error.description).toMatch(/look .* before you send it again/);
		return { unclear: true };
	}
}

/** Every object that came of a request is some item's, and no item has one that did not. */
export function judge(x: ModelX, items: readonly Item[], ends: ReadonlyArray<End | undefined>): void {
	const ids = ends.flatMap((end) => (end && 'id' in end ? [end.id] : []));
	expect(new Set(ids).size).toBe(ids.length);
	for (const [i, end] of ends.entries()) {
		if (!end || !('id' in end)) continue;
		const made = x.made.find(({ id }) => id === end.id);
		expect(made && madeContent(made)).toBe(items[i].content);
	}
	for (const content of new Set(items.map((each) => each.content))) {
		const count = (is: (end: End | undefined) => boolean) =>
			items.filter((each, i) => each.content === content && is(ends[i])).length;
		const made = x.made.filter((each) => madeContent(each) === content).length;
		const claimed = count((end) => end !== undefined && 'id' in end);
		expect(made).toBeGreaterThanOrEqual(claimed);
		expect(made).toBeLessThanOrEqual(claimed + count((end) => end !== undefined && 'unclear' in end));
	}
	expect(x.made.every((each) => items.some(({ content }) => content === madeContent(each)))).toBe(true);
}

/** What X shows within a minute is found, however it is shown; only a request that X explained is looked for no longer than a moment. */
export function foundWhereShown(
	x: ModelX,
	items: readonly Item[],
	ends: ReadonlyArray<End | undefined>,
	ahead: readonly Fate[],
) {
	const { listedAfterMs, laterMs } = x.manners;
	if (ahead.includes('errorsInstead') && listedAfterMs > 0) return;
	if (ahead.includes('doneLater') && laterMs + listedAfterMs > 60_000) return;
	for (const [i, end] of ends.entries()) {
		if (!end || 'id' in end) continue;
		const made = x.made.filter((each) => !each.hidden && madeContent(each) === items[i].content);
		const twins = items.filter(({ content }) => content === items[i].content);
		if (twins.length === 1) expect(made).toEqual([]);
	}
}
