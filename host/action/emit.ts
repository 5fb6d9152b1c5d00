/** Turns the results of all items into n8n's output: items in order, errors where they belong, what was left undone said. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isCut, XError } from '../../api/client/errors';
import type { Meter } from '../../api/money/meter';
import type { Operation } from '../../connector';
import { billOf, costSoFar } from './cost-summary';
import { earlyEnd } from './ended-early';
import { toNodeError } from '../shared/node-error';
import { COST, ENDED_EARLY } from '../shared/names';
import { ownPart, toFileItem, toItems } from './output';
import { isRead, type Settings } from '../shared/settings';
import type { Outcomes, CheckedItem, Result } from '../shared/types';

export interface Emission {
	context: IExecuteFunctions;
	operation: Operation;
	settings: Settings;
	meter: Meter;
}

export async function emit(emission: Emission, outcomes: Outcomes): Promise<INodeExecutionData[]> {
	const { context, operation, settings, meter } = emission;
	const endedEarly = earlyEnd(outcomes);
	const keeps =
		endedEarly !== undefined &&
		settings.cutShort === 'keep' &&
		!context.continueOnFail() &&
		!outcomes.some(({ result }) => result && 'error' in result && !isCut(result.error));
	const items: INodeExecutionData[] = [];
	let last = -1;
	for (const [itemIndex, { checked, result }] of outcomes.entries()) {
		if (!result) continue;
		if ('answers' in result && checked)
			for (const item of await itemsOf(emission, checked, result)) last = items.push(item) - 1;
		if ('error' in result && !keeps) items.push(errorItem(emission, result.error, itemIndex, outcomes));
	}
	if (endedEarly && last >= 0)
		items[last] = { ...items[last], json: { ...items[last].json, [ENDED_EARLY]: endedEarly.json } };
	// Nothing has come that could tell the rest.
	else if (keeps)
		throw withDone(
			toNodeError(context.getNode(), endedEarly.error, endedEarly.itemIndex, operation),
			endedEarly.error,
			emission,
			outcomes,
		);
	const notes = [
		...new Set(outcomes.flatMap(({ result }) => (result && 'answers' in result && result.note ? [result.note] : []))),
	];
	if (endedEarly) notes.push(endedEarly.note);
	for (const message of notes) context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	const bill = billOf(operation, meter);
	if (bill) context.addExecutionHints({ message: bill, type: 'info', location: 'outputPane' });
	return items;
}

async function itemsOf(
	{ context, operation, settings, meter }: Emission,
	{ outputOptions, itemIndex }: CheckedItem,
	{ answers }: Extract<Result, { answers: unknown }>,
): Promise<INodeExecutionData[]> {
	const items =
		operation.returns === 'file'
			? await Promise.all(answers.map(async (answer) => await toFileItem(context, answer, itemIndex)))
			: toItems(
					operation,
					operation.batch && outputOptions.output === 'raw' ? answers.map(ownPart) : answers,
					outputOptions,
					itemIndex,
				);
	return settings.addCost ? items.map((item) => ({ ...item, json: { ...item.json, [COST]: meter.total() } })) : items;
}

/** Stops the node, or with Continue On Fail stands for the item that failed. */
function errorItem(emission: Emission, cause: unknown, itemIndex: number, outcomes: Outcomes): INodeExecutionData {
	const { context, operation } = emission;
	const error = toNodeError(context.getNode(), cause, itemIndex, operation);
	if (!context.continueOnFail()) throw withDone(error, cause, emission, outcomes);
	const { published, exhausted } = cause instanceof XError ? cause.context : {};
	const details = {
		...(published ? { published: published as IDataObject[] } : {}),
		...(exhausted ? { resets_at: new Date(exhausted.resetsAt).toISOString() } : {}),
	};
	// n8n knows an item for a failed one by these three members alone; an error beside them would make it drop the last two.
	return {
		json: {
			error: error.message,
			message: error.description ?? '',
			...(Object.keys(details).length > 0 ? { details } : {}),
		},
		pairedItem: { item: itemIndex },
	};
}

/** A run that fails has no output: what it cost is said here, and of a write what was done before, as it is public. */
function withDone<E extends { description?: string | null }>(
	error: E,
	cause: unknown,
	{ operation, meter }: Emission,
	outcomes: Outcomes,
): E {
	const cost = cause instanceof XError && cause.problem.type === 'spending-limit' ? '' : costSoFar(meter);
	error.description = [error.description, isRead(operation) ? '' : doneBefore(operation, outcomes), cost]
		.filter(Boolean)
		.join(' ');
	return error;
}

function doneBefore(operation: Operation, outcomes: Outcomes): string {
	const done = outcomes.flatMap(({ result }) => (result && 'answers' in result ? result.answers : []));
	const ids = done.map(({ data }) => (data as { id?: string } | undefined)?.id ?? 'done');
	if (ids.length === 0) return '';
	return `Before this item, ${ids.length} had been carried out: ${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ', …' : ''}. ${operation.resumes ? 'Run again with the same input: parts that are already up are not published again.' : 'Do not run those again.'}`;
}
