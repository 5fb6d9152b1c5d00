/**
 * What an MP4 or MOV says of itself (ISO/IEC 14496-12): how long it is, and what its tracks are. That stands in its
 * `moov` box, which programs that write a file in one go put at the end. The frames are passed over.
 */
import type { Reader } from './reader';

export interface Movie {
	/** Undefined where the file does not tell. */
	seconds?: number;
	/** The handler of each track: `vide`, `soun`, ... */
	handlers: string[];
	/** The format of each track's samples: `avc1`, `mp4a`, ... */
	formats: string[];
	/** Whether all of `moov` was read. */
	isKnown: boolean;
	/** Whether the file ended before `moov` began. */
	isCut: boolean;
}

/** Of a box: its size and its name. */
const BOX = 8;
/** Enough of a header for both of its versions. */
const HEADER = 32;
/** Stands for a length that its writer did not know. */
const UNKNOWN = [0xffffffff, 0xffffffffffffffffn];

/** The boxes to look into, by the one they stand in. */
const INSIDE: Readonly<Record<string, readonly string[]>> = {
	'': ['moov'],
	moov: ['trak', 'mvex'],
	trak: ['mdia'],
	mdia: ['minf'],
	minf: ['stbl'],
};

type Found = Movie & { scale: number; isFragmented: boolean; fragments?: number };

/** Reads a box of what is wanted; its rest is passed over. */
const CONTENTS: Readonly<Record<string, (found: Found, content: DataView) => void>> = {
	'moov/mvhd': (found, content) => {
		const isLarge = content.getUint8(0) === 1;
		found.scale = content.getUint32(isLarge ? 20 : 12);
		found.seconds = inSeconds(found, isLarge ? content.getBigUint64(24) : content.getUint32(16));
	},
	// A video in fragments leaves the length of its header at 0, or at that of the first of them.
	'mvex/mehd': (found, content) => {
		found.fragments = inSeconds(found, content.getUint8(0) === 1 ? content.getBigUint64(4) : content.getUint32(4));
	},
	'mdia/hdlr': (found, content) => void found.handlers.push(textAt(content, 8)),
	'stbl/stsd': (found, content) => void found.formats.push(textAt(content, 12)),
};

const textAt = (view: DataView, at: number): string =>
	String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));

function inSeconds({ scale }: Found, duration: number | bigint): number | undefined {
	if (scale === 0 || UNKNOWN.includes(duration)) return undefined;
	return Number(duration) / scale || undefined;
}

/** Where a box ends that begins here; undefined if it makes no sense. A size of 0 is the rest of what it stands in. */
async function endOf(reader: Reader, box: DataView, outer: number): Promise<number | undefined> {
	const start = reader.position - BOX;
	const size = box.getUint32(0);
	if (size === 0) return outer;
	if (size !== 1) return size >= BOX ? start + size : undefined;
	const large = await reader.take(8);
	const end = large ? start + Number(large.getBigUint64(0)) : 0;
	return end >= reader.position ? end : undefined;
}

/** @returns whether there is more to look for behind */
async function look(reader: Reader, found: Found, outer: string, end: number): Promise<boolean> {
	while (reader.position + BOX <= end) {
		const box = await reader.take(BOX);
		const said = box && (await endOf(reader, box, end));
		if (!box || said === undefined) return false;
		const name = textAt(box, 4);
		// A box cannot be larger than the one it stands in.
		const own = Math.min(said, end);
		if (!(await into(reader, found, [outer, name], own)) || !(await reader.skip(own - reader.position))) return false;
		if (name !== 'moov' || outer !== '') continue;
		found.isKnown = true;
		return false;
	}
	return true;
}

async function into(reader: Reader, found: Found, [outer, name]: [string, string], end: number): Promise<boolean> {
	if (INSIDE[outer]?.includes(name)) {
		if (name === 'moov') found.isCut = false;
		if (name === 'mvex') found.isFragmented = true;
		return await look(reader, found, name, end);
	}
	const read = CONTENTS[`${outer}/${name}`];
	if (!read) return true;
	const size = Math.min(HEADER, end - reader.position);
	const content = size > 0 ? await reader.take(size) : undefined;
	if (!content) return false;
	// A box may be shorter than its kind demands.
	const whole = new Uint8Array(HEADER);
	whole.set(new Uint8Array(content.buffer));
	read(found, new DataView(whole.buffer));
	return true;
}

export async function readMovie(reader: Reader): Promise<Movie> {
	const found: Found = { handlers: [], formats: [], isKnown: false, isCut: true, scale: 0, isFragmented: false };
	await look(reader, found, '', Infinity);
	const { handlers, formats, isKnown, isCut } = found;
	const seconds = found.fragments ?? (found.isFragmented ? undefined : found.seconds);
	return { handlers, formats, isKnown, isCut, ...(seconds === undefined ? {} : { seconds }) };
}
