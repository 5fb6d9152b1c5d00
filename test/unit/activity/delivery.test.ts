/** What the X Activity Trigger makes of deliveries, and what it asks for again. */
import type { IDataObject } from 'n8n-workflow';
import { useStillClock } from '../../support/unwired/stream';
import { START } from '../../support/unwired/surroundings';
import { event, idsIn, MINUTE, REPLAY, webhookNode } from '../../support/unwired/activity';

useStillClock();

describe('a delivery', () => {
	it('starts the workflow with its event', async () => {
		const node = webhookNode();
		expect(await node.deliver({ data: event('1', { tag: 'mine', extra: true }) })).toEqual([
			{
				event_id: '1',
				event_type: 'follow.follow',
				tag: 'mine',
				filter: { user_id: '7' },
				payload: { source: { id: '9' } },
				extra: true,
			},
		]);
		expect(node.responses).toEqual([200]);
		expect(await node.deliver({ data: event('2') })).toEqual([
			{ event_id: '2', event_type: 'follow.follow', filter: { user_id: '7' }, payload: { source: { id: '9' } } },
		]);
	});

	it('of a post has its author joined in, and any other keeps what came along', async () => {
		const node = webhookNode();
		const includes = { users: [{ id: '9', username: 'ada' }] };
		const payload = { id: '30', text: 'A post', author_id: '9' };
		const [post] = (await node.deliver({ data: event('1', { event_type: 'post.create', payload, includes }) })) ?? [];
		expect(post).toMatchObject({ payload: { id: '30', author: { username: 'ada' } } });
		expect(post).not.toHaveProperty('includes');
		const [other] = (await node.deliver({ data: event('2', { payload, includes }) })) ?? [];
		expect(other).toMatchObject({ payload, includes });
		expect(other.payload).not.toHaveProperty('author');
		const [gone] =
			(await node.deliver({
				data: event('3', { event_type: 'post.delete', payload: { post_id: '30' }, includes }),
			})) ?? [];
		expect(gone).toMatchObject({ payload: { post_id: '30' }, includes });
		const [repost] =
			(await node.deliver({ data: event('4', { event_type: 'not.post.create', payload, includes }) })) ?? [];
		expect(repost.includes).toEqual(includes);
	});

	it('names what X left out with the event that lacks it, and what belongs to none with the last one', async () => {
		const errors = [
			{
				value: '9',
				parameter: 'author_id',
				resource_id: '9',
				detail: 'Could not find user with id: [9].',
				title: 'Not Found',
			},
			{ parameter: 'media', resource_id: '3_1', title: 'Forbidden' },
		];
		const data = [
			event('1', { event_type: 'post.create', payload: { id: '30', author_id: '9' } }),
			event('2', { payload: { id: '8' } }),
		];
		expect(await webhookNode().deliver({ data, errors })).toMatchObject([
			{ event_id: '1', x_left_out: ['Could not find user with id: [9]'] },
			{ event_id: '2', x_left_out: ['media 3_1 (Forbidden)'] },
		]);
		const [whole] = (await webhookNode().deliver({ data: data[0] })) ?? [];
		expect(whole).not.toHaveProperty('x_left_out');
	});

	it('comes as it is when told so', async () => {
		const node = webhookNode({ account: 'own', events: ['post.create'], options: { output: 'raw' } });
		expect(await node.deliver({ data: event('1') })).toEqual([{ data: event('1') }]);
		node.app.chatPrivateKey = 'no key';
		const sealed = event('2', { event_type: 'chat.received', payload: { encoded_event: 'AAAA' } });
		expect(await node.deliver({ data: sealed })).toEqual([{ data: sealed }]);
	});

	it('of an encrypted chat says why it cannot be read; what comes beside it is as it was', async () => {
		const node = webhookNode();
		node.app.chatPrivateKey = 'no key';
		const sealed = event('1', { event_type: 'chat.received', payload: { encoded_event: 'AAAA' } });
		const [chat, other] = (await node.deliver({ data: [sealed, event('2')] })) ?? [];
		expect(chat.payload).toEqual({ encoded_event: 'AAAA', unreadable_because: expect.stringMatching(/\S/) as string });
		expect(other.payload).toEqual({ source: { id: '9' } });
	});

	it('of several events starts it with those that are new', async () => {
		const node = webhookNode();
		expect(idsIn(await node.deliver({ data: [event('1'), event('2')] }))).toEqual(['1', '2']);
		expect(idsIn(await node.deliver({ data: [event('2'), event('3')] }))).toEqual(['3']);
		expect(await node.deliver({ data: [event('1'), event('2')] })).toBeUndefined();
		expect(node.responses).toEqual([200, 200, 200]);
	});

	it('without an ID is known by what it says', async () => {
		const node = webhookNode();
		const twins = { data: [event('1'), event('1')].map((each) => ({ ...each, event_uuid: undefined })) };
		expect(await node.deliver(twins)).toHaveLength(2);
		expect(await node.deliver(twins)).toBeUndefined();
		expect(await node.deliver({ data: { ...twins.data[0], tag: 'other' } })).toHaveLength(1);
	});

	it('that another process has taken is known', async () => {
		const node = webhookNode();
		node.memory.seen = '1 2';
		expect(idsIn(await node.deliver({ data: [event('1'), event('3')] }))).toEqual(['3']);
		expect(node.memory.seen).toBe('1 2 3');
	});

	it('in the test is not known to the active workflow', async () => {
		const node = webhookNode();
		node.mode = 'manual';
		expect(await node.deliver({ data: event('1') })).toHaveLength(1);
		node.mode = 'webhook';
		node.memory = {};
		expect(await node.deliver({ data: event('1') })).toHaveLength(1);
	});

	it('without events is taken and left', async () => {
		const node = webhookNode();
		expect(await node.deliver({})).toBeUndefined();
		expect([node.responses, node.memory]).toEqual([[200], {}]);
	});

	it('that X did not sign is refused', async () => {
		const node = webhookNode();
		expect(await node.deliver({ data: event('1') }, 'sha256=AAAA')).toBeUndefined();
		expect(await node.withoutBody()).toBeUndefined();
		expect([node.responses, node.memory]).toEqual([[403, 403], {}]);
		expect(await node.deliver({ data: event('1') })).toHaveLength(1);
	});
});

describe('what came while n8n was down', () => {
	/** A node that was registered and last heard from X some time ago, in an n8n that has just started. */
	const back = (memory: IDataObject = { lastAt: START - 10 * MINUTE }, options: IDataObject = {}) => {
		const node = webhookNode({ account: 'own', events: ['post.create'], options });
		node.memory = { webhookId: 'h1', ...memory };
		jest.setSystemTime(START + 10_500);
		return node;
	};
	const stamps = (from: string, to: string) => ({ webhook_id: 'h1', from_date: from, to_date: to });

	it('is asked for with the first delivery, and the minute of the return once it is over', async () => {
		const node = back();
		await node.deliver({ data: event('1') });
		expect(node.replays()).toEqual([stamps('202605010749', '202605010800')]);
		jest.setSystemTime(START + MINUTE - 1);
		await node.deliver({ data: event('2') });
		expect([node.replays().length, node.memory.lastAt]).toEqual([1, START]);
		jest.setSystemTime(START + MINUTE);
		await node.deliver({ data: event('3') });
		expect(node.replays().slice(1)).toEqual([stamps('202605010759', '202605010801')]);
		jest.setSystemTime(START + 5 * MINUTE);
		await node.deliver({ data: event('4') });
		expect(node.replays()).toHaveLength(2);
		expect(node.memory.lastAt).toBe(START + 5 * MINUTE);
	});

	it("is asked for with X's challenge, too", async () => {
		const node = back();
		await node.challenge({ crc_token: 'abc' });
		expect(node.replays()).toHaveLength(1);
	});

	it('is asked for again a while after X did not take it; nothing is lost from memory by then', async () => {
		const node = back();
		node.refusals[REPLAY] = { status: 503, title: 'Over capacity' };
		await node.deliver({ data: event('1') });
		expect(node.warnings.filter((warning) => warning.includes('Over capacity'))).toHaveLength(1);
		expect(node.memory.lastAt).toBe(START - 10 * MINUTE);
		node.refusals = {};
		jest.setSystemTime(START + 20_499);
		await node.deliver({ data: event('2') });
		expect(node.replays()).toHaveLength(1);
		jest.setSystemTime(START + 20_500);
		await node.deliver({ data: event('3') });
		expect(node.replays()).toHaveLength(2);
	});

	it('is left where the user does not want it, and where nothing is known of before', async () => {
		for (const node of [back({}), back({ lastAt: START - 10 * MINUTE }, { catchUp: false })]) {
			await node.deliver({ data: event('1') });
			expect(node.replays()).toEqual([]);
			expect(node.memory.lastAt).toBe(START + 10_500);
		}
	});

	it('is asked for when the workflow is activated on the webhook of before, and not on a new one', async () => {
		const node = webhookNode();
		await node.register();
		expect(node.memory.lastAt).toBe(START);
		jest.setSystemTime(START + 10 * MINUTE);
		expect(await node.isRegistered()).toBe(true);
		expect(node.replays()).toEqual([stamps('202605010759', '202605010810')]);
		jest.setSystemTime(START + 12 * MINUTE);
		node.memory.webhookId = 'other';
		await node.isRegistered();
		expect(node.replays()).toHaveLength(1);
		expect(node.memory).toMatchObject({ webhookId: 'h1', lastAt: START + 12 * MINUTE });
	});
});
