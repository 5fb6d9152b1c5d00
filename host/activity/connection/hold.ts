/** Delivery by connection: the trigger's life cycle, and the editor's test. */
import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type ITriggerFunctions,
	type ITriggerResponse,
} from 'n8n-workflow';
import { createSeen } from '../../../api/push/seen';
import { PACE } from '../../../api/push/stream';
import { activityOptions, delivery, keepSubscriptions } from '../../../connector/triggers/activity';
import { Outage } from '../../connection/outage';
import { isStartedByN8n } from '../../session/passing';
import { toNodeError } from '../../shared/node-error';
import { readField, readFields } from '../../shared/read-fields';
import type { ConnectionContext } from '../app';
import { explained } from '../explained';
import { stopTrying, tryLater } from '../../connection/keep-trying';
import { memoryOf, nodeKey, seenBy } from '../memory';
import { Listener } from './listener';

const NAME = 'X Activity Trigger';

const isByConnection = (context: ConnectionContext): boolean => readField(context, delivery) === 'connection';

const asItems = (items: readonly IDataObject[]): INodeExecutionData[] => items.map((json) => ({ json }));

const attempt = async <T>(context: ConnectionContext, work: Promise<T>): Promise<T> =>
	await work.catch((error: unknown) => {
		throw toNodeError(context.getNode(), explained(error), 0);
	});

/** With delivery by webhook there is nothing to hold. */
export async function hold(context: ITriggerFunctions): Promise<ITriggerResponse> {
	if (context.getMode() === 'manual') return {};
	return await attempt(context, isByConnection(context) ? listen(context) : Promise.resolve({}));
}

async function listen(context: ITriggerFunctions): Promise<ITriggerResponse> {
	const { output, tag, catchUp: wantsMissed } = readFields(context, activityOptions);
	const [seen, memory, outage] = [seenBy(context), memoryOf(context), new Outage(context, NAME)];
	// An earlier activation of this node is about to remove what this one uses.
	stopTrying(nodeKey(context));
	const listener = new Listener(
		context,
		{
			isTest: false,
			output,
			tag,
			seen,
			survives: isStartedByN8n(context),
			emit: (items) => {
				// n8n saves what the node stores when it emits.
				Object.assign(memory, { seen: seen.ids().join(' '), lastAt: Date.now() });
				context.emit([asItems(items)]);
			},
			failed: (error, atOnce) => outage.failed(explained(error), atOnce),
			ended: () => outage.ended(),
			broken: (error) => context.emitError(error),
		},
		wantsMissed,
		wantsMissed ? memory.lastAt : undefined,
	);
	await listener.start();
	memory.lastAt ??= Date.now();
	return {
		closeFunction: async () => {
			await listener.leave();
			if (!readField(context, keepSubscriptions)) void removeLater(context, listener);
		},
	};
}

/**
 * n8n ends a trigger in the same way when it stops and when the workflow is deactivated. After a stop this process is
 * gone before the time has come: the subscriptions stay, and X keeps the events for the next start.
 */
async function removeLater(context: ITriggerFunctions, listener: Listener): Promise<void> {
	const { logger } = context;
	const node = context.getNode().name;
	await tryLater(
		{
			key: nodeKey(context),
			what: 'Removing the subscriptions',
			attempt: async () => await listener.removeOwn(),
			info: (message) => logger.info(`${NAME}: ${message}`, { node }),
			warn: (message) => logger.warn(`${NAME}: ${message}`, { node }),
		},
		PACE.leaving,
	);
}

/** The node as an execution: what has started the workflow goes on; the editor's test waits for an event. */
export async function run(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const isWaiting = context.getMode() === 'manual' && isByConnection(context);
	return [isWaiting ? asItems(await attempt(context, next(context))) : context.getInputData()];
}

/** Remembered in a test, which ends with the first event. */
const FEW = 100;

async function next(context: IExecuteFunctions): Promise<IDataObject[]> {
	const { output, tag } = readFields(context, activityOptions);
	const ended = new AbortController();
	const heard = new Promise<IDataObject[]>((resolve, reject) => {
		const listener = new Listener(
			context,
			{
				isTest: true,
				output,
				tag,
				seen: createSeen(FEW),
				survives: false,
				emit: resolve,
				failed: () => undefined,
				ended: () => undefined,
				broken: reject,
			},
			false,
		);
		const end = async () => {
			await listener.leave();
			await listener.removeOwn().catch((error: Error) => listener.warn(error.message));
		};
		ended.signal.addEventListener('abort', () => void end());
		listener.start().catch(reject);
	});
	const cancelled = new Promise<never>((_, reject) => {
		context
			.getExecutionCancelSignal()
			?.addEventListener('abort', () =>
				reject(new NodeOperationError(context.getNode(), 'The execution was cancelled while waiting for an event')),
			);
	});
	return await Promise.race([heard, cancelled]).finally(() => ended.abort());
}
