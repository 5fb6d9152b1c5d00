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
