import fc from 'fast-check';
import { cut } from '../../../api/text/thread';
import { marksPerPart, withoutMarks } from '../../../connector/resources/post/thread/marks';
import { spread } from '../../../connector/resources/post/thread/spread';
import type { MediaKind } from '../../../api/media/file';
import type { MediaValue } from '../../../connector';

const file = (kind: MediaKind, name: string): MediaValue['files'][number] => ({
	file: { name, size: 1, async *chunks() {} },
	type: 'image/png',
	kind,
});
const media = (kinds: readonly MediaKind[], ...ids: string[]): MediaValue => ({
	files: kinds.map((kind, i) => file(kind, String(i + 1))),
	ids,
});
const images = (count: number) => Array.from({ length: count }, () => 'image' as const);
const shown = (all: ReturnType<typeof spread>) =>
	all.map((each) => [...(each?.files ?? []).map(({ file: { name } }) => name), ...(each?.ids ?? [])].join(' '));

test.each([
	['four images stay together', media(images(4)), 3, ['1 2 3 4']],
	['five images over three parts', media(images(5)), 3, ['1 2', '3 4', '5']],
	['five images over two parts', media(images(5)), 2, ['1 2 3', '4 5']],
	['six images over ten parts', media(images(6)), 10, ['1', '2', '3', '4', '5', '6']],
	['nine of which X will refuse one', media(images(9)), 2, ['1 2 3 4 5', '6 7 8 9']],
	['two videos', media(['video', 'video']), 4, ['1', '2']],
	['an image and a video', media(['image', 'video']), 2, ['1', '2']],
	['files and IDs', media(images(3), 'a', 'b', 'c'), 3, ['1 2', '3 a', 'b c']],
	['five IDs', media([], 'a', 'b', 'c', 'd', 'e'), 2, ['a b c', 'd e']],
	['nothing', undefined, 3, []],
	['a text without parts', media(images(5)), 0, []],
])('%s', (_, given, parts, places) => {
	expect(shown(spread(given, parts))).toEqual(places);
});

test.each([
	['as said', media(images(8)), [4, 4], ['1 2 3 4', '5 6 7 8']],
	['with a part between that has none', media(images(2), 'a'), [1, 0, 2], ['1', '', '2 a']],
	['fewer than would fit in one post', media(images(3)), [1, 2], ['1', '2 3']],
])('%s', (_, given, per, places) => {
	expect(shown(spread(given, per.length, per))).toEqual(places);
});

describe('marks in the text', () => {
	const placed = (text: string, limit = 50) => {
		const { bare, at } = withoutMarks(text, '[pic]');
		const cuts = cut(bare, { limit });
		return { texts: cuts.map((part) => part.text), per: marksPerPart(bare, at, cuts) };
	};
	const [one, two, three] = [
		'First about the harbour and its boats.',
		'Second about the market hall.',
		'Third of all.',
	];

	test.each([
		['at the end of a line', `${one} [pic]\n\n${two}\n\n${three} [pic]`, [1, 1]],
		['at the beginning of a line', `[pic] ${one}\n\n${two}\n\n[pic] ${three}`, [1, 1]],
		['in a line of its own', `${one}\n\n[pic]\n${two}\n\n${three}\n[pic]`, [0, 2]],
		['within a sentence', `First about the [pic] harbour and its boats.\n\n${two}\n\n${three}`, [1, 0]],
		['two in one place', `${one} [pic] [pic]\n\n${two}\n\n${three}`, [2, 0]],
	])('%s', (_, text, per) => {
		expect(placed(text)).toEqual({ texts: [one, `${two}\n\n${three}`], per });
	});

	test('place each one in some part, and leave the words as they are', () => {
		const word = fc.constantFrom('word', 'lo[pic]ng', '[pic]', '\n\n', ' ', '\n', 'Sentence.');
		fc.assert(
			fc.property(fc.array(word, { maxLength: 60 }), (words) => {
				const text = words.join(' ');
				const { texts, per } = placed(text, 60);
				const count = texts.length > 0 ? text.split('[pic]').length - 1 : 0;
				expect(per.reduce((sum, each) => sum + each, 0)).toBe(count);
				expect(texts.join('').replace(/\s/g, '')).toBe(text.replaceAll('[pic]', '').replace(/\s/g, ''));
			}),
		);
	});

	test('are found in linear time', () => {
		const started = performance.now();
		placed(`${' \t'.repeat(50_000)}[pic]${'x[pic]'.repeat(20_000)}`, 280);
		expect(performance.now() - started).toBeLessThan(5000);
	});
});
