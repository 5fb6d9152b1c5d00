/** The way of the data: items -> checked values -> few requests -> items, in order, one bad item failing alone. */
import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { inOrder } from '../api/pool';
import { RESOURCES, type Operation } from '../connector';
import { checkAccess } from './access';
import { answerLookups } from './lookups';
import { toNodeError } from './failures';
import { NAMES } from './names';
import { ownPart, toFileItem, toItems } from './output';
import { prepare } from './parameters';
import { answerOne, target, usersOf } from './requests';
import { putTogether } from './together';
import { credentialOf, openSession, WIDTH, type Session } from './session';
import type { Prepared, Result } from './types';

export async function run(context: IExecuteFunctions, node: 'X' | 'XDeveloper'): Promise<INodeExecutionData[][]> {
	const operation = chosenOperation(context, node);
	const credential = credentialOf(context.getNodeParameter(NAMES.authentication, 0));
	const options = context.getNodeParameter(NAMES.options, 0, {}) as Record<string, unknown>;
	const session = await openSession(context, credential, Number(options[NAMES.waitForLimit] ?? 60));
	const items = context.getInputData();
	const stopAtFirst = !context.continueOnFail();

	const prepared: Array<Prepared | { error: unknown }> = [];
	for (let i = 0; i < items.length; i++) {
		const outcome = await settle(async () => {
			const ready = await prepare(context, operation, i);
			checkAccess(operation, target(operation, ready.values), session);
			return ready;
		});
		// Everything is checked before anything is sent: a bad last item must not leave the first ones published.
		if ('error' in outcome && stopAtFirst) throw toNodeError(context.getNode(), outcome.error, i, operation);
		prepared.push('error' in outcome ? outcome : outcome.value);
	}

	const ready = prepared.filter((each): each is Prepared => !('error' in each));
	const results = await answerAll(operation, ready, session, stopAtFirst);
	const emitted: INodeExecutionData[] = [];
	for (let i = 0; i < prepared.length; i++) {
		const each = prepared[i];
		for (const item of await emit(context, operation, each, 'error' in each ? each : results.get(i), i, results)) emitted.push(item);
	}
	return [emitted];
}

function chosenOperation(context: IExecuteFunctions, node: 'X' | 'XDeveloper'): Operation {
	const [resourceName, operationName] = [NAMES.resource, NAMES.operation].map((name) => context.getNodeParameter(name, 0) as string);
	const resource = RESOURCES.find(({ name, node: owner }) => name === resourceName && owner === node);
	const operation = resource?.operations.find(({ name }) => name === operationName);
	if (!operation) throw new NodeOperationError(context.getNode(), `The operation '${operationName}' of '${resourceName}' does not exist`, { description: "Choose 'Resource' and 'Operation' anew." });
	return operation;
}

/** Writes go one after the other, reads a few at a time, lookups together. */
async function answerAll(operation: Operation, ready: readonly Prepared[], session: Session, stopAtFirst: boolean): Promise<Map<number, Result>> {
	if (operation.batch) return await answerLookups(operation, operation.batch, ready, session);
	await session.directory.learn(usersOf(operation, ready));
	const results = new Map<number, Result>();
	const width = operation.endpoint.startsWith('GET ') ? WIDTH : 1;
	let stopped = false;
	await inOrder(putTogether(ready, operation.together), width, async ({ each, others }) => {
		if (stopped) return;
		const outcome = await settle(async () => await answerOne(operation, each, session));
		results.set(each.itemIndex, 'error' in outcome ? outcome : outcome.value);
		for (const { itemIndex } of others) results.set(itemIndex, 'error' in outcome ? outcome : { answers: [] });
		stopped = stopAtFirst && 'error' in outcome;
	});
	return results;
}

async function emit(context: IExecuteFunctions, operation: Operation, each: Prepared | { error: unknown }, result: Result | undefined, itemIndex: number, all: ReadonlyMap<number, Result>): Promise<INodeExecutionData[]> {
	if (!result) return [];
	if ('error' in result || 'error' in each) {
		const error = toNodeError(context.getNode(), 'error' in result ? result.error : undefined, itemIndex, operation);
		if (!context.continueOnFail()) throw withDone(error, operation, all);
		return [{ json: { error: error.message, details: error.description ?? '' }, error, pairedItem: { item: itemIndex } }];
	}
	if (result.note) context.addExecutionHints({ message: result.note, type: 'warning', location: 'outputPane' });
	if (operation.returns === 'file') return await Promise.all(result.answers.map(async (answer) => await toFileItem(context, answer, itemIndex)));
	const answers = operation.batch && each.wishes.output === 'raw' ? result.answers.map(ownPart) : result.answers;
	return toItems(operation, answers, each.wishes, itemIndex);
}

/** When a write fails half way, what was done before is said: it is public and cannot be seen in the output. */
function withDone<E extends { description?: string | null }>(error: E, operation: Operation, all: ReadonlyMap<number, Result>): E {
	if (operation.endpoint.startsWith('GET ')) return error;
	const ids = [...all.values()].flatMap((result) => ('answers' in result ? result.answers : [])).map(({ data }) => (data as { id?: string } | undefined)?.id ?? 'done');
	if (ids.length > 0) error.description = `${error.description ?? ''} Before this item, ${ids.length} had been carried out: ${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ', …' : ''}. Do not run those again.`.trim();
	return error;
}

/** The outcome of a step as a value, whatever it threw. */
async function settle<T>(step: () => Promise<T>): Promise<{ value: T } | { error: unknown }> {
	return await step().then((value) => ({ value }), (error: unknown) => ({ error }));
}
