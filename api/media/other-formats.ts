/** Files that X does not accept, by the names that people know, and what to make of them. Pure. */

const latin = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));

/** Options of n8n's Edit Image node. */
export const AS_JPEG = "the options 'Format' JPEG and 'Quality' 85";

const toJpeg = (name: string): string =>
	`Convert it to JPEG before this node: n8n's Edit Image node does so with ${AS_JPEG}, if the server's GraphicsMagick reads ${name}.`;

type Kind = 'photo' | 'image' | 'video' | 'sound' | 'subtitles' | 'document' | 'archive';

const ADVICE: Readonly<Record<Kind, (name: string) => string>> = {
	photo: (name) => `${toJpeg(name)} Phones can also take pictures as JPEG.`,
	image: toJpeg,
	video: () => 'Convert it to MP4 with H.264 and AAC before this node.',
	sound: () => 'X takes sound as part of a video only: make an MP4 of it and a picture.',
	subtitles: () => 'Convert them to SRT or VTT, in UTF-8, before this node.',
	document: () => 'Convert its pages to images before this node.',
	archive: () => "Unpack it before this node: n8n's Compression node does so.",
};

type Format = [name: string, kind: Kind, ...marks: Array<[at: number, text: string]>];

/** What stands where in the file. */
const FORMATS: readonly Format[] = [
	['JPEG XL', 'image', [0, '\xff\x0a']],
	['JPEG XL', 'image', [0, '\0\0\0\x0cJXL ']],
	['JPEG 2000', 'image', [0, '\0\0\0\x0cjP  ']],
	['JPEG 2000', 'image', [0, '\xff\x4f\xff\x51']],
	['JPEG 2000', 'image', [4, 'ftypjp2 ']],
	['Canon RAW', 'image', [4, 'ftypcrx ']],
	['Canon RAW', 'image', [0, 'II*\0'], [8, 'CR']],
	['BigTIFF', 'image', [0, 'II+\0']],
	['BigTIFF', 'image', [0, 'MM\0+']],
	['icon (ICO)', 'image', [0, '\0\0\x01\0']],
	['Photoshop (PSD)', 'image', [0, '8BPS']],
	['Matroska (MKV)', 'video', [0, '\x1aE\xdf\xa3']],
	['AVI', 'video', [0, 'RIFF'], [8, 'AVI ']],
	['Windows Media (WMV)', 'video', [0, '0&\xb2u\x8ef\xcf\x11']],
	['Flash (FLV)', 'video', [0, 'FLV\x01']],
	['MPEG', 'video', [0, '\0\0\x01\xba']],
	['MPEG', 'video', [0, '\0\0\x01\xb3']],
	['MP3', 'sound', [0, 'ID3']],
	...['\xfb', '\xfa', '\xf3', '\xf2'].map((mark): Format => ['MP3', 'sound', [0, `\xff${mark}`]]),
	...['\xf1', '\xf9'].map((mark): Format => ['AAC', 'sound', [0, `\xff${mark}`]]),
	['AMR', 'sound', [0, '#!AMR']],
	['AIFF', 'sound', [0, 'FORM'], [8, 'AIFF']],
	['MIDI', 'sound', [0, 'MThd']],
	['WAV', 'sound', [0, 'RIFF'], [8, 'WAVE']],
	['M4A', 'sound', [4, 'ftypM4A ']],
	['M4A', 'sound', [4, 'ftypM4B ']],
	['M4A', 'sound', [4, 'ftypM4P ']],
	['Ogg', 'video', [0, 'OggS'], [28, '\x80theora']],
	['Ogg', 'sound', [0, 'OggS']],
	['SubStation Alpha (ASS)', 'subtitles', [0, '[Script Info]']],
	['FLAC', 'sound', [0, 'fLaC']],
	['PDF', 'document', [0, '%PDF']],
	['ZIP', 'archive', [0, 'PK\x03\x04']],
	['gzip', 'archive', [0, '\x1f\x8b']],
];

const isSvg = (begin: string): boolean =>
	/^(?:\xef\xbb\xbf)?\s*</.test(begin) &&
	/<(?:svg|!doctype\s+svg)\b/i.test(begin) &&
	!/<(?:html|!doctype\s+html)\b/i.test(begin);

/** Images of phones, from the brands in the first box of the file. */
function phoneImage(head: Uint8Array): string | undefined {
	if (latin(head, 4, 8) !== 'ftyp') return undefined;
	const brand = latin(head, 8, 12);
	if (/^avi[fs]$/.test(brand)) return 'AVIF';
	if (/^he[iv][cmsx]$/.test(brand)) return 'HEIC';
	// A general brand, with the specific one among those that follow it.
	if (!/^mi[af][f12]$|^msf1$/.test(brand)) return undefined;
	const brands = latin(head, 16, Math.min(head.length, head[3] || head.length));
	return /avi[fs]/.test(brands) ? 'AVIF' : 'HEIC';
}

/** Subtitles of a kind that X takes, but not in the encoding that Windows programs may give them. */
function subtitlesIn(head: Uint8Array): readonly [name: string, kind: Kind] | undefined {
	const order = latin(head, 0, 2);
	if (order !== '\xff\xfe' && order !== '\xfe\xff') return undefined;
	const begin = latin(head, 2, head.length).replace(/\0/g, '');
	return /^(?:WEBVTT|\s*\d+\s+\d+:\d\d:\d\d[,.])/.test(begin) ? ['UTF-16', 'subtitles'] : undefined;
}

const WORDS: Readonly<Record<Kind, string>> = {
	photo: 'image',
	image: 'image',
	video: 'video',
	sound: 'sound file',
	subtitles: 'subtitle file',
	document: 'document',
	archive: 'archive',
};

export interface OtherFormat {
	/** Such as `a JPEG XL image`. */
	what: string;
	advice: string;
}

function nameOf(head: Uint8Array): readonly [name: string, kind: Kind] | undefined {
	const phone = phoneImage(head);
	if (phone) return [phone, 'photo'];
	const begin = latin(head, 0, head.length);
	const known = FORMATS.find(([, , ...marks]) => marks.every(([at, text]) => begin.startsWith(text, at)));
	if (known) return [known[0], known[1]];
	if (isSvg(begin)) return ['SVG', 'image'];
	return subtitlesIn(head);
}

/** As the name is spoken. */
const articleOf = (name: string): string => (/^(?:A|icon|M[PK4]|Og|SVG)/.test(name) ? 'an' : 'a');

/** @param head of a file of no type that X accepts */
export function otherFormat(head: Uint8Array): OtherFormat | undefined {
	const [name, kind] = nameOf(head) ?? [];
	return name && kind ? { what: `${articleOf(name)} ${name} ${WORDS[kind]}`, advice: ADVICE[kind](name) } : undefined;
}

/** The beginning of a file that a text contains in base64; undefined for other texts. */
export function inBase64(text: string): Uint8Array | undefined {
	const [, code] = /^\s*(?:data:[^,]{0,100},)?([\w+/-]{24,})[\w+/=\s-]*$/.exec(text) ?? [];
	return code === undefined ? undefined : Buffer.from(code, 'base64');
}
