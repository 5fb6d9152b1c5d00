import type { LocalX } from '../../sandbox';
import { as, asApp, emptyX } from './support';

describe('posts on the local X', () => {
	let x: LocalX;
	let anna: ReturnType<typeof as>;
	let ben: ReturnType<typeof as>;
	beforeEach(async () => {
		x = await emptyX();
		anna = as(x, 'anna');
		ben = as(x, 'ben');
	});
	afterEach(async () => {
		await x.close();
	});
	const create = async (body: object, who = anna) => await who('POST /2/tweets', body);
	const message = (answer: { body: { errors?: Array<{ message: string }>; detail?: string } }) =>
		answer.body.errors?.[0].message ?? answer.body.detail;

	it('creates, reads and deletes', async () => {
		const made = await create({ text: 'Hello, world' });
		expect(made.status).toBe(201);
		const { id } = made.body.data;
		expect(made.body.data).toEqual({ id, text: 'Hello, world', edit_history_tweet_ids: [id] });
		expect((await ben(`GET /2/tweets/${id}`)).body.data).toEqual({
			id,
			text: 'Hello, world',
			edit_history_post_ids: [id],
		});
		expect((await ben(`DELETE /2/tweets/${id}`)).status).toBe(403);
		expect((await anna(`DELETE /2/tweets/${id}`)).body).toEqual({ data: { deleted: true } });
		expect((await anna(`GET /2/tweets/${id}`)).status).toBe(404);
		expect((await anna(`DELETE /2/tweets/${id}`)).status).toBe(404);
	});

	it('makes ids that are snowflakes of the clock and only grow', async () => {
		const ids: bigint[] = [];
		for (let i = 0; i < 5; i++) ids.push(BigInt(x.world.addPost({ by: 'anna', text: `number ${i}` }).id));
		for (let i = 1; i < ids.length; i++) expect(ids[i] > ids[i - 1]).toBe(true);
		expect(Math.abs(Number(ids[0] >> 22n) + 1288834974657 - Date.now())).toBeLessThan(5000);
		expect(ids[0] > BigInt(Number.MAX_SAFE_INTEGER)).toBe(true);
	});

	it('keeps every member of the body', async () => {
		const body = {
			text: 'All of it',
			reply_settings: 'mentionedUsers',
			community_id: '123',
			share_with_followers: true,
			nullcast: true,
			geo: { place_id: 'abc' },
			made_with_ai: true,
			paid_partnership: true,
			for_super_followers_only: false,
			poll: { options: ['a', 'b'], duration_minutes: 5, reply_settings: 'following' },
		};
		const { id } = (await create(body)).body.data;
		// X accepts poll.reply_settings and drops it.
		expect(x.world.posts.get(id)!.sent).toEqual({ ...body, poll: { options: ['a', 'b'], duration_minutes: 5 } });
		const seen = (
			await anna(
				`GET /2/tweets/${id}?post.fields=reply_settings,geo,community_id,paid_partnership,attachments&expansions=attachments.poll_ids&poll.fields=duration_minutes,voting_status`,
			)
		).body;
		expect(seen.data).toMatchObject({
			reply_settings: 'mentionedUsers',
			geo: { place_id: 'abc' },
			community_id: '123',
			paid_partnership: true,
		});
		expect(seen.includes.polls[0]).toMatchObject({
			duration_minutes: 5,
			voting_status: 'open',
			options: [
				{ position: 1, label: 'a', votes: 0 },
				{ position: 2, label: 'b', votes: 0 },
			],
		});
	});

	it.each<[string, object, RegExp]>([
		['an unknown member', { text: 'a', colour: 'red' }, /colour.*not defined in the schema/],
		['no text and no media', {}, /required/],
		['a number as an id', { text: 'a', reply: { in_reply_to_tweet_id: 1 } }, /in_reply_to_tweet_id/],
		['"everyone" as reply_settings', { text: 'a', reply_settings: 'everyone' }, /reply_settings/],
		['a poll with one option', { text: 'a', poll: { options: ['a'], duration_minutes: 5 } }, /options/],
		['a poll of four minutes', { text: 'a', poll: { options: ['a', 'b'], duration_minutes: 4 } }, /duration_minutes/],
		[
			'a poll option of 26 characters',
			{ text: 'a', poll: { options: ['a'.repeat(26), 'b'], duration_minutes: 5 } },
			/options/,
		],
		[
			'a poll and a card',
			{ text: 'a', card_uri: 'card://1', poll: { options: ['a', 'b'], duration_minutes: 5 } },
			/mutually exclusive/,
		],
		['more than 280 weighted characters', { text: '字'.repeat(141) }, /too long/],
		['media that does not exist', { text: 'a', media: { media_ids: ['1'] } }, /media IDs are invalid/],
	])('refuses %s with 400', async (_name, body, why) => {
		const answer = await create(body);
		expect(answer).toMatchObject({
			status: 400,
			body: { title: 'Invalid Request', type: 'https://api.x.com/2/problems/invalid-request' },
		});
		expect(message(answer)).toMatch(why);
		expect(x.world.timeline()).toEqual([]);
	});

	it('counts a link as 23 and an emoji as 2', async () => {
		expect((await create({ text: `${'a'.repeat(256)} https://example.com/${'b'.repeat(200)}` })).status).toBe(201);
		expect((await create({ text: '👩‍👩‍👧‍👦'.repeat(140) })).status).toBe(201);
		expect((await create({ text: '👩‍👩‍👧‍👦'.repeat(141) })).status).toBe(400);
	});

	it('lets Premium write up to 25,000 characters, cut at 280 where there is no note', async () => {
		x.world.needUser('anna').premium = true;
		const text = 'word '.repeat(4999).trim();
		const { id } = (await create({ text })).body.data;
		expect((await create({ text: 'x'.repeat(25_001) })).status).toBe(400);
		const newer = (await ben(`GET /2/tweets/${id}?post.fields=note_post`)).body.data;
		expect(newer.note_post.text).toBe(text);
		expect(newer.text.length).toBeLessThanOrEqual(280);
		expect(newer.text.length).toBeGreaterThan(270);
		expect(newer.text.endsWith('…')).toBe(true);
		expect((await ben(`GET /2/tweets/${id}?tweet.fields=note_tweet`)).body.data.note_tweet.text).toBe(text);
	});

	it('takes the same text below another post', async () => {
		const [a, b] = [await create({ text: 'A' }), await create({ text: 'B' })].map(({ body }) => body.data.id as string);
		const statuses = [];
		for (const in_reply_to_tweet_id of [a, b, b])
			statuses.push((await create({ text: 'Twice', reply: { in_reply_to_tweet_id } })).status);
		expect(statuses).toEqual([201, 201, 403]);
	});

	it('refuses the same text again with 403', async () => {
		await create({ text: 'Twice' });
		expect(await create({ text: 'Twice' })).toMatchObject({
			status: 403,
			body: {
				detail: 'You are not allowed to create a Tweet with duplicate content.',
				type: 'about:blank',
				title: 'Forbidden',
				status: 403,
			},
		});
		expect((await create({ text: 'Twice' }, ben)).status).toBe(201);
	});

	it('shortens links, appends that of media and counts entities in characters', async () => {
		const { id } = (await create({ text: '🦊 see https://example.com/a?b=1 #tag @ben $ABC' })).body.data;
		const { text, entities } = (await ben(`GET /2/tweets/${id}?post.fields=entities`)).body.data;
		const slice = ({ start, end }: { start: number; end: number }) =>
			Array.from(text as string)
				.slice(start, end)
				.join('');
		expect(text).toMatch(/^🦊 see https:\/\/t\.co\/\w{10} #tag/);
		expect(slice(entities.urls[0])).toBe(entities.urls[0].url);
		expect(entities.urls[0]).toMatchObject({
			expanded_url: 'https://example.com/a?b=1',
			display_url: 'example.com/a?b=1',
		});
		expect(slice(entities.hashtags[0])).toBe('#tag');
		expect(entities.mentions[0]).toMatchObject({ username: 'ben', id: x.world.needUser('ben').id });
		expect(entities.cashtags[0].tag).toBe('ABC');
	});

	it('takes one cashtag, unless the app is an Enterprise one', async () => {
		expect((await create({ text: '$ABC and $DEF' })).status).toBe(403);
		x.apps.web.enterprise = true;
		expect((await create({ text: '$ABC and $DEF' })).status).toBe(201);
	});

	it('lets only the summoned answer, and everyone answer themselves', async () => {
		const plain = x.world.addPost({ by: 'ben', text: 'Just talking' }).id;
		const calling = x.world.addPost({ by: 'ben', text: 'What do you think, @Anna?' }).id;
		const own = (await create({ text: '1/2' })).body.data.id;
		const reply = async (id: string, text: string) => await create({ text, reply: { in_reply_to_tweet_id: id } });
		expect((await reply(plain, 'uninvited')).status).toBe(403);
		expect((await reply(calling, 'invited')).status).toBe(201);
		const thread = await reply(own, '2/2');
		expect(x.world.posts.get(thread.body.data.id)).toMatchObject({
			conversationId: own,
			inReplyToUserId: x.world.needUser('anna').id,
		});
		expect((await reply('1', 'to nothing')).status).toBe(403);
		x.apps.web.enterprise = true;
		expect((await reply(plain, 'uninvited')).status).toBe(201);
	});

	it('keeps quotes for Enterprise apps', async () => {
		const other = x.world.addPost({ by: 'ben', text: 'Quote me' }).id;
		expect(await create({ text: 'Look', quote_tweet_id: other })).toMatchObject({
			status: 403,
			body: { type: 'https://api.x.com/2/problems/client-forbidden' },
		});
		x.apps.web.enterprise = true;
		const { id } = (await create({ text: 'Look', quote_tweet_id: other })).body.data;
		expect((await anna(`GET /2/tweets/${id}?expansions=referenced_posts`)).body).toMatchObject({
			data: { referenced_posts: [{ type: 'quoted', id: other }] },
			includes: { posts: [{ id: other }] },
		});
	});

	it('edits as a new post of the same chain, for Premium and within the hour', async () => {
		const first = (await create({ text: 'Frist' })).body.data.id;
		const edit = async (id: string, text: string) => await create({ text, edit_options: { previous_post_id: id } });
		expect((await edit(first, 'First')).status).toBe(403);
		x.world.needUser('anna').premium = true;
		const second = (await edit(first, 'First')).body.data;
		expect(second.edit_history_tweet_ids).toEqual([first, second.id]);
		expect(
			(await anna(`GET /2/users/${x.world.needUser('anna').id}/tweets`)).body.data.map(
				(one: { text: string }) => one.text,
			),
		).toEqual(['First']);
		expect((await anna(`GET /2/tweets/${first}`)).body.data.text).toBe('Frist');
		x.faults.set({ clockSkewMs: 3_601_000 });
		expect((await edit(second.id, 'Too late')).status).toBe(403);
	});

	it('answers 200 with errors for what a list asks in vain', async () => {
		x.world.addUser({ username: 'gone', state: 'suspended' });
		x.world.addUser({ username: 'closed', state: 'protected' });
		const ok = x.world.addPost({ by: 'ben', text: 'There' }).id;
		const hidden = x.world.addPost({ by: 'closed', text: 'Secret' }).id;
		const lost = x.world.addPost({ by: 'gone', text: 'Spam' }).id;
		const deleted = x.world.addPost({ by: 'ben', text: 'Deleted' }).id;
		x.world.deletePost(deleted);
		const answer = await anna(`GET /2/tweets?ids=${[ok, hidden, lost, deleted, '42'].join(',')}`);
		expect(answer.status).toBe(200);
		expect(answer.body.data.map((one: { id: string }) => one.id)).toEqual([ok]);
		expect(
			answer.body.errors.map((one: { resource_id: string; type: string; title: string }) => [
				one.resource_id,
				one.type.split('/').pop(),
				one.title,
			]),
		).toEqual([
			[hidden, 'not-authorized-for-resource', 'Authorization Error'],
			[lost, 'resource-not-found', 'Forbidden'],
			[deleted, 'resource-not-found', 'Not Found Error'],
			['42', 'resource-not-found', 'Not Found Error'],
		]);
		const none = await anna('GET /2/tweets?ids=42,43');
		expect(none.status).toBe(200);
		expect(none.body.data).toBeUndefined();
		x.world.follow('anna', 'closed');
		expect((await anna(`GET /2/tweets/${hidden}`)).body.data.text).toBe('Secret');
		expect((await asApp(x)(`GET /2/tweets/${hidden}`)).body).toMatchObject({
			errors: [{ title: 'Authorization Error' }],
		});
		x.faults.set({ missingObjectStatus: 200 });
		expect(await anna('GET /2/tweets/42')).toMatchObject({ status: 200, body: { errors: [{ resource_id: '42' }] } });
	});

	it('refuses more than 100 ids and ids that are none', async () => {
		expect((await anna(`GET /2/tweets?ids=${Array.from({ length: 101 }, (_, i) => i + 1).join(',')}`)).status).toBe(
			400,
		);
		expect((await anna('GET /2/tweets?ids=abc')).status).toBe(400);
		expect((await anna('GET /2/tweets/abc')).status).toBe(400);
	});
});
