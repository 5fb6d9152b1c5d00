/**
 * Looks into a file for what X may not take. X's limits of these kinds are recommendations, or are known from its
 * refusals only: the file is uploaded all the same, and what was seen is told.
 */
import { attempt, settle } from '../errors/outcome';
import type { CheckedMedia, MediaFile } from './file';
import { readMovie, type Movie } from './movie';
import { EXTENTS, type Extent } from './picture';
import { Reader, type Pieces } from './reader';
import { webmSeconds } from './webm';

/** docs.x.com/x-api/media/quickstart/best-practices */
const GIF = { width: 1280, height: 1080, frames: 350, pixels: 300_000_000 } as const;
/** X answers posts with larger ones "Image dimensions must be >= 4x4 and <= 8192x8192". */
const MOST_PIXELS = 8192;

/** Formats that cameras and programs use for MP4 and MOV, besides H.264, which is what X documents. */
const OTHER_FORMATS: Readonly<Record<string, string>> = {
	hvc1: 'HEVC (H.265)',
	hev1: 'HEVC (H.265)',
	dvh1: 'HEVC (H.265)',
	av01: 'AV1',
	vp09: 'VP9',
	apch: 'ProRes',
	apcn: 'ProRes',
	apcs: 'ProRes',
	apco: 'ProRes',
	ap4h: 'ProRes',
};

function gifNote(name: string, { width, height, frames = 0 }: Extent): string | undefined {
	const parts = [
		...(width > GIF.width || height > GIF.height
			? [`${width} x ${height} pixels instead of ${GIF.width} x ${GIF.height}`]
			: []),
		...(frames > GIF.frames ? [`${frames} frames instead of ${GIF.frames}`] : []),
		...(width * height * frames > GIF.pixels ? [`more than ${GIF.pixels / 1e6} million pixels in all frames`] : []),
	];
	if (parts.length === 0) return undefined;
	return `'${name}' has ${parts.join(', ')}: X may fail to process such a GIF.`;
}

function pictureNote(name: string, { width, height }: Extent): string | undefined {
	if (Math.max(width, height) <= MOST_PIXELS) return undefined;
	return `'${name}' has ${width} x ${height} pixels: X takes up to ${MOST_PIXELS} x ${MOST_PIXELS} in a post.`;
}

function movieNote(name: string, { isCut, isKnown, handlers, formats }: Movie): string | undefined {
	if (isCut) return `'${name}' lacks the part without which it cannot be played ('moov'): it was probably cut off.`;
	if (isKnown && handlers.length > 0 && !handlers.includes('vide')) return `'${name}' has no pictures, only sound.`;
	const other = formats.map((format) => OTHER_FORMATS[format]).find((known) => known !== undefined);
	return other && `'${name}' is encoded as ${other}: X documents H.264 only.`;
}

async function subtitlesNote({ name, size }: MediaFile, reader: Reader): Promise<string | undefined> {
	const all = await reader.take(size);
	const isUtf8 = !all || attempt(() => new TextDecoder('utf-8', { fatal: true }).decode(all)).ok;
	return isUtf8 ? undefined : `'${name}' is not encoded as UTF-8: X may show wrong letters.`;
}

async function looked(media: CheckedMedia, reader: Reader, isWhole: boolean): Promise<Partial<CheckedMedia>> {
	const { type, file } = media;
	if (type === 'video/mp4' || type === 'video/quicktime') {
		const movie = await readMovie(reader);
		const isCut = movie.isCut && isWhole;
		return { seconds: movie.seconds, note: movieNote(file.name, { ...movie, isCut }) };
	}
	if (type === 'video/webm') return { seconds: await webmSeconds(reader) };
	if (type.startsWith('text/')) return { note: await subtitlesNote(file, reader) };
	const extent = await EXTENTS[type]?.(reader);
	return { note: extent && (type === 'image/gif' ? gifNote : pictureNote)(file.name, extent) };
}

/**
 * A file that cannot be read says so when it is uploaded.
 * @param pieces its content from the start @param isWhole whether that is all of it
 */
export async function inspected(media: CheckedMedia, pieces: () => Pieces, isWhole: boolean): Promise<CheckedMedia> {
	const reader = new Reader(pieces());
	const seen = await settle(looked(media, reader, isWhole));
	await settle(reader.close());
	if (!seen.ok) return media;
	const { seconds, note } = seen.value;
	const notes = [media.note, note].filter((each) => each !== undefined);
	return {
		...media,
		...(seconds === undefined ? {} : { seconds }),
		...(notes.length > 0 ? { note: notes.join(' ') } : {}),
	};
}
