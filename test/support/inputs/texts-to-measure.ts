/** Texts to compare our measure with X's own library on: characters, emoji, and pieces put together at random. */

export const FAMILY = '👨‍👩‍👧‍👦';

/** Every character of the first two planes, and of the rest some, dozens to a text; of the many alike ideographs and syllables one in 32. */
export function* everyCharacter(): Generator<string> {
	const IN_TEXT = (c: string) => `#a${c} ${c}#a #${c}`;
	const IN_LINK = (c: string) =>
		`a${c}.com/b${c}c ${c}a.com http://a${c}b.com/(${c}) a.com/?${c}a ${c}@a @a${c} $a${c}`;
	const alike = (code: number) =>
		(code > 0x3400 && code < 0xa000) || (code > 0xac00 && code < 0xd700) || code > 0x17000;
	let framed: string[] = [];
	for (let code = 0; code < 0x110000; code += alike(code) && !(code > 0x1d000 && code < 0x1fb00) ? 32 : 1) {
		const character = String.fromCodePoint(code);
		framed.push(IN_TEXT(character));
		if (code < 0x10800) framed.push(IN_LINK(character));
		if (framed.length < 48) continue;
		yield framed.join('\n');
		framed = [];
	}
	yield framed.join('\n');
}

/** Every character that may be an emoji's base with what may follow it, and every pair of letters that may be a flag. */
export function* everyEmojiPair(): Generator<string> {
	const TAILS = ['\ufe0f', '\ufe0e', '🏽', '\ufe0f🏽', '\ufe0e🏽', '\u20e3', '\ufe0f\u20e3'];
	const JOINED = [
		'\u200d♀\ufe0f',
		'\u200d♂\ufe0f',
		'\u200d♂',
		'\u200d⚕\ufe0f',
		'\u200d🚀',
		'\u200d👦',
		'\u200d👧\u200d👦',
		'\u200d❤\ufe0f\u200d👩',
	];
	const bases = [
		[0x23, 0x40],
		[0xa9, 0xaf],
		[0x2000, 0x3300],
		[0x1f000, 0x1fb00],
	].flatMap(([start, end]) => Array.from({ length: end - start }, (_, offset) => String.fromCodePoint(start + offset)));
	for (const tail of [...TAILS, ...JOINED, ...TAILS.flatMap((first) => JOINED.map((second) => first + second))]) {
		yield bases.map((base) => base + tail).join(' ');
	}
	const people = ['👨', '👩', '👦', '👧'];
	for (const first of people) {
		for (const second of people) {
			yield people
				.flatMap((third) => ['', ...people].map((fourth) => [first, second, third, fourth].join('\u200d')))
				.join(' ');
		}
	}
	const letters = Array.from({ length: 26 }, (_, offset) => String.fromCodePoint(0x1f1e6 + offset));
	yield letters.flatMap((first) => letters.map((second) => first + second)).join(' ');
}

/** A text of pieces that touch each other, which X's rules are most about; half of them from a few pieces, so that these meet. */
export function generated(next: () => number): string {
	const pick = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)];
	const pool = next() < 0.5 ? [...Array.from({ length: 8 }, () => pick(PIECES)), ...pick(CORES)] : PIECES;
	return Array.from({ length: 1 + Math.floor(next() * 14) }, () => pick(pool)).join('');
}

const CORES = [
	['.', 'com', 'a', '.'],
	['a.com/', '(', ')', '(', ')', ':', 'a'],
	[' #', ' @', ' $a', 'a', ' '],
	['👨', '\u200d', '👩', '👦', '\ufe0f'],
];

const PIECES = [
	...[
		'http://',
		'https://',
		'HTTPS://',
		't.co/',
		'http://t.co/abc',
		'a.com',
		'example.org/x',
		'com',
		'uk',
		'io',
		'みんな',
		'中国',
		'嘉里',
		'嘉里大酒店',
	],
	...[
		'भारत',
		'भारतम्',
		'рф',
		'РФ',
		'xn--',
		'xn--p1ai',
		'vermögensberatung',
		'გე',
		'ไทย',
		':80',
		'8080',
		'x'.repeat(41),
		'あ'.repeat(20),
	],
	...'ab19.-_/:?&=%!~+,*;|\'"`()[]#@$ '.split(''),
	...[
		'..',
		'//',
		'＃',
		'＠',
		'@user',
		'@user/list',
		'#tag',
		'#漢字',
		'$TWTR',
		' $TWTR ',
		' $BRK.A',
		'\n$a',
		'rt',
		'RT:',
		'Rt@',
		'me@example.com',
	],
	...[
		'word',
		'The ',
		' of ',
		'Wort. ',
		'привет ',
		'\n',
		'\t',
		'\u3000',
		'\u00a0',
		'漢',
		'字',
		'あ',
		'。',
		'．',
		'｡',
		'한',
		'글',
		'ｍ',
		'ด',
		'้',
	],
	...[
		'é',
		'e\u0301',
		'\u0338',
		'\u0345',
		'ı',
		'ſ',
		'K',
		'İ',
		'ß',
		'ẞ',
		'Ω',
		'ς',
		'ι',
		'ɵ',
		'ⱥ',
		'ა',
		'Ა',
		'ﬁ',
		'\u212b',
		'𐐷',
		'𝟙',
		'\uf8d0',
	],
	...[
		'\u200b',
		'\u200d',
		'\u200e',
		'\u200f',
		'\u202a',
		'\u202c',
		'\u2066',
		'\u061c',
		'\ufeff',
		'\ufffe',
		'\uffff',
		'\ud83d',
		'\ude00',
	],
	...[
		'😀',
		'👍',
		'🏽',
		'👨',
		'👩',
		'👦',
		FAMILY,
		'👩‍🚀',
		'👩‍❤️‍👨',
		'❤\ufe0f',
		'🇺',
		'🇸',
		'🇦',
		'🏴',
		'🏳',
		'🌈',
		'\ufe0f',
		'\ufe0e',
		'\u20e3',
		'1\ufe0f\u20e3',
	],
	...[
		'\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
		'©',
		'♀',
		'♂',
		'☝',
		'⛹',
		'🏋',
		'🏃',
		'🤼',
		'☠',
		'👁',
		'🗨',
		'🧑',
		'🚀',
		'⚕\ufe0f',
	],
] as const;
