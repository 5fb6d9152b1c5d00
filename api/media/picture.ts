/** How large a picture is, and of how many frames a GIF consists. */
import type { Reader } from './reader';

export interface Extent {
	width: number;
	height: number;
	/** Of a GIF. */
	frames?: number;
}

/** Reads from the first byte; undefined where the file ends before, or is not what it seems. */
export const EXTENTS: Readonly<Record<string, (reader: Reader) => Promise<Extent | undefined>>> = {
	'image/png': async (reader) => {
		const head = await reader.take(24);
		return head && { width: head.getUint32(16), height: head.getUint32(20) };
	},
	'image/jpeg': jpegExtent,
	'image/gif': gifExtent,
};

/** Markers of a frame's header: all of 0xC0 to 0xCF but those of tables. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

async function jpegExtent(reader: Reader): Promise<Extent | undefined> {
	await reader.skip(2);
	for (let segment = await reader.take(4); segment?.getUint8(0) === 0xff; segment = await reader.take(4)) {
		if (isFrame(segment.getUint8(1))) {
			const frame = await reader.take(5);
			return frame && { height: frame.getUint16(1), width: frame.getUint16(3) };
		}
		if (!(await reader.skip(segment.getUint16(2) - 2))) return undefined;
	}
	return undefined;
}

/** Bytes of a table of colours, by the flags before it. */
const tableSize = (flags: number): number => ((flags & 0x80) > 0 ? 3 * 2 ** ((flags & 7) + 1) : 0);

async function skipBlocks(reader: Reader): Promise<boolean> {
	for (let size = await reader.take(1); size; size = await reader.take(1)) {
		const length = size.getUint8(0);
		if (length === 0) return true;
		if (!(await reader.skip(length))) return false;
	}
	return false;
}

const IMAGE = 0x2c;
const EXTENSION = 0x21;
const END = 0x3b;

async function skipImage(reader: Reader): Promise<boolean> {
	const head = await reader.take(9);
	return head !== undefined && (await reader.skip(tableSize(head.getUint8(8)) + 1)) && (await skipBlocks(reader));
}

async function gifExtent(reader: Reader): Promise<Extent | undefined> {
	const head = await reader.take(13);
	if (!head) return undefined;
	const size = { width: head.getUint16(6, true), height: head.getUint16(8, true) };
	await reader.skip(tableSize(head.getUint8(10)));
	for (let frames = 0; ;) {
		const kind = (await reader.take(1))?.getUint8(0);
		if (kind === END) return { ...size, frames };
		const isThere =
			kind === IMAGE
				? await skipImage(reader)
				: kind === EXTENSION && (await reader.skip(1)) && (await skipBlocks(reader));
		if (!isThere) return size;
		if (kind === IMAGE) frames++;
	}
}
