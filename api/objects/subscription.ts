/** What X lets an account do because of its subscription to X Premium, of any tier (`subscription_type`). */

/** Longest video of an account without X Premium (docs.x.com/x-api/media/quickstart/best-practices). */
export const MAX_VIDEO_SECONDS = 140;

/** @returns undefined where X does not tell */
export const hasPremium = (subscription: string | undefined): boolean | undefined =>
	subscription === undefined ? undefined : !/^(none)?$/i.test(subscription);
