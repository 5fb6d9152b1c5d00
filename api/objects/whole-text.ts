/** The whole text of a post: X truncates long posts at 280 and reposts at 140 characters. */
import { hasEntities, moved, withDecodedText } from './escaped';
import { inner, isObject, objects, text, type XObject } from '../json/members';

const REPOSTED = /^RT @(\w+): /;

/** The author of a reposted or quoted post, taken from the text and links of the post that references it. */
export function whereToFind({ text: written, entities, note_post }: XObject, id: string): string | undefined {
	const links = [entities, inner(note_post).entities].flatMap((each) => objects(inner(each).urls));
	const linked = links
		.map(({ expanded_url }) => /^https?:\/\/(?:twitter|x)\.com\/(\w+)\/status\/(\d+)/.exec(text(expanded_url) ?? ''))
		.find((match) => match?.[2] === id)?.[1];
	return linked ?? REPOSTED.exec(text(written) ?? '')?.[1];
}

/**
 * The object with its whole text, which is in `note_post` or in the reposted post, and with the entities of that text.
 * @param references with the posts that X returned for them
 */
export function wholeText(object: XObject, references: readonly XObject[]): XObject {
	if (text(inner(object.note_post).text) !== undefined) return ofNote(object);
	const reposted = references.find(({ type, post }) => type === 'retweeted' && isObject(post));
	const [prefix] = REPOSTED.exec(text(object.text) ?? '') ?? [];
	return prefix && reposted ? ofRepost(object, inner(reposted.post), prefix) : object;
}

function ofNote(object: XObject): XObject {
	const note = withDecodedText(inner(object.note_post));
	return {
		...object,
		note_post: note,
		text: note.text,
		...(hasEntities(note.entities) ? { entities: note.entities } : {}),
	};
}

/** The original follows the prefix, and so do its entities; the prefix has one of its own, the author. */
function ofRepost(object: XObject, original: XObject, prefix: string): XObject {
	if (typeof original.text !== 'string') return object;
	if (!isObject(object.entities) || !isObject(original.entities)) return { ...object, text: prefix + original.text };
	const inPrefix = objects(object.entities.mentions).filter(({ end }) => Number(end) <= prefix.length);
	const following = moved(original.entities, (position) => position + prefix.length);
	const mentions = [...inPrefix, ...objects(following.mentions)];
	return {
		...object,
		text: prefix + original.text,
		entities: { ...following, ...(mentions.length > 0 ? { mentions } : {}) },
	};
}
