/**
 * How long a post is to X, and which links, cashtags, mentions and hashtags it holds.
 *
 * Source: docs.x.com/fundamentals/counting-characters and the configuration, version 3, of X's library twitter-text, whose results
 * these are, character for character, but for emoji that are newer than the library.
 */
import type { Span } from './characters';
import { findAllEmojiSequences, findEmojiSequences } from './emoji';
import { findLinks } from './links';
import type { Link } from './links';
import { findCashtags, findHashtags, findMentions } from './tags';

/** The longest post of an account without Premium, in weighted characters. */
export const MAX_POST = 280;

/** The longest post of a Premium account, in weighted characters. */
export const MAX_LONG_POST = 25000;

/** What any link weighs, however long: X replaces it by a t.co link. */
export const LINK_WEIGHT = 23;

/** What an emoji sequence weighs, and any character outside of {@link weightOf}'s ranges. */
export const WIDE = 2;

/** A post as X counts it. Everything is read from, and given in, Unicode's composed form (NFC). */
export interface Measure {
	/** Weighted characters, as X documents them: 1 for most alphabetic scripts, 2 for others and for an emoji, 23 for a link. Compare with {@link MAX_POST}. */
	weightedLength: number;
	/** The same as X's library counts, for which an emoji newer than Emoji 11 weighs as its parts do: what X counts lies between the two. */
	mostWeight: number;
	/** Links as written, with or without scheme. */
	links: string[];
	/** Without the dollar sign. */
	cashtags: string[];
	/** Handles without the at sign, those in links too; "@handle/list" is a list and not among them. */
	mentions: string[];
	/** Without the hash sign; none that lies in a link. */
	hashtags: string[];
}

/** Counts `text` as X does. Takes any string, linear time; does not say whether X would take the post. */
export function measure(text: string): Measure {
	const composed = text.normalize();
	const links = findLinks(composed);
	const emoji = findAllEmojiSequences(composed);
	const weightedLength = weigh(composed, links, emoji);
	return {
		weightedLength,
		mostWeight: emoji.length > 0 ? weigh(composed, links, findEmojiSequences(composed)) : weightedLength,
		links: links.map((link) => link.text),
		cashtags: findCashtags(composed).map((tag) => tag.name),
		mentions: findMentions(composed)
			.filter((mention) => !mention.list)
			.map((mention) => mention.name),
		hashtags: findHashtags(composed, links).map((tag) => tag.name),
	};
}

/** The weight of a text in which there is neither a link nor an emoji of more than one character. */
export function plainWeight(text: string): number {
	let weight = 0;
	for (const character of text.normalize()) weight += weightOf(character.codePointAt(0) ?? 0);
	return weight;
}

/** The weight of `composed`, a text in NFC, whose links are `links` and whose emoji sequences are `emoji`. */
function weigh(composed: string, links: Link[], emoji: Span[]): number {
	let weight = 0;
	let link = 0;
	let sequence = 0;
	let at = 0;
	while (at < composed.length) {
		while (link < links.length && links[link].start < at) link++;
		while (sequence < emoji.length && emoji[sequence].start < at) sequence++;
		if (links[link]?.start === at) {
			weight += LINK_WEIGHT;
			at += links[link].text.length;
		} else if (emoji[sequence]?.start === at) {
			weight += WIDE;
			at = emoji[sequence].end;
		} else {
			const code = composed.codePointAt(at)!;
			weight += weightOf(code);
			at += code > 0xffff ? 2 : 1;
		}
	}
	return weight;
}

/** The weight of a code point: 1 up to Georgian and for general spaces, dashes, quotes and primes, else 2. */
function weightOf(code: number): number {
	if (code <= 0x10ff) return 1;
	const narrow =
		(code >= 0x2000 && code <= 0x200d) || (code >= 0x2010 && code <= 0x201f) || (code >= 0x2032 && code <= 0x2037);
	return narrow ? 1 : WIDE;
}
