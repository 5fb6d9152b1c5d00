import type { Answer } from '../../../api/client/call';
import { readActivity } from '../../../api/push/activity';
import type { Standing, Subscription } from '../../../api/push/standing';
import { isOf, syncSubscriptions } from '../../../api/push/stream-subscriptions';
import { fakeClient, xError, xRejection, type Made } from '../../support/unwired/surroundings';

const MARK = 'n8n-12345678';
const CREATE = 'POST /2/activity/subscriptions';
const wants = (event_type: string): Subscription => ({ event_type, filter: { user_id: '7' } });
const stands = (subscription_id: string, event_type: string, more: Partial<Standing> = {}): Standing => ({
	subscription_id,
	...wants(event_type),
	...more,
});

/** X with these subscriptions; `answer` may stand in for it. */
function xWith(there: readonly Standing[], answer: (call: Made) => Answer | undefined = () => undefined) {
	let made = 0;
	const { client, calls } = fakeClient((call) => {
		const other = answer(call);
		if (other) return other;
		if (call.endpoint === 'GET /2/activity/subscriptions') return { data: there };
		return call.endpoint === CREATE ? { data: { subscription: { subscription_id: `s${++made}` } } } : { data: [] };
	});
	const changes = () =>
		calls
			.filter(({ endpoint }) => !endpoint.startsWith('GET'))
			.map(({ endpoint, parts: { body, query = {} } }) => (endpoint === CREATE ? body : query.ids));
	return { client, changes };
}

describe('subscriptions for the stream', () => {
	it('that are missing are made with the mark, and own ones no longer wanted are deleted', async () => {
		const x = xWith([
			stands('1', 'dm.sent', { tag: MARK }),
			stands('2', 'dm.read', { tag: MARK }),
			stands('3', 'post.create'),
		]);
		const synced = await syncSubscriptions(x.client, x.client, MARK, [wants('dm.sent'), wants('dm.received')]);
		expect(x.changes()).toEqual([{ ...wants('dm.received'), tag: MARK }, ['2']]);
		expect(synced.own).toEqual(['s1', '1']);
	});

	it('of others are used and not owned: first those without a webhook', async () => {
		const hooked = stands('1', 'dm.sent', { webhook_id: 'h', tag: 'crm' });
		const bare = stands('2', 'dm.sent', { tag: 'theirs' });
		for (const [there, used] of [
			[[hooked, bare], bare],
			[[hooked], hooked],
		] as const) {
			const x = xWith(there);
			const synced = await syncSubscriptions(x.client, x.client, MARK, [wants('dm.sent')]);
			expect([x.changes(), synced]).toEqual([[], { standing: [used], own: [] }]);
		}
	});

	it('of the owner come before those of others', async () => {
		const own = stands('2', 'dm.sent', { tag: MARK, webhook_id: 'h' });
		const x = xWith([stands('1', 'dm.sent', { tag: 'theirs' }), own]);
		const synced = await syncSubscriptions(x.client, x.client, MARK, [wants('dm.sent')]);
		expect([x.changes(), synced]).toEqual([[], { standing: [own], own: ['2'] }]);
	});

	it('of an active workflow are neither deleted nor owned by a test', async () => {
		const x = xWith([stands('1', 'dm.sent', { tag: MARK }), stands('2', 'dm.read', { tag: MARK })]);
		const synced = await syncSubscriptions(x.client, x.client, MARK, [wants('dm.sent'), wants('dm.received')], true);
		expect([x.changes().length, synced.own]).toEqual([1, ['s1']]);
	});

	it('are all taken back when X refuses one', async () => {
		const x = xWith([stands('9', 'dm.read', { tag: MARK })], ({ endpoint, parts: { body } }) => {
			if (endpoint === CREATE && body?.event_type === 'like.create') throw xError(403, 'Forbidden');
			return undefined;
		});
		const syncing = syncSubscriptions(x.client, x.client, MARK, [wants('dm.sent'), wants('like.create')]);
		expect((await xRejection(syncing)).problem.title).toBe('Forbidden');
		expect(x.changes().at(-1)).toEqual(['s1']);
	});

	it('that another process made first are used', async () => {
		const there: Standing[] = [];
		const x = xWith(there, ({ endpoint }) => {
			if (endpoint !== CREATE) return undefined;
			there.push(...['dm.read', 'dm.sent', 'dm.sent'].map((type, i) => stands(String(i), type, { tag: MARK })));
			throw xError(400, 'Invalid Request', 'DuplicateSubscription');
		});
		expect(await syncSubscriptions(x.client, x.client, MARK, [wants('dm.sent')])).toEqual({
			standing: [stands('1', 'dm.sent', { tag: MARK })],
			own: ['1'],
		});
	});
});

describe('an event', () => {
	const standing = [
		{ ...wants('chat.conversation_join'), tag: MARK },
		{ event_type: 'like.create', filter: { user_id: '7', direction: 'inbound' } },
		{ event_type: 'news.new', filter: { keyword: 'tea' } },
	];
	it.each<[boolean, Partial<Subscription>]>([
		[true, { ...wants('chat.conversation.join'), tag: MARK }],
		[false, wants('chat.conversation.join')],
		[false, { event_type: 'chat.conversation.join', filter: { user_id: '8' }, tag: MARK }],
		[true, { event_type: 'like.create', filter: { user_id: '7', direction: 'inbound' } }],
		[true, wants('like.create')],
		[false, { event_type: 'like.create', filter: { user_id: '7', direction: 'outbound' } }],
		[true, { event_type: 'news.new', filter: { keyword: 'tea' } }],
		[false, { event_type: 'news.new', filter: { keyword: 'coffee' } }],
		[false, {}],
		[false, { event_type: 'like.create', filter: null } as unknown as Subscription],
		[false, { event_type: 7, filter: 'x', tag: [] } as unknown as Subscription],
	])('belongs to a subscription (%p): %j', (belongs, event) => expect(isOf(event, standing)).toBe(belongs));

	it.each<[string, string]>([
		['{"data":{"event_uuid":"1"}}', 'events'],
		['{"data":[{"event_uuid":"1"},7,null]}', 'events'],
		['{"data":[7]}', 'unknown'],
		['{"data":"text"}', 'unknown'],
		['{"errors":[{"title":"operational-disconnect"}]}', 'disconnect'],
		['[]', 'unknown'],
		['no JSON', 'unknown'],
	])('is told from what else X says: %s', (line, kind) => expect(Object.keys(readActivity(line))[0]).toBe(kind));
});
