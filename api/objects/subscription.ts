/** What X lets an account do because of its subscription to X Premium, of any tier (`subscription_type`). */

const MB = 1024 * 1024;
const GB = 1024 * MB;

/** What a video may have. */
export interface VideoLimit {
	seconds: number;
	bytes: number;
}

/** By what a video is for (docs.x.com/x-api/media/quickstart/best-practices); until August 2026 it was 140 seconds for all. */
export const VIDEO_LIMITS: Readonly<Record<'post' | 'message', { plain: VideoLimit; premium: VideoLimit }>> = {
	post: { plain: { seconds: 20 * 60, bytes: 8 * GB }, premium: { seconds: 125 * 60, bytes: 16 * GB } },
	message: { plain: { seconds: 140, bytes: 512 * MB }, premium: { seconds: 10 * 60, bytes: GB } },
};

/** Of every account. */
export const MIN_VIDEO_SECONDS = 0.5;

/** @returns undefined where X does not tell */
export const hasPremium = (subscription: string | undefined): boolean | undefined =>
	subscription === undefined ? undefined : !/^(none)?$/i.test(subscription);
