/** Turns the results of all items into n8n's output: items in order, errors where they belong, what was left undone said. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isCut, XError } from '../api/errors';
import { billOf, type Meter } from '../api/cost';
import type { Operation } from '../connector';
import { toNodeError } from './failures';
import { ownPart, toFileItem, toItems } from './output';
import { isRead, type Settings } from './settings';
import type { Prepared, Result } from './types';

export interface Emission {
	context: IExecuteFunctions;
	operation: Operation;
	settings: Settings;
	meter: Meter;
}

/** What each input item came to, in order; undefined when it was not reached. */
export type Outcomes = ReadonlyArray<{ prepared?: Prepared; result?: Result }>;

export async function emit(emission: Emission, outcomes: Outcomes): Promise<INodeExecutionData[]> {
	const { context, settings, meter } = emission;
	const undone = settings.cutShort === 'keep' && !context.continueOnFail() && outcomes.some(({ result }) => result && 'answers' in result) ? cutItems(outcomes) : [];
	const items: INodeExecutionData[] = [];
	for (const [itemIndex, { prepared, result }] of outcomes.entries()) {
		if (!result || undone.includes(itemIndex)) continue;
		if ('answers' in result && prepared) for (const item of await itemsOf(emission, prepared, result)) items.push(item);
		if ('error' in result) items.push(errorItem(emission, result.error, itemIndex, outcomes));
	}
	const notes = [...new Set(outcomes.flatMap(({ result }) => (result && 'answers' in result && result.note ? [result.note] : [])))];
	if (undone.length > 0) notes.push(undoneNote(outcomes, undone));
	for (const message of notes) context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	const bill = billOf(meter);
	if (bill) context.addExecutionHints({ message: bill, type: 'info', location: 'outputPane' });
	if (settings.addCost) for (const { json } of items) json.run_cost_usd = meter.total();
	return items;
}

async function itemsOf({ context, operation }: Emission, { wishes, itemIndex }: Prepared, { answers }: Extract<Result, { answers: unknown }>): Promise<INodeExecutionData[]> {
	if (operation.returns === 'file') return await Promise.all(answers.map(async (answer) => await toFileItem(context, answer, itemIndex)));
	return toItems(operation, operation.batch && wishes.output === 'raw' ? answers.map(ownPart) : answers, wishes, itemIndex);
}

/** Stops the node, or with Continue On Fail stands for the item that failed. */
function errorItem({ context, operation }: Emission, cause: unknown, itemIndex: number, outcomes: Outcomes): INodeExecutionData {
	const error = toNodeError(context.getNode(), cause, itemIndex, operation);
	if (!context.continueOnFail()) throw withDone(error, operation, outcomes);
	const published = cause instanceof XError ? cause.context.published : undefined;
	// n8n knows an item for a failed one by these three members alone; an error beside them would make it drop the last two.
	return { json: { error: error.message, message: error.description ?? '', ...(published ? { details: { published: published as IDataObject[] } } : {}) }, pairedItem: { item: itemIndex } };
}

/** Items that a limit kept from being done: those refused for it and those behind them that were not reached. */
function cutItems(outcomes: Outcomes): number[] {
	const others = outcomes.some(({ result }) => result && 'error' in result && !isCut(result.error));
	if (others) return [];
	return outcomes.flatMap(({ result }, i) => (!result || 'error' in result ? [i] : []));
}

function undoneNote(outcomes: Outcomes, undone: readonly number[]): string {
	const [first] = undone.flatMap((i) => {
		const result = outcomes[i].result;
		return result && 'error' in result && isCut(result.error) ? [result.error] : [];
	});
	const named = undone.length > 20 ? `${undone.slice(0, 20).join(', ')}, …` : undone.join(', ');
	return `${undone.length} of ${outcomes.length} items were not done (item ${named}): ${first?.message ?? 'a limit was reached'}. ${first?.description ?? ''}`;
}

/** When a write fails half way, what was done before is said: it is public and cannot be seen in the output. */
function withDone<E extends { description?: string | null }>(error: E, operation: Operation, outcomes: Outcomes): E {
	if (isRead(operation)) return error;
	const done = outcomes.flatMap(({ result }) => (result && 'answers' in result ? result.answers : []));
	const ids = done.map(({ data }) => (data as { id?: string } | undefined)?.id ?? 'done');
	if (ids.length > 0) error.description = `${error.description ?? ''} Before this item, ${ids.length} had been carried out: ${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ', …' : ''}. ${operation.resumes ? 'Run again with the same input: what is up is not published again.' : 'Do not run those again.'}`.trim();
	return error;
}
