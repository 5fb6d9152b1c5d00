import * as twitterText from 'twitter-text';
import { LINK_WEIGHT, MAX_LONG_POST, MAX_POST, measure } from '../../../api/text/measure';
import { TLDS } from '../../../api/text/links/tlds';
import { everyCharacter, everyEmojiPair, FAMILY, generated } from '../../support/inputs/texts-to-measure';

/** What X's library has to say of as well: it weighs newer emoji by their parts. */
function measured(text: string) {
	const { weightedLength, mostWeight, ...found } = measure(text);
	if (weightedLength > mostWeight) throw new Error(`${weightedLength} is more than ${mostWeight}: ${visible(text)}`);
	return { weightedLength: mostWeight, ...found };
}

type Measured = ReturnType<typeof measured>;

/** What X's own library says. It extracts from text as given, so it gets what `measure` works on: the composed form. */
function oracle(text: string): Measured {
	const composed = text.normalize();
	return {
		weightedLength: twitterText.parseTweet(text).weightedLength,
		links: twitterText.extractUrls(composed),
		cashtags: twitterText.extractCashtags(composed),
		mentions: twitterText.extractMentions(composed),
		hashtags: twitterText.extractHashtags(composed),
	};
}

/** Text whose every character shows in a failure: invisible ones escaped. */
function visible(text: string): string {
	return JSON.stringify(text).replace(/[^ -~]/g, (unit) => '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0'));
}

/** The texts that `measure` and the oracle see differently, the first few with both answers. */
function differences(texts: Iterable<string>): string[] {
	const found: string[] = [];
	for (const text of texts) {
		const [mine, theirs] = [JSON.stringify(measured(text)), JSON.stringify(oracle(text))];
		if (mine !== theirs)
			found.push(
				`${visible(text.length > 300 ? text.slice(0, 300) + '…' : text)}: ${visible(mine)} not ${visible(theirs)}`,
			);
		if (found.length >= 5) break;
	}
	return found;
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

const none = { links: [], cashtags: [], mentions: [], hashtags: [] };

type Row = [what: string, text: string, weight: number, found?: Partial<Measured>];

const ROWS: Row[] = [
	['nothing', '', 0],
	['Latin letters', 'Hello, world!', 13],
	['accented letters, composed and not', 'caf\u00e9 cafe\u0301', 9],
	['a mark that composes with nothing', 'x\u0301', 2],
	['Cyrillic, Greek, Arabic, Hebrew', 'Привет αβγ سلام שלום', 20],
	['the last narrow character and the first wide', '\u10ff\u1100', 3],
	['typographic spaces, dashes and quotes', '\u2000\u200d\u2010–—“”‘’\u2032\u2037', 11],
	['ellipsis, bullet, euro are wide', '…•€', 6],
	['Chinese, Japanese, Korean', '漢字かな한글', 12],
	['Korean letters that compose to one syllable', '\u1112\u1161\u11ab', 2],
	['astral letters', '𐐷𝟙', 4],
	['an emoji', '😀', 2],
	['an emoji with skin', '👍🏽', 2],
	['a skin alone', '🏽', 2],
	['a family of four', FAMILY, 2],
	['140 families', FAMILY.repeat(140), 280],
	['a job with skin', '👩🏽‍🔬', 2],
	['a couple', '👩‍❤️‍💋‍👨', 2],
	['flags of a country, of a nation, of pride', '🇩🇪🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}🏳️‍🌈', 6],
	['letters that are no flag', '🇦🇦', 4],
	['a keycap', '1\ufe0f\u20e3#\u20e3', 4],
	['a sign in emoji style and as text', '©\ufe0f©', 3],
	['a heart in emoji style and in text style', '❤\ufe0f❤\ufe0e', 6],
	['a sequence newer than Emoji 11 counts by its parts', '🧑‍🚀', 5],
	['halves of a surrogate pair', '\ud83d \ude00', 5],
	['marks of direction', '\u200eabc\u200f', 7],
	['characters no post may hold', '\ufeff\ufffe\uffff', 6],
	['link with scheme', 'see https://example.com/a?b=c#d now', 31, { links: ['https://example.com/a?b=c#d'] }],
	['link without scheme', 'example.com', 23, { links: ['example.com'] }],
	['link in capitals', 'HTTP://EXAMPLE.COM', 23, { links: ['HTTP://EXAMPLE.COM'] }],
	['other schemes', 'ftp://example.com', 17],
	['unknown top-level domain', 'example.invalid http://example.invalid', 38],
	['top-level domain with more letters behind', 'example.comx', 12],
	['top-level domain too new for X', 'example.music', 13],
	['full stop behind a link', 'At example.com.', 27, { links: ['example.com'] }],
	['punctuation behind a path', 'http://a.com/b, http://a.com/c!', 49, { links: ['http://a.com/b', 'http://a.com/c'] }],
	[
		'parentheses around and in a link',
		'(http://a.com/b_(c)) (http://a.com/d)',
		51,
		{ links: ['http://a.com/b_(c)', 'http://a.com/d'] },
	],
	['nested parentheses', 'http://a.com/b(c(d)e)', 23, { links: ['http://a.com/b(c(d)e)'] }],
	['parentheses behind punctuation', 'http://a.com/b:(c)', 27, { links: ['http://a.com/b'] }],
	['port with and without scheme', 'http://a.com:80/b a.com:80', 50, { links: ['http://a.com:80/b', 'a.com'] }],
	['query without scheme needs a path', 'a.com?b=c a.com/?b=c', 51, { links: ['a.com', 'a.com/?b=c'] }],
	['link between ideographs', '詳細はexample.comへ', 31, { links: ['example.com'] }],
	['link with scheme between ideographs', '見てhttp://example.com/あ', 29, { links: ['http://example.com/'] }],
	['two names in one run', 'a.comあb.com/c', 48, { links: ['a.com', 'b.com/c'] }],
	[
		'name that is ASCII only at its beginning: X drops the rest from the link but goes on as if it were there',
		'a.comあ.みんな/path',
		28,
		{ links: ['a.com/path'] },
	],
	[
		'name that occurs twice: X takes the first occurrence, if only in its weight',
		'a.comb.あa.com/ạạ',
		33,
		{ links: ['a.com/ạạ'] },
	],
	['domain in another script', 'http://例え.みんな 例え.みんな', 35, { links: ['http://例え.みんな'] }],
	['encoded domain', 'http://xn--r8jz45g.xn--q9jyb4c', 23, { links: ['http://xn--r8jz45g.xn--q9jyb4c'] }],
	['domain that says it is encoded but is not', 'http://xn--あ.com', 17],
	['Cyrillic top-level domain', 'http://пример.рф', 23, { links: ['http://пример.рф'] }],
	['emoji in a domain', 'http://😀.com 😀.com', 30, { links: ['http://😀.com'] }],
	['hyphens and low lines in labels', 'a-b.com a_b.com a_b.c.com -a.com', 64, { links: ['a-b.com', 'b.c.com'] }],
	['behind a hyphen, low line, full stop, slash', '-a.com _a.com .a.com /a.com', 27],
	['behind a sign', '#a.com $a.com @a.com', 20, { mentions: ['a'], hashtags: ['a'], cashtags: ['a'] }],
	['e-mail address', 'me@example.com', 14],
	['short link', 'http://t.co/abc123', 23, { links: ['http://t.co/abc123'] }],
	['short link with path', 'http://t.co/abc/def', 27, { links: ['http://t.co/abc'] }],
	['short link with query', 'http://t.co/abc?d=e', 23, { links: ['http://t.co/abc?d=e'] }],
	['short link with too long a key', 'http://t.co/' + 'a'.repeat(41), 53],
	[
		'short link with the longest key',
		'http://t.co/' + 'a'.repeat(40),
		23,
		{ links: ['http://t.co/' + 'a'.repeat(40)] },
	],
	['longest label', 'a'.repeat(63) + '.com', 23, { links: ['a'.repeat(63) + '.com'] }],
	['label too long', 'a'.repeat(64) + '.com', 68],
	['label too long once encoded', `http://${'あいうえおかきくけこ'.repeat(5)}あいう.com`, 117],
	['longest link', 'https://a.com/' + 'b'.repeat(4074), 23, { links: ['https://a.com/' + 'b'.repeat(4074)] }],
	['link too long', 'https://a.com/' + 'b'.repeat(4075), 4089],
	['longest link without scheme', 'a.com/' + 'b'.repeat(4082), 23, { links: ['a.com/' + 'b'.repeat(4082)] }],
	['link too long without scheme', 'a.com/' + 'b'.repeat(4083), 4089],
	['direction mark around a link', '\u202ahttp://a.com\u202c', 27, { links: ['http://a.com'] }],
	['mentions', '@a .@b ＠c (@d) e@f @g@h', 24, { mentions: ['a', 'b', 'c', 'd'] }],
	['mention with too many characters', '@' + 'a'.repeat(21), 22, { mentions: ['a'.repeat(20)] }],
	['mention before a letter with accent', '@aé', 3],
	['list', '@a/list', 7],
	['old retweets', 'RT@a rt:@b xRT@c', 16, { mentions: ['a', 'b'] }],
	['mention in a path', 'http://a.com/@b', 23, { links: ['http://a.com/@b'], mentions: ['b'] }],
	['hashtags', '#a ＃b #1 #1a &#c #d#e (#漢字)', 30, { hashtags: ['a', 'b', '1a', '漢字'] }],
	['hashtag in a link', 'http://a.com/#b', 23, { links: ['http://a.com/#b'] }],
	['hashtag behind an emoji', '❤️#a 😀#b', 9, { hashtags: ['a', 'b'] }],
	['cashtags', '$A $BRK.A $TOOLONG $1 x$B $c, ($d)', 34, { cashtags: ['A', 'BRK.A', 'c'] }],
];

const N = 200_000;

/** Texts on which a backtracking expression, or one look too many per character, would take hours. */
const ADVERSARIAL: Array<[what: string, text: string, weightedLength: number, links: number]> = [
	['letters', 'a'.repeat(N), N, 0],
	['ideographs before a name', '漢'.repeat(N) + '.invalid', 2 * N + 8, 0],
	['labels', 'a.'.repeat(N / 2), N, 0],
	['labels that end no domain', 'a_.'.repeat(N / 2), (3 * N) / 2, 0],
	['domains without space', 'あ.com'.repeat(N / 5), (6 * N) / 5, 0],
	['open parentheses in a path', 'a.com/' + '('.repeat(N), 23 + N, 1],
	['unclosed parentheses in a path', 'http://a.com/' + '(a(b'.repeat(N / 4), 23 + N, 1],
	['full stops in a path', 'a.com/' + '.'.repeat(N), 23 + N, 1],
	['parentheses in a query', 'a.com/?' + '('.repeat(N), 24 + N, 1],
	['digits of a tag', '#' + '1'.repeat(N), N + 1, 0],
	['hash signs', '#'.repeat(N), N, 0],
	['at signs and slashes', '@a/b-'.repeat(N / 5), N, 0],
	['joined men', '👨\u200d'.repeat(N), 3 * N, 0],
	['marks on one letter', 'x' + '\u0301'.repeat(N), N + 1, 0],
	['unpaired surrogates', '\ud83d'.repeat(N), 2 * N, 0],
];

describe('measure', () => {
	test.each(ROWS.map(([what, text, weight, found = {}]) => [what, text, weight, found] as const))(
		'%s',
		(_what, text, weightedLength, found) => {
			expect(oracle(text)).toEqual({ ...none, ...found, weightedLength });
			expect(measured(text)).toEqual({ ...none, ...found, weightedLength });
		},
	);

	test('knows the top-level domains that X knows, each once', () => {
		const { regexen } = twitterText as unknown as { regexen: Record<'validGTLD' | 'validCCTLD', RegExp> };
		const theirs = [regexen.validGTLD, regexen.validCCTLD].map(({ source }) =>
			source.replace(/^\(\?:\(\?:|\)\(\?=.*$/g, '').split('|'),
		);
		expect(TLDS.split(' ')).toEqual([...theirs[0], ...theirs[1]].sort());
	});

	test('reads every top-level domain like the oracle', () => {
		const texts = TLDS.split(' ').map(
			(tld) => `a.${tld} b.${tld.toUpperCase()}x http://c.${tld}/d あ.${tld}字 e.${tld}@ f.${tld}.com`,
		);
		expect(differences(texts)).toEqual([]);
	});

	test('reads every character like the oracle: alone, in a tag, around and in a link', () => {
		expect(differences(everyCharacter())).toEqual([]);
	});

	test('reads every emoji sequence like the oracle', () => {
		expect(differences(everyEmojiPair())).toEqual([]);
	});

	test('measures labels about as long as the name system allows like the oracle', () => {
		const next = random(63);
		const pick = (characters: string) => [...characters][Math.floor(next() * [...characters].length)];
		const texts = Array.from({ length: 5000 }, () => {
			const script = pick('0123456');
			const length = 8 + Math.floor(next() * 52);
			return `http://${Array.from({ length }, () => pick(['aé', 'абв', 'あいうえお漢字', '漢a-', '𐐷😀a', 'あ。．｡', '\x01aéа漢😀'][Number(script)])).join('')}.com`;
		});
		expect(differences(texts)).toEqual([]);
		const linked = texts.filter((text) => measure(text).links.length > 0).length;
		expect(linked).toBeGreaterThan(1000);
		expect(linked).toBeLessThan(4000);
	});

	test('reads 20,000 generated texts like the oracle', () => {
		const next = random(20260822);
		const texts = Array.from({ length: 20_000 }, () => generated(next));
		expect(differences(texts)).toEqual([]);

		const measured = texts.map((text) => measure(text));
		for (const kind of ['links', 'cashtags', 'mentions', 'hashtags'] as const) {
			expect(measured.filter((one) => one[kind].length > 0).length).toBeGreaterThan(400);
		}
		expect(
			measured.filter((one, index) => one.weightedLength < [...texts[index].normalize()].length).length,
		).toBeGreaterThan(400);
	});

	test.each(ADVERSARIAL)('gets through 200,000 %s', (_what, text, weightedLength, links) => {
		const found = measured(text);
		expect(found.weightedLength).toBe(weightedLength);
		expect(found.links).toHaveLength(links);
	});
});

test('the limits are those X documents', () => {
	expect([MAX_POST, MAX_LONG_POST, LINK_WEIGHT]).toEqual([280, 25_000, 23]);
	expect(measure('https://example.com').weightedLength).toBe(LINK_WEIGHT);
});
