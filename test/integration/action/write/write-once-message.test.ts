import type { IDataObject } from 'n8n-workflow';
import { scopes } from '../../../../connector';
import type { FaultKind } from '../../../../sandbox';
import { bytesOf, itemWith } from '../../../support/inputs/files';
import type * as VirtualTime from '../../../support/virtual-time';
import { useVirtualTime } from '../../../support/virtual-time';
import { useLocalX } from '../../../support/x/local-x';

jest.mock('n8n-workflow', () => jest.requireActual<typeof VirtualTime>('../../../support/virtual-time').virtualTime());
useVirtualTime();

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

const UNKNOWN = /may have been carried out: look at the conversation on X.* before you send it again/;

describe.each(WAYS)('a message %s whose outcome is unknown', (_to, endpoint, send) => {
	test.each<[boolean, number]>([
		[false, 0],
		[true, 6],
		[true, 60],
	])('was sent: it is found (escaped: %p, %d s late)', async (escapes, lateSeconds) => {
		if (!escapes) x.oddities.on('raw-texts');
		if (lateSeconds > 0) x.oddities.on('late-index', { seconds: lateSeconds });
		fail(endpoint, 'cutAfter');
		const text = 'Your AT&amp;T order is at n8n.io/orders?a=1&b=2 <soon> 🚀';
		const { json, error } = await x.run(send(text));
		expect(error).toBeUndefined();
		const [there, ...more] = kept(text);
		expect(more).toEqual([]);
		expect(json).toEqual([{ dm_event_id: there.id, dm_conversation_id: there.groupId ?? conversation() }]);
		expect(sent(endpoint)).toHaveLength(1);
	});

	test.each<FaultKind>(['cutBefore', 'status'])(
		'%s: it is never sent again, as X would take it twice',
		async (kind) => {
			fail(endpoint, kind);
			const { error } = await x.run(send('Once'), { settings: { retryOnFail: true, waitBetweenTries: 0 } });
			expect(error?.description).toMatch(UNKNOWN);
			expect(sent(endpoint)).toHaveLength(1);
		},
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

	test('without text is found by its file, not by one like it', async () => {
		const { id: mediaId } = x.world.addMedia({ owner: 'ourbrand' });
		fail(TO_USER, 'cutBefore');
		x.world.social.addDirectMessage('ourbrand', 'newsroom', '', { mediaKeys: [`3_${mediaId}`] });
		const { error } = await x.run(
			{ ...toUser(''), media: { item: { source: 'binary', binaryFields: 'data' } } },
			{ input: [itemWith({ data: bytesOf('png') })] },
		);
		expect(error?.description).toMatch(/Since then the account has made \d+, which may be it/);
		expect(sent(TO_USER)).toHaveLength(1);
	});

	test('that met a 503 is not taken for the same words of an hour ago', async () => {
		x.faults.set({ clockSkewMs: -3_600_000 });
		x.world.social.addDirectMessage('ourbrand', 'newsroom', 'Reminder');
		x.faults.set({ clockSkewMs: 0 });
		fail(TO_USER, 'status');
		const { error } = await x.run(toUser('Reminder'));
		expect(error?.description).toMatch(UNKNOWN);
		expect(kept('Reminder')).toHaveLength(1);
	});

	test.each<[string, (text: string) => IDataObject[]]>([['an earlier item', (text) => [{ text }, { text }]]])(
		'is not taken for the same words of %s',
		async (_whose, items) => {
			let seen = 0;
			const strike = x.faults.strike.bind(x.faults);
			const spy = jest
				.spyOn(x.faults, 'strike')
				.mockImplementation((endpoint) =>
					endpoint === TO_USER && ++seen === 2 ? { match: endpoint, kind: 'cutBefore' } : strike(endpoint),
				);
			const { json } = await x.run(toUser('Same words'), {
				input: items('Same words').map((json) => ({ json })),
				continueOnFail: true,
			});
			spy.mockRestore();
			expect(json).toEqual([
				expect.objectContaining({ dm_event_id: kept('Same words')[0].id }),
				expect.objectContaining({ message: expect.stringMatching(UNKNOWN) }),
			]);
			expect(kept('Same words')).toHaveLength(1);
		},
	);

	test('is not taken for the same words of a run at the same time', async () => {
		fail(TO_USER, 'cutBefore');
		const runs = await Promise.all([x.run(toUser('Same words')), x.run(toUser('Same words'))]);
		const ids = runs.flatMap(({ json }) => json.map(({ dm_event_id }) => dm_event_id));
		expect(ids).toEqual(kept('Same words').map(({ id }) => id));
		expect(runs.filter(({ error }) => error)).toHaveLength(1);
	});

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
			/may have been carried out: look at the conversation on X.* before you send it again\. Looking for it failed: .*scopes dm\.read/,
		);
		expect(kept('Who knows')).toHaveLength(1);
		expect(sent(TO_USER)).toHaveLength(1);
	}, 60_000);

	test('is not sent again while X cannot show the conversation', async () => {
		fail(TO_USER, 'cutAfter');
		x.faults.add({ match: 'GET /2/dm_conversations/with/{participant_id}/dm_events', kind: 'status', status: 503 });
		const { error } = await x.run(toUser('Who knows'));
		expect(error?.description).toMatch(/may have been carried out.*Looking for it failed: X has a temporary fault/);
		expect(sent(TO_USER)).toHaveLength(1);
	}, 90_000);
});
