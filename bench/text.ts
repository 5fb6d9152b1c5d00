/** How fast `measure` counts, in MB of UTF-8 per second: ordinary text, then text made to slow it. Run: npx tsx bench/text.ts */
import { measure } from '../api/text/measure';
import { report } from './report';

const MEGABYTE = 1_000_000;

function fill(piece: string, bytes = MEGABYTE): string {
	return piece.repeat(Math.ceil(bytes / Buffer.byteLength(piece)));
}

const ENGLISH =
	'We shipped the new release today, see https://example.com/releases/2026-08?utm=x (notes at example.org). Thanks @alice and @bob! ' +
	'It is faster by 3.5 times than v1.2.3, e.g. for #threads and $TWTR. 🎉 More tomorrow…\n\n';
const JAPANESE =
	'本日新しい版を公開しました。詳しくは https://example.com/news をご覧ください。#新着 ありがとう👨‍👩‍👧、@alice さん！\n';
const POST = ENGLISH.slice(0, 250);

const TEXTS: Record<string, string> = {
	'English prose': fill(ENGLISH),
	'Japanese prose': fill(JAPANESE),
	emoji: fill('👩🏽‍🚀👨‍👩‍👧‍👦🇩🇪1️⃣❤️'),
	'one word': fill('a'),
	'full stops': fill('.'),
	labels: fill('a.'),
	'labels, no domain': fill('a_.'),
	'hyphens and stops': fill('-.-a'),
	ideographs: fill('漢'),
	'ideographs and stops': fill('漢字.'),
	'one long ideographic label': fill('漢') + '.zz ' + fill('漢') + '.com',
	'encoded labels': fill('xn--a.'),
	'domains glued': fill('あ.com'),
	schemes: fill('http://'),
	'open parentheses': 'a.com/' + fill('('),
	'nested parentheses': 'a.com/' + fill('(a(b)'),
	'closed parentheses': 'a.com/' + fill('(a)'),
	'open parenthesis, long': fill('a.com/(' + 'b'.repeat(500)),
	'path without end': 'a.com/' + fill('!'),
	path: 'a.com/' + fill('a-'),
	'query without end': 'a.com?' + fill('('),
	query: 'https://a.com/?' + fill('a.'),
	port: 'a.com:' + fill('1'),
	'hash signs': fill('#'),
	'numbers as tags': fill('#1'),
	'long tag': '#' + fill('1'),
	'long tags': fill('#' + '漢'.repeat(500) + '1 '),
	'at signs': fill('@'),
	mentions: fill('@a/b-'),
	retweets: fill('rt:'),
	cashtags: fill('$a.b'),
	joiners: fill('👨\u200d'),
	skins: fill('🏽'),
	'combining marks': 'e' + fill('\u0301'),
	'unpaired surrogates': '\ud83d'.repeat(MEGABYTE / 3),
	'direction marks': fill('\u202a.'),
};

function rate(run: () => void, bytes: number): string {
	const start = performance.now();
	let runs = 0;
	do {
		run();
		runs++;
	} while (performance.now() - start < 300);
	const seconds = (performance.now() - start) / 1000;
	return ((bytes * runs) / MEGABYTE / seconds).toFixed(1);
}

report({
	measurement: 'text',
	title: 'Weighted length of a text, as X counts',
	head: ['', 'MB/s'],
	rows: [...Object.entries(TEXTS), ['one post at a time', POST]].map(([name, text]) => [
		name,
		rate(() => measure(text), Buffer.byteLength(text)),
	]),
});
