/** Renders the trigger's events as n8n parameters. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { kindOf, TRIGGER_EVENTS, type TriggerEvent } from '../../../connector/triggers';
import { maxCost, pollOptions, pollOutput } from '../../../connector/triggers/options';
import { accountLine, loadAccount } from '../loaded/account-line';
import { drawField } from '../field';
import { drawInPanel } from '../in-panel';
import { isInPanel, NAMES } from '../../shared/names';
import { byName } from '../order';
import { drawCollection, notice, optionsCollection } from '../parts';
import { authentication, fieldsOf } from '../properties';
import { estimate, loadOptions as loadCost } from './trigger-cost';
import { loadWholeQuery, pathsOf, queryLine, WHOLE_QUERY, wholeQuery } from '../loaded/whole-query';

const eventProperty: INodeProperties = {
	displayName: 'Event',
	name: NAMES.event,
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

/** Nothing is included unless chosen, since X may charge for it. */
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

const queryPaths = ({ fields }: TriggerEvent): string[] => [
	...pathsOf(fields.filter(isInPanel)),
	...pathsOf(
		fields.filter((field) => !isInPanel(field)),
		`${NAMES.filters}.`,
	),
];

const propertiesOf = (event: TriggerEvent): INodeProperties[] => [
	...(event.notice ? [notice(event.notice)] : []),
	...event.fields.filter(isInPanel).flatMap((field) => drawInPanel(field, event.source)),
	...drawCollection(
		{ displayName: 'Filters', name: NAMES.filters, placeholder: 'Add filter' },
		event.fields.filter((field) => !isInPanel(field)),
	),
	...(event.preview ? [wholeQuery('Whole Query', [NAMES.event, ...queryPaths(event)])] : []),
	...fieldsProperty(event),
];

/** Each distinct parameter once, shown for all events that have it. */
function shared(): INodeProperties[] {
	const places = new Map<string, { property: INodeProperties; events: string[]; rank: number }>();
	const last: readonly string[] = [NAMES.filters, WHOLE_QUERY, NAMES.fields];
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
			displayOptions: { ...property.displayOptions, show: { [NAMES.event]: events, ...property.displayOptions?.show } },
		}));
}

/** An option that only some events use is shown only for those. */
const forEvents = (collection: INodeProperties): INodeProperties => ({
	...collection,
	options: (collection.options as INodeProperties[]).map((option) =>
		option.name === maxCost.name ? { ...option, displayOptions: { show: { [`/${NAMES.event}`]: UNSURE } } } : option,
	),
});

const UNSURE = TRIGGER_EVENTS.filter(({ findNew }) => findNew.canBeUnsure).map(({ name }) => name);

const isFields = ({ name }: INodeProperties): boolean => name === NAMES.fields;

/** As in the other nodes, the kind of output stands above the choice of its fields. */
export function drawTrigger(): INodeProperties[] {
	const ofEvents = shared();
	return [
		authentication('oAuth2'),
		accountLine,
		eventProperty,
		estimate,
		...ofEvents.filter((property) => !isFields(property)),
		drawField(pollOutput, false),
		...ofEvents.filter(isFields),
		...optionsCollection(pollOptions).map(forEvents),
	];
}

/** The event's display name; n8n would show its value. */
export const eventSubtitle = `={{ (${JSON.stringify(Object.fromEntries(TRIGGER_EVENTS.map(({ name, displayName }) => [name, displayName])))})[$parameter["${NAMES.event}"]] }}`;

export const loadOptions = {
	...loadAccount,
	...loadCost,
	...loadWholeQuery((given) => {
		const event = TRIGGER_EVENTS.find(({ name }) => name === given[NAMES.event]);
		const { fields = [], preview, check } = event ?? {};
		const all = { ...(given[NAMES.filters] as IDataObject | undefined), ...given };
		return preview ? [queryLine({ fields, preview, check }, all)] : [];
	}),
};
