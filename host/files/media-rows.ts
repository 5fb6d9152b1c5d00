/** Reads the rows of a Media field: files of the item or of the web, and IDs of media uploaded before. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { InputError } from '../../api/client/errors';
import { list, numericId } from '../../api/objects/ids';
import type { CheckedMedia } from '../../api/media/file';
import type { MediaValue } from '../../connector';
import { altText } from '../../connector/fields';
import { readValue } from '../../connector/values';
import { openFile } from './binary';
import { openUrl } from './url';

/** The item whose parameters are read. */
export interface Reading {
	context: IExecuteFunctions;
	itemIndex: number;
	/** Whether the operation tells of a wrong file instead of refusing it. */
	tells: boolean;
}

interface Row {
	source?: string;
	binaryFields?: unknown;
	mediaIds?: unknown;
	url?: unknown;
	altText?: string;
}

/** @param raw the rows, or the only one where a field takes no more */
export async function mediaOf({ context, itemIndex, tells }: Reading, raw: unknown): Promise<MediaValue | undefined> {
	const rows = [(raw as { item?: Row | Row[] } | undefined)?.item ?? []].flat();
	const files: Array<MediaValue['files'][number]> = [];
	const ids: string[] = [];
	const refused: InputError[] = [];
	const note = (error: unknown): undefined => {
		if (!tells || !(error instanceof InputError)) throw error;
		refused.push(error);
	};
	for (const row of rows) {
		ids.push(...((await idsOf(row).catch(note)) ?? []));
		const described = await descriptionOf(row).catch(note);
		for (const open of (await filesOf(context, row, itemIndex).catch(note)) ?? []) {
			const file = await open().catch(note);
			if (file) files.push({ ...file, ...described });
		}
	}
	return files.length + ids.length + refused.length > 0
		? { files, ids, ...(refused.length > 0 ? { refused } : {}) }
		: undefined;
}

const idsOf = async ({ source, mediaIds }: Row): Promise<string[]> =>
	source === 'ids' ? list(mediaIds, (entry) => numericId(entry, 'media ID')) : [];

const descriptionOf = async ({ source, altText: written }: Row): Promise<{ altText?: string }> =>
	source === 'ids' || !written ? {} : { altText: readValue(altText, written) as string };

/** Each file that a row names, to be opened by itself. */
async function filesOf(
	context: IExecuteFunctions,
	{ source, binaryFields, url }: Row,
	itemIndex: number,
): Promise<Array<() => Promise<CheckedMedia>>> {
	if (source === 'ids') return [];
	if (source === 'url') {
		const addresses = (Array.isArray(url) ? url.map(String) : String(url ?? '').split(/\s+/)).filter(Boolean);
		if (addresses.length === 0)
			throw new InputError("'URL' of 'Media' is empty", 'Enter the address of a file, or remove the row.');
		return addresses.map((address) => async () => await openUrl(context, address));
	}
	const fields = list(binaryFields, String);
	if (fields.length === 0)
		throw new InputError(
			"'Input Binary Fields' of 'Media' is empty",
			"Enter the name of the item's field that holds the file, or remove the row.",
		);
	return fields.map((field) => async () => await openFile(context, itemIndex, field));
}
