import { forbidden, invalidRequest } from '../http/errors';
import type { MediaKind, WorldMedia, WorldUser } from '../world/types';

const MB = 1024 * 1024;

const GB = 1024 * MB;
const MINUTE = 60_000;

/** X's limits, but for videos: 5 MB for a picture, 15 MB for a GIF. */
const MOST_BYTES: Record<Exclude<MediaKind, 'video'>, number> = {
	photo: 5 * MB,
	animated_gif: 15 * MB,
	subtitles: MB,
};

/** What a video may have depends on the account, and on what it is for. */
function videoLimits(category: Category, { premium }: WorldUser): { bytes: number; ms: number } {
	if (category === 'dm_video') return premium ? { bytes: GB, ms: 10 * MINUTE } : { bytes: 512 * MB, ms: 140_000 };
	return premium ? { bytes: 16 * GB, ms: 125 * MINUTE } : { bytes: 8 * GB, ms: 20 * MINUTE };
}

/** X looks at the length of a video when it is attached, however well it was uploaded. */
export function checkLength({ category, durationMs = 0 }: WorldMedia, user: WorldUser): void {
	const { ms } = videoLimits(category as Category, user);
	if (category.endsWith('_video') && durationMs > ms)
		throw forbidden(`This user is not allowed to post a video longer than ${Math.floor(ms / MINUTE)} minutes.`);
}

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

export function checkSize(category: Category, bytes: number, user: WorldUser): void {
	const kind = kindOf(category);
	const most = kind === 'video' ? videoLimits(category, user).bytes : MOST_BYTES[kind];
	if (bytes > most)
		throw invalidRequest({
			message: `File size exceeds ${most} bytes.`,
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
