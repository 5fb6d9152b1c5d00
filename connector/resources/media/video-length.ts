/** Videos that are too long for the account. */
import { InputError } from '../../../api/errors/errors';
import { settle } from '../../../api/errors/outcome';
import type { CheckedMedia } from '../../../api/media/file';
import { hasPremium, MAX_VIDEO_SECONDS } from '../../../api/objects/subscription';
import type { ConnectedAccount } from '../../types';

const inMinutes = (seconds: number): string => {
	const whole = Math.ceil(seconds);
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
};

/**
 * X asks for the length only after the whole upload. X documents no limit for accounts with X Premium.
 * @throws InputError if X says that the account has no X Premium, which it is asked only for a long video
 */
export async function refuseLongVideos(files: readonly CheckedMedia[], account: ConnectedAccount): Promise<void> {
	const long = files.find(({ seconds = 0 }) => seconds > MAX_VIDEO_SECONDS);
	if (!long) return;
	const asked = await settle(account.ask());
	if (!asked.ok || hasPremium(asked.value.subscription) !== false) return;
	throw new InputError(
		`The video '${long.file.name}' is ${inMinutes(long.seconds ?? 0)} long; X accepts up to ${inMinutes(MAX_VIDEO_SECONDS)} without X Premium`,
		`@${asked.value.username} has no X Premium. Cut the video before this node.`,
	);
}
