/** Reads the fields of a trigger as n8n stores them, using the schema's reader. */
import type {
	IExecuteFunctions,
	IHookFunctions,
	IPollFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import type { Field, ValueOf, Values } from '../../connector';
import { readValue } from '../../connector/reader';
import { collectionOf } from './collection';
import { fromLocator } from './locator';
import { isInPanel, isShown, NAMES } from './names';

/** The editor's test of a trigger may run as an execution of its node. */
type TriggerFunctions = IHookFunctions | IPollFunctions | ITriggerFunctions | IWebhookFunctions | IExecuteFunctions;

/** A parameter as n8n stores it; an execution has one for each item, of which a trigger has a single one. */
export const parameterIn = (context: TriggerFunctions, name: string, fallback: string | object | undefined): unknown =>
	'getInputData' in context ? context.getNodeParameter(name, 0, fallback) : context.getNodeParameter(name, fallback);

/** A field that is required or has a nonempty default always has a value. */
type Certain =
	{ required: true; showFor?: undefined } | { default: number | boolean } | { default: `${string}${string}` };
type Empty = { default: '' };

/** The type of a field's value after reading. */
export type ReadOf<F extends Field> =
	ValueOf<F> | (F extends Empty ? undefined : F extends Certain ? never : undefined);

/** The values of the given fields, by name. */
export type ReadAll<Fields extends readonly Field[]> = { [F in Fields[number] as F['name']]: ReadOf<F> };

/** @param collection holds the fields that are not directly in the panel */
export function readFields<const Fields extends readonly Field[]>(
	context: TriggerFunctions,
	fields: Fields,
	collection: string = NAMES.options,
): ReadAll<Fields> {
	const values: Values = {};
	for (const field of fields) if (isShown(field, values)) values[field.name] = read(context, field, collection);
	// The reader's table and the types of the fields describe the same values.
	return values as ReadAll<Fields>;
}

/** @throws InputError that names the field */
export const readField = <const F extends Field>(context: TriggerFunctions, field: F): ReadOf<F> =>
	read(context, field, NAMES.options) as ReadOf<F>;

function read(context: TriggerFunctions, field: Field, collection: string) {
	const holder = isInPanel(field) ? undefined : collectionOf(collection, parameterIn(context, collection, {}));
	const raw: unknown = holder ? holder[field.name] : parameterIn(context, field.name, undefined);
	// n8n stores no value for an option that was not added.
	const given = raw === undefined || raw === '' ? field.default : raw;
	return readValue(field, fromLocator(field, given), context.getTimezone());
}
