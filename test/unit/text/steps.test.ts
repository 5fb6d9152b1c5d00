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

/** Once whole, once or twice for its pieces, and part by part; numbers with too few digits show it soon. */
const MOST_READINGS = 6;

test.each(['a.com ', 'The quick brown fox. ', 'x', '日本。', '👩\u200d', '0\u20E3', '. ', 'https://t.co/a '])(
	'%j again and again is read at most six times, numbered or not',
	(scrap) => {
		const text = full(scrap)(SIZE);
		for (const numbering of ['none', 'slash'] as const) {
			read = 0;
			expect(split(text, { numbering }).length).toBeGreaterThan(99);
			expect(read / text.length).toBeLessThan(MOST_READINGS);
		}
	},
);
