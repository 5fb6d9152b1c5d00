import { lazily } from './lazily';
import type { Span } from './characters';

/*
 * Emoji of more than one code point, as of Emoji 11, the version X counts by: each has weight 2. An emoji of one code
 * point needs no entry, as its weight as a character is already 2. A sequence newer than Emoji 11 counts as its parts
 * listed here.
 */
const SKIN = '[\\u{1F3FB}-\\u{1F3FF}]';
const JOINER = '\\u200D';
const EMOJI_STYLE = '\\uFE0F';
const GENDER = `${JOINER}[\\u2640\\u2642]${EMOJI_STYLE}`;
const [MAN, WOMAN, BOY, GIRL] = ['\\u{1F468}', '\\u{1F469}', '\\u{1F466}', '\\u{1F467}'];

/** What is joined to a man or woman to show an occupation or hair: signs, then pictographs. */
const JOB =
	'(?:[\\u2695\\u2696\\u2708]\\uFE0F|[\\u{1F33E}\\u{1F373}\\u{1F393}\\u{1F3A4}\\u{1F3A8}\\u{1F3EB}\\u{1F3ED}\\u{1F4BB}\\u{1F4BC}' +
	'\\u{1F527}\\u{1F52C}\\u{1F680}\\u{1F692}\\u{1F9B0}-\\u{1F9B3}])';

/** People given a gender by a joined sign. */
const GENDERED =
	'[\\u{1F3C3}\\u{1F3C4}\\u{1F3CA}\\u{1F46E}\\u{1F471}\\u{1F473}\\u{1F477}\\u{1F481}\\u{1F482}\\u{1F486}\\u{1F487}' +
	'\\u{1F645}-\\u{1F647}\\u{1F64B}\\u{1F64D}\\u{1F64E}\\u{1F6A3}\\u{1F6B4}-\\u{1F6B6}\\u{1F926}\\u{1F935}\\u{1F937}-\\u{1F939}' +
	'\\u{1F93D}\\u{1F93E}\\u{1F9B8}\\u{1F9B9}\\u{1F9D6}-\\u{1F9DD}]';

/** The same without skin tones: people with bunny ears, wrestlers, genie, zombie. */
const GENDERED_ONLY = '[\\u{1F46F}\\u{1F93C}\\u{1F9DE}\\u{1F9DF}]';

/**
 * The same where an emoji variation selector or a skin tone must be in between: golfer, lifter, detective, ball
 * player.
 */
const GENDERED_STYLED = '[\\u26F9\\u{1F3CB}\\u{1F3CC}\\u{1F574}\\u{1F575}]';

/** Signs that a variation selector turns into an emoji. */
const STYLED =
	'[\\u00A9\\u00AE\\u203C\\u2049\\u2122\\u2139\\u2194-\\u2199\\u21A9\\u21AA\\u231A\\u231B\\u2328\\u23CF\\u23ED-\\u23EF\\u23F1\\u23F2' +
	'\\u23F8-\\u23FA\\u24C2\\u25AA\\u25AB\\u25B6\\u25C0\\u25FB-\\u25FE\\u2600-\\u2604\\u260E\\u2611\\u2614\\u2615\\u2618\\u2620\\u2622' +
	'\\u2623\\u2626\\u262A\\u262E\\u262F\\u2638-\\u263A\\u2640\\u2642\\u2648-\\u2653\\u265F\\u2660\\u2663\\u2665\\u2666\\u2668\\u267B' +
	'\\u267F\\u2692-\\u2697\\u2699\\u269B\\u269C\\u26A0\\u26A1\\u26AA\\u26AB\\u26B0\\u26B1\\u26BD\\u26BE\\u26C4\\u26C5\\u26C8\\u26CF' +
	'\\u26D1\\u26D3\\u26D4\\u26E9\\u26EA\\u26F0-\\u26F5\\u26F8\\u26FA\\u26FD\\u2702\\u2708\\u2709\\u270F\\u2712\\u2714\\u2716\\u271D' +
	'\\u2721\\u2733\\u2734\\u2744\\u2747\\u2757\\u2763\\u2764\\u27A1\\u2934\\u2935\\u2B05-\\u2B07\\u2B1B\\u2B1C\\u2B50\\u2B55\\u3030' +
	'\\u303D\\u3297\\u3299\\u{1F004}\\u{1F170}\\u{1F171}\\u{1F17E}\\u{1F17F}\\u{1F202}\\u{1F21A}\\u{1F22F}\\u{1F237}\\u{1F321}' +
	'\\u{1F324}-\\u{1F32C}\\u{1F336}\\u{1F37D}\\u{1F396}\\u{1F397}\\u{1F399}-\\u{1F39B}\\u{1F39E}\\u{1F39F}\\u{1F3CD}\\u{1F3CE}' +
	'\\u{1F3D4}-\\u{1F3DF}\\u{1F3F3}\\u{1F3F5}\\u{1F3F7}\\u{1F43F}\\u{1F441}\\u{1F4FD}\\u{1F549}\\u{1F54A}\\u{1F56F}\\u{1F570}' +
	'\\u{1F573}\\u{1F576}-\\u{1F579}\\u{1F587}\\u{1F58A}-\\u{1F58D}\\u{1F5A5}\\u{1F5A8}\\u{1F5B1}\\u{1F5B2}\\u{1F5BC}' +
	'\\u{1F5C2}-\\u{1F5C4}\\u{1F5D1}-\\u{1F5D3}\\u{1F5DC}-\\u{1F5DE}\\u{1F5E1}\\u{1F5E3}\\u{1F5E8}\\u{1F5EF}\\u{1F5F3}\\u{1F5FA}' +
	'\\u{1F6CB}\\u{1F6CD}-\\u{1F6CF}\\u{1F6E0}-\\u{1F6E5}\\u{1F6E9}\\u{1F6F0}\\u{1F6F3}]';

/** Hands and people that accept a variation selector, a skin tone, or both. */
const STYLED_SKINNED = '[\\u261D\\u26F7\\u26F9\\u270C\\u270D\\u{1F3CB}\\u{1F3CC}\\u{1F574}\\u{1F575}\\u{1F590}]';

/** Hands, people and body parts that accept a skin tone. */
const SKINNED =
	'[\\u270A\\u270B\\u{1F385}\\u{1F3C2}-\\u{1F3C4}\\u{1F3C7}\\u{1F3CA}\\u{1F442}\\u{1F443}\\u{1F446}-\\u{1F450}\\u{1F466}-\\u{1F469}' +
	'\\u{1F46E}\\u{1F470}-\\u{1F478}\\u{1F47C}\\u{1F481}-\\u{1F483}\\u{1F485}-\\u{1F487}\\u{1F4AA}\\u{1F57A}\\u{1F595}\\u{1F596}' +
	'\\u{1F645}-\\u{1F647}\\u{1F64B}-\\u{1F64F}\\u{1F6A3}\\u{1F6B4}-\\u{1F6B6}\\u{1F6C0}\\u{1F6CC}\\u{1F918}-\\u{1F91C}\\u{1F91E}' +
	'\\u{1F91F}\\u{1F926}\\u{1F930}-\\u{1F939}\\u{1F93D}\\u{1F93E}\\u{1F9B5}\\u{1F9B6}\\u{1F9B8}\\u{1F9B9}\\u{1F9D1}-\\u{1F9DD}]';

/** Country flags: the first letter of the code, then every letter that may follow it. */
const COUNTRIES =
	'ACDEFGILMOQRSTUWXZ BABDEFGHIJLMNOQRSTVWYZ CACDFGHIKLMNOPRUVWXYZ DEGJKMOZ EACEGHRSTU FIJKMOR GABDEFGHILMNPQRSTUWY HKMNRTU ' +
	'ICDELMNOQRST JEMOP KEGHIMNPRWYZ LABCIKRSTUVY MACDEFGHKLMNOPQRSTUVWXYZ NACEFGILOPRUZ OM PAEFGHKLMNRSTWY QA REOSUW ' +
	'SABCDEGHIJKLMNORSTVXYZ TACDFGHJKLMNORTVWZ UAGMNSYZ VACEGINU WFS XK YET ZAMW';

/** Regional indicators (U+1F1E6 for A) of Latin capitals. */
const indicators = (letters: string) =>
	[...letters].map((letter) => String.fromCodePoint(0x1f1e6 + letter.charCodeAt(0) - 65)).join('');

const COUNTRY_FLAG = COUNTRIES.split(' ')
	.map((row) => `${indicators(row[0])}[${indicators(row.slice(1))}]`)
	.join('|');

/** England, Scotland, Wales: a black flag and the tag letters gbeng, gbsct, gbwls. */
const NATION_FLAG =
	'\\u{1F3F4}\\u{E0067}\\u{E0062}(?:\\u{E0065}\\u{E006E}\\u{E0067}|\\u{E0073}\\u{E0063}\\u{E0074}|\\u{E0077}\\u{E006C}\\u{E0073})\\u{E007F}';

const KISS_OR_COUPLE = `(?:${MAN}${JOINER}\\u2764\\uFE0F${JOINER}(?:\\u{1F48B}${JOINER})?${MAN}|${WOMAN}${JOINER}\\u2764\\uFE0F${JOINER}(?:\\u{1F48B}${JOINER})?[${MAN}${WOMAN}])`;

const FAMILY =
	`(?:${MAN}${JOINER}(?:[${MAN}${WOMAN}]${JOINER})?|${WOMAN}${JOINER}(?:${WOMAN}${JOINER})?)` +
	`(?:${BOY}(?:${JOINER}${BOY})?|${GIRL}(?:${JOINER}[${BOY}${GIRL}])?)`;

/** Rainbow flag, pirate flag, eye in speech bubble. */
const OTHER_JOINED = '\\u{1F3F3}\\uFE0F\\u200D\\u{1F308}|\\u{1F3F4}\\u200D\\u2620\\uFE0F|\\u{1F441}\\u200D\\u{1F5E8}';

/* The first alternative that fits wins, so longer sequences stand before their own beginnings. */
const sequence = lazily(
	() =>
		new RegExp(
			[
				`[${MAN}${WOMAN}]${SKIN}?${JOINER}${JOB}`,
				`${GENDERED_STYLED}(?:${SKIN}|${EMOJI_STYLE})${GENDER}`,
				`${GENDERED}${SKIN}?${GENDER}`,
				`${GENDERED_ONLY}${GENDER}`,
				KISS_OR_COUPLE,
				FAMILY,
				OTHER_JOINED,
				`[#*0-9]${EMOJI_STYLE}?\\u20E3`,
				`${STYLED}${EMOJI_STYLE}`,
				`${STYLED_SKINNED}(?:${EMOJI_STYLE}${SKIN}?|${SKIN})`,
				`${SKINNED}${SKIN}`,
				NATION_FLAG,
				COUNTRY_FLAG,
			].join('|'),
			'gu',
		),
);

/** One pictograph of a newer sequence: with a skin tone, or with or without a variation selector. */
const PICTURE = '(?:\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}|\\p{Extended_Pictographic}\\uFE0F?)';

/**
 * Any emoji of more than one code point by its structure, including ones newer than the list above: joined, styled or
 * with a skin tone.
 */
const anySequence = lazily(
	() =>
		new RegExp(
			`${PICTURE}(?:${JOINER}${PICTURE})+|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}|\\p{Extended_Pictographic}\\uFE0F`,
			'gu',
		),
);

/** Every sequence of two or more code points contains one of these, or starts with a high surrogate. */
const HINT = /\u200D|\u20E3|\uFE0F|[\uD83C-\uD83E]/;

/** The emoji sequences of a text, from left to right. */
export interface EmojiSequences {
	/** Those that X's library (of 2018) knows. */
	known: Span[];
	/** Those, and newer ones: X's documentation gives every emoji the weight 2. */
	all: Span[];
}

export function findEmojiSequences(text: string): EmojiSequences {
	if (!HINT.test(text)) return { known: [], all: [] };
	const known = find(sequence(), text);
	return { known, all: merged(known, find(anySequence(), text)) };
}

/** {@link EmojiSequences.known} alone. */
export const findKnownSequences = (text: string): Span[] => (HINT.test(text) ? find(sequence(), text) : []);

/** In order; of two that start alike, the longer one. */
function merged(some: readonly Span[], others: readonly Span[]): Span[] {
	const all: Span[] = [];
	let next = 0;
	for (const span of some) {
		while (next < others.length && others[next].start < span.start) all.push(others[next++]);
		const twin = others[next]?.start === span.start ? others[next++] : span;
		all.push(twin.end > span.end ? twin : span);
	}
	for (; next < others.length; next++) all.push(others[next]);
	return all;
}

function find(sequences: RegExp, text: string): Span[] {
	const spans: Span[] = [];
	// Not matchAll, which makes these long expressions anew for every text.
	sequences.lastIndex = 0;
	for (let found = sequences.exec(text); found; found = sequences.exec(text))
		spans.push({ start: found.index, end: sequences.lastIndex });
	return spans;
}
