/** Draws the events of the trigger as n8n parameters. */
import type { INodeProperties } from 'n8n-workflow';
import { TRIGGER_EVENTS, type TriggerEvent } from '../../connector/triggers';
import { drawField } from './field';
import { isInPanel, NAMES } from '../shared/names';
import { byDisplayName, byName } from './order';
import { authentication, fieldsOf } from './properties';
import { estimate, MOST_EVENTS } from './trigger-cost';
import { kindOf } from '../poll/read-pages';

const eventProperty: INodeProperties = {
	displayName: 'Event',
	name: 'event',
	type: 'options',
	noDataExpression: true,
	default: 'mention',
	options: TRIGGER_EVENTS.map(({ name, displayName, description, source: { access } }) => ({
		name: displayName,
		value: name,
		description,
		...(access.app ? {} : { displayOptions: { show: { [NAMES.authentication]: ['oAuth2'] } } }),
	})).sort(byName),
};

const output: INodeProperties = {
	displayName: 'Output',
	name: NAMES.output,
	type: 'options',
	default: 'simplified',
	options: [
		{ name: 'Full', value: 'full', description: 'Every field asked for, with what is included joined in' },
		{ name: 'Simplified', value: 'simplified', description: 'The fields most workflows need' },
	],
};

const options: INodeProperties = {
	displayName: 'Options',
	name: NAMES.options,
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Max Events per Poll',
			name: 'maxEvents',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: MOST_EVENTS,
			description: 'The oldest come first; what is left comes with the next polls',
		},
		{
			displayName: 'Newest at Start',
			name: 'atStart',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			description:
				'How many of the newest ones to start the workflow with when it is activated for the first time; usually none',
		},
	],
};

const notice = (text: string): INodeProperties => ({ displayName: text, name: 'notice', type: 'notice', default: '' });

/** Nothing is included unless chosen: X may charge it. */
function fieldsProperty(event: TriggerEvent): INodeProperties[] {
	const [fields] = fieldsOf({ ...event.source, returns: kindOf(event) });
	if (!fields) return [];
	return [
		{
			...fields,
			options: (fields.options as INodeProperties[]).map((field) =>
				field.name === 'include'
					? { ...field, default: [] }
					: { ...field, displayOptions: { show: { [`/${NAMES.output}`]: ['full'] } } },
			),
		},
	];
}

function propertiesOf(event: TriggerEvent): INodeProperties[] {
	const filters = event.fields.filter((field) => !isInPanel(field)).map((field) => drawField(field, true));
	return [
		...(event.notice ? [notice(event.notice)] : []),
		...event.fields.filter(isInPanel).map((field) => drawField(field, false)),
		...(filters.length > 0
			? [
					{
						displayName: 'Filters',
						name: 'filters',
						type: 'collection',
						placeholder: 'Add filter',
						default: {},
						options: filters.sort(byDisplayName),
					} satisfies INodeProperties,
				]
			: []),
		...fieldsProperty(event),
	];
}

/** Each distinct parameter once, shown for all events that have it. */
function shared(): INodeProperties[] {
	const places = new Map<string, { property: INodeProperties; events: string[]; rank: number }>();
	const last = ['filters', NAMES.fields] as readonly string[];
	for (const event of TRIGGER_EVENTS) {
		propertiesOf(event).forEach((property, rank) => {
			const key = JSON.stringify(property);
			const place = places.get(key) ?? { property, events: [], rank: 0 };
			place.events.push(event.name);
			place.rank = Math.max(place.rank, 100 * (last.indexOf(property.name) + 1) + rank);
			places.set(key, place);
		});
	}
	return [...places.values()]
		.sort((a, b) => a.rank - b.rank)
		.map(({ property, events }) => ({
			...property,
			displayOptions: { ...property.displayOptions, show: { event: events, ...property.displayOptions?.show } },
		}));
}

export const drawTrigger = (): INodeProperties[] => [
	authentication('oAuth2'),
	eventProperty,
	estimate,
	...shared(),
	output,
	options,
];

/** The event in its own words; n8n shows a value otherwise. */
export const eventSubtitle = `={{ (${JSON.stringify(Object.fromEntries(TRIGGER_EVENTS.map(({ name, displayName }) => [name, displayName])))})[$parameter["event"]] }}`;
