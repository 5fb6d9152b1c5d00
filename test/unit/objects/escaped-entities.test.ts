import fc from 'fast-check';
import { join } from '../../../api/objects/includes';

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const length = (text: string) => Array.from(text).length;
const cut = (text: unknown, { start, end }: { start: number; end: number }) =>
	Array.from(text as string)
		.slice(start, end)
		.join('');
type Span = { start: number; end: number; tag: string };
const tagsOf = (object: unknown) => (object as { entities?: { hashtags?: Span[] } }).entities?.hashtags ?? [];

/** A text of pieces and hashtags, with the positions as X counts them: in characters of the escaped text. */
const written = fc
	.array(
		fc.tuple(
			fc.string({ unit: fc.constantFrom('a', ' ', '&', '<', '>', '&lt;', '🪁', 'é') }),
			fc.constantFrom('x', 'kites'),
		),
	)
	.map((pieces) => {
		let text = '';
		const hashtags: Span[] = [];
		for (const [piece, tag] of pieces) {
			text += escape(`${piece} `);
			hashtags.push({ start: length(text), end: length(text) + length(tag) + 1, tag });
			text += `#${tag}`;
		}
		return { text, entities: { hashtags } };
	});

describe('entities', () => {
	it('stand where they are in the text that is returned', () => {
		fc.assert(
			fc.property(written, (post) => {
				const [object] = join({ data: { id: '1', ...post } }, 'post');
				for (const tag of tagsOf(object)) expect(cut(object.text, tag)).toBe(`#${tag.tag}`);
			}),
		);
	});

	it('of a long post are those of its whole text, there too', () => {
		fc.assert(
			fc.property(written, (note_post) => {
				const [object] = join({ data: { id: '1', text: 'cut', note_post } }, 'post');
				for (const each of [object, object.note_post as object])
					for (const tag of tagsOf(each)) expect(cut((each as { text: string }).text, tag)).toBe(`#${tag.tag}`);
			}),
		);
	});

	it('of a repost follow the text of the original', () => {
		fc.assert(
			fc.property(written, (original) => {
				const data = {
					id: '2',
					text: 'RT @ada: cut',
					entities: { mentions: [{ start: 3, end: 7, username: 'ada' }] },
					referenced_posts: [{ type: 'retweeted', id: '1' }],
				};
				const [object] = join({ data, includes: { posts: [{ id: '1', ...original }] } }, 'post');
				for (const tag of tagsOf(object)) expect(cut(object.text, tag)).toBe(`#${tag.tag}`);
				expect(object.entities).toMatchObject({ mentions: [{ start: 3, end: 7, username: 'ada' }] });
			}),
		);
	});

	it('in the form of older payloads, and the range that is shown, move along', () => {
		const data = {
			id: '1',
			text: '@ada A &amp; B #x',
			display_text_range: [5, 17],
			entities: { hashtags: [{ indices: [15, 17], tag: 'x' }], urls: null, mentions: ['odd'] },
		};
		expect(join({ data }, 'post')[0]).toMatchObject({
			text: '@ada A & B #x',
			display_text_range: [5, 13],
			entities: { hashtags: [{ indices: [11, 13] }], urls: null },
		});
	});

	it('of a profile fit its description', () => {
		const data = {
			id: '1',
			name: 'R&amp;D',
			description: 'R&amp;D #x',
			entities: { description: { hashtags: [{ start: 8, end: 10, tag: 'x' }] }, url: { urls: [] } },
		};
		expect(join({ data }, 'user')[0]).toMatchObject({
			name: 'R&D',
			description: 'R&D #x',
			entities: { description: { hashtags: [{ start: 4, end: 6 }] }, url: { urls: [] } },
		});
	});
});
