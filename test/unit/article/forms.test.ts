/** Markdown as people and language models write it, and the blocks that an article gets of it. */
import { articleDraft } from '../../../api/article/content-state';

/** `type: text`, with what is embedded or linked behind it. */
async function blocksOf(markdown: string): Promise<string[]> {
	const { blocks, entities } = (await articleDraft(markdown)).state((picture) => ({
		media_category: 'tweet_image',
		media_id: 'id' in picture ? picture.id : picture.url,
	}));
	const held = ({ url, markdown: code, post_id, media_items }: Record<string, unknown>): string =>
		[url, code, post_id, (media_items as Array<{ media_id: string }> | undefined)?.[0].media_id].filter(Boolean).join();
	const embedded = ({ type, data }: (typeof entities)[number]['value']): string =>
		type === 'latex' ? type : held(data);
	return blocks.map(({ type, text, entity_ranges }) =>
		[`${type}: ${text.trim()}`, ...entity_ranges.map(({ key }) => embedded(entities[key].value))]
			.filter(Boolean)
			.join(' | '),
	);
}

const POST = 'https://x.com/n8n_io/status/1849000000000000000';

test.each<[string, string, string[]]>([
	['a table', '| A | B |\n|:--|--:|\n| 1 | a \\| b |', ['atomic:  | | A | B |\n| :-- | --: |\n| 1 | a \\| b |']],
	['lists in lists', '- a\n  - b\n    1. c\n- d\n\n  e', ['u: a', 'u: b', 'o: c', 'u: d\ne']],
	['tasks', '- [ ] todo\n- [x] done', ['u: [ ] todo', 'u: [x] done']],
	['a list that begins at 3', '3. c\n4. d', ['o: c', 'o: d']],
	['lists with different marks', '* a\n+ b\n0) c', ['u: a', 'u: b', 'o: c']],
	['an empty item', '-\n- a', ['u: a']],
	['code in a list', '- a\n\n  ```\n  x\n  ```\n- b', ['u: a', 'atomic:  | ```\nx\n```', 'u: b']],
	['a table in a list', '1. a\n\n   | x |\n   |---|\n   | 1 |', ['o: a', 'atomic:  | | x |\n| --- |\n| 1 |']],
	['front matter', '---\ntitle: X\ntags: [a, b]\n---\n\n# Hi', ['header-one: Hi']],
	['front matter with CRLF', '---\r\ntitle: X\r\n---\r\n# Hi\r\nb', ['header-one: Hi', 'unstyled: b']],
	['front matter in TOML', '+++\ntitle = "x"\n+++\nHi', ['unstyled: Hi']],
	['a rule that is no front matter', '---\nNot: so\n\nText', ['atomic:', 'unstyled: Not: so', 'unstyled: Text']],
	['a rule at the very beginning', '---\n\n# Hi\n\n---', ['atomic:', 'header-one: Hi', 'atomic:']],
	['code with its language', '```python title="x.py"\na\n```', ['atomic:  | ```python title="x.py"\na\n```']],
	['code between tildes', '~~~\nb\n~~~', ['atomic:  | ```\nb\n```']],
	['a diagram', '```mermaid\ngraph TD\n```', ['atomic:  | ```mermaid\ngraph TD\n```']],
	['Markdown within code', '```markdown\n# T\n```', ['atomic:  | ```markdown\n# T\n```']],
	['math', 'Inline $a_1 + b_2$', ['unstyled: Inline $a_1 + b_2$']],
	['a formula', '$$\na_1 * b_2\n$$', ['atomic: a_1 * b_2 | latex']],
	['a formula in one line', '$$ E = mc^2 $$\n', ['atomic: E = mc^2 | latex']],
	[
		'a formula of many lines',
		'a\n$$ \\begin{a}\n  b \\\\\n\\end{a}$$ \nc',
		['unstyled: a', 'atomic: \\begin{a}\n  b \\\\\n\\end{a} | latex', 'unstyled: c'],
	],
	['a formula of emoji', '$$😀$$', ['atomic: 😀 | latex']],
	['a fence of math', '```math\nx_1\n```', ['atomic: x_1 | latex']],
	['a fence of math with nothing in it', '```math\n```', ['atomic:  | ```math\n\n```']],
	['the source of a formula', '```latex\nx_1\n```', ['atomic:  | ```latex\nx_1\n```']],
	['a formula in a list', '- a\n\n  $$\n  x\n  $$\n- b', ['u: a', 'atomic: x | latex', 'u: b']],
	['a formula in a quote', '> $$x$$\n> b', ['atomic: x | latex', 'blockquote: b']],
	['a formula within a line', 'If $$x$$, then', ['unstyled: If $$x$$, then']],
	['dear things', '$$5 and $$6', ['unstyled: $$5 and $$6']],
	['dollar signs alone', '$$\n\n$$$\n\n$$$$', ['unstyled: $$', 'unstyled: $$$', 'unstyled: $$$$']],
	['a formula that does not end', '$$\nx\n\ny $$', ['unstyled: $$ x', 'unstyled: y $$']],
	['an indented formula', '    $$x$$', ['atomic:  | ```\n$$x$$\n```']],
	['prices', '$5 and $10', ['unstyled: $5 and $10']],
	['a link with a title', '[a](https://a.b "T")', ['unstyled: a | https://a.b']],
	['references', '[a][1] [b]\n\n[1]: https://a.b\n[b]: https://b.c', ['unstyled: a b | https://a.b | https://b.c']],
	['an email address', '<a@b.c>', ['unstyled: a@b.c | mailto:a@b.c']],
	['a bare link', '(https://a.b/c_d_e).', ['unstyled: (https://a.b/c_d_e). | https://a.b/c_d_e']],
	['a bare link with brackets', 'https://a.b/C_(d) e', ['unstyled: https://a.b/C_(d) e | https://a.b/C_(d)']],
	['a name without a scheme', 'See www.example.com', ['unstyled: See www.example.com']],
	['a picture without a caption', '![](https://a.b/c.png)', ['atomic:  | https://a.b/c.png']],
	['a picture in a text', 'a ![c](12) b', ['unstyled: a', 'atomic:  | 12', 'unstyled: b']],
	['a picture with a title', '![a](12 "T")', ['atomic:  | 12']],
	['a picture in a link', '[![c](12)](https://a.b)', ['atomic:  | 12', 'unstyled: https://a.b | https://a.b']],
	[
		'pictures in a link',
		'[![](1) ![](2)](https://a.b)',
		['atomic:  | 1', 'atomic:  | 2', 'unstyled: https://a.b | https://a.b'],
	],
	['a picture and a text in a link', '[![c](12) Shop](https://a.b)', ['atomic:  | 12', 'unstyled: Shop | https://a.b']],
	['a picture in a link to a heading', '[![c](12)](#top)', ['atomic:  | 12']],
	['a picture whose address has a blank', '![c](<https://a.b/c d.png>)', ['atomic:  | https://a.b/c%20d.png']],
	['a link with blanks', '[a](<https://a.b/c d\u00a0e>)', ['unstyled: a | https://a.b/c%20d%C2%A0e']],
	['links to headings', '- [A *b*](#a-b)\n- [c](#)', ['u: A b', 'u: c']],
	['a link to a heading beside another', '[a](#a)[b](https://b.c)', ['unstyled: ab | https://b.c']],
	['a picture in its address', '![a](data:image/png;base64,iVBO)', ['atomic:  | data:image/png;base64,iVBO']],
	['CRLF', '# A\r\n\r\nb\r\nc\r\n\r\n- d\r\n', ['header-one: A', 'unstyled: b c', 'u: d']],
	['a byte order mark', '\ufeff# A', ['header-one: A']],
	['smart quotes', '“Quoted” – it’s…', ['unstyled: “Quoted” – it’s…']],
	[
		'headings of all levels',
		'# 1\n## 2\n### 3\n#### 4\n###### 6',
		['header-one: 1', 'header-two: 2', 'header-three: 3', 'header-three: 4', 'header-three: 6'],
	],
	['seven hash signs', '####### 7', ['unstyled: ####### 7']],
	['underlined headings', 'T\n=====\n\nS\n---', ['header-one: T', 'header-two: S']],
	['an empty heading', '#\n\na', ['unstyled: a']],
	['emoji by name', ':tada: done', ['unstyled: :tada: done']],
	['mentions and tags', 'By @n8n_io with #a and $TSLA', ['unstyled: By @n8n_io with #a and $TSLA']],
	['a post on its line', POST, ['atomic:  | 1849000000000000000']],
	['a post in a line', `Text ${POST}`, [`unstyled: Text ${POST} | ${POST}`]],
	['rules of all kinds', '***\n\n___\n\n- - -', ['atomic:', 'atomic:', 'atomic:']],
	['quotes in quotes', '> a\n>> b\n>\n> - c', ['blockquote: a', 'blockquote: b', 'u: c']],
	['a note of GitHub', '> [!NOTE]\n> Hi', ['blockquote: [!NOTE] Hi']],
	['hard breaks', 'a  \nb\\\nc<br>d', ['unstyled: a\nb\nc\nd']],
	['escapes', '\\*a\\* \\# \\[x\\]', ['unstyled: *a* # [x]']],
	['entities', '&copy; &amp;amp; &lt;b&gt;', ['unstyled: © &amp; <b>']],
	['comments', 'a <!-- no --> b\n\n<!-- no\n\nno -->\n\nc', ['unstyled: a  b', 'unstyled: c']],
	['HTML', '<details>\n\nInside\n\n</details>', ['unstyled: <details>', 'unstyled: Inside', 'unstyled: </details>']],
	['footnotes', 'Text[^1].\n\n[^1]: Note.', ['unstyled: Text[^1].', 'unstyled: [^1]: Note.']],
	[
		'footnotes in lines, one with an address',
		'A[^b].\n\n[^1]: One\n    more\n[^b]: https://a.b/c',
		['unstyled: A[^b].', 'unstyled: [^1]: One more', 'unstyled: [^b]: https://a.b/c | https://a.b/c'],
	],
	['links of a wiki', '[[Page]]', ['unstyled: [[Page]]']],
	['a path', 'C:\\new\\dir', ['unstyled: C:\\new\\dir']],
	['a name with underscores', 'snake_case_word', ['unstyled: snake_case_word']],
	['numbers in brackets', 'As in [1] and [2, 3).', ['unstyled: As in [1] and [2, 3).']],
	['a line with a bar', 'a | b', ['unstyled: a | b']],
	['a shortcode', '{{< youtube id >}}', ['unstyled: {{< youtube id >}}']],
	['emphasis in Japanese', '**重要：**これ', ['unstyled: 重要：これ']],
	['joined emoji', '**👩\u200d👩\u200d👧** x', ['unstyled: 👩\u200d👩\u200d👧 x']],
])('%s', async (_, markdown, blocks) => {
	const short = { u: 'unordered-list-item', o: 'ordered-list-item' };
	expect(await blocksOf(markdown)).toEqual(
		blocks.map((block) =>
			block.replace(/^[uo](?=: )/, (name) => short[name as keyof typeof short]).replace(/^atomic:$/, 'atomic: '),
		),
	);
});
