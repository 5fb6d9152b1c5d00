import { includesOf, join, type XObject } from '../../../api/objects/includes';

const user = (id: string, username: string): XObject => ({ id, username, name: username.toUpperCase() });

const ada = user('1', 'ada');
const bob = user('2', 'Bob');
const photo = { media_key: '3_1', type: 'photo', url: 'https://pbs.twimg.com/1.jpg' };
const video = { media_key: '7_2', type: 'video' };
const poll = { id: '50', options: [] };
const place = { id: '01a9', full_name: 'Berlin' };

/** One answer in both vocabularies: only names differ, and the same has to come out. */
const VOCABULARIES = [
	[
		'post',
		{
			references: 'referenced_posts',
			posts: 'posts',
			history: 'edit_history_post_ids',
			long: 'note_post',
			pinned: 'pinned_post_id',
			recent: 'most_recent_post_id',
			reposts: 'repost_count',
		},
	],
	[
		'tweet',
		{
			references: 'referenced_tweets',
			posts: 'tweets',
			history: 'edit_history_tweet_ids',
			long: 'note_tweet',
			pinned: 'pinned_tweet_id',
			recent: 'most_recent_tweet_id',
			reposts: 'retweet_count',
		},
	],
] as const;

const joined = (data: unknown, includes?: XObject, kind = 'post') =>
	join({ data, ...(includes ? { includes } : {}) }, kind);
const one = (data: unknown, includes?: XObject, kind = 'post') => joined(data, includes, kind)[0];

describe.each(VOCABULARIES)('in the %s vocabulary', (_, names) => {
	const post = (id: string, more: XObject = {}): XObject => ({ id, text: `text ${id}`, ...more });

	it('a post is joined with its author, its media in order, its poll, its place and whom it answers', () => {
		const given = post('10', {
			author_id: '1',
			in_reply_to_user_id: '2',
			attachments: { media_keys: ['7_2', '3_1'], poll_ids: ['50'] },
			geo: { place_id: '01a9' },
		});
		expect(one(given, { users: [bob, ada], media: [photo, video], polls: [poll], places: [place] })).toEqual({
			...given,
			author: ada,
			in_reply_to_user: bob,
			media: [video, photo],
			poll,
			place,
		});
	});

	it('a post is joined with the posts it refers to, and those with their own authors and media', () => {
		const quoted = post('20', { author_id: '2', attachments: { media_keys: ['3_1'] } });
		const object = one(
			post('10', {
				author_id: '1',
				[names.references]: [
					{ type: 'replied_to', id: '19' },
					{ type: 'quoted', id: '20' },
				],
			}),
			{ [names.posts]: [quoted], users: [ada, bob], media: [photo] },
		);
		expect(object.referenced_posts).toEqual([
			{ type: 'replied_to', id: '19' },
			{ type: 'quoted', id: '20', post: { ...quoted, author: bob, media: [photo] } },
		]);
		expect(object).not.toHaveProperty('referenced_tweets');
	});

	it('a post is joined with its earlier versions and with the posts its media come from', () => {
		const [first, source] = [post('9'), post('8')];
		const object = one(post('10', { [names.history]: ['9', '10'], attachments: { media_source_tweet_id: ['8'] } }), {
			[names.posts]: [first, source, post('10')],
		});
		expect(object).toMatchObject({
			edit_history_post_ids: ['9', '10'],
			edit_history_posts: [first],
			media_source_posts: [source],
		});
	});

	it('a post is joined with the users it mentions, whatever the case of their handles', () => {
		const entities = {
			mentions: [
				{ start: 0, end: 4, username: 'bob' },
				{ start: 5, end: 9, username: 'eve' },
			],
			urls: [{ start: 10, end: 20 }],
		};
		expect(one(post('10', { entities }), { users: [ada, bob] }).entities).toEqual({
			mentions: [
				{ start: 0, end: 4, username: 'bob', user: bob },
				{ start: 5, end: 9, username: 'eve' },
			],
			urls: entities.urls,
		});
	});

	it('an article is joined with its media', () => {
		expect(
			one(post('10', { article: { title: 'T', cover_media: '3_1', media_entities: ['7_2'] } }), {
				media: [video, photo],
			}).article_media,
		).toEqual([photo, video]);
	});

	it('a user is joined with pinned and newest post and with the accounts it belongs to', () => {
		const given = { ...ada, [names.pinned]: '10', [names.recent]: '11', affiliation: { user_id: ['2'] } };
		expect(
			one(
				given,
				{ [names.posts]: [post('10'), post('11', { [names.long]: { text: 'the whole' } })], users: [bob] },
				'user',
			),
		).toEqual({
			...ada,
			pinned_post_id: '10',
			most_recent_post_id: '11',
			affiliation: { user_id: ['2'] },
			pinned_post: post('10'),
			most_recent_post: { id: '11', text: 'the whole', note_post: { text: 'the whole' } },
			affiliated_users: [bob],
		});
	});

	it('a long post and a repost have their whole text', () => {
		const long = 'l'.repeat(900);
		expect(one(post('10', { text: 'lll…', [names.long]: { text: long } })).text).toBe(long);
		const original = post('20', { text: 'o'.repeat(200), author_id: '2' });
		const repost = post('10', {
			text: `RT @Bob: ${'o'.repeat(131)}…`,
			[names.references]: [{ type: 'retweeted', id: '20' }],
		});
		expect(one(repost, { [names.posts]: [original] }).text).toBe(`RT @Bob: ${'o'.repeat(200)}`);
		const longOriginal = post('20', { text: 'lll…', [names.long]: { text: long } });
		expect(one(repost, { [names.posts]: [longOriginal] }).text).toBe(`RT @Bob: ${long}`);
	});

	it('counts have one name at any depth', () => {
		expect(one(post('10', { public_metrics: { [names.reposts]: 3 } })).public_metrics).toEqual({ repost_count: 3 });
	});
});

describe('the text', () => {
	const quoted = { id: '20', text: 'the quoted one' };

	it('of a repost whose original did not come stays as it is', () => {
		expect(one({ id: '10', text: 'RT @bob: cut…', referenced_posts: [{ type: 'retweeted', id: '20' }] }).text).toBe(
			'RT @bob: cut…',
		);
	});

	it('of a quote or a reply is its own, even if it begins like a repost', () => {
		for (const type of ['quoted', 'replied_to'])
			expect(
				one({ id: '10', text: 'RT @bob: mine', referenced_posts: [{ type, id: '20' }] }, { posts: [quoted] }).text,
			).toBe('RT @bob: mine');
	});
});

describe('what is missing', () => {
	it('is left out: no includes at all', () => {
		const given = {
			id: '10',
			text: 'a',
			author_id: '1',
			in_reply_to_user_id: '2',
			attachments: { media_keys: ['3_1'], poll_ids: ['50'] },
			geo: { place_id: '01a9' },
			referenced_posts: [{ type: 'quoted', id: '20' }],
		};
		expect(one(given)).toEqual(given);
		expect(one({ ...ada, pinned_post_id: '10' }, undefined, 'user')).toEqual({ ...ada, pinned_post_id: '10' });
	});

	it('is left out: includes without the objects pointed to', () => {
		const given = { id: '10', text: 'a', author_id: '9', attachments: { media_keys: ['3_9', '3_1'] } };
		expect(one(given, { users: [ada], media: [photo], posts: [] })).toEqual({ ...given, media: [photo] });
	});

	it('is not taken for something else: objects without a key match nothing', () => {
		expect(
			one({ id: '10', text: 'a' }, { users: [{ name: 'nobody' }], posts: [{ text: 'nothing' }], places: [{}] }),
		).toEqual({ id: '10', text: 'a' });
		expect(one({ id: '10', text: 'a', attachments: null, geo: null, entities: null, article: null })).toMatchObject({
			id: '10',
			attachments: null,
		});
	});

	it('is nothing: an answer without data, or with null', () => {
		expect(join({}, 'post')).toEqual([]);
		expect(joined(null)).toEqual([]);
		expect(join({ errors: [{ title: 'Not Found' }] }, 'post')).toEqual([]);
	});
});

describe('references', () => {
	const chain = (id: number, type: string): XObject => ({
		id: String(id),
		text: `text ${id}`,
		referenced_posts: [{ type, id: String(id + 1) }],
	});
	const reference = (object: XObject) => (object.referenced_posts as XObject[])[0];
	const post = (object: XObject) => reference(object).post as XObject;

	it('are followed twice, so that a repost of a quote shows the quoted post, and no further', () => {
		const object = one(chain(1, 'retweeted'), { posts: [chain(2, 'quoted'), chain(3, 'quoted'), chain(4, 'quoted')] });
		expect(post(object).id).toBe('2');
		expect(post(post(object)).id).toBe('3');
		expect(reference(post(post(object)))).toEqual({ type: 'quoted', id: '4' });
	});

	it('that go round end', () => {
		const self = { id: '1', text: 'a', referenced_posts: [{ type: 'quoted', id: '1' }] };
		expect(JSON.stringify(one(self, { posts: [self] })).length).toBeLessThan(1000);
		const [a, b] = [
			{ id: '1', text: 'a', referenced_posts: [{ type: 'quoted', id: '2' }] },
			{ id: '2', text: 'b', referenced_posts: [{ type: 'quoted', id: '1' }] },
		];
		expect(JSON.stringify(joined([a, b], { posts: [a, b] })).length).toBeLessThan(2000);
	});
});

it("many objects come out in X's order, one included object serving several", () => {
	const objects = joined(
		[
			{ id: '3', text: 'c', author_id: '1' },
			{ id: '1', text: 'a', author_id: '1' },
			{ id: '2', text: 'b', author_id: '2' },
		],
		{ users: [ada, bob] },
	);
	expect(objects.map(({ id, author }) => [id, (author as XObject).username])).toEqual([
		['3', 'ada'],
		['1', 'ada'],
		['2', 'Bob'],
	]);
});

it('kinds that X joins nothing to come as they are, in the post vocabulary', () => {
	expect(
		joined({ id: '10', text: 'a', author_id: '1', edit_history_tweet_ids: ['10'] }, { users: [ada] }, 'createdPost'),
	).toEqual([{ id: '10', text: 'a', author_id: '1', edit_history_post_ids: ['10'] }]);
});

it('the answer itself is not changed', () => {
	const answer = {
		data: { id: '10', text: 'a', author_id: '1', referenced_tweets: [{ type: 'quoted', id: '20' }] },
		includes: { users: [ada], tweets: [{ id: '20', text: 'b' }] },
	};
	const before = JSON.stringify(answer);
	join(answer, 'post');
	expect(JSON.stringify(answer)).toBe(before);
});

describe('the includes of one object of many', () => {
	const includes = {
		users: [ada, bob, user('3', 'carl'), user('4', 'dora')],
		tweets: [
			{ id: '20', text: 'b', author_id: '2', referenced_tweets: [{ type: 'quoted', id: '30' }] },
			{ id: '30', text: 'c', author_id: '3', attachments: { media_keys: ['3_1'] } },
			{ id: '40', text: 'd', author_id: '4' },
		],
		media: [photo, video],
	};

	it('are those it points to, directly or through others', () => {
		const own = includesOf(
			{ id: '10', author_id: '1', referenced_tweets: [{ type: 'retweeted', id: '20' }] },
			includes,
		);
		expect(own).toEqual({ users: [ada, bob, includes.users[2]], tweets: includes.tweets.slice(0, 2), media: [photo] });
	});

	it('include whoever is mentioned by handle', () => {
		expect(includesOf({ id: '10', entities: { mentions: [{ username: 'ada' }] } }, includes)).toEqual({ users: [ada] });
	});

	it('are nothing when it points to nothing', () => {
		expect(includesOf({ id: '10', text: 'a', public_metrics: { like_count: 20 } }, includes)).toEqual({});
		expect(includesOf({ id: '10', author_id: '1' }, {})).toEqual({});
	});
});
