/**
 * Opens files at web addresses for X: streamed, and requested once, since some links work only once. A file is inspected
 * before the first request to X and uploaded later; until then it is held in memory, its connection waits, or n8n's
 * binary store keeps it. Only where n8n keeps binary data in memory itself, what fits neither in memory nor among the
 * connections is requested again.
 */
import type { IExecuteFunctions } from 'n8n-workflow';
import { InputError } from '../../api/errors/errors';
import {
	checkMedia,
	MEDIA_LIMITS,
	mediaType,
	SNIFF_BYTES,
	type CheckedMedia,
	type MediaFile,
} from '../../api/media/file';
import { inspected } from '../../api/media/inspect';
import { inBase64 } from '../../api/media/other-formats';
import { plain } from '../../api/objects/ids';
import { adviceForPage, shown } from './answered';
import { Download } from './download';
import { fileInText } from './in-text';
import { hasStore, stash } from './stash';
import { READ } from './stored';

/** Most bytes that one run holds in memory, however many files it has. */
const MOST_HELD = 16 * 1024 * 1024;
/** The same of files whose size is not known until they are read, where nothing but memory can keep them. */
const MOST_HELD_UNREPORTED = 4 * MOST_HELD;
/** Larger files are not held in memory: their connections wait. */
const MOST_HELD_OF_ONE = MEDIA_LIMITS.image.bytes;
/** Most connections of one run that may wait at once; more where n8n has no store to keep the rest. */
const MOST_WAITING = { stored: 12, unstored: 64 };
/** How long a connection waits for its turn, in milliseconds. */
const LONGEST_WAIT_MS = 300_000;
/** A file whose size the server does not report has to be read to its end to determine it, so it must be small. */
const MOST_UNREPORTED = MEDIA_LIMITS.gif.bytes;

/** The memory and connections used by the files of one run. */
interface Room {
	held: number;
	waiting: number;
}
const rooms = new WeakMap<IExecuteFunctions, Room>();

function roomOf(context: IExecuteFunctions): Room {
	const room = rooms.get(context) ?? { held: 0, waiting: 0 };
	rooms.set(context, room);
	return room;
}

/** @throws InputError for an unreadable address or a file that X does not accept */
export async function openUrl(context: IExecuteFunctions, address: string): Promise<CheckedMedia> {
	const inText = fileInText(address);
	if (inText) return await inspected(inText, () => inText.file.chunks(READ), true);
	const url = addressOf(address);
	const download = await Download.start(context, url);
	const begun = await begin(download);
	const opened: Opened = { context, url, download, begun };
	return await (download.size === undefined ? readToEnd(opened) : ofSize(opened, download.size));
}

/** @throws InputError for what is no address, without asking for it */
export const checkAddress = (address: string): void => {
	if (!/^\s*data:/i.test(address)) addressOf(address);
};

function addressOf(address: string): URL {
	const [url] = [address.trim(), plain(address)].filter((each) => URL.canParse(each)).map((each) => new URL(each));
	const encoded = url ? undefined : inBase64(address.slice(0, 256));
	const type = encoded && mediaType(encoded);
	if (type)
		throw new InputError(
			'What is given as an address is a file in base64',
			`Write data:${type};base64, before it: data:${type};base64,${address.trim().slice(0, 8)}...`,
		);
	if (!url || !/^https?:$/.test(url.protocol))
		throw new InputError(
			`'${url ? `${url.protocol}…` : withoutSecretParts(address)}' is no address of a file`,
			'Use an address that starts with https:// or http://. A space in it is written as %20.',
		);
	return url;
}

/** The beginning of what cannot be read as an address: without a user and password, and without a query. */
const withoutSecretParts = (address: string): string =>
	address
		.replace(/^.*@/s, '…@')
		.replace(/[?#].*$/s, '?…')
		.slice(0, 60);

interface Opened {
	context: IExecuteFunctions;
	url: URL;
	download: Download;
	/** The chunks read so far. */
	begun: readonly Uint8Array[];
}

const webFile = (url: URL, { isPage }: Download): Pick<MediaFile, 'name' | 'web'> => ({
	name: shown(url),
	web: { isPage, advice: adviceForPage(url) },
});

const lengthOf = (pieces: readonly Uint8Array[]): number => pieces.reduce((sum, { length }) => sum + length, 0);

/** Reads until there is enough to detect the type. */
async function begin(download: Download): Promise<Uint8Array[]> {
	const pieces: Uint8Array[] = [];
	while (lengthOf(pieces) < SNIFF_BYTES) {
		const piece = await download.next();
		if (!piece) break;
		pieces.push(piece);
	}
	return pieces;
}

async function ofSize({ context, url, download, begun }: Opened, size: number): Promise<CheckedMedia> {
	const room = roomOf(context);
	const checked = (chunks: MediaFile['chunks']): CheckedMedia =>
		checkMedia({ ...webFile(url, download), size, chunks }, Buffer.concat(begun).subarray(0, SNIFF_BYTES));
	const again = await Promise.resolve(() => whole(context, url, size))
		.then(checked)
		.catch((error: unknown) => {
			download.close();
			throw error;
		});
	// A server that compresses the file reports the size of what it sends.
	if (size <= MOST_HELD_OF_ONE && room.held + size <= MOST_HELD)
		return await readToEnd({ context, url, download, begun });
	const beginning = async (media: CheckedMedia) => await inspected(media, () => begun, false);
	if (!(size > MOST_HELD_OF_ONE && room.waiting < MOST_WAITING.stored)) {
		if (await hasStore(context))
			return await beginning(checked(await stash(context, shown(url), exactly(url, size, download, begun))));
		if (room.waiting >= MOST_WAITING.unstored) {
			download.close();
			return await beginning(again);
		}
	}
	room.waiting++;
	download.closeUnlessReadWithin(LONGEST_WAIT_MS);
	return await beginning(checked(() => waited(context, { url, download, begun }, size)));
}

/** The size must be known before the upload, so the file is read to its end. */
async function readToEnd({ context, url, download, begun }: Opened): Promise<CheckedMedia> {
	const room = roomOf(context);
	const keeps = await hasStore(context);
	let pieces: Uint8Array[] | undefined = [...begun];
	let size = lengthOf(begun);
	for (let piece = await download.next(); piece && size <= MOST_UNREPORTED; piece = await download.next()) {
		size += piece.length;
		if (!keeps && room.held + size > MOST_HELD_UNREPORTED) pieces = undefined;
		pieces?.push(piece);
	}
	download.close();
	if (size > MOST_UNREPORTED)
		throw new InputError(
			`The size of the file at ${shown(url)} is not reported by its server`,
			'Download it with the HTTP Request node and attach it as a binary field.',
		);
	const checked = (chunks: MediaFile['chunks']): CheckedMedia =>
		checkMedia({ ...webFile(url, download), size, chunks }, Buffer.concat(begun).subarray(0, SNIFF_BYTES));
	const known = pieces ? [...pieces] : begun;
	const kept = pieces ? await keep(context, url, pieces) : undefined;
	return await inspected(checked(kept ?? (() => whole(context, url, size))), () => known, pieces !== undefined);
}

/** In memory, or in n8n's store; undefined where there is room in neither. */
async function keep(
	context: IExecuteFunctions,
	url: URL,
	pieces: Uint8Array[],
): Promise<MediaFile['chunks'] | undefined> {
	const room = roomOf(context);
	const keeps = await hasStore(context);
	if (room.held + lengthOf(pieces) <= (keeps ? MOST_HELD : MOST_HELD_UNREPORTED)) return held(room, pieces);
	return keeps ? await stash(context, shown(url), pieces) : undefined;
}

/** Memory that is released once it has been read. */
function held(room: Room, pieces: Uint8Array[]): MediaFile['chunks'] {
	const size = lengthOf(pieces);
	room.held += size;
	return async function* () {
		yield* pieces.splice(0);
		room.held -= size;
	};
}

/** A file whose connection has waited. If the connection broke in the meantime, the file is requested again. */
async function* waited(
	context: IExecuteFunctions,
	{ url, download, begun }: Omit<Opened, 'context'>,
	size: number,
): AsyncIterable<Uint8Array> {
	roomOf(context).waiting--;
	const broken = Symbol();
	const next = lengthOf(begun) < size ? await download.next().catch(() => broken) : undefined;
	if (typeof next === 'symbol') yield* whole(context, url, size);
	else yield* exactly(url, size, download, next ? [...begun, next] : begun);
}

async function* whole(context: IExecuteFunctions, url: URL, size: number): AsyncIterable<Uint8Array> {
	yield* exactly(url, size, await Download.start(context, url), []);
}

/**
 * The file from the start, checked to have exactly the reported size. The connection is closed however reading ends.
 */
async function* exactly(
	url: URL,
	size: number,
	download: Download,
	begun: readonly Uint8Array[],
): AsyncIterable<Uint8Array> {
	let left = size - lengthOf(begun);
	try {
		yield* begun;
		for (let piece = await download.next(); piece && left >= 0; piece = await download.next()) {
			left -= piece.length;
			if (left >= 0) yield piece;
		}
	} finally {
		download.close();
	}
	if (left !== 0)
		throw new InputError(
			`The file at ${shown(url)} is not of the size that its server reported`,
			'It may have changed in between: run again. If its server compresses it, download it with the HTTP Request node and attach it as a binary field.',
		);
}
