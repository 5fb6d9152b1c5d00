/** What the engine itself offers to every operation: limits and money, in a collection of their own, so that operations that have the same ones share it. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../api/client/errors';
import { endpointsOf, type Operation } from '../../connector';
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

const waitForLimit: INodeProperties = {
	displayName: 'Wait for Rate Limit (Seconds)',
	name: 'waitForLimit',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 60,
	description: 'The longest time to wait when a rate limit is used up. X counts in 15 minutes (900) or in days.',
};
const parallel: INodeProperties = {
	displayName: 'Parallel Requests',
	name: 'parallel',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 20 },
	default: 5,
	description: 'How many requests may run at the same time',
};
const spendingLimit: INodeProperties = {
	displayName: 'Spending Limit per Run (USD)',
	name: 'spendingLimit',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 3 },
	default: 1,
	description:
		"The request that would exceed it is not sent. Estimated from X's price list, ignoring included objects and that X charges for the same object only once a day.",
};
const continueFrom: INodeProperties = {
	displayName: 'Continue From',
	name: NAMES.continueFrom,
	type: 'string',
	default: '',
	placeholder: 'e.g. b26v89c19zqg8o3fpe6tl5mb',
	description: `Where an earlier run with the same parameters ended: the next_token in ${ENDED_EARLY} of its last item, or in meta of a raw output`,
};
const addCost: INodeProperties = {
	displayName: 'Add Cost to Output',
	name: 'addCost',
	type: 'boolean',
	default: false,
	description: `Whether to add the cost of the run to each item (${COST})`,
};
const cutShort = (usual: Settings['cutShort']): INodeProperties => ({
	displayName: 'When a Limit Ends It Early',
	name: 'cutShort',
	type: 'options',
	default: usual,
	options: [
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
			options: settingsOf(operation).sort(byDisplayName),
		},
	];
}

const settingsOf = (operation: Operation): INodeProperties[] => [
	...(operation.page?.token ? [continueFrom] : []),
	waitForLimit,
	cutShort(usualCutShort(operation)),
	...(isRead(operation) ? [parallel] : []),
	...(hasPrice(operation) ? [spendingLimit, addCost] : []),
];

/** An expression may come to anything; what is not a number would be waited for without end. */
function numberOf({ displayName, name, default: usual }: INodeProperties, limits: IDataObject): number {
	const given = name in limits ? limits[name] : usual;
	const value = typeof given === 'string' && given.trim() ? Number(given) : given;
	if (typeof value !== 'number' || !(value >= 0 && value < Infinity))
		throw new InputError(`'${displayName}' is ${JSON.stringify(given)}`, 'It has to be a number, 0 or more.');
	return value;
}

/** @throws InputError when a number is none */
export function readSettings(operation: Operation, limits: IDataObject): Settings {
	return {
		waitForLimit: numberOf(waitForLimit, limits),
		parallel: Math.max(1, Math.min(20, numberOf(parallel, limits))),
		// Only an option that was added limits anything.
		spendingLimit: 'spendingLimit' in limits ? numberOf(spendingLimit, limits) : Infinity,
		cutShort: (limits.cutShort as Settings['cutShort'] | undefined) ?? usualCutShort(operation),
		addCost: limits.addCost === true,
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
