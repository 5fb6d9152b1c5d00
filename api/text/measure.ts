/**
 * How X measures a post, and which links, cashtags, mentions and hashtags it contains.
 *
 * Source: docs.x.com/fundamentals/counting-characters and configuration version 3 of X's library twitter-text. The
 * results match the library exactly, except for emoji that are newer than it.
 */
import type { Span } from './characters/characters';
import { findEmojiSequences, findKnownSequences } from './characters/emoji';
import { findLinks } from './links/links';
import type { Link } from './links/links';
import { findCashtags, findHashtags, findMentions } from './tags';

/** Maximum length of a post without Premium, in weighted characters. */
export const MAX_POST = 280;

/** Maximum length of a Premium account's post, in weighted characters. */
export const MAX_LONG_POST = 25000;

/** The weight of any link, however long: X replaces it with a t.co link. */
export const LINK_WEIGHT = 23;

/** The weight of an emoji sequence, and of any character outside {@link weightOf}'s ranges. */
export const WIDE = 2;

/** A post as X counts it. Everything is measured and returned in Unicode's composed form (NFC). */
export interface Measure {
	/**
	 * Weighted characters, as documented by X: 1 for most alphabetic scripts, 2 for others and for an emoji, 23 for a
	 * link. Compare with {@link MAX_POST}.
	 */
	weightedLength: number;
	/**
	 * The same as X's library counts it, where an emoji newer than Emoji 11 weighs the sum of its parts: X's actual
	 * count is between the two.
	 */
	mostWeight: number;
	/** Links as written, with or without scheme. */
	links: string[];
	/** Without the dollar sign. */
	cashtags: string[];
	/** Handles without the at sign, including those in links; excludes "@handle/list", which is a list. */
	mentions: string[];
	/** Without the hash sign; excludes those inside links. */
	hashtags: string[];
}

/** Counts `text` as X does. Accepts any string, in linear time; does not say whether X would accept the post. */
export function measure(text: string): Measure {
	const composed = text.normalize();
	const links = findLinks(composed);
	const emoji = findEmojiSequences(composed);
	const weightedLength = weigh(composed, links, emoji.all);
	return {
		weightedLength,
		mostWeight: emoji.all.length > 0 ? weigh(composed, links, emoji.known) : weightedLength,
		links: links.map((link) => link.text),
		cashtags: findCashtags(composed).map((tag) => tag.name),
		mentions: findMentions(composed)
			.filter((mention) => !mention.list)
			.map((mention) => mention.name),
		hashtags: findHashtags(composed, links).map((tag) => tag.name),
	};
}

/** {@link Measure.mostWeight} alone, in half the time. */
export function mostWeightOf(text: string): number {
	const composed = text.normalize();
	return weigh(composed, findLinks(composed), findKnownSequences(composed));
}

/** The weight of a text without links and without emoji of more than one character. */
export function plainWeight(text: string): number {
	// Composition changes none of the characters below the first mark.
	if (text.length === 1 && text < '\u0300') return 1;
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

/** The weight of a code point: 1 up to Georgian and for general spaces, dashes, quotes and primes, otherwise 2. */
function weightOf(code: number): number {
	if (code <= 0x10ff) return 1;
	const narrow =
		(code >= 0x2000 && code <= 0x200d) || (code >= 0x2010 && code <= 0x201f) || (code >= 0x2032 && code <= 0x2037);
	return narrow ? 1 : WIDE;
}
