import fc from 'fast-check';
import { saysTheSame } from '../../../connector/resources/post/once';
import {
	carries,
	isWritten,
	sameEitherWay,
	shownIn,
	type Shown,
	type Written,
} from '../../../connector/shared/written';

const link = (url: string, expanded_url?: string, more = {}) => ({ url, expanded_url, ...more });
const shown = (text: string, ...urls: object[]): Shown => ({ id: '1', text, entities: { urls: urls as [] } });
const withMedia = (post: Shown): Shown => ({ ...post, attachments: { media_keys: ['3_7'] } });

describe('a text is recognised', () => {
	it.each<[string, Shown, string | Written]>([
		['as it is', shown('AT&T offer'), 'AT&T offer'],
		['escaped', shown('a &lt; b &amp;&amp; c &gt; d'), 'a < b && c > d'],
		['escaped although it came so', shown('AT&amp;amp;T offer'), 'AT&amp;T offer'],
		['raw although it came escaped', shown('AT&amp;T offer'), 'AT&amp;T offer'],
		['with its links shortened', shown('See https://t.co/a1', link('https://t.co/a1', 'http://n8n.io')), 'See n8n.io'],
		[
			'with an international name',
			shown('https://t.co/a1', link('https://t.co/a1', 'https://xn--bcher-kva.de/%C3%A9')),
			'https://bücher.de/é',
		],
		[
			'with links beside characters of other scripts',
			shown('見て https://t.co/a1。', link('https://t.co/a1', 'https://example.com/a?b=1&c=2')),
			'見てhttps://example.com/a?b=1&c=2。',
		],
		[
			'with a short link that was typed',
			shown('https://t.co/a1', link('https://t.co/a1', 'https://e.com')),
			'https://t.co/a1',
		],
		[
			'without the link of its media',
			withMedia(shown('Look https://t.co/m', link('https://t.co/m', 'https://x.com/me/status/1/photo/1'))),
			'Look',
		],
		[
			'of a message with media',
			withMedia(shown('https://t.co/m', link('https://t.co/m', 'https://twitter.com/messages/media/1'))),
			'',
		],
		[
			'without the link of what it quotes',
			shown('So https://t.co/q', link('https://t.co/q', 'https://twitter.com/a/status/5')),
			{ text: 'So', quotes: '5' },
		],
		[
			'without its deep link',
			shown('Ask https://t.co/d', link('https://t.co/d', 'https://x.com/messages/compose?recipient_id=1')),
			{ text: 'Ask', deepLink: 'https://x.com/messages/compose?recipient_id=1' },
		],
		['behind the handles of a reply', shown('@a @b Yes'), { text: 'Yes', isReply: true }],
		['behind some of them', shown('@a @b Yes'), { text: '@b Yes', isReply: true }],
		[
			'without text behind them',
			withMedia(shown('@a https://t.co/m', link('https://t.co/m', undefined, { media_key: '3_7' }))),
			{ text: '', isReply: true },
		],
		[
			'in full where it is long',
			{ id: '1', text: '@a Long…', note_post: { text: '@a Long and longer' } },
			{ text: 'Long and longer', isReply: true },
		],
		['with white space and invisible characters tidied', shown('One\nTwo ❤'), ' One\r\n\r\nTwo\u200b ❤\ufe0f '],
	])('%s', (_how, post, written) => {
		expect(isWritten(post, typeof written === 'string' ? { text: written } : written)).toBe(true);
	});
});

describe('a text is not taken for', () => {
	it.each<[string, Shown, string]>([
		[
			'the beginning of it',
			shown('We are live https://t.co/a1', link('https://t.co/a1', 'https://example.com/live')),
			'We are live',
		],
		[
			'one with another link',
			shown('See https://t.co/a1', link('https://t.co/a1', 'https://example.com/1')),
			'See https://example.com/2',
		],
		[
			'one whose link is not media',
			withMedia(shown('See https://t.co/a1', link('https://t.co/a1', 'https://example.com/1'))),
			'See',
		],
		['one that is no reply', shown('@a Yes'), 'Yes'],
		['none at all', { id: '1' }, 'Yes'],
	])('%s', (_what, post, text) => {
		expect(isWritten(post, { text })).toBe(false);
	});
});

it('media are those with these keys', () => {
	const post = { id: '1', attachments: { media_keys: ['3_7', '16_8'] } };
	expect([['8', '7'], ['7'], ['7', '9'], ['7', '8', '9']].map((ids) => carries(post, ids))).toEqual([
		true,
		false,
		false,
		false,
	]);
	expect([carries({ id: '1' }, []), carries({ id: '1' }, ['7'])]).toEqual([true, false]);
});

it('reads posts whose members are of any form, and takes none of them for what was sent', () => {
	const members = ['text', 'note_post', 'entities', 'attachments', 'referenced_posts', 'created_at'];
	const odd = fc.dictionary(fc.constantFrom(...members), fc.jsonValue());
	const links = fc.record({ urls: fc.array(fc.oneof(fc.jsonValue(), fc.record({ url: fc.jsonValue() }))) });
	const post = fc.tuple(odd, links).map(([rest, entities]) => ({ ...rest, id: '1', entities }));
	fc.assert(
		fc.property(fc.array(fc.oneof(post, fc.jsonValue())), (data) => {
			for (const shown of shownIn(data))
				expect([carries(shown, ['7']), saysTheSame(shown, { text: 'Only these words' })]).toEqual([false, false]);
		}),
	);
	expect(shownIn([null, 'a post', {}, { id: null }, { id: 7 }])).toEqual([{ id: '7' }]);
	expect(shownIn({ id: '7' })).toEqual([]);
});

it('reads a hostile text in no time', () => {
	const began = performance.now();
	for (const text of [
		'&amp;'.repeat(20_000),
		`&${'amp;'.repeat(25_000)}`,
		'a.com '.repeat(16_000),
		'@a '.repeat(33_000),
		'%C3'.repeat(33_000),
	])
		sameEitherWay(text);
	expect(performance.now() - began).toBeLessThan(5000);
});
