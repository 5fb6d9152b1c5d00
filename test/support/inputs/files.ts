import type { INodeExecutionData } from 'n8n-workflow';

const starts: Record<string, string> = {
	png: '89504e470d0a1a0a0000000d49484452000000400000003008060000001f',
	jpeg: 'ffd8ffe000104a46494600010100000100010000ffc00011080001000103012200021101031101',
	gif: '474946383961010001008000',
	mp4: '000000186674797069736f6d0000020069736f6d',
	pdf: '255044462d312e340a25',
	vtt: Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.000\nHi\n').toString('hex'),
};

/** A file that starts like its kind and is filled up to a size in bytes. */
export function bytesOf(kind: keyof typeof starts, size = 64): Buffer {
	const start = Buffer.from(starts[kind], 'hex');
	return Buffer.concat([start, Buffer.alloc(Math.max(0, size - start.length), 7)]);
}

/** A box of an MP4; a large one states its size in 64 bits. */
export function box(name: string, content: Buffer, large = false): Buffer {
	const head = Buffer.alloc(large ? 16 : 8);
	head.writeUInt32BE(large ? 1 : 8 + content.length);
	head.write(name, 4, 'latin1');
	if (large) head.writeBigUInt64BE(BigInt(16 + content.length), 8);
	return Buffer.concat([head, content]);
}

interface Movie {
	seconds: number;
	/** Units per second. */
	scale?: number;
	/** Whether the header stands behind the frames, as in a file that was written in one go. */
	atEnd?: boolean;
	/** Whether the fields of the header have 64 bits, and the sizes of the boxes. */
	large?: boolean;
	/** Bytes of frames. */
	frames?: number;
	/** Boxes beside its header. */
	beside?: readonly Buffer[];
}

/** An MP4 that says how long it is. */
export function movieOf({
	seconds,
	scale = 600,
	atEnd = false,
	large = false,
	frames = 100,
	beside = [],
}: Movie): Buffer {
	const header = Buffer.alloc(large ? 112 : 100);
	header.writeUInt8(large ? 1 : 0);
	header.writeUInt32BE(scale, large ? 20 : 12);
	if (large) header.writeBigUInt64BE(BigInt(Math.round(seconds * scale)), 24);
	else header.writeUInt32BE(Math.round(seconds * scale), 16);
	const moov = box('moov', Buffer.concat([box('udta', Buffer.from('notes')), box('mvhd', header), ...beside]), large);
	const mdat = box('mdat', Buffer.alloc(frames, 7), large);
	return Buffer.concat([box('ftyp', Buffer.from('isom\0\0\x02\0isom')), ...(atEnd ? [mdat, moov] : [moov, mdat])]);
}

const named = (name: string, at: number, length: number): Buffer => {
	const content = Buffer.alloc(length);
	content.write(name, at, 'latin1');
	return content;
};

/** A track of an MP4: its handler (`vide`, `soun`) and the format of its samples. */
export const trackOf = (handler: string, format: string): Buffer =>
	box(
		'trak',
		Buffer.concat([
			box('tkhd', Buffer.alloc(84)),
			box(
				'mdia',
				Buffer.concat([
					box('hdlr', named(handler, 8, 25)),
					box('minf', box('stbl', box('stsd', named(format, 12, 90)))),
				]),
			),
		]),
	);

/** A GIF of empty frames. */
export function gifOf(frames: number, width = 4, height = 4): Buffer {
	const head = Buffer.from('GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1');
	head.writeUInt16LE(width, 6);
	head.writeUInt16LE(height, 8);
	const frame = Buffer.from('21f9040005000000' + '2c00000000040004000002038' + '48f0500', 'hex');
	return Buffer.concat([head, ...Array<Buffer>(frames).fill(frame), Buffer.from([0x3b])]);
}

/** An input item with files, by binary field. */
export const itemWith = (files: Record<string, Buffer>, json = {}): INodeExecutionData => ({
	json,
	binary: Object.fromEntries(
		Object.entries(files).map(([name, bytes]) => [
			name,
			{ data: bytes.toString('base64'), mimeType: 'application/octet-stream', fileName: `${name}.bin` },
		]),
	),
});
