/**
 * The engine's own options for every operation: limits and cost, in a separate collection so that operations with the
 * same options share it.
 */
import type { INodeProperties } from 'n8n-workflow';
import { endpointsOf, field, type Field, type FieldOf, type Operation } from '../../connector';
import { readValue } from '../../connector/reader';
import type { Settings } from '../session/session';
import { drawField } from '../panel/field';
import { collectionOf } from './collection';
import { COST, ENDED_EARLY, NAMES } from './names';
import { byDisplayName } from '../panel/order';

export const isRead = ({ endpoint }: Operation): boolean => endpoint.startsWith('GET ');
const hasPrice = (operation: Operation): boolean => endpointsOf(operation).some(({ price }) => price);

const waitForLimit = field({
	name: 'waitForLimit',
	displayName: 'Wait for Rate Limit (Seconds)',
	kind: 'number',
	min: 0,
	default: 60,
	description: 'Longest wait for a rate limit; X counts per 15 minutes (900) or day',
});
const parallel = field({
	name: 'parallel',
	displayName: 'Parallel Requests',
	kind: 'number',
	min: 1,
	max: 20,
	default: 5,
	description: 'How many requests run at once',
});
const spendingLimit = field({
	name: 'spendingLimit',
	displayName: 'Spending Limit per Run (USD)',
	kind: 'number',
	min: 0,
	decimals: true,
	default: 1,
	description: "A request that would exceed it is not sent. Estimated from X's price list, without included objects.",
});
const continueFrom = field({
	name: NAMES.continueFrom,
	displayName: 'Continue From',
	kind: 'text',
	placeholder: 'e.g. b26v89c19zqg8o3fpe6tl5mb',
	description: `The next_token of an earlier run with the same parameters: in ${ENDED_EARLY} of its last item, or in meta of a raw output`,
});
const addCost = field({
	name: 'addCost',
	displayName: 'Add Cost to Output',
	kind: 'boolean',
	default: false,
	description: `Whether to add the cost of the run to each item (${COST})`,
});
const cutShort = (usual: Settings['cutShort']) =>
	field({
		name: 'cutShort',
		displayName: 'When a Limit Ends It Early',
		kind: 'choice',
		default: usual,
		choices: [
			{ name: 'Fail', value: 'fail' },
			{
				name: 'Return What Was Received',
				value: 'keep',
				description: `The last item tells what is left: ${ENDED_EARLY}`,
			},
		],
	});

/** Partial publishing must not look complete: writes fail by default. */
const usualCutShort = (operation: Operation) => (isRead(operation) ? 'keep' : 'fail');

/** A list that an operation puts together from several requests cannot be continued page by page. */
const continues = ({ page, run }: Operation): boolean => page?.token !== undefined && !run;

/** Operations of one kind have the same settings. */
export const settingsKind = (operation: Operation): string =>
	[operation.offline, isRead(operation), hasPrice(operation), continues(operation)].join();

export function drawSettings(operation: Operation): INodeProperties[] {
	if (operation.offline) return [];
	return [
		{
			displayName: 'Limits and Cost',
			name: NAMES.limits,
			type: 'collection',
			placeholder: 'Add setting',
			default: {},
			options: settingsOf(operation)
				.map((each) => drawField(each, true))
				.sort(byDisplayName),
		},
	];
}

const settingsOf = (operation: Operation): Field[] => [
	...(continues(operation) ? [continueFrom] : []),
	waitForLimit,
	cutShort(usualCutShort(operation)),
	...(isRead(operation) ? [parallel] : []),
	...(hasPrice(operation) ? [spendingLimit, addCost] : []),
];

/** One that an operation does not have is ignored: several operations may be given the same settings. */
const KNOWN = [continueFrom, waitForLimit, cutShort('keep'), parallel, spendingLimit, addCost].map(({ name }) => name);

/** @throws InputError that names the collection, or what is no setting */
export const settingsIn = (raw: unknown): Readonly<Record<string, unknown>> =>
	collectionOf('Limits and Cost', raw, KNOWN);

/** @throws InputError that names the invalid setting */
export function readSettings(operation: Operation, raw: unknown): Settings {
	const given = settingsIn(raw);
	// A setting that was added but evaluates to nothing must not count as absent.
	const number = (setting: FieldOf<'number'>, otherwise: number) =>
		setting.name in given ? (readValue({ ...setting, required: true }, given[setting.name]) ?? otherwise) : otherwise;
	return {
		waitForLimit: number(waitForLimit, waitForLimit.default),
		parallel: number(parallel, parallel.default),
		spendingLimit: number(spendingLimit, Infinity),
		cutShort: readValue(cutShort('keep'), given.cutShort) ?? usualCutShort(operation),
		addCost: readValue(addCost, given.addCost) ?? false,
	};
}

/** For requests outside of a run, such as those of the panel: nobody waits there for a 15-minute window. */
export const EDITOR: Settings = {
	waitForLimit: 0,
	parallel: 5,
	spendingLimit: Infinity,
	cutShort: 'fail',
	addCost: false,
};

/**
 * For what a trigger does on activation, while n8n waits; X allows hundreds of requests per window on these endpoints.
 */
export const ACTIVATION: Settings = { ...EDITOR, waitForLimit: 30 };
