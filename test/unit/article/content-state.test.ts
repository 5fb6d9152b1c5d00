import { contentState, givenState, MAX_MARKDOWN, type ContentState } from '../../../api/article/content-state';
import { InputError } from '../../../api/client/errors';
import { expected, seen } from '../../support/markdown';

const state = (markdown: string) => contentState(markdown, 'tweet_image');
const types = ({ blocks }: ContentState) => blocks.map(({ type }) => type);

/** The same numbers in every run. */
function random(seed: number): () => number {
	let last = seed;
	return () => (last = (last * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x80000000;
}

const pick = <T>(next: () => number, all: readonly T[]): T => all[Math.floor(next() * all.length)];

/** Marks and words in any order: what no one writes, and what has to be read like anywhere else. */
const SCRAPS = [
	'*',
	'**',
	'_',
	'__',
	'~~',
	'~',
	'`',
	'``',
	'[',
	'](mailto:a.b)',
	'](12)',
	'![',
	']',
	'(',
	')',
	'<',
	'>',
	'&amp;',
	'\\',
	'\n',
	'\n\n',
	'\n',
	'  \n',
	'- ',
	'1. ',
	'2. ',
	'* ',
	'+ ',
	'> ',
	'# ',
	'## ',
	'#',
	'===',
	'---',
	'***',
	'```',
	'~~~',
	'    ',
	'  ',
	' ',
	'a',
	'b',
	'foo',
	'bar baz',
	'.',
	'!',
	'1',
	':',
	'|',
	'|---|',
	'-|-',
	'a|b',
	'"',
	'é',
	'日本',
	'<mailto:x.y>',
	'[r]',
	'\n\n[r]: mailto:r.s\n\n',
	'\n\n[r]: mailto:q.s "t"\n\n',
	'\\*',
	'\\\n',
	'-\t',
	'>\t',
	'\t',
	'1.\t',
];
/** Where markdown-it departs from CommonMark: code spans of nothing but space or over indented lines, a backslash before a space, entities and escapes in alt texts, a bracket at the end. */
const DEPARTS = /`\s+`|`[^`]*\n\s+[^`]*`|\\ |!\[[^]*[&\\]|\]\(\s*(\n|$)/;

const PHRASES = [
	'plain words',
	'**bold**',
	'*italic*',
	'~~struck~~',
	'***both***',
	'**bold with *italic* inside**',
	'[a link](https://example.com/a_(b)?c=1)',
	'`code *not italic*`',
	'snake_case_word',
	'emoji 🎉 and 👨‍👩‍👧',
	'a **🎉** b',
	'2 * 3 * 4',
	'line\nnext line',
	'hard  \nbreak',
	'AT&amp;T',
	'![shown](1849000000000000000)',
	'\\*no\\*',
	'日本**語**',
];

function document(next: () => number): string {
	const phrase = () => Array.from({ length: 1 + Math.floor(next() * 3) }, () => pick(next, PHRASES)).join(' ');
	const indented = (text: string, by: string) =>
		text
			.split('\n')
			.map((line, i) => (i > 0 ? by + line : line))
			.join('\n');
	const item = (mark: string) =>
		mark +
		indented(
			phrase() + (next() < 0.2 ? `\n\n${phrase()}` : '') + (next() < 0.2 ? `\n- ${indented(phrase(), '  ')}` : ''),
			' '.repeat(mark.length),
		);
	const blocks = [
		() => phrase(),
		() => `${'#'.repeat(1 + Math.floor(next() * 6))} ${phrase().replace(/\s*\n/g, ' ')}`,
		() => Array.from({ length: 3 }, () => item('- ')).join('\n'),
		() => Array.from({ length: 3 }, (_, i) => item(`${i + 1}. `)).join('\n'),
		() => phrase().replace(/^/gm, '> '),
		() => `\`\`\`ts\nconst a = '${phrase().replace(/[`\n]/g, '')}';\n\treturn\n\`\`\``,
		() => '---',
		() => '| a | b |\n|---|:-:|\n| 1 | **2** |',
		() => 'Title\n=====',
	];
	return Array.from({ length: 1 + Math.floor(next() * 6) }, () => pick(next, blocks)()).join('\n\n');
}

/** Compares with markdown-it. Tables inside other blocks are told by their place only. */
function compare(markdown: string): void {
	const { blocks, refused } = expected(markdown);
	if (refused || blocks.length === 0) return void expect(() => state(markdown)).toThrow(InputError);
	const nested = (found: typeof blocks) =>
		found.map((block, i) =>
			block.type === 'table' && blocks[i]?.content.length === 0 ? { ...block, content: [] } : block,
		);
	const got = nested(seen(state(markdown)));
	if (JSON.stringify(got) !== JSON.stringify(blocks)) expect({ markdown, blocks: got }).toEqual({ markdown, blocks });
}

describe('Markdown is read as markdown-it reads it', () => {
	it('in documents as people write them', () => {
		const next = random(7);
		for (let i = 0; i < 1500; i++) compare(document(next));
	});

	it('in scraps', () => {
		const next = random(11);
		for (let i = 0; i < 4000; i++) {
			const markdown = Array.from({ length: 1 + Math.floor(next() * pick(next, [6, 12, 25])) }, () =>
				pick(next, SCRAPS),
			).join('');
			if (!DEPARTS.test(markdown)) compare(markdown);
		}
	});
});

describe('An article', () => {
	it('takes the block types, styles and entities of X', () => {
		expect(
			state('# One\n\nHi **you**, see [this](https://example.com).\n\n1. first\n2. second\n\n> said\n\n---'),
		).toEqual({
			blocks: [
				{ type: 'header-one', text: 'One', inline_style_ranges: [], entity_ranges: [] },
				{
					type: 'unstyled',
					text: 'Hi you, see this.',
					inline_style_ranges: [{ offset: 3, length: 3, style: 'bold' }],
					entity_ranges: [{ offset: 12, length: 4, key: 0 }],
				},
				{ type: 'ordered-list-item', text: 'first', inline_style_ranges: [], entity_ranges: [] },
				{ type: 'ordered-list-item', text: 'second', inline_style_ranges: [], entity_ranges: [] },
				{ type: 'blockquote', text: 'said', inline_style_ranges: [], entity_ranges: [] },
				{ type: 'atomic', text: ' ', inline_style_ranges: [], entity_ranges: [{ offset: 0, length: 1, key: 1 }] },
			],
			entities: [
				{ key: '0', value: { type: 'link', mutability: 'mutable', data: { url: 'https://example.com' } } },
				{ key: '1', value: { type: 'divider', mutability: 'immutable', data: {} } },
			],
		});
	});

	it('counts offsets in code points', () => {
		expect(state('👨‍👩‍👧 🎉 **b**').blocks[0].inline_style_ranges).toEqual([{ offset: 8, length: 1, style: 'bold' }]);
	});

	it('shows a post whose link stands alone, and links to one inside a text', () => {
		const { blocks, entities } = state(
			'https://x.com/n8n_io/status/1849000000000000000\n\nsee https://twitter.com/n8n_io/status/1849000000000000000.',
		);
		expect(entities.map(({ value: { type, data } }) => [type, data])).toEqual([
			['post', { post_id: '1849000000000000000' }],
			['link', { url: 'https://twitter.com/n8n_io/status/1849000000000000000' }],
		]);
		expect(blocks[1]).toMatchObject({
			text: 'see https://twitter.com/n8n_io/status/1849000000000000000.',
			entity_ranges: [{ offset: 4, key: 1 }],
		});
	});

	it('shows pictures given by media ID between the texts', () => {
		const made = contentState('before ![a **kite**](1849000000000000000) after', 'tweet_gif');
		expect(made.blocks.map(({ type, text }) => [type, text])).toEqual([
			['unstyled', 'before'],
			['atomic', ' '],
			['unstyled', 'after'],
		]);
		expect(made.entities[0].value).toEqual({
			type: 'image',
			mutability: 'immutable',
			data: { caption: 'a kite', media_items: [{ media_category: 'tweet_gif', media_id: '1849000000000000000' }] },
		});
	});

	it.each([
		['```py\nprint(1)\n```', '```py\nprint(1)\n```'],
		['~~~\na ``` b\n~~~', '````\na ``` b\n````'],
		['a | b\n--|--\n1 | 2', 'a | b\n--|--\n1 | 2'],
		['```go\n\tx := 1\n```', '```go\n\tx := 1\n```'],
	])('keeps code and tables as they are: %j', (markdown, kept) => {
		expect(state(markdown).entities[0].value).toEqual({
			type: 'markdown',
			mutability: 'mutable',
			data: { markdown: kept },
		});
	});

	it('keeps headings below the third level at the third, and lists inside lists as lists', () => {
		expect(types(state('##### deep\n\n- a\n  1. b\n- c'))).toEqual([
			'header-three',
			'unordered-list-item',
			'ordered-list-item',
			'unordered-list-item',
		]);
	});

	it('links bare addresses without the punctuation behind them', () => {
		expect(
			state('Look (https://example.com/a_(b)), or https://example.com/c.').entities.map(({ value }) => value.data.url),
		).toEqual(['https://example.com/a_(b)', 'https://example.com/c']);
	});

	it.each([
		['', 'The article is empty'],
		['![kite](https://example.com/kite.png)', "The picture 'https://example.com/kite.png' is not a media ID"],
		['[docs](docs/readme.md)', "The link 'docs/readme.md' is not a web address"],
		['[x](javascript:alert(1))', "The link 'javascript:alert(1)' is not a web address"],
		[
			`\`\`\`\n${'x'.repeat(MAX_MARKDOWN)}\n\`\`\``,
			'Code and tables have 10008 characters as X counts them; an article takes 10000',
		],
	])('is refused where X would refuse it (%#)', (markdown, message) => {
		expect(() => state(markdown)).toThrow(message);
	});

	it('takes content state as it is given', () => {
		const given = { blocks: [{ type: 'unstyled', text: 'Hello' }] };
		expect(givenState(given)).toEqual({ ...given, entities: [] });
		expect(() => givenState({ blocks: [] })).toThrow('The content state has no blocks');
		expect(() => givenState({ ...given, entities: {} })).toThrow('The entities of the content state are not a list');
	});

	it('is read in time that grows with its length, whatever is in it', () => {
		const started = Date.now();
		for (const scrap of ['*a ', '[', '**a*', '> ', '~~a', '_a_b*', '`'])
			expect(() => state(scrap.repeat(5000))).not.toThrow();
		expect(Date.now() - started).toBeLessThan(10_000);
	});
});
