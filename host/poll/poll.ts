/** A poll of the trigger: fetches everything, then updates the state, then returns the events. */
import { NodeOperationError, type IDataObject, type INodeExecutionData, type IPollFunctions } from 'n8n-workflow';
import { InputError, XError } from '../../api/errors/errors';
import { settle } from '../../api/errors/outcome';
import type { XObject } from '../../api/objects/includes';
import { simplify } from '../../api/objects/simplify';
import { isOn, type Values } from '../../connector';
import { kindOf, TRIGGER_EVENTS, type TriggerEvent } from '../../connector/triggers';
import { askedOf, readSelection } from '../shared/selection';
import { maxCost, maxEvents, newestAtStart, pollOutput } from '../../connector/triggers/options';
import { checkAccess, checkFilter } from '../shared/access';
import { pollBudget } from '../shared/n8n-versions';
import { withLeftOut } from '../shared/missing';
import { toNodeError } from '../shared/node-error';
import { NAMES } from '../shared/names';
import { readField, readFields } from '../shared/read-fields';
import { EDITOR } from '../shared/settings';
import { findNew, findNewest } from './find-new';
import { fingerprint, isDamaged, keep, keptBy, markOf, type KnownUsers } from './kept';
import { isPassing, isStartedByN8n } from '../session/passing';
import { noting, tellLeftOut, type LeftOut } from './left-out';
import { endOutage, reportOutage } from './outage';
import { usersOf, withUserIds } from '../shared/user-ids';
import { credentialOf } from '../session/credential';
import { openSession } from '../session/session';
import type { Job } from './read-pages';
import type { OutputOptions } from '../shared/types';

/** The share of n8n's own time budget that is used: the last request must also end within it. */
const SHARE = 0.6;
/** Longest wait for a rate limit within a poll, in milliseconds; there will be another poll anyway. */
const LONGEST_WAIT_MS = 30_000;

export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const event = chosenEvent(context);
	const isTest = context.getMode() === 'manual';
	const polled = await settle(isTest ? example(context, event) : live(context, event));
	if (polled.ok) return polled.value;
	const { source, displayName, notice } = event;
	const error = toNodeError(context.getNode(), polled.error, 0, { ...source, displayName, notice });
	const outlives = isPassing(polled.error) || (polled.error instanceof XError && isStartedByN8n(context));
	if (isTest || !outlives) throw error;
	reportOutage(context, error);
	return null;
}

/** The editor's test: returns the newest real example. Nothing is remembered. */
async function example(context: IPollFunctions, event: TriggerEvent): Promise<INodeExecutionData[][]> {
	const { job } = await open(context, event);
	const object = await findNewest(job);
	if (!object)
		throw new InputError(
			`X has no example of '${event.displayName}' yet`,
			'Test again once there is one. The active workflow starts with the next one that occurs.',
		);
	return toOutput(job, [object]);
}

/** Static data objects of the nodes that are being polled. */
const underWay = new WeakSet<object>();

/**
 * n8n starts each poll on schedule even if the previous one is still running; two at once would return the same events.
 */
async function live(context: IPollFunctions, event: TriggerEvent): Promise<INodeExecutionData[][] | null> {
	const memory = context.getWorkflowStaticData('node');
	if (underWay.has(memory)) return null;
	underWay.add(memory);
	return await next(context, event).finally(() => underWay.delete(memory));
}

async function next(context: IPollFunctions, event: TriggerEvent): Promise<INodeExecutionData[][] | null> {
	const { job, users } = await open(context, event);
	const of = await fingerprint(context, job);
	const kept = keptBy(context);
	if (isDamaged(context)) context.__emitError(startsAnew(context));
	// Changed settings watch something else, so they start afresh.
	const { objects, memory, unsure } = await findNew(job, kept?.of === of ? kept.memory : undefined);
	const output = objects.length > 0 ? toOutput(job, objects) : null;
	keep(context, { of, memory, users: users() });
	endOutage(context);
	tellLeftOut(context, job.leftOut);
	if (unsure) context.__emitError(cannotTell(context, objects.length));
	return output;
}

/** No events are invented: the workflow's list of executions says what the trigger could not determine. */
const cannotTell = (context: IPollFunctions, certain: number): NodeOperationError =>
	new NodeOperationError(context.getNode(), 'X Trigger could not tell everything that is new this time', {
		description: `None of the entries that it remembered are where they were: many have left the list at once, more came than could be read, or X has shown only a part of it for an hour. ${certain > 0 ? `It emitted the ${certain} that are certain; others may be missing.` : 'It emitted nothing; new ones may be missing.'} It continues from what is in the list now. If this happens again, poll more often, or allow more under 'Max Cost per Poll (USD)'.`,
	});

const startsAnew = (context: IPollFunctions): NodeOperationError =>
	new NodeOperationError(context.getNode(), 'X Trigger could not read what it remembered and starts anew', {
		description:
			'The data that n8n kept of it is damaged or of another version. What is in the list now counts as known; what came since the last poll may be missing.',
	});

function chosenEvent(context: IPollFunctions): TriggerEvent {
	const name = context.getNodeParameter(NAMES.event) as string;
	const event = TRIGGER_EVENTS.find((each) => each.name === name);
	if (!event)
		throw new NodeOperationError(context.getNode(), `The event '${name}' does not exist`, {
			description: "Choose 'Event' again.",
		});
	return event;
}

async function open(context: IPollFunctions, event: TriggerEvent): Promise<{ job: Job; users(): KnownUsers }> {
	const budget = pollBudget(context);
	const deadline = Date.now() + budget * SHARE;
	const credential = credentialOf(context.getNodeParameter(NAMES.authentication));
	const waitForLimit = Math.min(LONGEST_WAIT_MS, (budget * SHARE) / 2) / 1000;
	const opened = await openSession(
		context,
		credential,
		{
			...EDITOR,
			waitForLimit,
			parallel: 1,
			spendingLimit: event.findNew.canBeUnsure ? readField(context, maxCost) : Infinity,
		},
		deadline,
	);
	const leftOut: LeftOut = { problems: [], whole: [] };
	const session = event.findNew.tellsMissing ? opened : { ...opened, client: noting(opened.client, leftOut) };
	const mark = await markOf(context, credential);
	const { users: before } = keptBy(context) ?? {};
	if (before?.mark === mark) session.directory.recall(before.ids);
	const given = readFields(context, event.fields, NAMES.filters);
	event.check?.(given);
	checkAccess({ ...event.source, displayName: event.displayName }, event.source, session);
	checkFilter(event, given, session);
	const { select, output } = outputOptionsOf(context, event);
	const job: Job = {
		event,
		session,
		leftOut,
		deadline,
		values: await withIds(event, given, session),
		outputOptions: { limit: Infinity, output, select },
		...(event.needsMe || (event.filter && isOn(event.filter, given)) ? { me: await session.me() } : {}),
		most: readField(context, maxEvents),
		atStart: readField(context, newestAtStart),
	};
	return { job, users: () => ({ mark, ids: session.directory.learnt() }) };
}

function outputOptionsOf(context: IPollFunctions, event: TriggerEvent): Pick<OutputOptions, 'output' | 'select'> {
	const fields = readSelection({ returns: kindOf(event) }, context.getNodeParameter(NAMES.fields, {}));
	// X may charge for includes, so nothing is included unless chosen.
	return {
		output: readField(context, pollOutput),
		select: { include: [], ...fields },
	};
}

const sentFields = ({ fields }: TriggerEvent) => ({ fields: fields.filter(({ to }) => to) });

/** Accounts that are sent in the request are resolved to IDs; X's search accepts handles as they are. */
async function withIds(event: TriggerEvent, values: Values, session: Job['session']): Promise<Values> {
	const sent = sentFields(event);
	await session.directory.learn(usersOf(sent, [{ values }]));
	return withUserIds(sent, values, session);
}

function toOutput(
	{ event, outputOptions, leftOut, me, session }: Job,
	objects: readonly XObject[],
): INodeExecutionData[][] {
	const kind = kindOf(event);
	const added = [event.posts?.key ?? [], event.findNew.adds ?? []].flat();
	const asked = askedOf({ returns: kind }, outputOptions);
	const simplified = (object: XObject) => ({
		...simplify(object, kind, asked, me ?? session.directory.learnt().me),
		...Object.fromEntries(added.filter((name) => object[name]).map((name) => [name, object[name]])),
	});
	const items = objects.map((object) => (outputOptions.output === 'full' ? object : simplified(object)));
	return [withLeftOut(items, objects, leftOut.problems).map((item) => ({ json: item as IDataObject }))];
}
