/**
 * Opens a file of n8n's binary store once: its first bytes are inspected before the first request to X, and the same
 * opening is read to the end when its turn comes. In database mode each opening loads the whole file; in S3 each is a
 * download.
 */
import type { IExecuteFunctions } from 'n8n-workflow';
import { SNIFF_BYTES } from '../../api/media/file';
import { fromStore, lazily, readOn } from './read-on';

/** Most bytes that the loaded files of one run hold; a single one may be larger. */
const MOST_LOADED = 64 * 1024 * 1024;
/** Most files of one run that are kept open; others are opened again when their turn comes. */
const MOST_OPEN = 8;
/** How long a file stays open for its turn, in milliseconds: a failed run never reads it. */
const LONGEST_WAIT_MS = 300_000;
/** Bytes read at a time; small pieces keep a file that waits from filling memory. */
export const READ = 64 * 1024;

type Pieces = AsyncIterator<Uint8Array, undefined>;

interface StoreStream {
	[Symbol.asyncIterator](): Pieces;
	destroy(): void;
}

/** What the files of one run that wait for their turn occupy. */
interface Room {
	loaded: number;
	open: number;
}
const rooms = new WeakMap<IExecuteFunctions, Room>();

function roomOf(context: IExecuteFunctions): Room {
	const room = rooms.get(context) ?? { loaded: 0, open: 0 };
	rooms.set(context, room);
	return room;
}

export interface StoredFile {
	/** At least the first {@link SNIFF_BYTES}, unless the file is shorter. */
	head: Uint8Array;
	/** Its content from the start; can be read only once. */
	chunks(): AsyncIterable<Uint8Array>;
	/** Lets go of a file that nobody will read. */
	close(): void;
}

/** @param name for messages @throws InputError if n8n does not have the file any more */
export async function openStored(
	context: IExecuteFunctions,
	{ id, name, size }: { id: string; name: string; size: number },
): Promise<StoredFile> {
	const open = async () => (await context.helpers.getBinaryStream(id, READ)) as StoreStream;
	const stream = await fromStore(name, open());
	const rest = stream[Symbol.asyncIterator]();
	const begun = await fromStore(name, begin(rest));
	const head = Buffer.concat(begun.map((bytes) => bytes.subarray(0, SNIFF_BYTES)));
	const { chunks, close } = kept(roomOf(context), size, { stream, rest, begun, open });
	return { head, close, chunks: () => readOn(name, open, chunks()) };
}

function kept(room: Room, size: number, opened: Opened): Kept {
	const { stream, begun, open } = opened;
	if (lengthOf(begun) < size && room.open < MOST_OPEN) return waiting(room, opened);
	stream.destroy();
	const fits = lengthOf(begun) >= size && (room.loaded === 0 || room.loaded + size <= MOST_LOADED);
	return fits ? loaded(room, begun) : { chunks: () => lazily(open), close: () => undefined };
}

type Kept = Pick<StoredFile, 'chunks' | 'close'>;

const lengthOf = (pieces: readonly Uint8Array[]): number => pieces.reduce((sum, { length }) => sum + length, 0);

async function begin(rest: Pieces): Promise<Uint8Array[]> {
	const pieces: Uint8Array[] = [];
	while (lengthOf(pieces) < SNIFF_BYTES) {
		const { done, value } = await rest.next();
		if (done) break;
		pieces.push(value);
	}
	return pieces;
}

/** A file that was read to its end: its bytes are let go as they are handed on. */
function loaded(room: Room, pieces: Uint8Array[]): Kept {
	const size = lengthOf(pieces);
	room.loaded += size;
	const take = (): Uint8Array[] => {
		if (pieces.length > 0) room.loaded -= size;
		return pieces.splice(0);
	};
	return {
		async *chunks() {
			yield* take();
		},
		close: () => void take(),
	};
}

interface Opened {
	stream: StoreStream;
	rest: Pieces;
	begun: Uint8Array[];
	open(): Promise<StoreStream>;
}

function waiting(room: Room, { stream, rest, begun, open }: Opened): Kept {
	let isOpen = true;
	room.open++;
	const leave = () => {
		if (isOpen) room.open--;
		isOpen = false;
	};
	const close = () => {
		if (isOpen) stream.destroy();
		leave();
	};
	AbortSignal.timeout(LONGEST_WAIT_MS).addEventListener('abort', close);
	return {
		async *chunks() {
			if (!isOpen) {
				yield* lazily(open);
				return;
			}
			leave();
			try {
				yield* begun;
				for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
			} finally {
				stream.destroy();
			}
		},
		close,
	};
}
