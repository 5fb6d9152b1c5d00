/** What X may show otherwise than expected of the files that an item had. */
import type { CheckedMedia } from '../../../api/media/file';
import type { Operation } from '../../../connector';
import type { CheckedItem } from '../../shared/types';

const KINDS: readonly string[] = ['media', 'file', 'parts'];

export function mediaNotes({ fields, offline }: Operation, { values, files }: CheckedItem): string[] {
	if (offline) return [];
	const own = fields.filter(({ kind }) => KINDS.includes(kind)).flatMap(({ name }) => mediaIn(values[name]));
	return [...own, ...(files?.values() ?? [])].flatMap(({ note }) => note ?? []);
}

/** The files in the value of a field: in lists, in parts of a thread, or itself one. */
function mediaIn(value: unknown): CheckedMedia[] {
	if (Array.isArray(value)) return value.flatMap(mediaIn);
	if (typeof value !== 'object' || value === null) return [];
	if (isMedia(value)) return [value];
	return [...('files' in value ? mediaIn(value.files) : []), ...('media' in value ? mediaIn(value.media) : [])];
}

const isMedia = (value: object): value is CheckedMedia => 'file' in value && 'kind' in value;
