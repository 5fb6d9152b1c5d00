/** What the engine itself offers to every operation: limits and money, in a collection of their own, so that operations that have the same ones share it. */
import type { INodeProperties } from 'n8n-workflow';
import { endpointsOf, field, type Field, type FieldOf, type Operation } from '../../connector';
import { readValue } from '../../connector/reader';
import { drawField } from '../panel/field';
import { collectionOf } from './collection';
import { COST, ENDED_EARLY, NAMES } from './names';
import { byDisplayName } from '../panel/order';

export interface Settings {
	/** Longest wait for a rate limit, in seconds. */
	waitForLimit: number;
	/** Reads under way at once. */
	parallel: number;
	/** US dollars a run may cost. */
	spendingLimit: number;
	/** When a limit ends a run early: hand back what has come, or fail. */
	cutShort: 'keep' | 'fail';
	/** Put the run's estimated cost into each item. */
	addCost: boolean;
}

export const isRead = ({ endpoint }: Operation): boolean => endpoint.startsWith('GET ');
const hasPrice = (operation: Operation): boolean => endpointsOf(operation).some(({ price }) => price);

const waitForLimit = field({
	name: 'waitForLimit',
	displayName: 'Wait for Rate Limit (Seconds)',
	kind: 'number',
	min: 0,
	default: 60,
	description: 'The longest time to wait when a rate limit is used up. X counts in 15 minutes (900) or in days.',
});
const parallel = field({
	name: 'parallel',
	displayName: 'Parallel Requests',
	kind: 'number',
	min: 1,
	max: 20,
	default: 5,
	description: 'How many requests may run at the same time',
});
const spendingLimit = field({
	name: 'spendingLimit',
	displayName: 'Spending Limit per Run (USD)',
	kind: 'number',
	min: 0,
	decimals: true,
	default: 1,
	description:
		"The request that would exceed it is not sent. Estimated from X's price list, ignoring included objects and that X charges for the same object only once a day.",
});
const continueFrom = field({
	name: NAMES.continueFrom,
	displayName: 'Continue From',
	kind: 'text',
	placeholder: 'e.g. b26v89c19zqg8o3fpe6tl5mb',
	description: `Where an earlier run with the same parameters ended: the next_token in ${ENDED_EARLY} of its last item, or in meta of a raw output`,
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
				description: `What is left is told in ${ENDED_EARLY} of the last item`,
			},
		],
	});

/** What was published before a limit must not pass for everything: writes fail unless told otherwise. */
const usualCutShort = (operation: Operation) => (isRead(operation) ? 'keep' : 'fail');

/** Operations of one kind have the same settings. */
export const settingsKind = (operation: Operation): string =>
	[operation.offline, isRead(operation), hasPrice(operation), operation.page?.token].join();

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
	...(operation.page?.token ? [continueFrom] : []),
	waitForLimit,
	cutShort(usualCutShort(operation)),
	...(isRead(operation) ? [parallel] : []),
	...(hasPrice(operation) ? [spendingLimit, addCost] : []),
];

/** @throws InputError that names the setting which is not understood */
export function readSettings(operation: Operation, raw: unknown): Settings {
	const given = collectionOf('Limits and Cost', raw);
	// One that was added and comes to nothing must not pass for none.
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

/** For questions to X outside of a run, the panel's for instance: nobody waits there for a window of 15 minutes. */
export const EDITOR: Settings = {
	waitForLimit: 0,
	parallel: 5,
	spendingLimit: Infinity,
	cutShort: 'fail',
	addCost: false,
};

/** For what a trigger does when it is switched on, which n8n waits for; X gives these endpoints hundreds of requests per window. */
export const ACTIVATION: Settings = { ...EDITOR, waitForLimit: 30 };
