import { articleDraft, givenState, MAX_MARKDOWN, type ContentState } from '../../../api/article/content-state';
import { InputError } from '../../../api/errors/errors';

const state = async (markdown: string, category = 'tweet_image') =>
	(await articleDraft(markdown)).state((picture) => ({
		media_category: category,
		media_id: 'id' in picture ? picture.id : `uploaded from ${picture.url}`,
	}));
const types = ({ blocks }: ContentState) => blocks.map(({ type }) => type);
const texts = ({ blocks }: ContentState) => blocks.map(({ text }) => text);

describe('An article', () => {
	it('takes the block types, styles and entities of X', async () => {
		expect(
			await state('# One\n\nHi **you**, see [this](https://example.com).\n\n1. first\n2. second\n\n> said\n\n---'),
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

	it('counts offsets in code points', async () => {
		expect((await state('👨‍👩‍👧 🎉 **b**')).blocks[0].inline_style_ranges).toEqual([
			{ offset: 8, length: 1, style: 'bold' },
		]);
	});

	it.each([
		['https://x.com/a/status/12\nhttps://x.com/b/status/13', ['post', 'post']],
		['https://x.com/a/status/12  \nhttps://twitter.com/b/status/13?s=20\n', ['post', 'post']],
		['Look:\nhttps://x.com/a/status/12', ['link']],
		['https://x.com/a/status/12\n![](1849)', ['link', 'image']],
		['- https://x.com/a/status/12', ['link']],
		['https://x.com/a/status/12\n[Ada](https://x.com/a/status/13)', ['link', 'link']],
	])('shows posts whose links stand on lines of a paragraph of their own: %j', async (markdown, kinds) => {
		const { entities } = await state(markdown);
		expect(entities.map(({ value: { type } }) => type)).toEqual(kinds);
	});

	it('shows a post whose link stands alone, and links to one inside a text', async () => {
		const { blocks, entities } = await state(
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

	it.each(['', '16_'])('shows pictures given by media ID between the texts, also as its key: %j', async (kind) => {
		const made = await state(`before ![a **kite**](${kind}1849000000000000000) after`, 'tweet_gif');
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
		['```go\n\tx := 1\n```', '```go\n\tx := 1\n```'],
		['a | b\n--|--\n1 | 2', '| a | b |\n| --- | --- |\n| 1 | 2 |'],
		['| a | b |\n|:-|:-:|\n| **1** | x \\| y |', '| a | b |\n| :-- | :-: |\n| **1** | x \\| y |'],
		['> a | b\n> --|--:\n> 1 |', '| a | b |\n| --- | --: |\n| 1 |  |'],
	])('keeps code and tables as Markdown: %j', async (markdown, kept) => {
		expect((await state(markdown)).entities[0].value).toEqual({
			type: 'markdown',
			mutability: 'mutable',
			data: { markdown: kept },
		});
	});

	it('keeps headings below the third level at the third, and lists inside lists as lists', async () => {
		expect(types(await state('##### deep\n\n- a\n  1. b\n- c'))).toEqual([
			'header-three',
			'unordered-list-item',
			'ordered-list-item',
			'unordered-list-item',
		]);
	});

	it.each([
		[
			'Look (https://example.com/a_(b)), or https://example.com/c.',
			['https://example.com/a_(b)', 'https://example.com/c'],
		],
		['*https://example.com/_a_/b*c*, see', ['https://example.com/_a_/b*c']],
		['«https://example.com/é»?', ['https://example.com/é»']],
		[
			'[https://example.com/a](https://example.com/b) and HTTP://example.com',
			['https://example.com/b', 'HTTP://example.com'],
		],
		['`https://example.com` xhttps://example.com https:// http://) ftp://example.com', []],
		['![https://example.com/shown](12)', []],
	])('links bare addresses without the punctuation behind them: %j', async (markdown, urls) => {
		const { entities } = await state(markdown);
		expect(entities.filter(({ value }) => value.type === 'link').map(({ value }) => value.data.url)).toEqual(urls);
	});

	it('strikes through, also what is bold', async () => {
		const { blocks } = await state('a ~~b **c**~~ ~d~');
		expect(blocks[0]).toMatchObject({
			text: 'a b c ~d~',
			inline_style_ranges: [
				{ offset: 2, length: 3, style: 'strikethrough' },
				{ offset: 4, length: 1, style: 'bold' },
			],
		});
	});

	it.each([
		['Caf&eacute; f&uuml;r &frac12; &euro;&nbsp;&#8364; &lt;b&gt;', 'Café für ½ €\u00a0€ <b>'],
		['&ccedil;a va &hearts;', 'ça va ♥'],
		['&NotEqualTilde; &nosuch;', '≂̸ &nosuch;'],
		['<b>HTML</b> is text', '<b>HTML</b> is text'],
	])('decodes entities: %s', async (markdown, text) => {
		expect(texts(await state(markdown))).toEqual([text]);
	});

	it.each([
		['Up <!-- how? --> and\n\n<!-- a\n\nb -->\n\ndown', ['Up  and', 'down']],
		['<!-- more -->\nUp', ['Up']],
		['Up <!-- and down', ['Up <!-- and down']],
		['<!-- up\n\ndown', ['<!-- up', 'down']],
		['`<!-- a -->`', ['<!-- a -->']],
		['- up\n  <!-- a -->\n- down', ['up', 'down']],
		['Up<br>and<BR />down', ['Up\nand\ndown']],
		['Up <brother>', ['Up <brother>']],
		['> up <!--\n\ndown\n\n<!-- a\n\nb -->\n\nend', ['up <!--', 'down', 'end']],
		['<!-- a\n\nb --> up', ['<!-- a', 'b --> up']],
	])('leaves comments out and breaks lines at <br>: %j', async (markdown, kept) => {
		expect(texts(await state(markdown))).toEqual(kept);
	});

	it.each([
		['**重要：**これは', '重要：これは', 0, 3],
		['文字。**「引用」**後', '文字。「引用」後', 3, 4],
		['그는 **"강조"**는', '그는 "강조"는', 3, 4],
		['それは**（強調）**です', 'それは（強調）です', 3, 4],
	])('emphasises where no spaces are written: %s', async (markdown, text, offset, length) => {
		const { blocks } = await state(markdown);
		expect(blocks).toMatchObject([{ text, inline_style_ranges: [{ offset, length, style: 'bold' }] }]);
	});

	it.each([
		['---\ntitle: A kite\ntags:\n  - up\n  - high\n# note\n\ndraft: true\n---\n\nFly'],
		['\uFEFF---\r\ntitle: "A: kite"\r\n---\r\nFly'],
		['---\ntitle: A kite\n...\nFly'],
		['+++\ntitle = "A kite"\n# note\n\n[menu]\n  tags = [\n  "up",\n]\n+++\n\nFly'],
	])('leaves front matter out: %j', async (markdown) => {
		expect(texts(await state(markdown))).toEqual(['Fly']);
	});

	it.each([
		['---\nFly\n\n---\nHigh', ['atomic', 'unstyled', 'atomic', 'unstyled']],
		['Fly\n\n---\na: b\n---', ['unstyled', 'atomic', 'header-two']],
		['---\na: b\nfly high\n---', ['atomic', 'header-two']],
		['+++\nFly\n+++', ['unstyled']],
		['+++ a = 1\nb = 2\n+++', ['unstyled']],
	])('keeps what is no front matter: %j', async (markdown, kept) => {
		expect(types(await state(markdown))).toEqual(kept);
	});

	it('has the pictures of the web as X has them', async () => {
		const { entities } = await state('![A *kite*](https://example.com/kite.png "Title")');
		expect(entities[0].value.data).toEqual({
			caption: 'A kite',
			media_items: [{ media_category: 'tweet_image', media_id: 'uploaded from https://example.com/kite.png' }],
		});
	});

	it.each([
		['', 'The article is empty'],
		['---\ntitle: A kite\n---\n', 'The article is empty'],
		['![kite](kite.png)', "The picture 'kite.png' is neither a media ID nor a web address"],
		['![kite](data:text/html,AAAA)', 'is neither a media ID nor a web address'],
		['[docs](docs/readme.md)', "The link 'docs/readme.md' is not a web address"],
		['[x](javascript:alert(1))', "The link 'javascript:alert(1)' is not a web address"],
		['[x]()', "The link '' is not a web address"],
		['> '.repeat(50) + 'deep', 'nested too deeply'],
		['- '.repeat(50) + 'deep', 'nested too deeply'],
		[
			`\`\`\`\n${'x'.repeat(MAX_MARKDOWN)}\n\`\`\``,
			'Code and tables have 10008 characters as X counts them; an article takes 10000',
		],
	])('is refused where X would refuse it (%#)', async (markdown, message) => {
		await expect(state(markdown)).rejects.toThrow(message);
	});

	it('loses nothing that is nested as deeply as it may be', async () => {
		for (const mark of ['> ', '- ', '1. ', '> - ']) {
			for (let depth = 1; depth <= 45; depth++) {
				const outcome = await state(`${mark.repeat(depth)}deep`).then(texts, (error: unknown) => error);
				if (!(outcome instanceof InputError)) expect([depth, outcome]).toEqual([depth, ['deep']]);
				else expect(depth).toBeGreaterThan(12);
			}
		}
	});

	it('takes content state as it is given', () => {
		const given = { blocks: [{ type: 'unstyled', text: 'Hello' }] };
		expect(givenState(given)).toEqual({ ...given, entities: [] });
		for (const block of [null, 'Hello', [], { type: 'unstyled' }])
			expect(() => givenState({ blocks: [...given.blocks, block] })).toThrow(
				'Block 2 of the content state has no text',
			);
		for (const raw of [{ ...given, entityMap: {} }, { blocks: [{ ...given.blocks[0], inlineStyleRanges: [] }] }])
			expect(() => givenState(raw)).toThrow('The content state is in the form of Draft.js');
		expect(() => givenState({ blocks: [] })).toThrow('The content state has no blocks');
		expect(() => givenState({ ...given, entities: {} })).toThrow('The entities of the content state are not a list');
	});
});
