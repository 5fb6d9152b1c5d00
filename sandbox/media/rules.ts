import { invalidRequest } from '../http/errors';
import type { MediaKind } from '../world/types';

const MB = 1024 * 1024;

/** X's limits: 5 MB for a picture, 15 MB for a GIF, 512 MB for a video. */
const MOST_BYTES: Record<MediaKind, number> = { photo: 5 * MB, animated_gif: 15 * MB, video: 512 * MB, subtitles: MB };

export const CATEGORIES = [
	'amplify_video',
	'tweet_gif',
	'tweet_image',
	'tweet_video',
	'dm_gif',
	'dm_image',
	'dm_video',
	'subtitles',
] as const;
export type Category = (typeof CATEGORIES)[number];

// prettier-ignore
export const CONTENT_TYPES = [
	'video/mp4', 'video/webm', 'video/mp2t', 'video/quicktime', 'text/srt', 'text/vtt', 'image/jpeg', 'image/gif',
	'image/bmp', 'image/png', 'image/webp', 'image/pjpeg', 'image/tiff', 'model/gltf-binary', 'model/vnd.usdz+zip',
] as const;

/** Without a category, media is treated as post media, depending on its content type. */
export function categoryFor(contentType: string): Category {
	if (contentType.startsWith('video/')) return 'tweet_video';
	return contentType.startsWith('text/') ? 'subtitles' : 'tweet_image';
}

export function kindOf(category: Category): MediaKind {
	if (category === 'subtitles') return 'subtitles';
	if (category.endsWith('_gif')) return 'animated_gif';
	return category.endsWith('_video') ? 'video' : 'photo';
}

export function checkSize(kind: MediaKind, bytes: number): void {
	if (bytes > MOST_BYTES[kind])
		throw invalidRequest({
			message: `File size exceeds ${MOST_BYTES[kind]} bytes.`,
			parameters: { total_bytes: [String(bytes)] },
		});
}

export function checkType(kind: MediaKind, contentType: string): void {
	const expected: Record<MediaKind, RegExp> = {
		photo: /^image\//,
		animated_gif: /^image\/gif$|^video\//,
		video: /^video\//,
		subtitles: /^text\//,
	};
	if (!expected[kind].test(contentType))
		throw invalidRequest({
			message: `The media type ${contentType} does not fit its media category.`,
			parameters: { media_type: [contentType] },
		});
}
