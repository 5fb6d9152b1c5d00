/** How often a text is read on its way into a thread: what decides about the time, on every machine. */
import { split } from '../../../api/text/thread';
import type * as Links from '../../../api/text/links/links';
import { full, SIZE } from '../../support/inputs/hostile';

let read = 0;
jest.mock('../../../api/text/links/links', () => {
	const actual = jest.requireActual<typeof Links>('../../../api/text/links/links');
	return {
		...actual,
		findLinks: (text: string) => {
			read += text.length;
			return actual.findLinks(text);
		},
	};
});

/** Once whole; where a cut is not at space, once part by part; where numbers with too few digits show it late, once more. */
test.each([
	['a.com ', 1],
	['The quick brown fox. ', 1],
	['x', 2],
	['日本。', 2],
	['👩\u200d', 5],
	['0\u20E3', 5],
	['. ', 2],
	['https://t.co/a ', 1],
])('%j again and again is read at most %d times, numbered or not', (scrap, most) => {
	const text = full(scrap)(SIZE);
	for (const numbering of ['none', 'slash'] as const) {
		read = 0;
		expect(split(text, { numbering }).length).toBeGreaterThan(99);
		expect(Math.round(read / text.length)).toBeLessThanOrEqual(most);
	}
});
