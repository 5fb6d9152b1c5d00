/** Replies that X will take: told with what is read, and looked at before one is published. */
import { bytesOf, itemWith } from '../../../support/inputs/files';
import { useLocalX } from '../../../support/x/local-x';

const x = useLocalX();
const sent = (endpoint: string) => x.requests.filter((request) => request.endpoint === endpoint);
const add = (text: string, more: { quote?: string; replySettings?: string } = {}) =>
	x.world.addPost({ by: 'newsroom', text, ...more });
const reply = (replyTo: string, more = {}) => ({
	resource: 'post',
	operation: 'create',
	text: 'An answer',
	media: { item: [{ source: 'binary', binaryFields: 'photo' }] },
	options: { replyTo, checkReply: true, ...more },
});
const withPhoto = { input: [itemWith({ photo: bytesOf('png') })] };

describe('can_reply', () => {
	it('is in the mentions and the home timeline of the account, for which X is asked nothing more', async () => {
		add('Hello @ourbrand');
		const mentions = await x.run({
			resource: 'timeline',
			operation: 'getMentions',
			user: { mode: 'list', value: 'me' },
			limit: 5,
		});
		expect(mentions.json.length).toBeGreaterThan(0);
		expect(mentions.json.every(({ can_reply }) => can_reply === true)).toBe(true);
		add('Nothing for anybody');
		const home = await x.run({ resource: 'timeline', operation: 'getHome', limit: 2 });
		expect(home.json.map(({ text, can_reply }) => [text, can_reply])).toEqual([
			['Nothing for anybody', false],
			['Hello @ourbrand', true],
		]);
		expect(new Set(x.requests.map(({ endpoint }) => endpoint)).size).toBe(3);
	});

	it('is left out where nothing else needed to know whose account it is', async () => {
		const { json } = await x.run({
			resource: 'post',
			operation: 'get',
			post: { mode: 'id', value: add('Hello @ourbrand').id },
		});
		expect(json[0]).not.toHaveProperty('can_reply');
		expect(sent('GET /2/users/me')).toEqual([]);
	});
});

describe('Only Posts I Can Reply To', () => {
	const own = () => x.world.addPost({ by: 'ourbrand', text: 'Ours' }).id;
	const search = { resource: 'post', operation: 'search', query: 'kite', limit: 10, options: { onlyCanReply: true } };

	it('leaves out of a search what the account may not answer, and tells can_reply of the others', async () => {
		x.faults.set({ searchDelaySeconds: 0 });
		add('A kite for @ourbrand');
		add('A kite for nobody');
		add('My kite', { quote: own() });
		const { json, error } = await x.run(search);
		expect(error).toBeUndefined();
		expect(json.map(({ text }) => text).sort()).toEqual([expect.stringContaining('@ourbrand'), expect.any(String)]);
		expect(json.map(({ can_reply }) => can_reply)).toContain(true);
	});

	it('asks for what it looks at, whichever fields are chosen', async () => {
		x.faults.set({ searchDelaySeconds: 0 });
		add('A kite for nobody');
		const { json, error } = await x.run({ ...search, output: 'full', fields: { postFields: ['lang'] } });
		expect(error).toBeUndefined();
		expect(json).toEqual([]);
	});

	it('is refused with a Bearer token before any request', async () => {
		const { error } = await x.run({ ...search, authentication: 'bearerToken' });
		expect(error?.message).toBe("'Only Posts I Can Reply To' is not available with a Bearer token");
		expect(x.requests).toEqual([]);
	});
});

describe('Check Reply To', () => {
	it('refuses what X would refuse, with the reason, before the file is uploaded', async () => {
		const { error } = await x.run(reply(add('Nothing for anybody').id), withPhoto);
		expect(error?.message).toBe(
			'X would not accept a reply to this post: its author has neither mentioned this account nor quoted one of its posts',
		);
		expect(x.requests.map(({ endpoint }) => endpoint)).toEqual(['GET /2/users/me', 'GET /2/tweets']);
		expect(sent('GET /2/tweets')[0].usd).toBe(0.005);
	});

	it.each(['a mention', 'a quote'])('lets a reply to %s through, and X takes it', async (what) => {
		const own = x.world.addPost({ by: 'ourbrand', text: 'Ours' });
		const parent = what === 'a mention' ? add('What says @ourbrand?') : add('Look at this', { quote: own.id });
		const { json, error } = await x.run(reply(parent.id), withPhoto);
		expect(error).toBeUndefined();
		expect(x.world.posts.get(String(json[0].id))?.references).toEqual([{ type: 'replied_to', id: parent.id }]);
	});

	it.each([false, true])(
		'agrees with what X does, for posts of every kind, whose author follows the account: %s',
		async (follows) => {
			if (follows) x.world.follow('newsroom', 'ourbrand');
			const own = x.world.addPost({ by: 'ourbrand', text: 'Ours once more' });
			for (const parent of [
				add('To @ourbrand'),
				add('To @meteo'),
				add('A quote', { quote: own.id }),
				add('Another quote', { quote: add('Theirs').id }),
				add('A quote for followed accounts', { quote: own.id, replySettings: 'following' }),
				add('For followed accounts, to @ourbrand', { replySettings: 'following' }),
				add('A quote for mentioned accounts', { quote: own.id, replySettings: 'mentionedUsers' }),
				own,
			]) {
				const checked = await x.run(reply(parent.id, { linksInReply: true }), withPhoto);
				const straight = await x.run(
					{
						...reply(parent.id),
						text: `Straight ${parent.id}`,
						options: { replyTo: parent.id },
					},
					withPhoto,
				);
				expect([parent.text, checked.error === undefined]).toEqual([parent.text, straight.error === undefined]);
				x.world.posts.forEach((post) => post.rawText === 'An answer' && x.world.deletePost(post.id));
			}
		},
	);

	it('needs a post to reply to, and reports one that is gone', async () => {
		expect((await x.run(reply(''), withPhoto)).error?.message).toBe("'Check Reply To' needs 'Reply To'");
		expect(x.requests).toEqual([]);
		expect((await x.run(reply('1849000000000000000'), withPhoto)).error?.httpCode).toBe('404');
		expect(sent('POST /2/media/upload')).toEqual([]);
	});
});
