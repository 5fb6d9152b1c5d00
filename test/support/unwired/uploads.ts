/** Files to upload, and an X that takes them. */
import type { Answer } from '../../../api/client/call';
import type { CheckedMedia, MediaFile } from '../../../api/media/file';
import { fakeClient, type Made } from './surroundings';

export const INITIALIZE = 'POST /2/media/upload/initialize';
export const APPEND = 'POST /2/media/upload/{id}/append';
export const FINALIZE = 'POST /2/media/upload/{id}/finalize';
export const STATUS = 'GET /2/media/upload';

/** A file of these many bytes that a store hands over in pieces of `cut` bytes, or as asked. Its bytes tell their place. */
export function fileOf(size: number, cut?: number): MediaFile & { bytes: Uint8Array } {
	const bytes = new Uint8Array(size);
	for (let i = 0; i < size; i++) bytes[i] = (i * 31 + (i >> 12)) & 0xff;
	return {
		name: 'film.mp4',
		size,
		bytes,
		async *chunks(wanted) {
			const step = cut ?? wanted;
			for (let from = 0; from < size; from += step) yield bytes.subarray(from, from + step);
		},
	};
}
export const video = (file: MediaFile): CheckedMedia => ({ file, type: 'video/mp4', kind: 'video' });
export const options = { category: 'tweet_video', maxProcessingMs: 60_000 };
export const segmentOf = ({ parts }: Made) => Number(parts.multipart?.fields.segment_index);
export const bytesOf = async ({ parts }: Made) => await Promise.resolve(parts.multipart?.file ?? new Uint8Array());

/** X that takes uploads: answers what each endpoint answers, unless the test has something else for it. */
export function x(special: (made: Made) => Answer | Promise<Answer> | undefined = () => undefined) {
	return fakeClient((made) => {
		const own = special(made);
		if (own) return own;
		if (made.endpoint === APPEND) return {};
		return { data: { id: '77', media_key: '7_77' } };
	});
}
export const to = (calls: readonly Made[], endpoint: string) => calls.filter((made) => made.endpoint === endpoint);
