/** Files for X: detects their type from their bytes, and checks what X accepts. */
import { InputError } from '../errors/errors';
import { VIDEO_LIMITS } from '../objects/subscription';
import { animationNote } from './animated';
import { AS_JPEG, inBase64, otherFormat } from './other-formats';

/** A file to upload; `chunks` can be read only once. */
export interface MediaFile {
	/** For messages: the file's name or the binary field it comes from. */
	name: string;
	/** Bytes. */
	size: number;
	/** Of a file on the web: whether its server says that it is a page, and what to do about one. */
	web?: { isPage: boolean; advice?: string };
	/** Its content from the start, in chunks of about `size` bytes; a store may choose its own chunk size. */
	chunks(size: number): AsyncIterable<Uint8Array>;
}

export type MediaKind = 'image' | 'gif' | 'video' | 'subtitles';
export type MediaUse = 'post' | 'message';

const MB = 1024 * 1024;
/** docs.x.com/x-api/media/introduction and best-practices. */
export const MEDIA_LIMITS: Readonly<Record<MediaKind, { bytes: number; label: string }>> = {
	image: { bytes: 5 * MB, label: '5 MB for an image' },
	gif: { bytes: 15 * MB, label: '15 MB for a GIF' },
	// What an account may have of it is less (see VIDEO_LIMITS).
	video: { bytes: VIDEO_LIMITS.post.premium.bytes, label: '16 GB for a video' },
	subtitles: { bytes: 1 * MB, label: '1 MB for subtitles' },
};

/** Number of leading bytes that identify a file's type; an MPEG transport stream needs two packets of 188. */
export const SNIFF_BYTES = 192;

const latin = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));

/** File signatures, by X's `media_type`. */
const SIGNATURES: ReadonlyArray<[type: string, begins: (head: Uint8Array) => boolean]> = [
	['image/jpeg', (head) => head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff],
	['image/png', (head) => latin(head, 0, 4) === '\x89PNG'],
	['image/gif', (head) => /^GIF8[79]a/.test(latin(head, 0, 6))],
	['image/webp', (head) => latin(head, 0, 4) === 'RIFF' && latin(head, 8, 12) === 'WEBP'],
	['image/bmp', (head) => latin(head, 0, 2) === 'BM' && latin(head, 6, 10) === '\0\0\0\0'],
	// Canon's RAW begins like it.
	['image/tiff', (head) => /^(II\*\0|MM\0\*)/.test(latin(head, 0, 4)) && latin(head, 8, 10) !== 'CR'],
	// Matroska (.mkv) begins like WEBM; only WEBM names itself soon after.
	['video/webm', (head) => latin(head, 0, 4) === '\x1aE\xdf\xa3' && latin(head, 4, SNIFF_BYTES).includes('webm')],
	['video/mp2t', (head) => head[0] === 0x47 && head[188] === 0x47],
	['text/vtt', (head) => textOf(head).startsWith('WEBVTT')],
	['text/srt', (head) => /^\s*\d+\s+\d+:\d\d:\d\d[,.]\d{1,3}[ \t]*-->/.test(textOf(head))],
];

/** Without a byte order mark. */
const textOf = (head: Uint8Array) => latin(head, 0, SNIFF_BYTES).replace(/^\u00ef\u00bb\u00bf/, '');

/** The beginning of a text, whichever of the usual encodings it has. */
const readable = (head: Uint8Array): string => {
	const begin = latin(head, 0, SNIFF_BYTES);
	return /^(?:\xff\xfe|\xfe\xff)/.test(begin) ? begin.slice(2).replace(/\0/g, '') : textOf(head);
};

const isWebPage = (begin: string): boolean =>
	/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)?<(?:!doctype\s+html|html|head|body|title|meta|script|noscript|link|style|div|h\d|p|center|table|form|iframe|main|span|a|b|br|pre)[\s>/]/i.test(
		`${begin} `,
	) || /^\s*<!--/.test(begin);

/** No image or video begins with printable characters only. */
const isText = (begin: string): boolean =>
	/[\s\x21-\x7e]/.test(begin) && !/(?![\t\n\v\f\r])\p{Cc}/u.test(begin.replace(/[\x80-\x9f]/g, ''));

/** X's `media_type` of a file, from its first bytes; undefined for a type X does not accept. */
export function mediaType(head: Uint8Array): string | undefined {
	if (latin(head, 4, 8) === 'ftyp') return ofBrand(latin(head, 8, 12));
	if (isOldMovie(head)) return 'video/quicktime';
	return SIGNATURES.find(([, begins]) => begins(head))?.[0];
}

/**
 * The MP4 container is also used for images from phones and cameras (HEIC, AVIF, JPEG 2000, Canon's CR3), audio and
 * audiobooks, none of which X accepts.
 */
const NO_VIDEO = /^(?:he[iv][cmsx]|mi[af]f|mi[af][12]|msf1|avi[fs]|crx |jp[2hmx] |mj2s|mjp2|M4[ABP] |F4[AB] |aax[c ])/;

function ofBrand(brand: string): string | undefined {
	if (NO_VIDEO.test(brand)) return undefined;
	return brand.startsWith('qt') ? 'video/quicktime' : 'video/mp4';
}

/** MOV from before `ftyp` existed: it begins with another box, whose size precedes its name. */
const isOldMovie = (head: Uint8Array) =>
	head[0] < 0x20 && ['moov', 'mdat', 'wide', 'free', 'skip', 'pnot'].includes(latin(head, 4, 8));

export function mediaKind(type: string): MediaKind {
	if (type === 'image/gif') return 'gif';
	if (type.startsWith('video/')) return 'video';
	return type.startsWith('text/') ? 'subtitles' : 'image';
}

/** X's `media_category` of a file. */
export const mediaCategory = (kind: MediaKind, use: MediaUse): string =>
	kind === 'subtitles' ? kind : `${use === 'post' ? 'tweet' : 'dm'}_${kind}`;

/** Rounded up, so that it is more than a limit that it exceeds. */
export function sizeText(bytes: number): string {
	const [count, unit] = bytes < 1024 * MB ? [bytes / MB, 'MB'] : [bytes / MB / 1024, 'GB'];
	return `${Number.isInteger(count) ? count : (Math.ceil(count * 100) / 100).toFixed(2)} ${unit}`;
}

/** A file that has been checked: X accepts its type, and its size is within X's limit. */
export interface CheckedMedia {
	file: MediaFile;
	type: string;
	kind: MediaKind;
	/** What X may show otherwise than expected. */
	note?: string;
	/** How long a video is, where its file tells and reading it once more costs little. */
	seconds?: number;
}

/** Rejects what X would refuse, before any request. @param head the first {@link SNIFF_BYTES} of the file */
export function checkMedia(file: MediaFile, head: Uint8Array): CheckedMedia {
	const type = mediaType(head);
	if (file.size === 0)
		throw new InputError(
			`The file '${file.name}' is empty`,
			file.web ? 'Its server sent nothing: check the address.' : 'Check the node that creates it.',
		);
	if (!type) return refuse(file, head);
	const kind = mediaKind(type);
	const { bytes, label } = MEDIA_LIMITS[kind];
	if (file.size > bytes)
		throw new InputError(
			`The file '${file.name}' has ${sizeText(file.size)}; X accepts up to ${label}`,
			kind === 'image'
				? `Reduce its size before this node with n8n's Edit Image node: Resize to 2048 x 2048 pixels with Option 'Only if Larger', and ${AS_JPEG}.`
				: 'Reduce its size before this node.',
		);
	const note = animationNote(file.name, type, head);
	return { file, type, kind, ...(note ? { note } : {}) };
}

/**
 * The beginning of a PNG or JPEG whose bytes were taken for letters: those that are none have become the sign for that, or
 * all have been encoded once more.
 */
const isMangled = (begin: string): boolean =>
	/^(?:\xef\xbf\xbdPNG|(?:\xef\xbf\xbd){3}|\xc2\x89PNG|\xc3\xbf\xc3\x98\xc3\xbf)/.test(begin);

/** Fewer bytes than the smallest image has. */
const FEWEST = 16;

function refuse({ name, size, web }: MediaFile, head: Uint8Array): never {
	const begin = readable(head);
	const known = otherFormat(head);
	if (known) throw new InputError(`The file '${name}' is ${known.what}, which X does not accept`, known.advice);
	const encoded = inBase64(begin);
	if (encoded && (mediaType(encoded) ?? otherFormat(encoded)))
		throw new InputError(
			`'${name}' is a text that contains a file in base64`,
			"Decode it before this node: n8n's Convert to File node does so with 'Move Base64 String to File'.",
		);
	if (isMangled(begin))
		throw new InputError(
			`The image '${name}' was read as text, which corrupted it`,
			"Let the node that reads or downloads it give a file: in the HTTP Request node, set the option 'Response' > 'Response Format' to File.",
		);
	if (isText(begin)) throw textError(name, web, isWebPage(begin) || web?.isPage === true);
	if (size < FEWEST)
		throw new InputError(
			`The file '${name}' has only ${size} ${size === 1 ? 'byte' : 'bytes'}`,
			'It is not whole: check where it comes from.',
		);
	throw new InputError(
		`The file '${name}' is of a type that X does not accept`,
		'X accepts JPEG, PNG, WEBP, BMP, TIFF and GIF images, MP4, MOV, WEBM and TS videos, and SRT or VTT subtitles.',
	);
}

const textError = (name: string, web: MediaFile['web'], isPage: boolean): InputError =>
	new InputError(
		`'${name}' is a ${isPage ? 'web page' : 'text'}, not an image or a video`,
		(isPage ? web?.advice : undefined) ??
			'It may be a page that shows the file, a log-in or an error: use the address of the file itself.',
	);

/** Maximum number of images in one post. */
export const MOST_IMAGES = 4;

/**
 * What may be attached to one post: up to 4 images, or 1 GIF, or 1 video
 * (docs.x.com/x-api/media/quickstart/best-practices).
 */
export function checkTogether(kinds: readonly MediaKind[]): void {
	const count = (kind: MediaKind) => kinds.filter((each) => each === kind).length;
	const moving = count('gif') + count('video');
	if (count('subtitles') > 0)
		throw new InputError(
			'Subtitles cannot be attached to a post',
			'Add them to a video with the Media resource instead.',
		);
	if (moving > 0 && count('image') > 0)
		throw new InputError(
			'A post can have images, one video or one GIF, but not a mix',
			'Split them over several posts.',
		);
	if (moving > 1)
		throw new InputError(`A post can have one video or GIF, not ${moving}`, 'Split them over several posts.');
	if (count('image') > MOST_IMAGES)
		throw new InputError(`A post can have up to 4 images, not ${count('image')}`, 'Split them over several posts.');
}
