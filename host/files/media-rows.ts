/** Reads the rows of a Media field: binary files of the item, files on the web, and IDs of media uploaded earlier. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { InputError } from '../../api/errors/errors';
import { attempt } from '../../api/errors/outcome';
import { MOST_IMAGES, type CheckedMedia } from '../../api/media/file';
import { field, type MediaValue } from '../../connector';
import { altText } from '../../connector/fields';
import {
	isNothing,
	linksOf,
	membersOf,
	named,
	namesOf,
	parsedJson,
	readValue,
	rowsIn,
	shown,
	textOf,
} from '../../connector/reader';
import { openFile } from './binary';
import { checkAddress, openUrl } from './url';

/** The item whose parameters are read. */
export interface Reading {
	context: IExecuteFunctions;
	itemIndex: number;
	/** Whether the operation reports an unsuitable file instead of rejecting it. */
	tells: boolean;
	/** Called before a file on the web is requested: some links work only once. @throws when it could not be used */
	mayFetch(): void;
}

/** The columns of a row. */
const SOURCE = field({
	name: 'source',
	displayName: 'From',
	kind: 'choice',
	choices: [
		{ name: 'Input Binary Field', value: 'binary' },
		{ name: 'Media ID', value: 'ids' },
		{ name: 'URL', value: 'url' },
	],
});
const MEDIA_IDS = field({ name: 'mediaIds', displayName: 'Media IDs', kind: 'ids', mediaKey: true });
const BINARY_FIELDS = { name: 'binaryFields', displayName: 'Input Binary Fields' };
const URLS = { name: 'url', displayName: 'URL' };

type Row = Readonly<Record<string, unknown>>;

const ROW = ['source', 'binaryFields', 'mediaIds', 'url', 'altText'];
const EXAMPLE =
	'Give web addresses, media IDs, names of binary fields, or rows such as [{"source": "url", "url": "https://example.com/kite.png"}].';

/** What is filled in row by row, or what an expression returns: rows, or one text for all of it. */
function rowsOf(raw: unknown): Row[] {
	const isOne = typeof raw === 'string' ? parsedJson(raw) === undefined : typeof raw !== 'object';
	const all = (isOne ? [raw] : rowsIn(raw, 'item')).filter((row) => !isNothing(row));
	if (isLost(all))
		throw new InputError(
			'n8n has lost the expression for its rows',
			'Give the expression for the whole of it, or for fields of its rows.',
		);
	return all.map(rowOf);
}

/** n8n makes a row of each character of such an expression where a collection is inside of another; all are empty. */
function isLost(rows: readonly unknown[]): boolean {
	// An object of an expression may refer to itself.
	const written = attempt(() => rows.map((row) => JSON.stringify(row)));
	if (!written.ok || rows.length <= MOST_IMAGES) return false;
	const [first, ...others] = written.value;
	return first.startsWith('{') && others.every((row) => row === first);
}

/** A row as the panel fills it in, or as an expression returns it: a text, or only what it needs. */
function rowOf(given: unknown): Row {
	if (typeof given === 'string' || typeof given === 'number') return rowOfText(textOf(given));
	if (typeof given !== 'object' || given === null)
		throw new InputError(`it is neither a file nor media: ${shown(given)}`, EXAMPLE);
	const uploaded = mediaIdIn(given);
	if (uploaded !== undefined) return { source: 'ids', mediaIds: uploaded };
	if ('mimeType' in given)
		throw new InputError(
			'it is a file, not the name of its field',
			"Give the name of the binary field, such as 'data'.",
		);
	const row = membersOf(given, ROW);
	return isNothing(row.source) ? { ...row, source: sourceOf(row) } : row;
}

/** Of what Media > Upload returns. */
const mediaIdIn = (given: object): unknown => ('media_key' in given && 'id' in given ? given.id : undefined);

/** IDs of media, or media keys. */
const IDS = /^[\s,;]*(?:(?:\d{1,3}_\d{10,19}|\d+)(?:[\s,;]+|$))+$/;

function rowOfText(text: string): Row {
	if (/^\s*(https?:\/\/|data:)/i.test(text)) return { source: 'url', url: text };
	return IDS.test(text) ? { source: 'ids', mediaIds: text } : { source: 'binary', binaryFields: text };
}

/** @throws InputError if it could be several */
function sourceOf(row: Row): string | undefined {
	const filled = [
		['binary', row.binaryFields],
		['ids', row.mediaIds],
		['url', row.url],
	].filter(([, value]) => !isNothing(value));
	if (filled.length > 1)
		throw new InputError(`it has several sources: ${shown(row)}`, "Set 'source' to binary, ids or url.");
	return filled[0]?.[0] as string | undefined;
}

/** @param raw the rows, or the single row of a field that accepts only one */
export async function mediaOf(reading: Reading, raw: unknown, displayName = 'Media'): Promise<MediaValue | undefined> {
	const { tells } = reading;
	const rows = named({ displayName }, () => rowsOf(raw));
	const files: Array<MediaValue['files'][number]> = [];
	const ids: string[] = [];
	const refused: InputError[] = [];
	const note = (error: unknown): undefined => {
		if (!tells || !(error instanceof InputError)) throw error;
		refused.push(error);
	};
	for (const row of rows) {
		const { given = [], open = [] } = (await contentOf(reading, row).catch(note)) ?? {};
		const described = open.length > 0 ? await descriptionOf(row).catch(note) : {};
		ids.push(...given);
		for (const each of open) {
			const file = await each().catch(note);
			if (file) files.push({ ...file, ...described });
		}
	}
	return files.length + ids.length + refused.length > 0
		? { files, ids, ...(refused.length > 0 ? { refused } : {}) }
		: undefined;
}

interface Content {
	/** IDs of media uploaded earlier. */
	given?: readonly string[];
	/** The files that the row names, each opened separately. */
	open?: ReadonlyArray<() => Promise<CheckedMedia>>;
}

/** The contents of a row; a row without a name has no media for this item. */
async function contentOf({ context, itemIndex, mayFetch }: Reading, row: Row): Promise<Content> {
	const source = readValue(SOURCE, row.source) ?? 'binary';
	if (source === 'ids') return { given: readValue(MEDIA_IDS, row.mediaIds) };
	if (source === 'url') {
		const addresses = named(URLS, () => (isNothing(row.url) ? [] : linksOf(row.url)));
		// Some links work only once.
		addresses.forEach(checkAddress);
		if (addresses.length > 0) mayFetch();
		return { open: addresses.map((address) => async () => await openUrl(context, address)) };
	}
	const fields = named(BINARY_FIELDS, () => (isNothing(row.binaryFields) ? [] : namesOf(row.binaryFields)));
	return { open: fields.map((name) => async () => await openFile(context, itemIndex, name)) };
}

async function descriptionOf(row: Row): Promise<{ altText?: string }> {
	const written = readValue(altText, row.altText);
	return written ? { altText: written } : {};
}
