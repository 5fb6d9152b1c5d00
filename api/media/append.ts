/** Sends a file to X in segments, a few at a time. */
import type { EndpointName, XClient } from '../client/call';
import { XError } from '../errors/errors';
import { settle } from '../errors/outcome';
import { isFaultStatus } from '../errors/status';
import type { MediaFile } from './file';
import { createSegment, type Segment } from './segment';

const MB = 1024 * 1024;
/** Bytes per segment, unless the file has too many of them. */
export const SEGMENT = 2 * MB;
/** X allows as many segments (spec: segment_index 0..999). */
export const MOST_SEGMENTS = 1000;
/**
 * Number of segments sent in parallel. Each one in flight is in memory up to three times, once here and twice in
 * Node.js (TLS): more in parallel are faster over a slow network, but hold over 64 MB (bench/upload.ts). Larger ones
 * are fewer.
 */
export const PARALLEL = 5;

/** How a file of that size is divided. */
export function division(size: number): { segment: number; parallel: number } {
	const segment = Math.max(SEGMENT, Math.ceil(size / MOST_SEGMENTS));
	return { segment, parallel: Math.max(1, Math.floor((PARALLEL * SEGMENT) / segment)) };
}

/** Bytes read at a time: small, since each chunk occupies extra memory until it has been copied. */
export const READ = MB / 16;
const SEGMENT_ATTEMPTS = 3;

/** Where segments are sent, and the fields sent with each. */
export interface Upload {
	endpoint: EndpointName;
	id: string;
	along?: Readonly<Record<string, string>>;
}

/** Sends a few segments at a time, reusing their buffers; X orders them by index. @returns the number of segments */
export async function append(client: XClient, to: Upload, file: MediaFile): Promise<number> {
	const { segment: most, parallel } = division(file.size);
	const underWay = new Set<Promise<void>>();
	const free: Segment[] = [];
	let made = 0;
	let count = 0;
	let filling: Segment | undefined;
	/** The upload is lost with any segment of it: the others are not sent again. */
	let isLost = false;

	async function next(): Promise<Segment> {
		while (free.length === 0 && made === parallel) await Promise.race(underWay);
		const used = free.pop();
		if (!used) made++;
		return used ?? createSegment(Math.min(most, file.size || most));
	}
	function send(segment: Segment): void {
		const sending: Promise<void> = sendSegment(client, to, count++, segment, () => isLost).then(() => {
			underWay.delete(sending);
			segment.empty();
			free.push(segment);
		});
		// A second failure while the first one is being reported must not become an unhandled rejection.
		sending.catch(() => (isLost = true));
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

/** Sending the same bytes under the same index again is safe. */
async function sendSegment(
	client: XClient,
	{ endpoint, id, along = {} }: Upload,
	index: number,
	segment: Segment,
	isLost: () => boolean,
): Promise<void> {
	const multipart = segment.form({ ...along, segment_index: String(index) });
	for (let attempt = 1; ; attempt++) {
		const sent = await settle(client.call(endpoint, { path: { id }, multipart }));
		if (sent.ok) return;
		if (!isPassing(sent.error) || attempt >= SEGMENT_ATTEMPTS || isLost()) throw sent.error;
		await client.wait(1000 * attempt);
		if (isLost()) throw sent.error;
	}
}

export const isPassing = (error: unknown): boolean =>
	error instanceof XError &&
	!error.context.lasting &&
	(error.context.status === 0 || isFaultStatus(error.context.status));
