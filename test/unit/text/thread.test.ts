import {
	extractCashtagsWithIndices,
	extractHashtagsWithIndices,
	extractMentionsOrListsWithIndices,
	extractUrlsWithIndices,
	parseTweet,
} from 'twitter-text';
import { split } from '../../../api/text/thread';
import type { Numbering, SplitOptions } from '../../../api/text/thread';

const NUMBERINGS: Numbering[] = ['none', 'slash', 'dot', 'brackets'];

/** What stands before each part of a thread of `parts`. */
function numbers(numbering: Numbering, parts: number): string[] {
	const forms: Record<Numbering, (part: number) => string> = {
		none: () => '',
		slash: (part) => `${part}/${parts} `,
		dot: (part) => `${part}. `,
		brackets: (part) => `(${part}/${parts}) `,
	};
	return Array.from({ length: parts }, (_, index) => (parts > 1 ? forms[numbering](index + 1) : ''));
}

function weight(text: string): number {
	return parseTweet(text).weightedLength;
}

const SPACE = /^\s*$/;

/** A cut: where a part ends and where the next one starts; only white space lies between. */
type Cut = [end: number, start: number];

/** Finds the parts, their numbers taken off, in `text`, one behind the other; throws where something else than space is lost. */
function cuts(text: string, parts: string[], numbering: Numbering): Cut[] {
	const before = numbers(numbering, parts.length);
	const found: Cut[] = [];
	let at = 0;
	parts.forEach((part, index) => {
		if (!part.startsWith(before[index])) throw new Error(`part ${index + 1} lacks its number: ${part}`);
		const body = part.slice(before[index].length);
		if (body.trim() === '') throw new Error(`part ${index + 1} is blank`);
		const start = text.indexOf(body, at);
		const lost = text.slice(at, start);
		if (start === -1 || !SPACE.test(lost)) throw new Error(`lost before part ${index + 1}: ${JSON.stringify(lost)}`);
		if (index > 0) found.push([at, start]);
		at = start + body.length;
	});
	if (!SPACE.test(text.slice(at))) throw new Error(`lost at the end: ${JSON.stringify(text.slice(at))}`);
	return found;
}

/** What must stay whole. */
type Whole = [start: number, end: number];

/** Where X's library sees links, handles and tags. */
function entities(text: string): Whole[] {
	return [
		...extractUrlsWithIndices(text),
		...extractMentionsOrListsWithIndices(text),
		...extractHashtagsWithIndices(text),
		...extractCashtagsWithIndices(text),
	].map(({ indices: [start, end] }) => [start, end]);
}

/** Where the engine sees what a reader takes for one character, an emoji sequence too. */
function graphemes(text: string): Whole[] {
	return Array.from(new Intl.Segmenter('en').segment(text), ({ index, segment }) => [index, index + segment.length]);
}

/** What is wrong with the split of `text`; `wholes` may be cut only where they are too heavy for a part. */
function faults(text: string, options: Required<Omit<SplitOptions, 'numberAt'>>, wholes: Whole[]): string[] {
	const parts = split(text, options);
	const found = parts.filter((part) => weight(part) > options.limit).map((part) => `too heavy: ${part}`);
	const whole = wholes.filter(([start, end]) => weight(text.slice(start, end)) <= options.limit - '(99/99) '.length);
	for (const [end, start] of cuts(text, parts, options.numbering)) {
		for (const [from, to] of whole) {
			if ((from < end && end < to) || (from < start && start < to)) found.push(`cut: ${text.slice(from, to)}`);
		}
	}
	return found.map((fault) => `${JSON.stringify({ text, ...options })} ${fault}`);
}

/** Seeded, uniform in [0, 1): mulberry32. */
function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

const ENTITIES = [
	...[
		'https://example.com/a/long/path?with=query#and-fragment',
		'example.org',
		'http://例え.みんな/あ',
		'a.com/b_(c)',
		't.co/abc',
	],
	...['@handle', '@handle/list', '#hashtag', '#ハッシュタグ', '＃漢字', '$TWTR', '$BRK.A'],
	...['👨‍👩‍👧‍👦', '👍🏽', '🇩🇪', '1️⃣', '❤️', '👩🏽‍🚀', '🧑‍🚀', '😀', '😀😀😀😀😀'],
];
const WORDS = [
	'a',
	'The',
	'thread',
	'e.g.',
	'Dr.',
	'naïve',
	'cafe\u0301',
	'Donaudampfschifffahrt',
	'слово',
	'漢字かな交じり文、',
	'文末。',
	'「引用。」',
	'한국어',
	'ภาษาไทย',
	'क्षत्रिय',
	'اللغة',
	'x\u0301\u0302\u0323',
	'(see',
	'that)',
	'3.14',
	'end.',
	'What?!',
	'"Quote."',
	'\ufeff',
	'\u00a0',
];
const SPACES = [' ', ' ', ' ', ' ', '  ', '\n', '\n\n', '\r\n\r\n', '\t', '\u3000', '\u2029', ' \n \n '];

function generated(next: () => number): string {
	const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)];
	const glue = next() < 0.3 ? 0.9 : 0.1;
	const piece = () =>
		next() < 0.02
			? pick(['w', '漢', '.', '#t', 'http://', 'é']).repeat(1 + Math.floor(next() * 60))
			: pick(next() < 0.3 ? ENTITIES : WORDS);
	return Array.from({ length: 1 + Math.floor(next() * 60) }, () => piece() + (next() < glue ? '' : pick(SPACES))).join(
		'',
	);
}

describe('split', () => {
	test('gives no part for no text, and a text that fits unchanged and without a number', () => {
		expect(split('')).toEqual([]);
		expect(split(' \n ')).toEqual([]);
		expect(split(' short \n', { numbering: 'slash' })).toEqual([' short \n']);
		expect(split('x'.repeat(280), { numbering: 'brackets' })).toEqual(['x'.repeat(280)]);
		expect(split('x'.repeat(280) + '\n', { numbering: 'brackets' })).toEqual(['x'.repeat(280)]);
	});

	test('weighs the text as a whole: a link may weigh less than at the beginning of a post', () => {
		expect([weight('éa.com'), weight('x éa.com')]).toEqual([24, 25]);
		expect(split('x éa.com', { limit: 25 })).toEqual(['x éa.com']);
	});

	test('cuts at 280 unless told otherwise', () => {
		expect(split('x '.repeat(150).trim()).map(weight)).toEqual([279, 19]);
		expect(split('x '.repeat(150).trim(), { limit: 25_000 })).toHaveLength(1);
	});

	test('prefers the end of a paragraph, as many as fit', () => {
		expect(split('One.\n\nTwo. Two.\n\nThree. Three.', { limit: 20 })).toEqual(['One.\n\nTwo. Two.', 'Three. Three.']);
		expect(split('One.\r\nTwo two two three', { limit: 20 })).toEqual(['One.\r\nTwo two two', 'three']);
		expect(split('A.\r\n\r\nB. Words and words.', { limit: 20 })).toEqual(['A.', 'B. Words and words.']);
	});

	test('then the end of a line, then of a sentence', () => {
		expect(split('one two three\nfour five. six', { limit: 25 })).toEqual(['one two three', 'four five. six']);
		expect(split('One two three. Four five six.', { limit: 25 })).toEqual(['One two three.', 'Four five six.']);
		expect(split('“One two three.” Four five six.', { limit: 25 })).toEqual(['“One two three.”', 'Four five six.']);
	});

	test('takes no abbreviation, number or initial for the end of a sentence', () => {
		expect(split('As it is in vol. II of it, and so on', { limit: 30 })).toEqual([
			'As it is in vol. II of it, and',
			'so on',
		]);
		expect(split('We met with Dr. Brown last night', { limit: 25 })).toEqual(['We met with Dr. Brown', 'last night']);
		expect(split('We met with J. Brown last night', { limit: 25 })).toEqual(['We met with J. Brown last', 'night']);
		expect(split('We met them, i.e. browns last night', { limit: 25 })).toEqual([
			'We met them, i.e. browns',
			'last night',
		]);
		expect(split('He cried “No!” and left then', { limit: 25 })).toEqual(['He cried “No!” and left', 'then']);
		expect(split('Fruit to buy: 1. Apples 2. Pears', { limit: 25 })).toEqual(['Fruit to buy: 1. Apples', '2. Pears']);
	});

	test('then between words, rather than after a short sentence', () => {
		expect(split('Hi! One two three four five six', { limit: 25 })).toEqual(['Hi! One two three four', 'five six']);
	});

	test('cuts text without spaces at sentences and ideographs, not before closing or behind opening marks', () => {
		expect(split('一二三四五六七八「九十」', { limit: 18 })).toEqual(['一二三四五六七八', '「九十」']);
		expect(split('今日は晴れ。明日は雨でしょう。', { limit: 20 })).toEqual(['今日は晴れ。', '明日は雨でしょう。']);
		expect(split('一二三四五六七八九十、一二', { limit: 20 })).toEqual(['一二三四五六七八九', '十、一二']);
		expect(split('彼は「はい。」と言った。', { limit: 20 })).toEqual(['彼は「はい。」', 'と言った。']);
		expect(split('新しい版です。#新着', { limit: 18 })).toEqual(['新しい版です。', '#新着']);
	});

	test('cuts no link, handle, tag or emoji, but a word longer than a part', () => {
		expect(split('xxxx https://example.com/path', { limit: 25 })).toEqual(['xxxx', 'https://example.com/path']);
		expect(split('漢字@handle漢字', { limit: 8 })).toEqual(['漢字', '@handle', '漢字']);
		expect(split('xxxx\u00a0$TWTR', { limit: 8 })).toEqual(['xxxx\u00a0', '$TWTR']);
		expect(split('👨‍👩‍👧‍👦'.repeat(3), { limit: 4 })).toEqual(['👨‍👩‍👧‍👦👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦']);
		expect(split('🇦🇦🇦🇦', { limit: 6 })).toEqual(['🇦🇦', '🇦🇦']);
		expect(split('กำกำ', { limit: 3 })).toEqual(['กำ', 'กำ']);
		expect(split('x'.repeat(25), { limit: 10 })).toEqual(['x'.repeat(10), 'x'.repeat(10), 'x'.repeat(5)]);
		expect(split('#' + 'x'.repeat(25), { limit: 10 })).toEqual(['#' + 'x'.repeat(9), 'x'.repeat(10), 'x'.repeat(6)]);
		expect(split('q\u0301'.repeat(4), { limit: 5 })).toEqual(['q\u0301'.repeat(2), 'q\u0301'.repeat(2)]);
		expect(split('x' + '\u0301'.repeat(9), { limit: 4 }).map(weight)).toEqual([4, 4, 2]);
	});

	test('numbers the parts, and counts the numbers', () => {
		const text = 'one two three four';
		expect(split(text, { limit: 13, numbering: 'slash' })).toEqual(['1/3 one two', '2/3 three', '3/3 four']);
		expect(split(text, { limit: 14, numbering: 'slash' })).toEqual(['1/2 one two', '2/2 three four']);
		expect(split(text, { limit: 14, numbering: 'dot' })).toEqual(['1. one two', '2. three four']);
		expect(split(text, { limit: 16, numbering: 'brackets' })).toEqual(['(1/2) one two', '(2/2) three four']);
	});

	test('numbers after the text, too, within the limit', () => {
		const text = 'one two three four';
		expect(split(text, { limit: 14, numbering: 'slash', numberAt: 'end' })).toEqual(['one two 1/2', 'three four 2/2']);
		expect(split(text, { limit: 13, numbering: 'slash', numberAt: 'end' })).toEqual([
			'one two 1/3',
			'three 2/3',
			'four 3/3',
		]);
		const link = `${'word '.repeat(20)}example.com ${'word '.repeat(20)}`;
		for (const part of split(link, { limit: 60, numbering: 'brackets', numberAt: 'end' }))
			expect(weight(part)).toBeLessThanOrEqual(60);
	});

	test('makes room for numbers of more digits where there are more parts', () => {
		const parts = split('word '.repeat(120).trim(), { limit: 12, numbering: 'slash' });
		expect(parts).toEqual(Array.from({ length: 120 }, (_, index) => `${index + 1}/120 word`));
	});

	test('refuses a limit that holds no text', () => {
		for (const [limit, numbering] of [
			[0, 'none'],
			[-1, 'none'],
			[NaN, 'none'],
			[4, 'slash'],
			[8, 'brackets'],
		] as const) {
			expect(() => split('some words '.repeat(5), { limit, numbering })).toThrow(RangeError);
		}
		expect(() => split('漢字', { limit: 1 })).toThrow(
			'A limit of 1 weighted characters leaves no room for the text of a part',
		);
	});

	test('loses nothing, cuts nothing that belongs together and keeps the limit, over 3,000 generated texts', () => {
		const next = random(20260823);
		let parts = 0;
		for (let run = 0; run < 3000; run++) {
			const text = generated(next);
			const options = { limit: 40 + Math.floor(next() * 241), numbering: NUMBERINGS[run % NUMBERINGS.length] };
			expect(faults(text, options, [...entities(text), ...graphemes(text)])).toEqual([]);
			parts += split(text, options).length;
		}
		expect(parts).toBeGreaterThan(6000);
	});

	test('does so with limits too small for links, too', () => {
		const next = random(7);
		for (let run = 0; run < 500; run++) {
			const text = generated(next);
			expect(faults(text, { limit: 12 + Math.floor(next() * 20), numbering: 'none' }, graphemes(text))).toEqual([]);
		}
	});

	test('fills the parts: no part could have taken the next word too', () => {
		const words = Array.from({ length: 2000 }, (_, index) => 'word'.slice(0, 1 + (index % 4)));
		const parts = split(words.join(' '));
		parts
			.slice(1)
			.forEach((part, index) => expect(weight(`${parts[index]} ${part.split(' ')[0]}`)).toBeGreaterThan(280));
	});
});
