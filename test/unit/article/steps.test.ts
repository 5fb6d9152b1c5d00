/** How often the parser looks for the end of a token: what decides about the time, on every machine. */
import { articleDraft } from '../../../api/article/content-state';
import type * as Parser from '../../../api/article/parser';
import { full, SIZE } from '../../support/inputs/hostile';

let looks = 0;
jest.mock('../../../api/article/parser', () => {
	const { createParser } = jest.requireActual<typeof Parser>('../../../api/article/parser');
	return {
		createParser: (most: number) => {
			const parser = createParser(most);
			const skipToken = parser.inline.skipToken.bind(parser.inline);
			parser.inline.skipToken = (state) => {
				looks++;
				skipToken(state);
			};
			return parser;
		},
	};
});

const HOSTILE: Readonly<Record<string, string>> = {
	...Object.fromEntries(
		['![', '[', ']', '![a](b', '[a](1) ', '[a](b ![', '[a][', '[a]((', '`[', '\\[', '<[', '[[a](1)]'].map((scrap) => [
			scrap,
			full(scrap)(SIZE),
		]),
	),
	'opening brackets, then closing ones': '['.repeat(SIZE / 2) + ']'.repeat(SIZE / 2),
	'the same with the definition of a link': `[r]: mailto:a.b\n\n${'['.repeat(SIZE / 2)}${']'.repeat(SIZE / 2)}`,
	'pictures in the captions of pictures': '!['.repeat(SIZE / 6) + '](1)'.repeat(SIZE / 6),
	'a link in brackets in brackets': `${'['.repeat(SIZE / 2)}[a](1)${']'.repeat(SIZE / 2)}`,
};

test.each(Object.entries(HOSTILE))('%s: at most once a character', async (_, markdown) => {
	looks = 0;
	await articleDraft(markdown).catch(() => undefined);
	expect(looks / markdown.length).toBeLessThanOrEqual(1);
});
