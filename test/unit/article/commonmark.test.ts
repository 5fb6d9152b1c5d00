import * as fc from 'fast-check';
import { articleDraft } from '../../../api/article/content-state';
import { InputError } from '../../../api/errors/errors';
import { expected, seen } from '../../support/inputs/article';

/** Pictures keep the name that the Markdown has for them. */
const state = async (markdown: string) =>
	(await articleDraft(markdown)).state((picture) => ({
		media_category: 'tweet_image',
		media_id: 'id' in picture ? picture.id : picture.url,
	}));

async function compare(markdown: string): Promise<void> {
	const { blocks, refused } = expected(markdown);
	if (refused || blocks.length === 0) return await expect(state(markdown)).rejects.toThrow(InputError);
	expect(seen(await state(markdown))).toEqual(blocks);
}

/* ---- Documents as people write them ---- */

const phrase = fc
	.array(
		fc.constantFrom(
			'plain words',
			'**bold**',
			'*italic*',
			'_italic too_',
			'***both***',
			'**bold with *italic* inside**',
			'[a link](https://example.com/a_(b)?c=1)',
			'[**bold** link](<https://example.com/d> "Title")',
			'<https://example.com/e>',
			'<someone@example.com>',
			'`code *not italic*`',
			'`` a ` b ``',
			'snake_case_word',
			'emoji 🎉 and 👨‍👩‍👧',
			'a **🎉** b',
			'2 * 3 * 4',
			'line\nnext line',
			'hard  \nbreak',
			'hard\\\nbreak',
			'AT&amp;T &eacute;&uuml;&frac12; &#8364;&#x1F389; &nosuch;',
			'![shown](1849000000000000000)',
			'![a *kite*](https://example.com/kite.png)',
			'\\*no\\*',
			'日本**語**',
		),
		{ minLength: 1, maxLength: 3 },
	)
	.map((all) => all.join(' '));

const indented = (text: string, by: string) => text.replace(/\n(?=[^\n])/g, `\n${by}`);
const marked = (mark: (i: number) => string) => (texts: string[]) =>
	texts.map((text, i) => mark(i) + indented(text, ' '.repeat(mark(i).length))).join('\n');
const oneLine = phrase.map((text) => text.replace(/(\s|\\)*\n/g, ' '));

const { block } = fc.letrec<{ block: string; inner: string }>((tie) => ({
	block: fc.oneof(
		{ maxDepth: 3 },
		phrase,
		fc.tuple(fc.integer({ min: 1, max: 6 }), oneLine).map(([level, text]) => `${'#'.repeat(level)} ${text}`),
		oneLine.map((text) => `${text}\n=====`),
		fc.constant('---'),
		fc.constant("```ts\nconst a = '`';\n\treturn\n```"),
		fc.constant('    indented **code**\n\n    more'),
		fc.array(tie('inner'), { minLength: 1, maxLength: 3 }).map(marked(() => '- ')),
		fc.array(tie('inner'), { minLength: 1, maxLength: 3 }).map(marked((i) => `${i + 1}. `)),
		tie('inner').map((text) => text.replace(/^/gm, '> ')),
	),
	inner: fc.array(tie('block'), { minLength: 1, maxLength: 2 }).map((blocks) => blocks.join('\n\n')),
}));

/**
 * The language of a fence goes to X as it is written, with its escapes. Where markdown-it departs from CommonMark: a backslash before
 * a space, code spans of nothing but space or over indented lines, a
 * definition of a link that a lazy line goes on behind, an open bracket at the end of a line, a quote that is indented like code.
 */
const DEPARTS = /```[^\n]*[&\\]|\\ |`\s+`|`[^`]*\n\s+[^`]*`|\[r\]:(?! mailto)|\]\(\s*(\n|$)|\n[ \t]{2,}>/;

/** Marks and words in any order: what no one writes, and what has to be read like anywhere else. */
const scraps = fc
	.array(
		// prettier-ignore
		fc.constantFrom(
			'*', '**', '_', '__', '`', '``', '[', '](mailto:a.b)', '](12)', '![', ']', '(', ')', '&amp;', '\\', '\n', '\n\n', '\n',
			'  \n', '- ', '1. ', '2. ', '* ', '+ ', '> ', '# ', '## ', '#', '===', '---', '***', '```', '    ', '  ', ' ', 'a', 'b',
			'foo', 'bar baz', '.', '!', '1', ':', '"', 'é', '日本', '<mailto:x.y>', '[r]', '\n\n[r]: mailto:r.s\n\n',
			'\n\n[r]: mailto:q.s "t"\n\n', '\\*', '\\\n', '-\t', '\t', '1.\t',
		),
		{ minLength: 1, maxLength: 25 },
	)
	.map((all) => all.join(''))
	.filter((markdown) => !DEPARTS.test(markdown));

/** Behind a word, so that none of them defines a link; without destinations that have no end, where markdown-it departs. */
const brackets = fc
	.array(
		// prettier-ignore
		fc.constantFrom(
			'[', '![', ']', '](12)', '](mailto:a.b)', '](<mailto:z.y> "t")', '[r]', '[r][]', '[x][r]', '\\', '`', '*', 'a', 'b c', '!',
			'<mailto:x.y>', '\n',
		),
		{ minLength: 1, maxLength: 18 },
	)
	.map((all) => `x ${all.join('')}\n\n[r]: mailto:r.s\n`)
	.filter((markdown) => !/\\ |`\s+`|`[^`]*\n\s+[^`]*`/.test(markdown));

describe('Markdown is read as CommonMark has it', () => {
	it('in documents as people write them', async () => {
		const document = fc.array(block, { minLength: 1, maxLength: 6 }).map((blocks) => blocks.join('\n\n'));
		await fc.assert(fc.asyncProperty(document, compare), { numRuns: 1000 });
	});

	it('with brackets in any order', async () => {
		await fc.assert(fc.asyncProperty(brackets, compare), { numRuns: 2000 });
	});

	it('in scraps', async () => {
		await fc.assert(fc.asyncProperty(scraps, compare), { numRuns: 2000, seed: 1 });
	});
});
