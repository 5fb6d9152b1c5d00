/**
 * Turns the results of all items into n8n's output: items in order, errors in place, and a note of what was left
 * undone.
 */
import { inner } from '../../../api/json/members';
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isUpload } from '../../../api/errors/advice';
import { XError } from '../../../api/errors/errors';
import type { Meter } from '../../../api/money/meter';
import type { Operation } from '../../../connector';
import { billOf, costSoFar } from './cost-summary';
import { earlyEnd, isEnd, type EarlyEnd } from './ended-early';
import { tellHint } from '../../shared/n8n-versions';
import { mediaNotes } from './media-notes';
import { toldWhole, toNodeError } from '../../shared/node-error';
import { COST, ENDED_EARLY } from '../../shared/names';
import { ownPart, toFileItem, toItems } from './output';
import type { Settings } from '../../session/session';
import { isRead } from '../../shared/settings';
import type { Answered, CheckedItem, Outcomes } from '../../shared/types';

export interface Emission {
	context: IExecuteFunctions;
	operation: Operation;
	settings: Settings;
	meter: Meter;
	/** ID of the connected account, if this run needed it. */
	me?: string;
}

export async function emit(emission: Emission, outcomes: Outcomes): Promise<INodeExecutionData[]> {
	const endedEarly = earlyEnd(outcomes, emission.context.continueOnFail());
	const keeps = endedEarly !== undefined && keepsWhatCame(emission, outcomes);
	const { items, last } = await allItems(emission, outcomes, keeps);
	if (endedEarly && last >= 0) items[last] = withEarlyEnd(items[last], endedEarly);
	// No item has come that could carry the details.
	else if (keeps) throw earlyEndError(emission, endedEarly, outcomes);
	addHints(emission, outcomes, endedEarly);
	return items;
}

/** @returns the items in order, and the position of the last one that is not an error */
async function allItems(emission: Emission, outcomes: Outcomes, keeps: boolean) {
	const items: INodeExecutionData[] = [];
	let last = -1;
	for (const [itemIndex, { checked, result }] of outcomes.entries()) {
		if (result?.ok && checked) {
			for (const item of await itemsOf(emission, checked, result.value)) last = items.push(item) - 1;
		} else if (result && !result.ok && !keeps) items.push(errorItem(emission, result.error, itemIndex, outcomes));
	}
	return { items, last };
}

/**
 * Results that were paid for are returned however the run ended, unless the settings or Continue On Fail say otherwise.
 */
const keepsWhatCame = ({ context, settings }: Emission, outcomes: Outcomes): boolean =>
	settings.cutShort === 'keep' &&
	!context.continueOnFail() &&
	outcomes.every(({ result }) => !result || result.ok || isEnd(result.error, false));

const withEarlyEnd = (item: INodeExecutionData, { json }: EarlyEnd): INodeExecutionData => ({
	...item,
	json: { ...item.json, [ENDED_EARLY]: json },
});

function earlyEndError(emission: Emission, { error, itemIndex }: EarlyEnd, outcomes: Outcomes) {
	const { context, operation } = emission;
	return withDone(toNodeError(context.getNode(), error, itemIndex, operation), error, emission, outcomes);
}

/** Notes shown beside the output: what is missing, what ended the run early, what it cost. */
function addHints({ context, operation, meter }: Emission, outcomes: Outcomes, endedEarly?: EarlyEnd): void {
	const notes = new Set(
		outcomes.flatMap(({ checked, result }) =>
			result?.ok ? [result.value.note ?? [], checked ? mediaNotes(operation, checked) : []].flat() : [],
		),
	);
	if (endedEarly) notes.add(endedEarly.note);
	for (const message of notes) tellHint(context, { message, type: 'warning', location: 'outputPane' });
	const bill = billOf(meter);
	if (bill) tellHint(context, { message: bill, type: 'info', location: 'outputPane' });
}

async function itemsOf(
	{ context, operation, settings, meter, me }: Emission,
	checked: CheckedItem,
	{ answers }: Answered,
): Promise<INodeExecutionData[]> {
	const { outputOptions, itemIndex } = checked;
	const items =
		operation.returns === 'file'
			? await Promise.all(answers.map(async (answer) => await toFileItem(context, answer, itemIndex)))
			: toItems(
					operation,
					operation.batch && outputOptions.output === 'raw' ? answers.map(ownPart) : answers,
					checked,
					me,
				);
	return settings.addCost ? items.map((item) => ({ ...item, json: { ...item.json, [COST]: meter.total() } })) : items;
}

/** Stops the node or, with Continue On Fail, returns an error item in place of the one that failed. */
function errorItem(emission: Emission, cause: unknown, itemIndex: number, outcomes: Outcomes): INodeExecutionData {
	const { context, operation } = emission;
	const error = toNodeError(context.getNode(), cause, itemIndex, operation);
	if (!context.continueOnFail()) throw withDone(error, cause, emission, outcomes);
	const { published, exhausted } = cause instanceof XError ? cause.context : {};
	const isDoubtful = cause instanceof XError && cause.context.outcomeUnknown === true && !isUpload(cause.context);
	const details = {
		...(isDoubtful ? { outcome_unknown: true } : {}),
		...(published ? { published: published as IDataObject[] } : {}),
		...(exhausted && !exhausted.guessed ? { resets_at: new Date(exhausted.resetsAt).toISOString() } : {}),
	};
	// n8n recognizes a failed item by exactly these three members; an additional `error` would make it drop the last
	// two.
	return {
		json: {
			error: error.message,
			message: error.description ?? '',
			...(Object.keys(details).length > 0 ? { details } : {}),
		},
		pairedItem: { item: itemIndex },
	};
}

/** A failed run has no output, so its error states the cost and, for writes, what has already been published. */
function withDone<E extends Error & { description?: string | null }>(
	error: E,
	cause: unknown,
	{ context, operation, meter }: Emission,
	outcomes: Outcomes,
): E {
	const cost = cause instanceof XError && cause.problem.type === 'spending-limit' ? '' : costSoFar(meter);
	error.description = [error.description, isRead(operation) ? '' : doneBefore(outcomes), cost]
		.filter(Boolean)
		.join(' ');
	return toldWhole(context.getNode(), error);
}

/** By item, with the IDs of what X has created for it. */
function doneBefore(outcomes: Outcomes): string {
	const done = outcomes.flatMap(({ result }, item) => {
		if (!result?.ok) return [];
		const ids = result.value.answers.flatMap(({ data }) => createdIn(data));
		return [`item ${item}${ids.length > 0 ? ` (${ids.join(', ')})` : ''}`];
	});
	if (done.length === 0) return '';
	return `Before this item, ${done.length} had been carried out: ${done.slice(0, 20).join(', ')}${done.length > 20 ? ', …' : ''}. Do not run those again: n8n's Retry of this execution leaves them out, a new run does not.`;
}

const IDS = ['id', 'dm_event_id', 'post_id', 'note_id', 'broadcast_id', 'message_id'] as const;

/** The IDs in X's data: of one object, or of each of a list. */
function createdIn(data: unknown): string[] {
	if (Array.isArray(data)) return data.flatMap(createdIn);
	const members = inner(data);
	const id = IDS.map((name) => members[name]).find((value) => typeof value === 'string' && value !== '');
	return typeof id === 'string' ? [id] : [];
}
