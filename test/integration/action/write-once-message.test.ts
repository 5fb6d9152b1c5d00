import type { IDataObject } from 'n8n-workflow';
import { scopes } from '../../../connector';
import type { FaultKind } from '../../../sandbox';
import { bytesOf, itemWith } from '../../support/files';
import { useLocalX } from '../../support/x';

const x = useLocalX();

const TO_USER = 'POST /2/dm_conversations/with/{participant_id}/messages';
const TO_CONVERSATION = 'POST /2/dm_conversations/{dm_conversation_id}/messages';
const GROUP = 'POST /2/dm_conversations';

const id = (handle: string) => x.world.needUser(handle).id;
const conversation = () => [id('ourbrand'), id('newsroom')].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1)).join('-');
const message = (operation: string, parameters: IDataObject): IDataObject => ({
	resource: 'directMessage',
	operation,
	...parameters,
});
const toUser = (text: string) => message('send', { user: { mode: 'username', value: 'newsroom' }, text });
const fail = (match: string, kind: FaultKind, times = 1) =>
	x.faults.add({ match, kind, times, ...(kind === 'status' ? { status: 503 } : {}) });
const sent = (endpoint: string) => x.requests.filter((request) => request.endpoint === endpoint);
/** Messages of the local X with this text. */
const kept = (text: string) => x.world.social.state.messages.filter((each) => each.text === text);

const WAYS: ReadonlyArray<[string, string, (text: string) => IDataObject]> = [
	['to a user', TO_USER, toUser],
	[
		'to a conversation',
		TO_CONVERSATION,
		(text) => message('sendToConversation', { conversation: { mode: 'id', value: conversation() }, text }),
	],
	['to a new group', GROUP, (text) => message('createGroup', { participants: '@newsroom, @meteo', text })],
];

describe.each(WAYS)('a message %s whose outcome is unknown', (_to, endpoint, send) => {
	test.each<[FaultKind, string, number]>([
		['cutBefore', 'was not sent: it is sent again', 2],
		['cutAfter', 'was sent: it is found and not sent again', 1],
	])(
		'%s: it %s',
		async (kind, _what, requests) => {
			fail(endpoint, kind);
			const text = 'Your order is at n8n.io/orders?a=1&b=2 <soon> 🚀';
			const { json, error } = await x.run(send(text));
			expect(error).toBeUndefined();
			const [there, ...more] = kept(text);
			expect(more).toEqual([]);
			expect(json).toEqual([{ dm_event_id: there.id, dm_conversation_id: there.groupId ?? conversation() }]);
			expect(sent(endpoint)).toHaveLength(requests);
		},
		60_000,
	);
});

describe('a message whose outcome is unknown', () => {
	test('with a file is found by its file', async () => {
		fail(TO_USER, 'cutAfter');
		const { json, error } = await x.run(
			{ ...toUser('Look'), media: { item: { source: 'binary', binaryFields: 'data' } } },
			{ input: [itemWith({ data: bytesOf('png') })] },
		);
		expect(error).toBeUndefined();
		expect(kept('Look').map(({ id }) => id)).toEqual([json[0].dm_event_id]);
	}, 60_000);

	test('that met a 503 is not taken for the same words of an hour ago', async () => {
		x.faults.set({ clockSkewMs: -3_600_000 });
		x.world.social.addDirectMessage('ourbrand', 'newsroom', 'Reminder');
		x.faults.set({ clockSkewMs: 0 });
		fail(TO_USER, 'status');
		const { json, error } = await x.run(toUser('Reminder'));
		expect(error).toBeUndefined();
		expect(kept('Reminder').map(({ id }) => id)).toEqual([expect.any(String), json[0].dm_event_id]);
	}, 60_000);

	test('is not taken for the same words of an earlier item', async () => {
		let seen = 0;
		const strike = x.faults.strike.bind(x.faults);
		const spy = jest
			.spyOn(x.faults, 'strike')
			.mockImplementation((endpoint) =>
				endpoint === TO_USER && ++seen === 2 ? { match: endpoint, kind: 'cutBefore' } : strike(endpoint),
			);
		const { json, error } = await x.run(toUser('Same words'), { input: [{ json: {} }, { json: {} }] });
		spy.mockRestore();
		expect(error).toBeUndefined();
		expect(
			kept('Same words')
				.map(({ id }) => id)
				.sort(),
		).toEqual(json.map(({ dm_event_id }) => dm_event_id).sort());
		expect(json).toHaveLength(2);
	}, 60_000);

	test.each([-600_000, 600_000])(
		'is found when the clocks are %d ms apart',
		async (clockSkewMs) => {
			x.faults.set({ clockSkewMs });
			fail(TO_USER, 'cutAfter');
			const { json, error } = await x.run({ ...toUser('What time is it?') });
			expect(error).toBeUndefined();
			expect(kept('What time is it?').map(({ id }) => id)).toEqual([json[0].dm_event_id]);
		},
		60_000,
	);

	test('is found behind newer ones', async () => {
		fail(TO_USER, 'cutAfter');
		const strike = x.faults.strike.bind(x.faults);
		const spy = jest.spyOn(x.faults, 'strike').mockImplementation((endpoint) => {
			if (endpoint.endsWith('/dm_events') && kept('Reply').length === 0)
				for (let i = 0; i < 12; i++) x.world.social.addDirectMessage('newsroom', 'ourbrand', 'Reply');
			return strike(endpoint);
		});
		const { json, error } = await x.run(toUser('Question'));
		spy.mockRestore();
		expect(error).toBeUndefined();
		expect(kept('Question').map(({ id }) => id)).toEqual([json[0].dm_event_id]);
	}, 60_000);

	test('is not sent again when nobody can look: the error names the scope and where to look', async () => {
		fail(TO_USER, 'cutAfter');
		const { error } = await x.run(toUser('Who knows'), { scopes: scopes().filter((scope) => scope !== 'dm.read') });
		expect(error?.description).toMatch(
			/may have been carried out: look at the conversation on X.* before you send it again\. Looking for it failed: Forbidden\..*scopes dm\.read/,
		);
		expect(kept('Who knows')).toHaveLength(1);
		expect(sent(TO_USER)).toHaveLength(1);
	}, 60_000);

	test('is not sent again while X cannot show the conversation', async () => {
		fail(TO_USER, 'cutAfter');
		x.faults.add({ match: 'GET /2/dm_conversations/with/{participant_id}/dm_events', kind: 'status', status: 503 });
		const { error } = await x.run(toUser('Who knows'));
		expect(error?.description).toMatch(/may have been carried out.*Looking for it failed: Service Unavailable/);
		expect(sent(TO_USER)).toHaveLength(1);
	}, 90_000);
});
