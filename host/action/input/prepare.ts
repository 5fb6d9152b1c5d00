/** Reads the parameters of one item as n8n stores them and turns them into checked values. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { InputError } from '../../../api/errors/errors';
import { inner } from '../../../api/json/members';
import type { CheckedMedia, MediaFile } from '../../../api/media/file';
import {
	checkExclusive,
	isNothing,
	membersOf,
	momentOf,
	named,
	objectOf,
	readValue,
	rowsIn,
	textOf,
} from '../../../connector/reader';
import {
	field,
	type Field,
	type FieldOf,
	type Operation,
	type Part,
	type Value,
	type Values,
} from '../../../connector';
import { openAnyFile, openFile } from '../../files/binary';
import { mediaOf, type Reading } from '../../files/media-rows';
import { collectionOf } from '../../shared/collection';
import { fromLocator } from '../../shared/locator';
import { isInPanel, isShown, NAMES, SELECTED, USUAL_LIMIT } from '../../shared/names';
import { readSelection } from '../../shared/selection';
import { settingsIn } from '../../shared/settings';
import type { Read } from './parameter-reader';
import type { CheckedItem, OutputOptions } from '../../shared/types';
import { openUrl } from '../../files/url';

/** @throws InputError or NodeOperationError before any request */
export async function prepare(
	context: IExecuteFunctions,
	operation: Operation,
	itemIndex: number,
	read: Read,
	mayFetch: Reading['mayFetch'] = () => undefined,
): Promise<CheckedItem> {
	const options = collectionOf('Options', read(NAMES.options, {}), optionNames(operation));
	const limits = settingsIn(read(NAMES.limits, {}));
	const values: Values = {};
	for (const field of operation.fields) {
		if (!isShown(field, values)) continue;
		const raw = isInPanel(field) ? read(field.name, undefined) : optionOf(context, field, options);
		values[field.name] = await valueOf({ context, itemIndex, mayFetch, tells: operation.offline === true }, field, raw);
	}
	checkExclusive(operation.fields, values, operation.exclusive);
	operation.check?.(values);
	return {
		itemIndex,
		values,
		files: await filesOf({ context, mayFetch }, operation, values),
		outputOptions: { ...outputOptionsOf(operation, read), ...pageOf(limits) },
	};
}

/** @throws InputError if an option that decides something evaluates to nothing */
function optionOf(context: IExecuteFunctions, field: Field, options: Readonly<Record<string, unknown>>): unknown {
	const raw = options[field.name];
	const decides = 'decides' in field && field.name in options ? field.decides : undefined;
	if (decides === true && isNothing(raw))
		throw new InputError(`'${field.displayName}' is empty`, 'Give it a value, or remove the option.');
	if (decides === 'missing' && raw === undefined && !isOfModel(context, field))
		throw new InputError(
			`'${field.displayName}' is missing in the data`,
			"Correct its expression. If the data need not have it, end the expression with ?? ''.",
		);
	return raw;
}

/** A model leaves out what it does not want. */
function isOfModel(context: IExecuteFunctions, { name }: Field): boolean {
	const written = inner(context.getNode().parameters[NAMES.options])[name];
	return typeof written === 'string' && /\$fromai\b/i.test(written);
}

const optionNames = ({ fields }: Operation): string[] =>
	fields.filter((field) => !isInPanel(field)).map(({ name }) => name);

async function filesOf(
	{ context, mayFetch }: Pick<Reading, 'context' | 'mayFetch'>,
	{ fileUrls }: Operation,
	values: Values,
): Promise<CheckedItem['files']> {
	const files = new Map<string, CheckedMedia>();
	const urls = new Set(await fileUrls?.(values));
	if (urls.size > 0) mayFetch();
	for (const url of urls) files.set(url, await openUrl(context, url));
	return files;
}

async function valueOf(reading: Reading, field: Field, raw: unknown): Promise<Value | undefined> {
	if (field.kind === 'file') return await (field.many ? filesIn : fileOf)(reading, field, raw);
	if (field.kind === 'media') return await mediaOf(reading, raw, field.displayName);
	if (field.kind === 'parts') return await partsOf(reading, field, raw);
	const given = field.kind === 'group' ? fromGroup(field, raw) : fromLocator(field, raw);
	// A choice that controls other fields always has a value.
	const usual = field.kind === 'choice' && isNothing(given) ? field.default : given;
	return readValue(field, usual, reading.context.getTimezone());
}

async function filesIn({ context, itemIndex }: Reading, field: FieldOf<'file'>, raw: unknown): Promise<Value> {
	const names = readValue({ name: field.name, displayName: field.displayName, kind: 'words' }, raw) ?? [];
	const files: MediaFile[] = [];
	for (const name of names) files.push(await openAnyFile(context, itemIndex, name));
	return files;
}

/** Two in a row; an address may contain another. */
const ADDRESSES = /^\s*https?:\/\/\S+[\s,;|]+https?:\/\//i;

async function fileOf({ context, itemIndex, mayFetch }: Reading, field: FieldOf<'file'>, raw: unknown): Promise<Value> {
	const { [itemIndex]: item } = context.getInputData();
	const name = isNothing(raw) ? '' : named(field, () => textOf(raw).trim());
	if (!name) throw new InputError(`'${field.displayName}' is empty`, field.description);
	const several = field.byUrl ? ADDRESSES.test(name) : name.includes(',') && !(name in (item.binary ?? {}));
	if (several)
		throw new InputError(
			`'${field.displayName}' has several ${field.byUrl ? 'addresses' : 'fields'}`,
			'It takes one file for each item: make an item of each before this node.',
		);
	if (field.byUrl) {
		mayFetch();
		return await openUrl(context, name);
	}
	return await openFile(context, itemIndex, name);
}

/** n8n stores the fields of a group under `values`; an expression may return them directly. */
function fromGroup(field: FieldOf<'group'>, raw: unknown): unknown {
	if (isNothing(raw)) return undefined;
	const given = named(field, () => objectOf(raw));
	if ('values' in given) return given.values;
	return Object.keys(given).length > 0 ? given : undefined;
}

/** The posts of a thread; an expression may return only their texts. */
async function partsOf(reading: Reading, field: FieldOf<'parts'>, raw: unknown): Promise<Part[]> {
	const parts: Part[] = [];
	for (const [i, row] of named(field, () => rowsIn(raw, 'part')).entries()) {
		const textOfPart = { name: 'text', displayName: `Text of part ${i + 1}`, kind: 'longText' } as const;
		const { text, media } = isRecord(row)
			? named({ displayName: `Part ${i + 1}` }, () => membersOf(row, ['text', 'media']))
			: { text: row };
		parts.push({
			text: readValue(textOfPart, text) ?? '',
			media: await mediaOf(reading, media, `Media of part ${i + 1}`),
		});
	}
	return parts;
}

const isRecord = (raw: unknown): boolean =>
	typeof raw === 'object' && raw !== null && !Array.isArray(raw) && !momentOf(raw);

/** The engine's own parameters, read like the fields of the rows. */
const RETURN_ALL = field({ name: NAMES.returnAll, displayName: 'Return All', kind: 'boolean' });
const LIMIT = field({
	name: NAMES.limit,
	displayName: 'Limit',
	kind: 'number',
	min: 1,
	required: true,
	description: "Enter a whole number of at least 1, or switch on 'Return All' for everything.",
});
const OUTPUT = field({
	name: NAMES.output,
	displayName: 'Output',
	kind: 'choice',
	choices: [
		{ name: 'Full', value: 'full' },
		{ name: 'Raw', value: 'raw' },
		{ name: 'Selected Fields', value: SELECTED },
		{ name: 'Simplified', value: 'simplified' },
	],
});
const OUTPUT_FIELDS = field({ name: NAMES.outputFields, displayName: 'Output Fields', kind: 'words' });
const CONTINUE_FROM = field({ name: NAMES.continueFrom, displayName: 'Continue From', kind: 'text' });

function pageOf(limits: Readonly<Record<string, unknown>>): Pick<OutputOptions, 'from'> {
	const from = readValue(CONTINUE_FROM, limits[NAMES.continueFrom])?.trim();
	return from ? { from } : {};
}

function outputOptionsOf(operation: Operation, read: Read): OutputOptions {
	return {
		limit: limitOf(operation, read),
		...outputOf(read),
		select: readSelection(operation, read(NAMES.fields, {})),
	};
}

function limitOf({ page }: Operation, read: Read): number {
	if (!page || page.whole || readValue(RETURN_ALL, read(NAMES.returnAll, false))) return Infinity;
	return readValue(LIMIT, read(NAMES.limit, USUAL_LIMIT.node)) ?? USUAL_LIMIT.node;
}

/** A tool can narrow its output to some of the simplified fields. */
function outputOf(read: Read): Pick<OutputOptions, 'output' | 'only'> {
	const output = readValue(OUTPUT, read(NAMES.output, 'simplified')) ?? 'simplified';
	if (output !== SELECTED) return { output };
	const only = readValue(OUTPUT_FIELDS, read(NAMES.outputFields, []));
	return { output: 'simplified', ...(only ? { only } : {}) };
}
