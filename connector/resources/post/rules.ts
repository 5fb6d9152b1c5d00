/** What X accepts as one post, and its media. */
import { inner } from '../../../api/json/members';
import type { XClient } from '../../../api/client/call';
import { InputError } from '../../../api/errors/errors';
import { checkTogether } from '../../../api/media/file';
import { isBlank } from '../../../api/text/characters/blank';
import { INVALID } from '../../../api/text/characters/characters';
import { measure, type Measure } from '../../../api/text/measure';
import { uploadToPost } from '../media/upload';
import type { MediaValue, Part } from '../../types';

export interface Length {
	/** Weighted characters. */
	most: number;
	/** What to do about a longer text. */
	advice: string;
}

const measured = new WeakMap<Part, Measure>();

/** The measure of a part, which is asked for by several rules. */
export function measureOf(part: Part): Measure {
	const known = measured.get(part) ?? measure(part.text);
	measured.set(part, known);
	return known;
}

export const mediaCount = (media: MediaValue | undefined): number =>
	(media?.files.length ?? 0) + (media?.ids.length ?? 0);

/** Every reason for which X would refuse a post; empty if none is known. */
export function refusals(part: Part, { most, advice }: Length): InputError[] {
	const { media } = part;
	const count = mediaCount(media);
	const { weightedLength, cashtags } = measureOf(part);
	return [
		...empty(part),
		...unaccepted(part),
		...(weightedLength > most
			? [new InputError(`The text is ${weightedLength} characters long as X counts them; the limit is ${most}`, advice)]
			: []),
		...(cashtags.length > 1
			? [
					new InputError(
						`The text has ${cashtags.length} cashtags (${cashtags.map((tag) => `$${tag}`).join(', ')}); X accepts one`,
						'Keep one of them, and write the others without the dollar sign.',
					),
				]
			: []),
		...(count > 4
			? [new InputError(`A post can have up to 4 images, not ${count}`, 'Split them over several posts.')]
			: []),
		...mixed(media),
		...(media?.refused ?? []),
	];
}

function empty({ text, media, linksApart }: Part): InputError[] {
	if (!isBlank(text) || mediaCount(media) > 0 || media?.refused) return [];
	return [
		linksApart
			? new InputError(
					'Nothing is left of the post without its links',
					"Write something beside them, or take 'Put Links in First Reply' away.",
				)
			: new InputError('The post is empty', "Fill in 'Text', or attach 'Media'."),
	];
}

/** X's library lets no post with one of these pass. */
function unaccepted({ text }: Part): InputError[] {
	const [sign] = NOT_IN_POSTS.exec(text) ?? [];
	return sign === undefined
		? []
		: [
				new InputError(
					`The text has a character that X does not accept: U+${sign.charCodeAt(0).toString(16).toUpperCase()}`,
					'It cannot be seen, and often comes from the encoding of a file. Remove it, with the Edit Fields node for example.',
				),
			];
}

const NOT_IN_POSTS = new RegExp(`[${INVALID}]`);

function mixed(media: MediaValue | undefined): InputError[] {
	try {
		checkTogether((media?.files ?? []).map(({ kind }) => kind));
		return [];
	} catch (error) {
		return [error as InputError];
	}
}

/** @throws InputError for the first of the {@link refusals} */
export function refuse(part: Part, length: Length): void {
	for (const refusal of refusals(part, length)) throw refusal;
}

/** Uploads the files of a post and returns the IDs of all its media, in the user's order. */
export async function mediaIds(client: XClient, media: MediaValue | undefined): Promise<string[]> {
	const ids: string[] = [];
	for (const file of media?.files ?? []) ids.push(await uploadToPost(client, file, file.altText));
	return [...ids, ...(media?.ids ?? [])];
}

/** The body with its media added. */
export const withMedia = (body: Record<string, unknown>, ids: readonly string[]): Record<string, unknown> => ({
	...body,
	media: { ...inner(body.media), media_ids: ids },
});

/** Identifies a part across retries; its files get new IDs with each upload. */
export const identityOf = ({ text, media }: Part): unknown => [
	text,
	(media?.files ?? []).map(({ file, type, altText }) => [file.name, file.size, type, altText]),
	media?.ids ?? [],
];
