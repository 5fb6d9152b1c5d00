/** Reads the rows of a Media field: binary files of the item, files on the web, and IDs of media uploaded earlier. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { InputError } from '../../api/errors/errors';
import type { CheckedMedia } from '../../api/media/file';
import { field, type MediaValue } from '../../connector';
import { altText } from '../../connector/fields';
import { isNothing, linksOf, named, namesOf, objectOf, readValue, recordsOf } from '../../connector/reader';
import { openFile } from './binary';
import { openUrl } from './url';

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
const MEDIA_IDS = field({ name: 'mediaIds', displayName: 'Media IDs', kind: 'ids' });
const BINARY_FIELDS = { name: 'binaryFields', displayName: 'Input Binary Fields' };
const URLS = { name: 'url', displayName: 'URL' };

type Row = Readonly<Record<string, unknown>>;

/** @param raw the rows, or the single row of a field that accepts only one */
export async function mediaOf(reading: Reading, raw: unknown): Promise<MediaValue | undefined> {
	const { tells } = reading;
	const rows = named({ displayName: 'Media' }, () => recordsOf(isNothing(raw) ? raw : objectOf(raw).item));
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
