/** Reads the parameters of one item as n8n holds them and turns them into checked values. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { InputError } from '../api/errors';
import { list, numericId } from '../api/ids';
import { checkExclusive, readValue } from '../connector/values';
import type { Field, MediaValue, Operation, Part, Value, Values } from '../connector';
import { openAnyFile, openFile } from './files';
import { openUrl } from './url-files';
import { isInPanel, NAMES } from './names';
import type { Read } from './reader';
import type { Prepared, Wishes } from './types';

/** @throws InputError or NodeOperationError before any request */
export async function prepare(context: IExecuteFunctions, operation: Operation, itemIndex: number, read: Read): Promise<Prepared> {
	const options = read(NAMES.options, {}) as Record<string, unknown>;
	const values: Values = {};
	for (const field of operation.fields) {
		if (!isShown(field, values)) continue;
		const raw = isInPanel(field) ? read(field.name, undefined) : options[field.name];
		values[field.name] = await valueOf(context, field, raw, itemIndex);
	}
	checkExclusive(operation.fields, values, operation.exclusive);
	operation.check?.(values);
	return { itemIndex, values, wishes: { ...wishesOf(operation, read), ...fromToken(options[NAMES.continueFrom]) } };
}

/** A field that another one hides is not read: n8n keeps no value for it, and it need not be given. */
export const isShown = ({ showFor = {} }: Field, values: Values): boolean => Object.entries(showFor).every(([name, shown]) => shown.includes(String(values[name] ?? '')));

async function valueOf(context: IExecuteFunctions, field: Field, raw: unknown, itemIndex: number): Promise<Value | undefined> {
	if (field.kind === 'file') {
		if (!raw) throw new InputError(`'${field.displayName}' is empty`, field.description);
		if (field.byUrl) return await openUrl(context, String(raw));
		return await (field.anyType ? openAnyFile : openFile)(context, itemIndex, String(raw));
	}
	if (field.kind === 'media') return await mediaOf(context, raw, itemIndex);
	if (field.kind === 'parts') return await partsOf(context, raw, itemIndex);
	if (field.kind === 'group') return readValue(field, (raw as { values?: unknown } | undefined)?.values, context.getTimezone());
	return readValue(field, fromLocator(raw), context.getTimezone());
}

/** A resource locator holds `{mode, value}`; a handle of digits only is told from an ID by the mode. */
export function fromLocator(raw: unknown): unknown {
	if (typeof raw !== 'object' || raw === null || !('mode' in raw) || !('value' in raw)) return raw;
	const { mode, value } = raw as { mode: string; value: unknown };
	if (mode === 'me') return 'me';
	return mode === 'username' && /^\d+$/.test(String(value)) ? `@${String(value)}` : value;
}

type MediaRow = { source?: string; binaryFields?: unknown; mediaIds?: unknown; url?: unknown; altText?: string };

/** Rows of the Media field (a row alone where only one is taken): files of the item or of the web, and IDs of media uploaded before. */
async function mediaOf(context: IExecuteFunctions, raw: unknown, itemIndex: number): Promise<MediaValue | undefined> {
	const rows = [(raw as { item?: MediaRow | MediaRow[] } | undefined)?.item ?? []].flat();
	const files: Array<MediaValue['files'][number]> = [];
	const ids: string[] = [];
	for (const { source, binaryFields, mediaIds, url, altText } of rows) {
		if (source === 'ids') {
			ids.push(...list(mediaIds, (entry) => numericId(entry, 'media ID')));
			continue;
		}
		if (altText && [...altText].length > 1000) throw new InputError(`'Alt Text' has ${[...altText].length} characters; the limit is 1,000`, 'Shorten it.');
		const described = altText ? { altText } : {};
		if (source === 'url') {
			const addresses = (Array.isArray(url) ? url.map(String) : String(url ?? '').split(/\s+/)).filter(Boolean);
			if (addresses.length === 0) throw new InputError("'URL' of 'Media' is empty", 'Give the address of a file, or remove the row.');
			for (const address of addresses) files.push({ ...(await openUrl(context, address)), ...described });
			continue;
		}
		const fields = list(binaryFields, String);
		if (fields.length === 0) throw new InputError("'Input Binary Fields' of 'Media' is empty", 'Name the field of the item that holds the file, or remove the row.');
		for (const field of fields) files.push({ ...(await openFile(context, itemIndex, field)), ...described });
	}
	return files.length + ids.length > 0 ? { files, ids } : undefined;
}

/** Rows of a thread; a text of digits only may come as a number. */
async function partsOf(context: IExecuteFunctions, raw: unknown, itemIndex: number): Promise<Part[]> {
	const rows = [(raw as { part?: Array<{ text?: unknown; media?: unknown }> } | undefined)?.part ?? []].flat();
	const parts: Part[] = [];
	for (const { text, media } of rows) parts.push({ text: String(text ?? ''), media: await mediaOf(context, media, itemIndex) });
	return parts;
}

const fromToken = (raw: unknown): Pick<Wishes, 'from'> => {
	const from = String(raw ?? '').trim();
	return from ? { from } : {};
};

function wishesOf(operation: Operation, read: Read): Wishes {
	const all = operation.page === undefined || operation.page.whole === true || read(NAMES.returnAll, false) === true;
	const limit = all ? Infinity : Number(read(NAMES.limit, 50));
	if (!all && !(Number.isInteger(limit) && limit >= 1)) throw new InputError(`'Limit' is ${String(read(NAMES.limit, 50))}`, "It has to be a whole number of at least 1. Switch on 'Return All' for everything.");
	return {
		limit,
		output: read(NAMES.output, 'simplified') as Wishes['output'],
		select: read(NAMES.fields, {}) as Wishes['select'],
	};
}
