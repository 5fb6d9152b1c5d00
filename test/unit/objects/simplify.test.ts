import type { XObject } from '../../../api/objects/includes';
import { simplify } from '../../../api/objects/simplify';

const author = { id: '1', username: 'ada', name: 'Ada', description: 'not needed' };
const full: XObject = {
	id: '10',
	text: 'hello',
	created_at: '2026-05-01T08:00:00.000Z',
	author_id: '1',
	author,
	public_metrics: { like_count: 3 },
	conversation_id: '10',
	lang: 'en',
	edit_history_post_ids: ['10'],
	attachments: { media_keys: ['3_1'] },
};

describe('a post', () => {
	it('is reduced to what most workflows need', () => {
		expect(simplify(full, 'post')).toEqual({
			id: '10',
			url: 'https://x.com/ada/status/10',
			text: 'hello',
			created_at: '2026-05-01T08:00:00.000Z',
			author_id: '1',
			username: 'ada',
			name: 'Ada',
			public_metrics: { like_count: 3 },
		});
	});

	it('leaves out what X did not send, and still has an address', () => {
		expect(simplify({ id: '10', text: 'hello' }, 'post')).toEqual({
			id: '10',
			url: 'https://x.com/i/status/10',
			text: 'hello',
		});
	});

	it('that has no references or media says so only when they were asked for', () => {
		expect(
			simplify({ ...full, attachments: {} }, 'post', ['referenced_posts', 'attachments.media_keys']),
		).toMatchObject({
			type: 'post',
			media: [],
		});
		for (const name of ['type', 'media', 'urls', 'original', 'article'])
			expect(simplify(full, 'post')).not.toHaveProperty(name);
		expect(simplify(full, 'post', ['referenced_posts'])).not.toHaveProperty('media');
	});

	it('has its links in full, each once, without those of its own pictures', () => {
		const urls = [
			{ url: 'https://t.co/a', expanded_url: 'https://bit.ly/a', unwound_url: 'https://example.com/long' },
			{ url: 'https://t.co/b', expanded_url: 'https://example.com/b' },
			{ url: 'https://t.co/b', expanded_url: 'https://example.com/b' },
			{ url: 'https://t.co/c' },
			{ url: 'https://t.co/d', expanded_url: 'https://x.com/ada/status/10/photo/1', media_key: '3_1' },
		];
		expect(simplify({ ...full, entities: { urls } }, 'post').urls).toEqual([
			'https://example.com/long',
			'https://example.com/b',
			'https://t.co/c',
		]);
		expect(simplify({ ...full, note_post: { entities: { urls: [urls[1]] } } }, 'post').urls).toEqual([
			'https://example.com/b',
		]);
	});

	it('that is an article has its title and text', () => {
		expect(simplify({ ...full, article: { title: 'On kites', plain_text: 'They fly.' } }, 'post').article).toEqual({
			title: 'On kites',
			text: 'They fly.',
		});
	});

	it('that reposts has the original with its author, text and media', () => {
		const post = {
			id: '7',
			text: 'The original',
			author: { username: 'bob' },
			media: [{ type: 'photo', url: 'photo.jpg', alt_text: 'A kite' }],
		};
		expect(simplify({ ...full, referenced_posts: [{ type: 'retweeted', id: '7', post }] }, 'post').original).toEqual({
			id: '7',
			url: 'https://x.com/bob/status/7',
			username: 'bob',
			text: 'The original',
			media: [{ type: 'photo', url: 'photo.jpg', alt_text: 'A kite' }],
		});
	});

	it.each([
		[
			'a repost, by its beginning',
			{ text: 'RT @bob: The original', referenced_posts: [{ type: 'retweeted', id: '7' }] },
		],
		[
			'a quote, by its link',
			{
				referenced_posts: [{ type: 'quoted', id: '7' }],
				entities: { urls: [{ url: 'https://t.co/a', expanded_url: 'https://twitter.com/bob/status/7' }] },
			},
		],
	])('knows the author of the original although X gives none: %s', (_, more) => {
		expect(simplify({ ...full, ...more }, 'post').original).toEqual({
			id: '7',
			url: 'https://x.com/bob/status/7',
			username: 'bob',
			text: undefined,
		});
	});

	it('that replies has no original', () => {
		expect(simplify({ ...full, referenced_posts: [{ type: 'replied_to', id: '7' }] }, 'post')).not.toHaveProperty(
			'original',
		);
	});

	it('knows its author by the author alone', () => {
		expect(simplify({ id: '10', text: 'hello', author }, 'post').author_id).toBe('1');
	});

	it.each([
		['post', []],
		['reply', ['replied_to']],
		['quote', ['quoted']],
		['repost', ['retweeted']],
		['reply', ['replied_to', 'quoted']],
		['reply', ['quoted', 'replied_to']],
		['post', ['something_new']],
	])('is a %s with the references %j', (type, references) => {
		expect(
			simplify({ ...full, referenced_posts: references.map((each, i) => ({ type: each, id: String(i) })) }, 'post')
				.type,
		).toBe(type);
	});

	const variants = [
		{ content_type: 'application/x-mpegURL', url: 'list.m3u8' },
		{ content_type: 'video/mp4', bit_rate: 632_000, url: 'small.mp4' },
		{ content_type: 'video/mp4', bit_rate: 2_176_000, url: 'large.mp4' },
		{ content_type: 'video/mp4', bit_rate: 950_000, url: 'middle.mp4' },
	];

	it.each([
		[
			'the picture of a photo',
			{ type: 'photo', url: 'photo.jpg', alt_text: 'A kite' },
			{ type: 'photo', url: 'photo.jpg', alt_text: 'A kite' },
		],
		[
			'the largest MP4 of a video',
			{ type: 'video', preview_image_url: 'preview.jpg', variants },
			{ type: 'video', url: 'large.mp4' },
		],
		[
			'the MP4 of a GIF, which has no bit rate',
			{
				type: 'animated_gif',
				preview_image_url: 'preview.jpg',
				variants: [{ content_type: 'video/mp4', bit_rate: 0, url: 'gif.mp4' }],
			},
			{ type: 'animated_gif', url: 'gif.mp4' },
		],
		[
			'the preview of a video without an MP4',
			{ type: 'video', preview_image_url: 'preview.jpg', variants: variants.slice(0, 1) },
			{ type: 'video', url: 'preview.jpg' },
		],
		['nothing where X gave nothing', { type: 'video' }, { type: 'video' }],
	])('has as the address of its media %s', (_, media, simple) => {
		expect(simplify({ ...full, media: [media] }, 'post').media).toEqual([simple]);
	});

	it('keeps the order of its media and does not change what it was made of', () => {
		const given = {
			...full,
			media: [
				{ type: 'photo', url: 'b' },
				{ type: 'video', variants },
				{ type: 'photo', url: 'a' },
			],
		};
		const before = JSON.stringify(given);
		expect((simplify(given, 'post').media as XObject[]).map(({ url }) => url)).toEqual(['b', 'large.mp4', 'a']);
		expect(JSON.stringify(given)).toBe(before);
	});
});

it('a user is reduced to ten fields', () => {
	const given = {
		id: '1',
		username: 'ada',
		name: 'Ada',
		description: 'Counts',
		public_metrics: { followers_count: 5, following_count: 6, post_count: 7, listed_count: 8 },
		verified: false,
		created_at: '2026-01-01T00:00:00.000Z',
		url: 'https://t.co/x',
		location: 'here',
	};
	expect(simplify(given, 'user')).toEqual({
		id: '1',
		username: 'ada',
		name: 'Ada',
		url: 'https://x.com/ada',
		description: 'Counts',
		followers_count: 5,
		following_count: 6,
		post_count: 7,
		verified: false,
		created_at: '2026-01-01T00:00:00.000Z',
	});
	expect(simplify({ id: '1', username: 'ada', name: 'Ada' }, 'user')).toEqual({
		id: '1',
		username: 'ada',
		name: 'Ada',
		url: 'https://x.com/ada',
	});
});

it('a post that was just created has its address', () => {
	expect(simplify({ id: '10', text: 'hello', edit_history_post_ids: ['10'] }, 'createdPost')).toEqual({
		id: '10',
		url: 'https://x.com/i/status/10',
		text: 'hello',
	});
});

it('kinds without a short form come whole', () => {
	const given = { deleted: true };
	expect(simplify(given, 'result')).toEqual(given);
});
