/** What a trigger event costs by X's price list, shown in the panel for the interval set there. */
import type { IDataObject, ILoadOptionsFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { OWNED_READ_USD } from '../../../api/money/prices';
import { usd } from '../../../api/money/usd';
import { TRIGGER_EVENTS } from '../../../connector/triggers';
import { costOf } from '../../../connector/triggers/cost';
import { maxEvents, MOST_EVENTS } from '../../../connector/triggers/options';
import { NAMES } from '../../shared/names';

interface PollTime {
	mode?: string;
	value?: number;
	unit?: string;
}

const PER_DAY: Readonly<Record<string, number>> = {
	everyMinute: 1440,
	everyHour: 24,
	everyDay: 1,
	everyWeek: 1 / 7,
	everyMonth: 1 / 30,
};

/** undefined for a cron expression. */
export function pollsPerDay({ item = [] }: { item?: readonly PollTime[] }): number | undefined {
	const each = item.map(({ mode = '', value = 1, unit }) =>
		mode === 'everyX' ? (unit === 'minutes' ? 1440 : 24) / Math.max(1, value) : PER_DAY[mode],
	);
	return each.some((count) => count === undefined)
		? undefined
		: each.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

/** Numbers of new objects per day to estimate for. */
const EXPECTED = [0, 10, 100, 1000] as const;
const METHOD = 'estimates';

const text = (count: number): string => Number(count.toFixed(1)).toLocaleString('en-US');

/** How many objects a field names. */
const namedIn = (value: unknown): number =>
	typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean).length : 0;

/** One line for each number of new objects, with the resulting cost per day. */
export function linesOf({ event: name, pollTimes, options, ...values }: IDataObject): INodePropertyOptions[] {
	const event = TRIGGER_EVENTS.find((each) => each.name === name);
	if (!event) return [];
	const { resting, each, poll = 0, member, isUnknown } = costOf(event, namedIn(values[event.watches ?? '']));
	if (isUnknown) return [{ name: "X's price list does not say what these cost", value: 10 }];
	const polls = pollsPerDay((pollTimes ?? {}) as Parameters<typeof pollsPerDay>[0]);
	const most = (polls ?? Infinity) * Number((options as IDataObject | undefined)?.[maxEvents.name] ?? MOST_EVENTS);
	// A cron expression does not say how often it polls.
	if (poll > 0 && polls === undefined) return [{ name: `${usd(poll)} for each poll`, value: 10 }];
	const polled = poll * (polls ?? 0);
	return EXPECTED.map((count) => ({
		name: `${usd(resting + polled + Math.min(count, most) * each)} a day ${count > 0 ? `with ${text(count)} ${event.findNew.emits ?? 'new ones'}` : 'while nothing happens'}`,
		value: count,
		description: [
			polls === undefined
				? 'Whatever the cron expression says'
				: `At ${text(polls)} ${polls === 1 ? 'poll' : 'polls'} a day`,
			...(count > most ? [`which hand out ${text(most)}`] : []),
			...(member && count > 0 ? [`and ${usd(member)} more for each one in the list, once a day`] : []),
		].join(', '),
	}));
}

/**
 * n8n evaluates no expressions in notices, so the estimate is an options field that n8n reloads when its inputs change.
 */
export const estimate: INodeProperties = {
	displayName: 'Estimated Cost',
	name: 'expected',
	type: 'options',
	default: 10,
	noDataExpression: true,
	description:
		'What X charges per day at the poll times above, depending on how many new objects you expect. X charges for the same object only once a day, however often it is read. The choice affects nothing else.',
	hint: `Reads of your own account with your own app cost ${usd(OWNED_READ_USD)} each. Included objects (Fields) may cost more.`,
	typeOptions: {
		loadOptionsMethod: METHOD,
		loadOptionsDependsOn: [
			NAMES.event,
			...new Set(TRIGGER_EVENTS.flatMap(({ watches = [] }) => watches)),
			...[0, 1, 2].flatMap((i) => ['mode', 'value', 'unit'].map((name) => `pollTimes.item[${i}].${name}`)),
			`${NAMES.options}.${maxEvents.name}`,
		],
	},
};

export const loadOptions = {
	async [METHOD](this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		return linesOf(this.getCurrentNodeParameters() ?? {});
	},
};
