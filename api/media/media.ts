/** Files for X: what kind they are (from their bytes), X's limits, and the upload in one call or in chunks. */
import type { Answer, EndpointName, XClient } from '../client/call';
import { InputError, XError } from '../client/errors';
import { createSegment, type Segment } from './segment';

/** A file to upload; `chunks` may be read once. */
export interface MediaFile {
	/** For messages: the file's name or the binary field it comes from. */
	name: string;
	/** Bytes. */
	size: number;
	/** Its content from the start, in pieces of about `size` bytes; a store may have pieces of its own. */
	chunks(size: number): AsyncIterable<Uint8Array>;
}

export type MediaKind = 'image' | 'gif' | 'video' | 'subtitles';
export type MediaUse = 'post' | 'message';

const MB = 1024 * 1024;
/** docs.x.com/x-api/media/introduction and best-practices. */
export const MEDIA_LIMITS: Readonly<Record<MediaKind, { bytes: number; label: string }>> = {
	image: { bytes: 5 * MB, label: '5 MB for an image' },
	gif: { bytes: 15 * MB, label: '15 MB for a GIF' },
	video: { bytes: 512 * MB, label: '512 MB for a video' },
	subtitles: { bytes: 1 * MB, label: '1 MB for subtitles' },
};

/** Pixels of a GIF (docs.x.com/x-api/media/quickstart/best-practices); its frames, and what is inside a video, X looks at itself. */
const GIF_PIXELS = { width: 1280, height: 1080 } as const;

/** Bytes at the start of a file by which its type is known; an MPEG transport stream needs two packets of 188. */
export const SNIFF_BYTES = 192;

/**
 * Bytes per segment: at most 1,000 segments are allowed (spec: segment_index 0..999). Each segment under way is in memory up to three
 * times, once here and twice in Node.js on its way through TLS: more at a time are faster over a slow network, but hold over 64 MB (bench/upload.ts).
 */
export const SEGMENT = 2 * MB;
/** Segments under way at once. */
export const PARALLEL = 5;
/** Bytes read at once: small, since each piece is memory of its own until it has been copied. */
const READ = MB / 16;
const SEGMENT_ATTEMPTS = 3;

const latin = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));

/** X's `media_type` of a file, from its first bytes; undefined for a type X does not take. */
export function mediaType(head: Uint8Array): string | undefined {
	if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
	if (latin(head, 1, 4) === 'PNG' && head[0] === 0x89) return 'image/png';
	if (/^GIF8[79]a/.test(latin(head, 0, 6))) return 'image/gif';
	if (latin(head, 0, 4) === 'RIFF' && latin(head, 8, 12) === 'WEBP') return 'image/webp';
	if (latin(head, 0, 2) === 'BM' && latin(head, 6, 10) === '\0\0\0\0') return 'image/bmp';
	if (/^(II\*\0|MM\0\*)/.test(latin(head, 0, 4))) return 'image/tiff';
	if (latin(head, 4, 8) === 'ftyp') return ofBrand(latin(head, 8, 12));
	// Matroska (.mkv) begins like WEBM, which says its name soon after.
	if (latin(head, 0, 4) === '\x1aE\xdf\xa3' && latin(head, 4, SNIFF_BYTES).includes('webm')) return 'video/webm';
	if (head[0] === 0x47 && head[188] === 0x47) return 'video/mp2t';
	const text = latin(head, 0, SNIFF_BYTES).replace(/^\u00ef\u00bb\u00bf/, '');
	if (/^WEBVTT/.test(text)) return 'text/vtt';
	if (/^\s*\d+\s*\r?\n\d\d:\d\d:\d\d,\d{3} --> /.test(text)) return 'text/srt';
	return undefined;
}

/** The container of MP4 also holds pictures of phones (HEIC, AVIF) and sound, none of which X takes. */
function ofBrand(brand: string): string | undefined {
	if (/^(he[iv][cmsx]|mif1|msf1|avi[fs]|M4A )/.test(brand)) return undefined;
	return brand.startsWith('qt') ? 'video/quicktime' : 'video/mp4';
}

export function mediaKind(type: string): MediaKind {
	if (type === 'image/gif') return 'gif';
	if (type.startsWith('video/')) return 'video';
	return type.startsWith('text/') ? 'subtitles' : 'image';
}

/** X's `media_category` of a file. */
export const mediaCategory = (kind: MediaKind, use: MediaUse): string =>
	kind === 'subtitles' ? kind : `${use === 'post' ? 'tweet' : 'dm'}_${kind}`;

/** A file that has been looked at: its type is one X takes and its size within X's limit. */
export interface CheckedMedia {
	file: MediaFile;
	type: string;
	kind: MediaKind;
}

/** Refuses what X would refuse, before any request. @param head the first {@link SNIFF_BYTES} of the file */
export function checkMedia(file: MediaFile, head: Uint8Array): CheckedMedia {
	const type = mediaType(head);
	if (file.size === 0) throw new InputError(`The file '${file.name}' is empty`, 'Check the node that creates it.');
	if (!type)
		throw new InputError(
			`The file '${file.name}' is of a type that X does not accept`,
			'X accepts JPEG, PNG, WEBP, BMP, TIFF and GIF images, MP4, MOV, WEBM and TS videos, and SRT or VTT subtitles.',
		);
	const kind = mediaKind(type);
	const { bytes, label } = MEDIA_LIMITS[kind];
	if (file.size > bytes)
		throw new InputError(
			`The file '${file.name}' has ${(Math.ceil((file.size / MB) * 100) / 100).toFixed(2)} MB; X accepts up to ${label}`,
			'Reduce its size before this node.',
		);
	if (kind === 'gif') checkPixels(file, head);
	return { file, type, kind };
}

/** A GIF tells its size behind its name. */
function checkPixels({ name }: MediaFile, head: Uint8Array): void {
	const [width, height] = [6, 8].map((at) => head[at] + 256 * head[at + 1]);
	if (width > GIF_PIXELS.width || height > GIF_PIXELS.height)
		throw new InputError(
			`The GIF '${name}' has ${width} x ${height} pixels; X takes at most ${GIF_PIXELS.width} x ${GIF_PIXELS.height}`,
			'Reduce its size before this node.',
		);
}

/** What may be attached to one post: up to 4 images, or 1 GIF, or 1 video (docs.x.com/x-api/media/quickstart/best-practices). */
export function checkTogether(kinds: readonly MediaKind[]): void {
	const count = (kind: MediaKind) => kinds.filter((each) => each === kind).length;
	const moving = count('gif') + count('video');
	if (count('subtitles') > 0)
		throw new InputError(
			'Subtitles cannot be attached to a post',
			'Add them to a video with the Media resource instead.',
		);
	if (moving > 0 && count('image') > 0)
		throw new InputError(
			'A post can have images, one video or one GIF, but not a mix',
			'Split them over several posts.',
		);
	if (moving > 1)
		throw new InputError(`A post can have one video or GIF, not ${moving}`, 'Split them over several posts.');
	if (count('image') > 4)
		throw new InputError(`A post can have up to 4 images, not ${count('image')}`, 'Split them over several posts.');
}

/** What is known of a file at X. `state` is `succeeded` when it can be used. */
export interface UploadedMedia {
	id: string;
	media_key?: string;
	size?: number;
	expires_after_secs?: number;
	state: string;
	progress_percent?: number;
	check_after_secs?: number;
	/** X's reason when `state` is `failed`. */
	failure?: string;
}

export interface UploadOptions {
	category: string;
	/** How long to wait for X to process a file (GIFs and videos, as a rule), in milliseconds; 0 = do not wait. */
	maxProcessingMs: number;
}

interface ProcessingInfo {
	state?: string;
	check_after_secs?: number;
	progress_percent?: number;
	error?: { name?: string; message?: string };
}

/** Reads the answer of upload, finalize and status alike (spec: MediaUploadResponse). No `processing_info` means ready at once. */
export function uploadedMedia(answer: Answer): UploadedMedia {
	const { processing_info: info, ...data } = (answer.data ?? {}) as UploadedMedia & {
		processing_info?: ProcessingInfo;
	};
	if (!data.id)
		throw new XError(
			{ title: 'X did not return a media ID', detail: '', type: '' },
			{ endpoint: 'POST /2/media/upload', status: 200 },
		);
	const { state = 'succeeded', progress_percent, check_after_secs, error } = info ?? {};
	const failure = state === 'failed' ? (error?.message ?? error?.name ?? 'X gave no reason.') : undefined;
	const known = Object.entries({ progress_percent, check_after_secs, failure }).filter(
		([, value]) => value !== undefined,
	);
	return { ...data, state, ...Object.fromEntries(known) };
}

/** The bytes of a file are never shared memory, which is all that the type of Blob leaves open. */
const blob = (bytes: Uint8Array, type?: string) => new Blob([bytes as Uint8Array<ArrayBuffer>], type ? { type } : {});

/** Uploads a checked file, images and subtitles in one call, GIFs and videos in chunks, and waits until X has processed it. */
export async function upload(client: XClient, media: CheckedMedia, options: UploadOptions): Promise<UploadedMedia> {
	const whole = media.kind === 'image' || media.kind === 'subtitles';
	return await processed(
		client,
		await (whole ? uploadWhole : uploadInChunks)(client, media, options),
		options.maxProcessingMs,
	);
}

async function uploadInChunks(
	client: XClient,
	{ file, type }: CheckedMedia,
	{ category }: UploadOptions,
): Promise<UploadedMedia> {
	const { id } = uploadedMedia(
		await client.call('POST /2/media/upload/initialize', {
			body: { media_type: type, total_bytes: file.size, media_category: category },
		}),
	);
	await append(client, { endpoint: 'POST /2/media/upload/{id}/append', id }, file);
	return uploadedMedia(await client.call('POST /2/media/upload/{id}/finalize', { path: { id } }));
}

async function uploadWhole(
	client: XClient,
	{ file, type }: CheckedMedia,
	{ category }: UploadOptions,
): Promise<UploadedMedia> {
	for await (const bytes of pieces(file, file.size)) {
		const form = new FormData();
		form.append('media', blob(bytes, type), 'media');
		form.append('media_category', category);
		return uploadedMedia(await client.call('POST /2/media/upload', { form }));
	}
	throw new InputError(`The file '${file.name}' is empty`);
}

/** The content in pieces of exactly `size` bytes, the last one smaller, however the store cuts it (S3 does as it likes). */
async function* pieces(file: MediaFile, size: number): AsyncIterable<Uint8Array> {
	let held: Uint8Array[] = [];
	let missing = size;
	for await (const bytes of file.chunks(size)) {
		for (let from = 0; from < bytes.length;) {
			const part = bytes.subarray(from, from + missing);
			held.push(part);
			from += part.length;
			missing -= part.length;
			if (missing > 0) continue;
			yield joined(held);
			[held, missing] = [[], size];
		}
	}
	if (held.length > 0) yield joined(held);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
	if (parts.length === 1) return parts[0];
	const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}

/** Where segments go, and what goes along with each. */
export interface Upload {
	endpoint: EndpointName;
	id: string;
	along?: Readonly<Record<string, string>>;
}

/** Sends the segments a few at a time, in memory that is used again; X puts them in order by their index. @returns how many they were */
export async function append(client: XClient, to: Upload, file: MediaFile): Promise<number> {
	const underWay = new Set<Promise<void>>();
	const free: Segment[] = [];
	let made = 0;
	let count = 0;
	let filling: Segment | undefined;

	async function next(): Promise<Segment> {
		while (free.length === 0 && made === PARALLEL) await Promise.race(underWay);
		const used = free.pop();
		if (!used) made++;
		return used ?? createSegment(Math.min(SEGMENT, file.size || SEGMENT));
	}
	function send(segment: Segment): void {
		const sending: Promise<void> = sendSegment(client, to, count++, segment).then(() => {
			underWay.delete(sending);
			segment.empty();
			free.push(segment);
		});
		// A second failure while the first one is being told must not go unhandled.
		sending.catch(() => undefined);
		underWay.add(sending);
	}

	for await (const bytes of file.chunks(READ)) {
		for (let from = 0; from < bytes.length;) {
			filling ??= await next();
			from += filling.add(bytes.subarray(from));
			if (!filling.isFull()) continue;
			send(filling);
			filling = undefined;
		}
	}
	if (filling) send(filling);
	await Promise.all(underWay);
	return count;
}

/** The same index with the same bytes may be sent again: the one write that is safe to repeat. */
async function sendSegment(
	client: XClient,
	{ endpoint, id, along = {} }: Upload,
	index: number,
	segment: Segment,
): Promise<void> {
	const multipart = segment.form({ ...along, segment_index: String(index) });
	for (let attempt = 1; ; attempt++) {
		const failure = await client.call(endpoint, { path: { id }, multipart }).then(
			() => undefined,
			(error: unknown) => error,
		);
		if (failure === undefined) return;
		const passing =
			failure instanceof XError &&
			!failure.context.lasting &&
			(failure.context.status === 0 || failure.context.status >= 500);
		if (!passing || attempt >= SEGMENT_ATTEMPTS) throw failure;
		await client.wait(1000 * attempt);
	}
}

/** Asks after `check_after_secs`, at least a second, until the file is ready, has failed, or the time is up: then it comes back as it is. */
async function processed(client: XClient, media: UploadedMedia, maxMs: number): Promise<UploadedMedia> {
	const until = client.now() + maxMs;
	for (let now = media; ;) {
		if (now.state === 'failed') {
			throw new XError(
				{ title: 'X could not process the file', detail: now.failure ?? '', type: 'media-processing-failed' },
				{
					endpoint: 'GET /2/media/upload',
					status: 200,
					advice: `Media ID ${media.id}. Check length, size and encoding against X's limits.`,
				},
			);
		}
		const pause = Math.max(1, now.check_after_secs ?? 1) * 1000;
		if (now.state === 'succeeded' || client.now() + pause > until) return now;
		await client.wait(pause);
		// What was known of the progress is past; what is known of the file stays.
		now = {
			...media,
			check_after_secs: undefined,
			progress_percent: undefined,
			...uploadedMedia(await client.call('GET /2/media/upload', { query: { command: 'STATUS', media_id: media.id } })),
		};
	}
}

/** @throws XError for a file that cannot be attached yet */
export function ready(media: UploadedMedia): UploadedMedia {
	if (media.state === 'succeeded') return media;
	throw new XError(
		{
			title: 'X is still processing the file',
			detail: `Media ID ${media.id}, ${media.progress_percent ?? 0} % done.`,
			type: 'media-processing',
		},
		{
			endpoint: 'GET /2/media/upload',
			status: 200,
			advice: 'Attach it by its media ID once Media > Get Status reports success.',
		},
	);
}
