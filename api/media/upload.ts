/** Uploads files to X, in one call or in segments, and waits until X has processed them. */
import { count, inner, isObject, label, text } from '../json/members';
import type { Answer, XClient } from '../client/call';
import { InputError, XError } from '../errors/errors';
import { settle } from '../errors/outcome';
import { append, isPassing, READ } from './append';
import type { CheckedMedia } from './file';
import { createSegment } from './segment';

const FINALIZE_ATTEMPTS = 3;

/** The state of an uploaded file at X. `state` is `succeeded` when the file can be used. */
export interface UploadedMedia {
	id: string;
	media_key?: string;
	size?: number;
	expires_after_secs?: number;
	state: string;
	progress_percent?: number;
	check_after_secs?: number;
	/** X's reason when processing fails. */
	failure?: string;
}

export interface UploadOptions {
	category: string;
	/** How long to wait for X to process a file (usually a GIF or video), in milliseconds; 0 = do not wait. */
	maxProcessingMs: number;
	/** IDs of other accounts that may use the media. */
	additionalOwners?: readonly string[];
	/** Whether the media is shared, which X takes only in an upload in chunks. */
	shared?: boolean;
}

/**
 * Parses the response of upload, finalize and status (spec: MediaUploadResponse). Without `processing_info`, the file
 * is ready.
 */
export function uploadedMedia(answer: Answer): UploadedMedia {
	const { processing_info: info, ...data } = inner(answer.data);
	const id = label(data.id);
	if (!id)
		throw new XError(
			{ title: 'X did not return a media ID', detail: '', type: '' },
			{ endpoint: 'POST /2/media/upload', status: 200 },
		);
	const processing = inner(info);
	const state = stateIn(info);
	const known = Object.entries({
		progress_percent: count(processing.progress_percent),
		check_after_secs: count(processing.check_after_secs),
		failure: state === 'failed' || processing.error ? reasonIn(processing.error) : undefined,
	}).filter(([, value]) => value !== undefined);
	return { ...data, id, state, ...Object.fromEntries(known) };
}

/** Processing that X tells of without a state is under way until all of it is done. */
function stateIn(info: unknown): string {
	if (!isObject(info)) return 'succeeded';
	return text(info.state)?.toLowerCase() || (count(info.progress_percent) === 100 ? 'succeeded' : 'in_progress');
}

function reasonIn(error: unknown): string {
	const { message, name } = inner(error);
	return text(message) ?? text(name) ?? text(error) ?? 'X gave no reason.';
}

/**
 * Uploads a checked file, images and subtitles in one call, GIFs and videos in chunks, and waits until X has
 * processed it.
 */
export async function upload(client: XClient, media: CheckedMedia, options: UploadOptions): Promise<UploadedMedia> {
	const whole = !options.shared && (media.kind === 'image' || media.kind === 'subtitles');
	return await processed(
		client,
		await (whole ? uploadWhole : uploadInChunks)(client, media, options),
		options.maxProcessingMs,
		media.note,
	);
}

async function uploadInChunks(
	client: XClient,
	{ file, type }: CheckedMedia,
	{ category, additionalOwners = [], shared }: UploadOptions,
): Promise<UploadedMedia> {
	const { id } = uploadedMedia(
		await client.call('POST /2/media/upload/initialize', {
			body: {
				media_type: type,
				total_bytes: file.size,
				media_category: category,
				...(additionalOwners.length > 0 ? { additional_owners: additionalOwners } : {}),
				...(shared ? { shared } : {}),
			},
		}),
	);
	await append(client, { endpoint: 'POST /2/media/upload/{id}/append', id }, file);
	return await finalize(client, id);
}

/** Repeated only when X has not begun to process the file: the response may have been lost after the work was done. */
async function finalize(client: XClient, id: string): Promise<UploadedMedia> {
	for (let attempt = 1; ; attempt++) {
		const done = await settle(client.call('POST /2/media/upload/{id}/finalize', { path: { id } }));
		if (done.ok) return uploadedMedia(done.value);
		if (!isPassing(done.error) || attempt >= FINALIZE_ATTEMPTS) throw done.error;
		await client.wait(1000 * attempt);
		const status = await settle(client.call('GET /2/media/upload', { query: { command: 'STATUS', media_id: id } }));
		if (status.ok && isUnderWay(status.value)) return uploadedMedia(status.value);
	}
}

const isUnderWay = ({ data }: Answer): boolean => inner(inner(data).processing_info).state !== undefined;

async function uploadWhole(
	client: XClient,
	{ file, type }: CheckedMedia,
	{ category, additionalOwners = [] }: UploadOptions,
): Promise<UploadedMedia> {
	const whole = createSegment(file.size, type);
	let size = 0;
	for await (const bytes of file.chunks(READ)) size += whole.add(bytes);
	if (size === 0) throw new InputError(`The file '${file.name}' is empty`);
	const multipart = whole.form({
		media_category: category,
		...(additionalOwners.length > 0 ? { additional_owners: additionalOwners.join(',') } : {}),
	});
	return uploadedMedia(await client.call('POST /2/media/upload', { multipart }));
}

/** docs.x.com/x-api/media/quickstart/best-practices */
const ENCODING =
	'X takes videos as MP4 or MOV with H.264 and AAC (stereo), of at least half a second: open the file in a player, or convert it.';

/** X may name a time at which nobody waits any longer. */
const LONGEST_PAUSE_MS = 60_000;

/**
 * Polls every `check_after_secs` (at least one second) until the file is ready, has failed, or the time is up; then
 * looks once more, and returns its state.
 */
async function processed(
	client: XClient,
	media: UploadedMedia,
	maxMs: number,
	note = ENCODING,
): Promise<UploadedMedia> {
	const until = client.now() + maxMs;
	for (let now = media; ;) {
		// X may leave the state unchanged and report the failure only as an error.
		if (now.failure !== undefined) {
			throw new XError(
				{ title: 'X could not process the file', detail: now.failure, type: 'media-processing-failed' },
				{
					endpoint: 'GET /2/media/upload',
					status: 200,
					advice: `Media ID ${media.id}. ${note}`,
				},
			);
		}
		const left = until - client.now();
		if (now.state === 'succeeded' || left <= 0) return now;
		await client.wait(Math.min(Math.max(1000, (now.check_after_secs ?? 1) * 1000), LONGEST_PAUSE_MS, left));
		// Progress information is outdated; everything else about the file is kept.
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
