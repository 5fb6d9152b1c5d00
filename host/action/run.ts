/** Data flow: items -> checked values -> as few requests as possible -> items in order; an invalid item fails alone. */
import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { concernsAccount, isOver } from '../../api/errors/errors';
import { settle, type Outcome } from '../../api/errors/outcome';
import { digest } from '../../api/write/digest';
import { inOrder } from '../../api/read/pool';
import { RESOURCES, type Call, type Endpoint, type Operation, type Resource } from '../../connector';
import { checkAccess, checkFilter, checkMe } from '../shared/access';
import { createDownload } from '../files/store';
import { emit } from './output/emit';
import { toNodeError } from '../shared/node-error';
import { answerLookups } from './lookups';
import { NAMES } from '../shared/names';
import { prepare } from './input/prepare';
import { createReader } from './input/parameter-reader';
import { answerOne, isHarmless, target } from './answer';
import { checkTogether } from './input/check-together';
import { credentialOf } from '../session/credential';
import { openSession, type Session, type Settings } from '../session/session';
import { isRead, readSettings } from '../shared/settings';
import { resultsPerItem, putTogether } from './group-items';
import type { Outcomes, CheckedItem, Result } from '../shared/types';
import { withUserIds } from '../shared/user-ids';
import { openWritten, type Written } from './written';

export async function run(context: IExecuteFunctions, node: Resource['node']): Promise<INodeExecutionData[][]> {
	const operation = chosenOperation(context, node);
	const settings = chosenSettings(context, operation);
	const session = await openSession(context, credentialOf(context.getNodeParameter(NAMES.authentication, 0)), settings);
	const stopAtFirst = !context.continueOnFail();
	const checked = await checkAll(context, operation, session, stopAtFirst);
	const ready = checked.flatMap((each) => (each.ok ? [each.value] : []));
	const written = openWritten(context, session);
	let brokeOff = true;
	try {
		const results = await answerAll(operation, ready, {
			session,
			written,
			stopAtFirst,
			download: createDownload(context, session.baseUrl),
		});
		const outcomes: Outcomes = checked.map((each, i) =>
			each.ok ? { checked: each.value, result: results.get(i) } : { result: each },
		);
		const items = await emit(
			{ context, operation, settings, meter: session.meter, me: session.directory.learnt().me },
			outcomes,
		);
		brokeOff = outcomes.some(({ result }) => !result?.ok);
		return [items];
	} finally {
		written.end(brokeOff);
	}
}

const COMING_FROM_BUILT_IN = 'https://github.com/n8n-nodes-x/n8n-nodes-x/blob/main/docs/coming-from-built-in.md';

/** n8n drops parameters that this node does not define, so a node converted from another type may have no operation. */
function chosenOperation(context: IExecuteFunctions, node: Resource['node']): Operation {
	const [resourceName, operationName] = [NAMES.resource, NAMES.operation].map((name) =>
		String(context.getNodeParameter(name, 0, '')),
	);
	const resource = RESOURCES.find(({ name, node: owner }) => name === resourceName && owner === node);
	const operation = resource?.operations.find(({ name }) => name === operationName);
	if (operation) return operation;
	throw new NodeOperationError(
		context.getNode(),
		resource
			? `The operation '${operationName}' of '${resource.displayName}' does not exist`
			: `The resource '${resourceName}' does not exist`,
		{
			description: `Choose 'Resource' and 'Operation' again. If this was n8n's built-in X node before, ${COMING_FROM_BUILT_IN} says what its operations and fields are called here.`,
		},
	);
}

function chosenSettings(context: IExecuteFunctions, operation: Operation): Settings {
	try {
		return readSettings(operation, context.getNodeParameter(NAMES.limits, 0, {}));
	} catch (error) {
		throw toNodeError(context.getNode(), error, 0, operation);
	}
}

/** Everything is checked before anything is sent: an invalid last item must not leave the first ones published. */
async function checkAll(
	context: IExecuteFunctions,
	operation: Operation,
	session: Session,
	stopAtFirst: boolean,
): Promise<Array<Outcome<CheckedItem>>> {
	const checked: Array<Outcome<CheckedItem>> = [];
	const read = createReader(context);
	const mayFetch = () => {
		for (const endpoint of uploadsOf(operation)) checkAccess(operation, endpoint, session);
	};
	const check = async (itemIndex: number): Promise<CheckedItem> => {
		const item = await prepare(context, operation, itemIndex, read(itemIndex), mayFetch);
		for (const endpoint of endpointsFor(operation, item, session)) checkAccess(operation, endpoint, session);
		checkMe(operation, item.values, session);
		checkFilter(operation, item.values, session);
		return item;
	};
	const { length } = context.getInputData();
	const stop = (outcome: Outcome<CheckedItem>, itemIndex: number) => {
		if (!outcome.ok && stopAtFirst) throw toNodeError(context.getNode(), outcome.error, itemIndex, operation);
	};
	for (let i = 0; i < length; i++) {
		const outcome = await settle(check(i));
		stop(outcome, i);
		checked.push(outcome);
	}
	const together = await checkTogether(operation, checked, session, stopAtFirst);
	together.forEach(stop);
	return together;
}

/** The endpoints that a file on the web is for. */
const uploadsOf = (operation: Operation): readonly Endpoint[] => [
	operation,
	...(operation.also ?? []).filter(({ endpoint }) => endpoint.includes('/media/upload')),
];

/** Every endpoint that the item is certain to call. */
const endpointsFor = (
	operation: Operation,
	{ values, files = new Map() }: CheckedItem,
	session: Session,
): readonly Endpoint[] => [target(operation, values, session), ...(operation.leadsTo?.(values, files) ?? [])];

/** What carries out the operation for the items. */
interface Means extends Pick<Call, 'download'> {
	session: Session;
	written: Written;
	stopAtFirst: boolean;
}

/** Writes run one after the other, reads a few at a time, lookups in shared requests. */
async function answerAll(
	operation: Operation,
	ready: readonly CheckedItem[],
	{ session, written, stopAtFirst, download }: Means,
): Promise<Map<number, Result>> {
	if (operation.batch) return await answerLookups(operation, operation.batch, ready, session, stopAtFirst);
	const results = new Map<number, Result>();
	const done = new Map<string, Result>();
	let stopped = false;
	let over: Outcome<never> | undefined;
	await inOrder(
		putTogether(ready, operation.together),
		isRead(operation) ? session.settings.parallel : 1,
		async (shared) => {
			if (stopped) return;
			const same = sameAs(operation, shared.each, session);
			const result =
				over ??
				done.get(same) ??
				(await settle(
					answerOne(operation, shared.each, session, { writes: written.of(shared.each.itemIndex), download }),
				));
			if (same && result.ok) done.set(same, result);
			if (!result.ok && (isOver(result.error) || concernsAccount(result.error))) over = result;
			for (const [itemIndex, own] of resultsPerItem(shared, result, stopAtFirst)) results.set(itemIndex, own);
			stopped = stopAtFirst && !result.ok;
		},
	);
	return results;
}

/** What identifies a write that several items may ask for: X charges for each request, although it does it once. */
function sameAs(operation: Operation, { values, outputOptions }: CheckedItem, session: Session): string {
	const { run: own, together, offline } = operation;
	if (isRead(operation) || offline || own || together || !isHarmless(operation)) return '';
	return digest([withUserIds(operation, values, session), outputOptions]);
}
