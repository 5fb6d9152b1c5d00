/** Parts shared by all panels. */
import type { INodeProperties } from 'n8n-workflow';
import type { Field } from '../../connector';
import { drawField } from './field';
import { NAMES } from '../shared/names';
import { byDisplayName } from './order';

export const notice = (text: string): INodeProperties => ({
	displayName: text,
	name: 'notice',
	type: 'notice',
	default: '',
});

/** The editor hides Authentication, and with it what its description says of OAuth2. */
export const appKeysNotice: INodeProperties = {
	...notice('The connection belongs to your app, so the credential must also contain its API Key and API Key Secret.'),
	name: 'appKeysNotice',
	displayOptions: { show: { [NAMES.authentication]: ['oAuth2'] } },
};

interface Collection {
	displayName: string;
	name: string;
	placeholder: string;
}

/** A collection of optional fields; empty if there are no fields. */
export function drawCollection(collection: Collection, fields: readonly Field[]): INodeProperties[] {
	if (fields.length === 0) return [];
	const options = fields.map((field) => drawField(field, true)).sort(byDisplayName);
	return [{ ...collection, type: 'collection', default: {}, options }];
}

export const optionsCollection = (fields: readonly Field[]): INodeProperties[] =>
	drawCollection({ displayName: 'Options', name: NAMES.options, placeholder: 'Add option' }, fields);

/** The fields of a trigger that offers no choice of events. */
export function drawTriggerFields(fields: readonly Field[], options: readonly Field[]): INodeProperties[] {
	// A field that controls others takes no expression: a trigger has no item yet that could change it.
	const deciding = new Set(fields.flatMap(({ showFor = {} }) => Object.keys(showFor)));
	const drawn = fields.map((field) => ({
		...drawField(field, false),
		...(deciding.has(field.name) ? { noDataExpression: true } : {}),
	}));
	return [...drawn, ...optionsCollection(options)];
}

/** The same, below a notice. */
export const drawTriggerPanel = (
	text: string,
	fields: readonly Field[],
	options: readonly Field[],
): INodeProperties[] => [notice(text), ...drawTriggerFields(fields, options)];
