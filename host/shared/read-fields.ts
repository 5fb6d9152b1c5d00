/** Reads the fields of a trigger as n8n holds them, by the schema's reader. */
import type { IDataObject, IHookFunctions, IPollFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { Field, Value, Values } from '../../connector';
import { readValue } from '../../connector/values';
import { fromLocator } from './locator';
import { isInPanel, isShown, NAMES } from './names';

type TriggerFunctions = IHookFunctions | IPollFunctions | ITriggerFunctions | IWebhookFunctions;

/** @param collection the one that holds those that do not stand in the panel itself */
export function readFields(
	context: TriggerFunctions,
	fields: readonly Field[],
	collection: string = NAMES.options,
): Values {
	const values: Values = {};
	for (const field of fields) if (isShown(field, values)) values[field.name] = readField(context, field, collection);
	return values;
}

/** @throws InputError that names the field */
export function readField(
	context: TriggerFunctions,
	field: Field,
	collection: string = NAMES.options,
): Value | undefined {
	const holder = isInPanel(field) ? undefined : (context.getNodeParameter(collection, {}) as IDataObject);
	const raw: unknown = holder ? holder[field.name] : context.getNodeParameter(field.name, undefined);
	// n8n keeps no value of an option that was not added.
	const given = raw === undefined || raw === '' ? field.default : raw;
	return readValue(field, fromLocator(given), context.getTimezone());
}
