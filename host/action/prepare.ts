/** Reads the parameters of one item as n8n holds them and turns them into checked values. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { InputError } from '../../api/client/errors';
import type { CheckedMedia } from '../../api/media/file';
import { checkExclusive, readValue } from '../../connector/values';
import type { Field, Operation, Part, Value, Values } from '../../connector';
import { openAnyFile, openFile } from '../files/binary';
import { mediaOf, type Reading } from '../files/media-rows';
import { fromLocator } from '../shared/locator';
import { isInPanel, isShown, NAMES, SELECTED, USUAL_LIMIT } from '../shared/names';
import type { Read } from './parameter-reader';
import type { CheckedItem, OutputOptions } from '../shared/types';
import { openUrl } from '../files/url';

/** @throws InputError or NodeOperationError before any request */
export async function prepare(
	context: IExecuteFunctions,
	operation: Operation,
	itemIndex: number,
	read: Read,
): Promise<CheckedItem> {
	const options = read(NAMES.options, {}) as Record<string, unknown>;
	const limits = read(NAMES.limits, {}) as Record<string, unknown>;
	const values: Values = {};
	for (const field of operation.fields) {
		if (!isShown(field, values)) continue;
		const raw = isInPanel(field) ? read(field.name, undefined) : options[field.name];
		values[field.name] = await valueOf({ context, itemIndex, tells: operation.offline === true }, field, raw);
	}
	checkExclusive(operation.fields, values, operation.exclusive);
	operation.check?.(values);
	return {
		itemIndex,
		values,
		files: await filesOf(context, operation, values),
		outputOptions: { ...outputOptionsOf(operation, read), ...fromToken(limits[NAMES.continueFrom]) },
	};
}

async function filesOf(
	context: IExecuteFunctions,
	{ fileUrls }: Operation,
	values: Values,
): Promise<CheckedItem['files']> {
	const files = new Map<string, CheckedMedia>();
	for (const url of new Set(await fileUrls?.(values))) files.set(url, await openUrl(context, url));
	return files;
}

async function valueOf(reading: Reading, field: Field, raw: unknown): Promise<Value | undefined> {
	const { context, itemIndex } = reading;
	if (field.kind === 'file') {
		if (!raw) throw new InputError(`'${field.displayName}' is empty`, field.description);
		if (field.byUrl) return await openUrl(context, String(raw));
		return await (field.anyType ? openAnyFile : openFile)(context, itemIndex, String(raw));
	}
	if (field.kind === 'media') return await mediaOf(reading, raw);
	if (field.kind === 'parts') return await partsOf(reading, raw);
	if (field.kind === 'group')
		return readValue(field, (raw as { values?: unknown } | undefined)?.values, context.getTimezone());
	return readValue(field, fromLocator(raw), context.getTimezone());
}

/** Rows of a thread; a text of digits only may come as a number. */
async function partsOf(reading: Reading, raw: unknown): Promise<Part[]> {
	const rows = [(raw as { part?: Array<{ text?: unknown; media?: unknown }> } | undefined)?.part ?? []].flat();
	const parts: Part[] = [];
	for (const { text, media } of rows) parts.push({ text: String(text ?? ''), media: await mediaOf(reading, media) });
	return parts;
}

const fromToken = (raw: unknown): Pick<OutputOptions, 'from'> => {
	const from = String(raw ?? '').trim();
	return from ? { from } : {};
};

function outputOptionsOf(operation: Operation, read: Read): OutputOptions {
	const all = operation.page === undefined || operation.page.whole === true || read(NAMES.returnAll, false) === true;
	const given = all ? Infinity : read(NAMES.limit, USUAL_LIMIT.node);
	if (!all && !(Number.isInteger(Number(given)) && Number(given) >= 1))
		throw new InputError(
			`'Limit' is ${String(given)}`,
			"It must be a whole number of at least 1. Switch on 'Return All' for everything.",
		);
	return { limit: Number(given), ...outputOf(read), select: read(NAMES.fields, {}) as OutputOptions['select'] };
}

/** A tool's output may be some of the simplified fields. */
function outputOf(read: Read): Pick<OutputOptions, 'output' | 'only'> {
	const output = read(NAMES.output, 'simplified') as OutputOptions['output'] | typeof SELECTED;
	if (output !== SELECTED) return { output };
	const only = read(NAMES.outputFields, []) as string[];
	return { output: 'simplified', ...(only.length > 0 ? { only } : {}) };
}
