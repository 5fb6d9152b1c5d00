/** Post > Get Conversation, on the real n8n-core: the tree of all replies, and the thread of the author. */
import type { IDataObject } from 'n8n-workflow';
import { useLocalX } from '../../../support/x/local-x';

const x = useLocalX();
const DAY = 86_400_000;

const conversation = (post: string, more: IDataObject = {}): IDataObject => ({
	resource: 'post',
	operation: 'getConversation',
	post: { mode: 'id', value: post },
	part: 'replies',
	searchIn: 'recent',
	limit: 50,
	...more,
});
const sent = (endpoint: string) => x.requests.filter((request) => request.endpoint === endpoint);
const outline = (json: readonly IDataObject[]) => json.map(({ text, depth }) => `${String(text)} ${String(depth)}`);

/** First; a reply with an answer of the author and one to that; the second part of the thread; a repost that is no reply. */
function talk(at = Date.now() - DAY) {
	let minutes = 0;
	const add = (by: string, text: string, replyTo?: string) =>
		x.world.addPost({ by, text, replyTo, at: at + ++minutes * 60_000 });
	const first = add('ourbrand', 'First');
	const reply = add('newsroom', 'Reply', first.id);
	const second = add('ourbrand', 'Second', first.id);
	const answer = add('ourbrand', 'Answer', reply.id);
	const last = add('meteo', 'Last', answer.id);
	const third = add('ourbrand', 'Third', second.id);
	x.world.addPost({ by: 'meteo', text: 'Beside', at });
	return { first, reply, second, answer, last, third };
}

describe('All replies', () => {
	it('come as a tree, from any post in it, each once and with its place', async () => {
		const { last, first, answer } = talk();
		const { json, error, hints } = await x.run(conversation(last.id));
		expect(error).toBeUndefined();
		expect(outline(json)).toEqual(['First 0', 'Reply 1', 'Answer 2', 'Last 3', 'Second 1', 'Third 2']);
		expect(json.map(({ order }) => order)).toEqual([1, 2, 3, 4, 5, 6]);
		expect(json[3]).toMatchObject({
			id: last.id,
			username: 'meteo',
			type: 'reply',
			parent_id: answer.id,
			conversation_id: first.id,
		});
		expect(json[0]).not.toHaveProperty('parent_id');
		expect(hints.filter((hint) => !hint.startsWith('≈ '))).toEqual([]);
		expect(sent('GET /2/tweets/search/recent')[0].query).toMatchObject({ query: `conversation_id:${first.id}` });
	});

	it('are bounded by the Limit, and the way up to the first post is read besides', async () => {
		const at = Date.now() - DAY;
		const first = x.world.addPost({ by: 'newsroom', text: 'First', at });
		let parent = first;
		for (let i = 1; i <= 4; i++)
			parent = x.world.addPost({ by: 'meteo', text: `Down ${i}`, replyTo: parent.id, at: at + i * 1000 });
		for (let i = 1; i <= 30; i++)
			x.world.addPost({ by: 'transit', text: `Noise ${i}`, replyTo: first.id, at: at + 60_000 + i * 1000 });
		const { json, error } = await x.run(conversation(parent.id, { limit: 10 }));
		expect(error).toBeUndefined();
		expect(outline(json).filter((line) => !line.startsWith('Noise'))).toEqual([
			'First 0',
			'Down 1 1',
			'Down 2 2',
			'Down 3 3',
			'Down 4 4',
		]);
		expect(json).toHaveLength(15);
		expect(sent('GET /2/tweets/search/recent').map(({ objects }) => objects)).toEqual([10]);
	});

	it('keep what the Limit cut off from its parent, last, and say so', async () => {
		const at = Date.now() - DAY;
		const first = x.world.addPost({ by: 'newsroom', text: 'First', at });
		let parent = first;
		for (let i = 1; i <= 15; i++)
			parent = x.world.addPost({ by: 'meteo', text: `Down ${i}`, replyTo: parent.id, at: at + i * 1000 });
		const { json, hints } = await x.run(conversation(first.id, { limit: 10 }));
		expect(outline(json)[0]).toBe('First 0');
		expect(outline(json)[1]).toBe('Down 6 undefined');
		expect(hints.join()).toContain('10 replies come last and without a depth');
	});

	it('say what is older than X searches, and what is gone on the way up', async () => {
		const { first, reply, last } = talk(Date.now() - 9 * DAY);
		x.world.deletePost(reply.id);
		const { json, hints, error } = await x.run(conversation(last.id));
		expect(error).toBeUndefined();
		expect(json.map(({ text }) => text)).toEqual(['First', 'Answer', 'Last']);
		expect(json[0]).toMatchObject({ id: first.id, depth: 0 });
		expect(hints.join()).toContain(`X does not show the post ${reply.id}`);
		expect(hints.join()).toContain("'Search In: Full Archive'");
	});

	it('go back for ever with a Bearer token', async () => {
		const { last } = talk(Date.now() - 90 * DAY);
		const { json, hints } = await x.run(conversation(last.id, { authentication: 'bearerToken', searchIn: 'all' }));
		expect(outline(json)).toEqual(['First 0', 'Reply 1', 'Answer 2', 'Last 3', 'Second 1', 'Third 2']);
		expect(hints.join()).not.toContain('older');
		expect(sent('GET /2/tweets/search/all')).toHaveLength(1);
		const refused = await x.run(conversation(last.id, { searchIn: 'all' }));
		expect(refused.error?.message).toBe("'Get Conversation' needs a Bearer token here");
	});

	it('that were paid for are kept when a limit ends the reading, unless that is to be an error', async () => {
		const { last } = talk();
		x.faults.add({ kind: 'rateLimit', match: 'GET /2/tweets/search/recent', times: 2 });
		const { json, error } = await x.run(conversation(last.id, { limits: { waitForLimit: 0 } }));
		expect(error).toBeUndefined();
		expect(json.map(({ text }) => text)).toEqual(['First', 'Reply', 'Answer', 'Last']);
		expect(json.at(-1)).toHaveProperty('run_ended_early');
		const strict = await x.run(conversation(last.id, { limits: { waitForLimit: 0, cutShort: 'fail' } }));
		expect(strict.error).toBeDefined();
	});

	it('in full have the same places; raw they are one answer', async () => {
		const { last } = talk();
		const full = await x.run(conversation(last.id, { output: 'full' }));
		expect(full.json[3]).toMatchObject({
			order: 4,
			depth: 3,
			author: { username: 'meteo' },
			reply_settings: 'everyone',
		});
		const raw = await x.run(conversation(last.id, { output: 'raw' }));
		expect(raw.json).toHaveLength(1);
		expect(raw.json[0].data).toHaveLength(6);
		expect((raw.json[0].includes as IDataObject).users).toHaveLength(3);
	});
});

describe("The author's thread", () => {
	it('is found from any post, even from a reply of somebody else, and only it is paid for', async () => {
		const { last, first } = talk();
		const { json, error } = await x.run(conversation(last.id, { part: 'thread' }));
		expect(error).toBeUndefined();
		expect(outline(json)).toEqual(['First 0', 'Second 1', 'Third 2']);
		const author = x.world.needUser('ourbrand').id;
		expect(sent('GET /2/tweets/search/recent')[0].query.query).toBe(
			`conversation_id:${first.id} from:${author} to:${author}`,
		);
	});
});

it('a post that X does not have is an error, before anything is searched', async () => {
	const { error } = await x.run(conversation('1849000000000000000'));
	expect(error?.httpCode).toBe('404');
	expect(sent('GET /2/tweets/search/recent')).toEqual([]);
});
