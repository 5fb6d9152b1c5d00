import { LATIN_ACCENTED, PUNCTUATION, SPACES } from './characters/characters';
import type { Span } from './characters/characters';
import type { Link } from './links/links';
import { isLetter, isTagCharacter } from './characters/letters';

/** A mention, hashtag or cashtag: `name` excludes its sign, the span includes it. */
export interface Tag extends Span {
	name: string;
}

const MENTION =
	/(^|[^a-zA-Z0-9_!#$%&*@＠]|(?:^|[^a-zA-Z0-9_+~.-])[rR][tT]:?)[@＠]([a-zA-Z0-9_]{1,20})(\/[a-zA-Z][a-zA-Z0-9_-]{0,24})?/g;
const SPOILS_MENTION = new RegExp(`[@＠${LATIN_ACCENTED}]`);

/**
 * The handles and lists ("@handle/list") of `text`, from left to right. A handle has up to 20 of [A-Za-z0-9_] and
 * must not follow one of these or certain punctuation, so an email address contains none; `list` distinguishes the
 * two.
 */
export function findMentions(text: string): Array<Tag & { list: boolean }> {
	const mentions: Array<Tag & { list: boolean }> = [];
	if (!/[@＠]/.test(text)) return mentions;
	MENTION.lastIndex = 0;
	for (let match = MENTION.exec(text); match; match = MENTION.exec(text)) {
		const [whole, before, name, list = ''] = match;
		const end = match.index + whole.length;
		if (SPOILS_MENTION.test(text.charAt(end)) || text.startsWith('://', end)) continue;
		mentions.push({ name, list: list !== '', start: match.index + before.length, end });
	}
	return mentions;
}

/** The hashtags of `text` outside its `links`, from left to right. A tag contains at least one letter. */
export function findHashtags(text: string, links: Link[]): Tag[] {
	const tags: Tag[] = [];
	let consumed = 0;
	for (let sign = nextHashSign(text, 0); sign !== -1; sign = nextHashSign(text, sign + 1)) {
		const end = tagEnd(text, sign + 1);
		if (end === -1 || !mayPrecedeHashtag(text, sign, consumed)) continue;
		consumed = end;
		if (isHashSign(text.charAt(end)) || text.startsWith('://', end)) continue;
		tags.push({ name: text.slice(sign + 1, end), start: sign, end });
	}
	return outsideLinks(tags, links);
}

/* `(?<=...)` leaves the space to be the end of the tag before. */
const CASHTAG = new RegExp(`(?<=^|[${SPACES}])\\$([a-z]{1,6}(?:[._][a-z]{1,2})?)(?=$|[\\s${PUNCTUATION}])`, 'gi');

/**
 * The cashtags ("$TWTR", "$BRK.A") of `text`, from left to right: 1 to 6 letters, then at most 2 after a dot or
 * underscore.
 */
export function findCashtags(text: string): Tag[] {
	const tags: Tag[] = [];
	if (!text.includes('$')) return tags;
	CASHTAG.lastIndex = 0;
	for (let match = CASHTAG.exec(text); match; match = CASHTAG.exec(text)) {
		tags.push({ name: match[1], start: match.index, end: match.index + match[0].length });
	}
	return tags;
}

function isHashSign(character: string): boolean {
	return character === '#' || character === '＃';
}

const HASH_SIGN = /[#＃]/g;

function nextHashSign(text: string, from: number): number {
	HASH_SIGN.lastIndex = from;
	return HASH_SIGN.exec(text)?.index ?? -1;
}

/** The code point at `at`, as text; "" at the end. */
function characterAt(text: string, at: number): string {
	return at < text.length ? String.fromCodePoint(text.codePointAt(at)!) : '';
}

/** The end of the tag whose first character is at `start`; -1 if there is none. */
function tagEnd(text: string, start: number): number {
	if (/[\uFE0F\u20E3]/.test(text.charAt(start))) return -1;
	let end = start;
	let hasLetter = false;
	for (
		let character = characterAt(text, end);
		character && isTagCharacter(character);
		character = characterAt(text, end)
	) {
		hasLetter = hasLetter || isLetter(character);
		end += character.length;
	}
	return hasLetter ? end : -1;
}

/** A hash sign opens a tag only after a character that cannot be in one; that character belongs to no earlier tag. */
function mayPrecedeHashtag(text: string, sign: number, consumed: number): boolean {
	if (sign === 0) return true;
	const pair = sign > 1 && text.codePointAt(sign - 2)! > 0xffff;
	const before = text.slice(sign - (pair ? 2 : 1), sign);
	if (sign - before.length < consumed) return false;
	if (before === '\uFE0E' || before === '\uFE0F') return true;
	return before !== '&' && !/^[\uD800-\uDFFF]$/.test(before) && !isTagCharacter(before);
}

/** Of overlapping spans the first is kept, link or tag; if both start together, the tag. */
function outsideLinks(tags: Tag[], links: Link[]): Tag[] {
	const kept: Tag[] = [];
	let link = 0;
	let busy = 0;
	for (const tag of tags) {
		for (; link < links.length && links[link].start < tag.start; link++) {
			if (links[link].start >= busy) busy = links[link].end;
		}
		if (tag.start < busy) continue;
		kept.push(tag);
		busy = tag.end;
	}
	return kept;
}
