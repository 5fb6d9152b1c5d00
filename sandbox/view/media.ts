import type { WorldMedia, WorldPoll } from '../world/types';

const EXTENSIONS: Record<string, string> = {
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/gif': 'gif',
	'image/webp': 'webp',
	'image/bmp': 'bmp',
	'video/mp4': 'mp4',
	'video/quicktime': 'mov',
	'video/webm': 'webm',
};
const VIEWS = 0;

export const mediaAddress = (media: WorldMedia, base: string): string =>
	`${base}/local/media/${media.id}.${EXTENSIONS[media.contentType] ?? 'bin'}`;

export function viewMedia(media: WorldMedia, fields: Set<string>, base: string): Record<string, unknown> {
	const moving = media.kind === 'video' || media.kind === 'animated_gif';
	const values: Record<string, unknown> = {
		url: media.kind === 'photo' ? mediaAddress(media, base) : undefined,
		preview_image_url: moving ? `${base}/local/media/${media.id}/preview.png` : undefined,
		variants: moving
			? [
					{
						content_type: 'video/mp4',
						url: mediaAddress(media, base),
						bit_rate: media.kind === 'video' ? 2_176_000 : 0,
					},
				]
			: undefined,
		width: media.width,
		height: media.height,
		duration_ms: media.kind === 'video' ? media.durationMs : undefined,
		alt_text: media.altText,
		public_metrics: media.kind === 'video' ? { view_count: VIEWS } : undefined,
	};
	const view: Record<string, unknown> = { media_key: media.mediaKey, type: media.kind };
	for (const name of fields) if (values[name] !== undefined) view[name] = values[name];
	return view;
}

export function viewPoll(poll: WorldPoll, fields: Set<string>, now: number): Record<string, unknown> {
	const values: Record<string, unknown> = {
		duration_minutes: poll.durationMinutes,
		end_datetime: new Date(poll.endsAt).toISOString(),
		voting_status: poll.endsAt > now ? 'open' : 'closed',
	};
	const view: Record<string, unknown> = { id: poll.id, options: poll.options };
	for (const name of fields) if (values[name] !== undefined) view[name] = values[name];
	return view;
}
