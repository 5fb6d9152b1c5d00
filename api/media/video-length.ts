/**
 * How long an MP4 or MOV is, from its movie header (ISO/IEC 14496-12, mvhd), wherever that stands: programs that write a
 * file in one go put it at the end. The frames are passed over.
 */
import { settle } from '../errors/outcome';
import type { CheckedMedia } from './file';

type Pieces = AsyncIterable<Uint8Array, undefined> | Iterable<Uint8Array, undefined>;

/** Of a box: its size and its name. */
const BOX = 8;
/** Enough of a movie header for both of its versions. */
const MOVIE_HEADER = 32;
/** Stands for a length that its writer did not know. */
const UNKNOWN = [0xffffffff, 0xffffffffffffffffn];

class Reader {
	private readonly pieces: AsyncIterator<Uint8Array, undefined> | Iterator<Uint8Array, undefined>;
	private rest: Uint8Array = new Uint8Array();

	constructor(pieces: Pieces) {
		this.pieces = Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
	}

	/** @returns undefined at the end of the file */
	async take(count: number): Promise<DataView | undefined> {
		const bytes = new Uint8Array(count);
		for (let at = 0; at < count;) {
			if (!(await this.fill())) return undefined;
			const part = this.rest.subarray(0, count - at);
			bytes.set(part, at);
			at += part.length;
			this.rest = this.rest.subarray(part.length);
		}
		return new DataView(bytes.buffer);
	}

	/** @returns whether there is more */
	async skip(count: number): Promise<boolean> {
		for (let left = count; left > 0;) {
			if (!(await this.fill())) return false;
			const passed = Math.min(left, this.rest.length);
			left -= passed;
			this.rest = this.rest.subarray(passed);
		}
		return true;
	}

	async close(): Promise<void> {
		await this.pieces.return?.();
	}

	private async fill(): Promise<boolean> {
		while (this.rest.length === 0) {
			const { done, value } = await this.pieces.next();
			if (done) return false;
			this.rest = value;
		}
		return true;
	}
}

const nameOf = (box: DataView): string => String.fromCharCode(...[4, 5, 6, 7].map((at) => box.getUint8(at)));

/** What follows of a box; undefined if it reaches to the end of the file, or makes no sense. */
async function leftOf(reader: Reader, box: DataView): Promise<number | undefined> {
	const size = box.getUint32(0);
	if (size !== 1) return size >= BOX ? size - BOX : undefined;
	const large = await reader.take(8);
	const left = large ? Number(large.getBigUint64(0)) - 2 * BOX : -1;
	return left >= 0 ? left : undefined;
}

function lengthIn(header: DataView): number | undefined {
	const isLarge = header.getUint8(0) === 1;
	const scale = header.getUint32(isLarge ? 20 : 12);
	const duration = isLarge ? header.getBigUint64(24) : header.getUint32(16);
	// A video in fragments leaves it at 0.
	if (scale === 0 || UNKNOWN.includes(duration)) return undefined;
	return Number(duration) / scale || undefined;
}

async function find(reader: Reader): Promise<number | undefined> {
	for (let box = await reader.take(BOX); box; box = await reader.take(BOX)) {
		const name = nameOf(box);
		const left = await leftOf(reader, box);
		if (name === 'mvhd') {
			const header = await reader.take(MOVIE_HEADER);
			return header && lengthIn(header);
		}
		if (left === undefined || (name !== 'moov' && !(await reader.skip(left)))) return undefined;
	}
	return undefined;
}

/** @returns seconds; undefined where the file does not tell */
export async function videoSeconds(pieces: Pieces): Promise<number | undefined> {
	const reader = new Reader(pieces);
	try {
		return await find(reader);
	} finally {
		await reader.close();
	}
}

/** A file that cannot be read says so when it is uploaded. @param pieces its content from the start, or the beginning of it */
export async function withLength(media: CheckedMedia, pieces: () => Pieces): Promise<CheckedMedia> {
	if (media.type !== 'video/mp4' && media.type !== 'video/quicktime') return media;
	const length = await settle(videoSeconds(pieces()));
	return length.ok && length.value !== undefined ? { ...media, seconds: length.value } : media;
}
