import { inspected } from '../../../api/media/inspect';
import { checkMedia, SNIFF_BYTES } from '../../../api/media/file';
import { bytesOf, gifOf, movieOf, trackOf } from '../../support/inputs/files';

const noteOf = async (name: string, bytes: Buffer, { isWhole = true, from = bytes } = {}) => {
	const file = { name, size: bytes.length, async *chunks() {} };
	return (await inspected(checkMedia(file, bytes.subarray(0, SNIFF_BYTES)), () => [from], isWhole)).note;
};

function png(width: number, height: number): Buffer {
	const bytes = bytesOf('png', 100);
	bytes.writeUInt32BE(width, 16);
	bytes.writeUInt32BE(height, 20);
	return bytes;
}

/** With a thumbnail in its Exif data, which has a size of its own. */
function jpeg(width: number, height: number): Buffer {
	const frame = Buffer.from('ffc2001108000000000301220002110103110100', 'hex');
	frame.writeUInt16BE(height, 5);
	frame.writeUInt16BE(width, 7);
	const exif = Buffer.concat([
		Buffer.from('ffe10100', 'hex'),
		Buffer.from('ffd8ffc0001108000100010301', 'hex'),
		Buffer.alloc(0xfe - 13),
	]);
	return Buffer.concat([Buffer.from('ffd8', 'hex'), exif, frame, Buffer.alloc(100)]);
}

test.each([
	['as many frames as X recommends', gifOf(350), undefined],
	['one more', gifOf(351), /^'a' has 351 frames instead of 350: X may fail/],
	['as many pixels', gifOf(217, 1280, 1080), undefined],
	['more in all frames', gifOf(218, 1280, 1080), /^'a' has more than 300 million pixels in all frames:/],
	['too wide a GIF', gifOf(2, 1281, 10), /^'a' has 1281 x 10 pixels instead of 1280 x 1080:/],
	[
		'a GIF that is too much in each',
		gifOf(400, 1280, 1081),
		/1280 x 1081 pixels .*, 400 frames .*, more than 300 million/,
	],
	['a large PNG', png(8192, 8192), undefined],
	['a larger one', png(8193, 10), /^'a' has 8193 x 10 pixels: X takes up to 8192 x 8192/],
	['a large JPEG', jpeg(8192, 8192), undefined],
	['a larger one', jpeg(10, 8193), /^'a' has 10 x 8193 pixels/],
	['a video', movieOf({ seconds: 5, beside: [trackOf('vide', 'avc1'), trackOf('soun', 'mp4a')] }), undefined],
	['one without tracks', movieOf({ seconds: 5 }), undefined],
	['sound', movieOf({ seconds: 5, beside: [trackOf('soun', 'mp4a')] }), /^'a' has no pictures, only sound/],
	[
		'HEVC',
		movieOf({ seconds: 5, beside: [trackOf('soun', 'mp4a'), trackOf('vide', 'hvc1')] }),
		/^'a' is encoded as HEVC/,
	],
	['AV1', movieOf({ seconds: 5, beside: [trackOf('vide', 'av01')] }), /AV1: X documents H\.264 only/],
	['subtitles in UTF-8', Buffer.from('WEBVTT\n\nGrüße', 'utf8'), undefined],
	[
		'subtitles in another encoding',
		Buffer.from('WEBVTT\n\nGrüße', 'latin1'),
		/^'a' is not encoded as UTF-8: X may show/,
	],
	[
		'a video that is cut off',
		movieOf({ seconds: 5, atEnd: true }).subarray(0, 90),
		/^'a' lacks the part without which/,
	],
])('%s: %#', async (_, bytes, note) => {
	expect(String(await noteOf('a', bytes))).toMatch(note ?? /^undefined$/);
});

test('nothing is said of a beginning that does not tell', async () => {
	for (const bytes of [gifOf(400), movieOf({ seconds: 5, atEnd: true, beside: [trackOf('soun', 'mp4a')] })])
		for (const length of [50, 90])
			expect(await noteOf('a', bytes, { isWhole: false, from: bytes.subarray(0, length) })).toBeUndefined();
});

test('a file that cannot be read is left as it is', async () => {
	const file = { name: 'a', size: 9, async *chunks() {} };
	const media = checkMedia(file, png(9, 9).subarray(0, SNIFF_BYTES));
	const pieces = (function* (): Generator<Uint8Array, undefined> {
		yield new Uint8Array(3);
		throw new Error('The disk is gone');
	})();
	expect(await inspected(media, () => pieces, true)).toBe(media);
});
