/** Videos that are too long or too large for the account. */
import { InputError } from '../../../api/errors/errors';
import { settle } from '../../../api/errors/outcome';
import { sizeText, type CheckedMedia, type MediaUse } from '../../../api/media/file';
import { hasPremium, MIN_VIDEO_SECONDS, VIDEO_LIMITS, type VideoLimit } from '../../../api/objects/subscription';
import type { ConnectedAccount } from '../../types';

const inMinutes = (seconds: number): string => {
	const whole = Math.ceil(seconds);
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
};

/** What is too much of a video; undefined if nothing is. */
function excess({ file: { size }, seconds = 0 }: CheckedMedia, limit: VideoLimit): string | undefined {
	if (seconds > limit.seconds) return `is ${inMinutes(seconds)} long; X accepts up to ${inMinutes(limit.seconds)}`;
	return size > limit.bytes ? `has ${sizeText(size)}; X accepts up to ${sizeText(limit.bytes)}` : undefined;
}

/** X asks for the length only after the whole upload. */
function refuseExcess(files: readonly CheckedMedia[], limit: VideoLimit, whose: string, advice: string): void {
	for (const media of files) {
		const tooMuch = excess(media, limit);
		if (tooMuch) throw new InputError(`The video '${media.file.name}' ${tooMuch}${whose}`, advice);
	}
}

const USE = { post: '', message: ' in direct messages' } as const;

/**
 * @throws InputError for what no account may have, and if X says that the account has no X Premium, which it is asked
 * only for a video that needs it
 */
export async function refuseVideos(
	files: readonly CheckedMedia[],
	account: ConnectedAccount,
	use: MediaUse = 'post',
): Promise<void> {
	const videos = files.filter(({ kind }) => kind === 'video');
	const short = videos.find(({ seconds }) => seconds !== undefined && seconds < MIN_VIDEO_SECONDS);
	if (short)
		throw new InputError(
			`The video '${short.file.name}' is ${short.seconds?.toFixed(2)} seconds long; X accepts them from half a second on`,
			'Make it longer before this node, or post an image instead.',
		);
	const { plain, premium } = VIDEO_LIMITS[use];
	refuseExcess(videos, premium, USE[use], 'Cut the video before this node.');
	if (videos.every((media) => excess(media, plain) === undefined)) return;
	const asked = await settle(account.ask());
	if (!asked.ok || hasPremium(asked.value.subscription) !== false) return;
	refuseExcess(
		videos,
		plain,
		`${USE[use]} without X Premium`,
		`@${asked.value.username} has no X Premium. Cut the video before this node.`,
	);
}
