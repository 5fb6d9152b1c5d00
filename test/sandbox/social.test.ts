import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalX, type LocalX } from '../../sandbox';
import { as, emptyX } from './support';

const SCOPES = [
	'tweet.read',
	'users.read',
	'follows.read',
	'like.read',
	'bookmark.read',
	'list.read',
	'dm.read',
	'space.read',
];

let x: LocalX;
let anna: ReturnType<typeof as>;
let id: (handle: string) => string;
beforeEach(async () => {
	x = await emptyX({ rateLimits: false });
	anna = as(x, 'anna', SCOPES);
	id = (handle) => x.world.needUser(handle).id;
	for (const username of ['carl', 'dora']) x.world.addUser({ username });
});
afterEach(async () => await x.close());

/** What an endpoint answers, held to X's specification. */
async function answer(endpoint: string, path: string) {
	const { status, body } = await anna(`GET ${path}`);
	expect(x.spec?.checkAnswer(endpoint, status, body) ?? []).toEqual([]);
	expect(x.violations()).toEqual([]);
	return body;
}
const names = (body: { data?: Array<{ username: string }> }) => (body.data ?? []).map(({ username }) => username);

it('lists followers, most recent first, page by page', async () => {
	for (const by of ['ben', 'carl', 'dora']) x.world.social.addFollower('anna', by);
	const endpoint = 'GET /2/users/{id}/followers';
	const first = await answer(endpoint, `/2/users/${id('anna')}/followers?max_results=2`);
	expect(names(first)).toEqual(['dora', 'carl']);
	expect(
		names(
			await answer(
				endpoint,
				`/2/users/${id('anna')}/followers?max_results=2&pagination_token=${first.meta.next_token}`,
			),
		),
	).toEqual(['ben']);
	x.world.social.removeFollower('anna', 'dora');
	expect(names(await answer(endpoint, `/2/users/${id('anna')}/followers`))).toEqual(['carl', 'ben']);
	expect(x.world.followers(id('anna'))).toHaveLength(2);
});

it('lists who likes a post, and counts them', async () => {
	const post = x.world.addPost({ by: 'anna', text: 'Hello' });
	for (const by of ['ben', 'carl']) x.world.social.addLike(post.id, by);
	expect(names(await answer('GET /2/tweets/{id}/liking_users', `/2/tweets/${post.id}/liking_users`))).toEqual([
		'carl',
		'ben',
	]);
	x.world.social.removeLike(post.id, 'ben');
	expect(post.counts.likes).toBe(1);
});

it('lists bookmarks, and a folder by its IDs', async () => {
	const folder = x.world.social.addFolder('anna', 'Later').id;
	const [a, b] = ['One', 'Two'].map((text) => x.world.addPost({ by: 'ben', text }).id);
	x.world.social.addBookmark('anna', b);
	x.world.social.addBookmark('anna', a, folder);
	const all = await answer('GET /2/users/{id}/bookmarks', `/2/users/${id('anna')}/bookmarks`);
	expect(all.data.map((post: { text: string }) => post.text)).toEqual(['One', 'Two']);
	expect(
		(
			await answer(
				'GET /2/users/{id}/bookmarks/folders/{folder_id}',
				`/2/users/${id('anna')}/bookmarks/folders/${folder}`,
			)
		).data,
	).toEqual([{ id: a }]);
	expect((await anna(`GET /2/users/${id('ben')}/bookmarks`)).status).toBe(403);
});

it("lists the posts of a list's members", async () => {
	const list = x.world.social.addList('anna', 'Friends', ['ben', 'carl']).id;
	for (const by of ['ben', 'dora', 'carl']) x.world.addPost({ by, text: `From ${by}` });
	const { data } = await answer('GET /2/lists/{id}/tweets', `/2/lists/${list}/tweets`);
	expect(data.map(({ text }: { text: string }) => text)).toEqual(['From carl', 'From ben']);
});

it('shows the direct messages of the account only, with their senders when asked', async () => {
	x.world.social.addDirectMessage('ben', 'anna', 'Psst');
	x.world.social.addDirectMessage('ben', 'carl', 'Not for anna');
	const body = await answer(
		'GET /2/dm_events',
		'/2/dm_events?expansions=sender_id&dm_event.fields=created_at,dm_conversation_id',
	);
	expect(body.data).toEqual([
		expect.objectContaining({ text: 'Psst', event_type: 'MessageCreate', sender_id: id('ben') }),
	]);
	expect(names({ data: body.includes.users })).toEqual(['ben']);
});

it('keeps the direct messages that are sent, in their conversations', async () => {
	const sender = as(x, 'anna', [...SCOPES, 'dm.write']);
	const send = async (endpoint: string, path: string, body: unknown) => {
		const answer = await sender(`POST ${path}`, body);
		expect(x.spec?.checkAnswer(endpoint, answer.status, answer.body) ?? []).toEqual([]);
		return answer.body.data as { dm_conversation_id: string; dm_event_id: string };
	};
	const toBen = await send(
		'POST /2/dm_conversations/with/{participant_id}/messages',
		`/2/dm_conversations/with/${id('ben')}/messages`,
		{ text: 'See n8n.io & more' },
	);
	const group = await send('POST /2/dm_conversations', '/2/dm_conversations', {
		conversation_type: 'Group',
		participant_ids: [id('ben'), id('carl')],
		message: { text: 'All of you' },
	});
	const again = await send(
		'POST /2/dm_conversations/{dm_conversation_id}/messages',
		`/2/dm_conversations/${group.dm_conversation_id}/messages`,
		{ text: 'Still there?' },
	);
	expect([toBen.dm_conversation_id.split('-').sort(), again.dm_conversation_id]).toEqual([
		[id('anna'), id('ben')].sort(),
		group.dm_conversation_id,
	]);

	const withBen = await answer(
		'GET /2/dm_conversations/with/{participant_id}/dm_events',
		`/2/dm_conversations/with/${id('ben')}/dm_events?dm_event.fields=entities`,
	);
	expect(withBen.data).toEqual([
		expect.objectContaining({
			id: toBen.dm_event_id,
			text: expect.stringMatching(/^See https:\/\/t\.co\/\w+ &amp; more$/),
			entities: { urls: [expect.objectContaining({ expanded_url: 'http://n8n.io' })] },
		}),
	]);
	const inGroup = await answer(
		'GET /2/dm_conversations/{id}/dm_events',
		`/2/dm_conversations/${group.dm_conversation_id}/dm_events`,
	);
	expect(inGroup.data.map(({ text }: { text: string }) => text)).toEqual(['Still there?', 'All of you']);
});

it('shows Spaces until they end', async () => {
	const space = x.world.social.addSpace('ben', 'Morning talk');
	const path = `/2/spaces/by/creator_ids?user_ids=${id('ben')}&space.fields=title,state`;
	expect((await answer('GET /2/spaces/by/creator_ids', path)).data).toEqual([
		expect.objectContaining({ title: 'Morning talk', state: 'live' }),
	]);
	space.state = 'ended';
	expect((await answer('GET /2/spaces/by/creator_ids', path)).data).toBeUndefined();
});

it('is kept in the state file', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'social-'));
	const stateFile = join(folder, 'state.json');
	const first = await emptyX({ stateFile });
	first.world.social.addFollower('anna', 'ben');
	await first.close();
	const second = await startLocalX({ stateFile });
	expect(second.world.social.state.follows).toHaveLength(1);
	await second.close();
	await rm(folder, { recursive: true });
});
