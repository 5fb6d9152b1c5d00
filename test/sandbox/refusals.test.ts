/** What X refuses of what accounts do to posts and to one another. */
import type { LocalX } from '../../sandbox';
import { as, emptyX } from './support';

const SCOPES = [
	'tweet.read',
	'tweet.write',
	'users.read',
	'follows.write',
	'like.write',
	'mute.write',
	'bookmark.write',
	'dm.write',
];

let x: LocalX;
let anna: ReturnType<typeof as>;
const id = (handle: string) => x.world.needUser(handle).id;
beforeEach(async () => {
	x = await emptyX({ rateLimits: false });
	anna = as(x, 'anna', SCOPES);
	x.world.addUser({ username: 'carl' });
});
afterEach(async () => await x.close());

const path = (what: string) => `POST /2/users/${id('anna')}/${what}`;

it('keeps likes and follows for Enterprise apps', async () => {
	const { id: tweet_id } = x.world.addPost({ by: 'ben', text: 'Hello' });
	const both = async () => [
		(await anna(path('likes'), { tweet_id })).status,
		(await anna(path('following'), { target_user_id: id('ben') })).status,
	];
	expect(await both()).toEqual([403, 403]);
	x.apps.web.enterprise = true;
	expect(await both()).toEqual([200, 200]);
});

it.each(['following', 'muting'])('lets no account do it to itself: %s', async (what) => {
	x.apps.web.enterprise = true;
	const status = async (handle: string) => (await anna(path(what), { target_user_id: id(handle) })).status;
	expect([await status('ben'), await status('anna')]).toEqual([200, 403]);
});

it.each(['likes', 'retweets', 'bookmarks'])('knows no deleted post: %s', async (what) => {
	x.apps.web.enterprise = true;
	const { id: tweet_id } = x.world.addPost({ by: 'ben', text: 'Hello' });
	expect((await anna(path(what), { tweet_id })).status).toBe(200);
	x.world.deletePost(tweet_id);
	expect((await anna(path(what), { tweet_id })).status).toBe(404);
});

it('takes a poll of different choices only', async () => {
	const poll = async (...options: string[]) =>
		(await anna('POST /2/tweets', { text: 'Well?', poll: { options, duration_minutes: 60 } })).status;
	expect([await poll('Yes', 'Yes'), await poll('Yes', 'No')]).toEqual([400, 201]);
});

it('takes a message with a text or one attachment', async () => {
	const send = async (message: object) =>
		(await anna(`POST /2/dm_conversations/with/${id('ben')}/messages`, message)).status;
	const attachments = ['1', '2'].map((media_id) => ({ media_id }));
	expect(await Promise.all([{}, { attachments: [] }, { attachments }, { text: 'Hello' }].map(send))).toEqual([
		400, 400, 400, 201,
	]);
});

it('makes groups of others, each once', async () => {
	const create = async (...handles: string[]) =>
		(
			await anna('POST /2/dm_conversations', {
				conversation_type: 'Group',
				participant_ids: handles.map(id),
				message: { text: 'Hello' },
			})
		).status;
	expect([await create('ben', 'ben'), await create('anna', 'ben'), await create('ben', 'carl')]).toEqual([
		400, 400, 201,
	]);
});
