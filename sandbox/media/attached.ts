import type { Call } from '../context';
import { invalidRequest } from '../http/errors';
import type { WorldMedia, WorldUser } from '../world/types';
import { checkLength } from './rules';

/**
 * The media that a post or a message carries: uploaded by the account or for it, not expired, processed, and not too
 * long for it. @param fits whether media of a category may be attached at all
 */
export function attached(
	call: Call,
	ids: readonly string[],
	user: WorldUser,
	fits: (category: string) => boolean,
): WorldMedia[] {
	const invalid = (message: string) => invalidRequest({ message, parameters: { media_ids: [...ids] } });
	const { clock, uploads, world } = call.ctx;
	const media = ids.flatMap((id) => world.media.get(id) ?? []);
	const usable = media.every(
		(one) =>
			one.expiresAt > clock.now() &&
			(one.ownerId === user.id || one.additionalOwners.includes(user.id)) &&
			fits(one.category),
	);
	const tooLarge = media.some(({ kind, width = 0, height = 0 }) => kind === 'photo' && Math.max(width, height) > 8192);
	if (media.length < ids.length || !usable || tooLarge || new Set(ids).size < ids.length)
		throw invalid('Your media IDs are invalid.');
	if (media.some((one) => one.processing && uploads.advance(one).state !== 'succeeded'))
		throw invalid('Not valid media: the media is still being processed or its processing failed.');
	for (const one of media) checkLength(one, user);
	return media;
}
