import { attempt } from '../../../api/errors/outcome';
import {
	checkMedia,
	checkTogether,
	MEDIA_LIMITS,
	mediaCategory,
	mediaKind,
	mediaType,
	sizeText,
	SNIFF_BYTES,
	type MediaFile,
	type MediaKind,
} from '../../../api/media/file';
import { bytesOf } from '../../support/inputs/files';
import { inputError, thrownBy } from '../../support/unwired/surroundings';

const MB = 1024 * 1024;

/** The first bytes of a file: text and bytes one after the other, filled up with zeros. */
function head(...parts: Array<string | readonly number[]>): Uint8Array {
	const bytes = new Uint8Array(SNIFF_BYTES);
	bytes.set(
		parts.flatMap((part) => (typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : [...part])),
	);
	return bytes;
}
const text = (content: string) => Uint8Array.from([...content].map((letter) => letter.charCodeAt(0)));
const transportStream = (() => {
	const bytes = new Uint8Array(SNIFF_BYTES);
	bytes[0] = bytes[188] = 0x47;
	return bytes;
})();

describe('the type of a file', () => {
	it.each([
		['image/jpeg', head([0xff, 0xd8, 0xff, 0xe0])],
		['image/png', head([0x89], 'PNG\r\n\x1a\n')],
		['image/gif', head('GIF87a')],
		['image/gif', head('GIF89a')],
		['image/webp', head('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
		['image/bmp', head('BM', [0x36, 0, 0x0c, 0, 0, 0, 0, 0, 0x36])],
		['image/tiff', head('II*\0')],
		['image/tiff', head('MM\0*')],
		['video/mp4', head([0, 0, 0, 0x20], 'ftypisom')],
		['video/mp4', head([0, 0, 0, 0x20], 'ftypmp42')],
		['video/mp4', head([0, 0, 0, 0x20], 'ftypM4V ')],
		['video/quicktime', head([0, 0, 0, 0x14], 'ftypqt  ')],
		['video/mp4', head([0, 0, 0, 0x18], 'ftyp3gp5')],
		['video/quicktime', head([0, 0, 0x0c, 0x8f], 'moov', [0, 0, 0, 0x6c], 'mvhd')],
		['video/quicktime', head([0, 0, 0, 8], 'wide', [0, 1, 2, 3], 'mdat')],
		['video/quicktime', head([0, 0, 0, 1], 'mdat', [0, 0, 0, 0])],
		['video/quicktime', head([0, 0, 0, 8], 'free', [0, 0, 0, 8], 'skip')],
		['video/webm', head([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84], 'webm')],
		['video/mp2t', transportStream],
		['text/vtt', text('WEBVTT\n\n00:00.000 --> 00:01.000\nHi')],
		['text/vtt', text('\xef\xbb\xbfWEBVTT')],
		['text/srt', text('1\r\n00:00:01,000 --> 00:00:02,500\r\nHi')],
		['text/srt', text('\xef\xbb\xbf1\n00:00:01,000 --> 00:00:02,500\nHi')],
		['text/srt', text('1 \n0:00:01.0 --> 0:00:02.5\nHi')],
		['text/srt', text('12\r100:00:01,000-->100:00:02,500\rHi')],
	])('is %s by its first bytes', (type, bytes) => {
		expect(mediaType(bytes)).toBe(type);
	});

	it.each([
		['PDF', head('%PDF-1.7')],
		['ZIP', head('PK\x03\x04')],
		['SVG', text('<svg xmlns="http://www.w3.org/2000/svg"></svg>')],
		['HTML', text('<!DOCTYPE html>')],
		['HEIC of a phone', head([0, 0, 0, 0x18], 'ftypheic')],
		['an AVIF', head([0, 0, 0, 0x18], 'ftypavif')],
		['M4A sound', head([0, 0, 0, 0x18], 'ftypM4A ')],
		['M4B audio book', head([0, 0, 0, 0x18], 'ftypM4B ')],
		['M4P protected sound', head([0, 0, 0, 0x18], 'ftypM4P ')],
		['CR3 of a camera', head([0, 0, 0, 0x18], 'ftypcrx ')],
		['HEIF of another phone', head([0, 0, 0, 0x18], 'ftypmif1')],
		['JPEG 2000', head([0, 0, 0, 0x14], 'ftypjp2 ')],
		['text with the name of a box in it', text('The wide road goes on, '.slice(0, 4) + 'wide road')],
		['WAV sound', head('RIFF', [1, 2, 3, 4], 'WAVE')],
		['Matroska', head([0x1a, 0x45, 0xdf, 0xa3, 0xa3, 0x42, 0x82, 0x88], 'matroska')],
		['text that begins with G', text(`Great news: ${'this is plain text. '.repeat(20)}`)],
		['text that begins with BM', text('BMW, a maker of cars and motorcycles')],
		['text that begins with a number', text('1\n2\n3')],
		['too few bytes', new Uint8Array([0xff, 0xd8])],
		['nothing', new Uint8Array()],
	])('is none that X takes: %s', (_, bytes) => {
		expect(mediaType(bytes)).toBeUndefined();
	});

	it.each([
		['<!DOCTYPE html>\n<html lang="en">'],
		['\n  <html><head><title>Log in</title>'],
		['\xef\xbb\xbf<!-- cached --><!doctype HTML>'],
		['<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">'],
		['<body><h1>403 Forbidden</h1>'],
		['<center>Moved</center>'],
		['\xff\xfe<\0h\0t\0m\0l\0>\0'],
	])('a web page is told as one: %j', (page) => {
		expect(() => checkMedia(sized(5000), text(page))).toThrow("'file.bin' is a web page, not an image or a video");
	});

	it.each([
		['an SVG image', text('<svg xmlns="http://www.w3.org/2000/svg">')],
		['an SVG image', text('<?xml version="1.0"?>\n<!-- made by hand -->\n<svg>')],
		['an SVG image', text('<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org">')],
		['a JPEG XL image', head([0xff, 0x0a, 0xcb])],
		['a JPEG XL image', head([0, 0, 0, 12], 'JXL \r\n')],
		['a JPEG 2000 image', head([0, 0, 0, 0x14], 'ftypjp2 ')],
		['a Canon RAW image', head([0, 0, 0, 0x18], 'ftypcrx ')],
		['an icon (ICO) image', head([0, 0, 1, 0, 1, 0, 16, 16])],
		['a Photoshop (PSD) image', head('8BPS', [0, 1])],
		['a Matroska (MKV) video', head([0x1a, 0x45, 0xdf, 0xa3, 0xa3, 0x42, 0x82, 0x88], 'matroska')],
		['an AVI video', head('RIFF', [1, 10, 3, 4], 'AVI LIST')],
		['a Windows Media (WMV) video', head([0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11])],
		['an MPEG video', head([0, 0, 1, 0xba])],
		['an MP3 sound file', head('ID3', [3, 0])],
		['a WAV sound file', head('RIFF', [1, 2, 3, 4], 'WAVE')],
		['an M4A sound file', head([0, 0, 0, 0x18], 'ftypM4A ')],
		['a PDF document', head('%PDF-1.7')],
		['a ZIP archive', head('PK\x03\x04')],
		['a gzip archive', head([0x1f, 0x8b, 8])],
		['a Canon RAW image', head([0x49, 0x49, 0x2a, 0, 0x10, 0, 0, 0], 'CR\x02\0')],
		['an MP3 sound file', head([0xff, 0xfb, 0x90, 0x64])],
		['an MP3 sound file', head([0xff, 0xf3, 0x40, 0xc4])],
		['an AAC sound file', head([0xff, 0xf1, 0x50, 0x80])],
		['an AMR sound file', head('#!AMR\n')],
		['an AIFF sound file', head('FORM', [0, 0, 0, 0], 'AIFF')],
		['a MIDI sound file', head('MThd', [0, 0, 0, 6])],
		['an Ogg sound file', head('OggS', Array<number>(24).fill(1), '\x01vorbis')],
		['an Ogg video', head('OggS', Array<number>(24).fill(1), '\x80theora')],
		['a SubStation Alpha (ASS) subtitle file', text('[Script Info]\nTitle: Kites')],
		['a UTF-16 subtitle file', text(`\xff\xfe${[...'1\r\n00:00:01,000 --> '].join('\0')}\0`)],
		['a UTF-16 subtitle file', text(`\xfe\xff\0${[...'WEBVTT\n'].join('\0')}`)],
	])('%s is refused by its name, with what to make of it', (what, bytes) => {
		const { message, advice } = inputError(() => checkMedia(sized(5000), bytes));
		expect(message).toBe(`The file 'file.bin' is ${what}, which X does not accept`);
		expect(advice).toMatch(/before this node|as part of a video/);
	});

	it.each([
		[Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...Array<number>(200).fill(7)]).toString('base64')],
		[`data:image/png;base64,${Buffer.from(`\x89PNG${'x'.repeat(300)}`, 'latin1').toString('base64')}`],
		[Buffer.from(head([0, 0, 0, 0x18], 'ftypheic')).toString('base64url')],
	])('a text that contains a file in base64 is told as one: %#', (given) => {
		const { message, advice } = inputError(() => checkMedia(sized(5000), text(given).subarray(0, SNIFF_BYTES)));
		expect(message).toBe("'file.bin' is a text that contains a file in base64");
		expect(advice).toMatch(/Convert to File node .*'Move Base64 String to File'/);
	});

	it.each([[[0xff]], [[0xff, 0xd8]], [[0, 1, 2]]])('%j is told as a file that is not whole', (bytes) => {
		const { message } = inputError(() => checkMedia(sized(bytes.length), Uint8Array.from(bytes)));
		expect(message).toMatch(new RegExp(`has only ${bytes.length} bytes?$`));
	});

	it.each([
		['{"error":"gone"}'],
		['html'],
		['<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'],
		['Prêt'],
	])('another text is told as one: %j', (given) =>
		expect(() => checkMedia(sized(5000), text(given))).toThrow("'file.bin' is a text, not an image or a video"),
	);

	it.each([
		['image/jpeg', 'image'],
		['image/webp', 'image'],
		['image/gif', 'gif'],
		['video/mp4', 'video'],
		['video/mp2t', 'video'],
		['text/srt', 'subtitles'],
		['text/vtt', 'subtitles'],
	] as const)('%s is of the kind %s', (type, kind) => {
		expect(mediaKind(type)).toBe(kind);
	});

	it.each([
		['image', 'post', 'tweet_image'],
		['gif', 'post', 'tweet_gif'],
		['video', 'post', 'tweet_video'],
		['subtitles', 'post', 'subtitles'],
		['image', 'message', 'dm_image'],
		['gif', 'message', 'dm_gif'],
		['video', 'message', 'dm_video'],
		['subtitles', 'message', 'subtitles'],
	] as const)('%s for a %s is %s', (kind, use, category) => {
		expect(mediaCategory(kind, use)).toBe(category);
	});
});

const SAMPLES: Record<MediaKind, Uint8Array> = {
	image: head([0x89], 'PNG'),
	gif: head('GIF89a'),
	video: head([0, 0, 0, 0x20], 'ftypisom'),
	subtitles: text('WEBVTT'),
};
const KINDS = Object.keys(SAMPLES) as MediaKind[];
const sized = (size: number): MediaFile => ({
	name: 'file.bin',
	size,
	async *chunks() {
		yield* [];
	},
});

describe('a file', () => {
	it.each(KINDS)('may have as many bytes as X takes, and not one more (%s)', (kind) => {
		const { bytes, label } = MEDIA_LIMITS[kind];
		expect(checkMedia(sized(bytes), SAMPLES[kind])).toMatchObject({ kind, type: mediaType(SAMPLES[kind]) });
		const { message } = inputError(() => checkMedia(sized(bytes + 1), SAMPLES[kind]));
		expect(message).toContain(label);
		expect(message).toContain("'file.bin'");
		// What is told must be more than the limit, however little it is.
		const [, told, unit] = /has ([\d.]+) (MB|GB)/.exec(message) ?? [];
		expect(Number(told) * (unit === 'GB' ? 1024 : 1)).toBeGreaterThan(bytes / MB);
	});

	it('has the limits that X documents', () => {
		expect(KINDS.map((kind) => MEDIA_LIMITS[kind].bytes / MB)).toEqual([5, 15, 16 * 1024, 1]);
		for (const kind of KINDS) expect(MEDIA_LIMITS[kind].label).toContain(sizeText(MEDIA_LIMITS[kind].bytes));
	});

	it('that is empty, or of a type X does not take, is refused by name', () => {
		expect(inputError(() => checkMedia(sized(0), new Uint8Array())).message).toBe("The file 'file.bin' is empty");
		const error = inputError(() => checkMedia(sized(20), head([1, 2, 3, 4])));
		expect(error.message).toContain("'file.bin'");
		expect(error.advice).toMatch(/JPEG.*MP4.*SRT/);
	});
});

describe('one post takes', () => {
	it.each<[MediaKind[]]>([[[]], [['image']], [['image', 'image', 'image', 'image']], [['gif']], [['video']]])(
		'%j',
		(kinds) => {
			expect(thrownBy(() => checkTogether(kinds))).toBeUndefined();
		},
	);

	it.each<[MediaKind[], RegExp]>([
		[['image', 'image', 'image', 'image', 'image'], /up to 4 images, not 5/],
		[['video', 'video'], /one video or GIF, not 2/],
		[['gif', 'gif'], /one video or GIF, not 2/],
		[['gif', 'video'], /one video or GIF, not 2/],
		[['image', 'video'], /not a mix/],
		[['gif', 'image'], /images, one video or one GIF/],
		[['image', 'image', 'image', 'image', 'image', 'video'], /not a mix/],
		[['subtitles'], /Subtitles/],
		[['video', 'subtitles'], /Subtitles/],
	])('not %j', (kinds, message) => {
		const error = inputError(() => checkTogether(kinds));
		expect(error.message).toMatch(message);
		expect(error.advice).not.toBe('');
	});
});

it.each([
	['a PNG', Buffer.from(bytesOf('png').toString('utf8'))],
	['a JPEG', Buffer.from(bytesOf('jpeg').toString('utf8'))],
	['a PNG, byte by byte', Buffer.from(bytesOf('png').toString('latin1'), 'utf8')],
	['a JPEG, byte by byte', Buffer.from(bytesOf('jpeg').toString('latin1'), 'utf8')],
])('%s that was taken for a text is told as destroyed, with what gives a file', (_, bytes) => {
	const { message, advice } = inputError(() => checkMedia(sized(5000), bytes.subarray(0, SNIFF_BYTES)));
	expect(message).toBe("The image 'file.bin' was read as text, which corrupted it");
	expect(advice).toMatch(/HTTP Request node, .*'Response Format' to File/);
});

it.each([
	['a HEIC', head([0, 0, 0, 0x18], 'ftypheic')],
	['a HEIC', head([0, 0, 0, 0x1c], 'ftypmif1', [0, 0, 0, 0], 'mif1heic')],
	['an AVIF', head([0, 0, 0, 0x18], 'ftypavif')],
	['an AVIF', head([0, 0, 0, 0x1c], 'ftypmif1', [0, 0, 0, 0], 'avifmif1')],
])('%s is refused by name, with what makes a JPEG of it', (name, bytes) => {
	const refused = attempt(() => checkMedia({ name: 'photo', size: 9, async *chunks() {} }, bytes));
	expect(refused).toMatchObject({
		error: {
			message: `The file 'photo' is ${name} image, which X does not accept`,
			advice: expect.stringMatching(/Edit Image node .*'Format' JPEG and 'Quality' 85/),
		},
	});
});
