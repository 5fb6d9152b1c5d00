/** A webhook that stands already, subscriptions that another process makes meanwhile, and subscriptions of which only a tag has changed or a name is X's older one. */
import type { Answer } from '../../../api/client/call';
import { findHook, inStep, setUp, takeDown, type Hook, type Subscription } from '../../../api/push/subscriptions';
import { fakeClient, rejection, xError, type Made } from '../../support/unwired/surroundings';

const ADDRESS = 'https://n8n.example.com/webhook/1';
const HOOK: Hook = { id: 'h1', url: ADDRESS, valid: true };
const LIST = 'GET /2/activity/subscriptions';
const CHANGE = 'PUT /2/activity/subscriptions/{subscription_id}';
const ofUser = (event_type: string, tag?: string): Subscription => ({
	event_type,
	filter: { user_id: '7' },
	...(tag ? { tag } : {}),
});
const standing = (id: string, subscription: Subscription) => ({
	...subscription,
	subscription_id: id,
	webhook_id: 'h1',
});

/** X with this webhook and these subscriptions; `answer` may stand in for it. */
function x(there: object[], answer: (call: Made) => Answer | undefined = () => undefined, hooks = [HOOK]) {
	const { client, calls } = fakeClient((call) => {
		const other = answer(call);
		if (other) return other;
		if (call.endpoint === 'GET /2/webhooks') return { data: hooks };
		if (call.endpoint === LIST) return { data: there };
		return { data: { subscription_id: 'new', deleted: true } };
	});
	const changes = () =>
		calls
			.filter(({ endpoint }) => !endpoint.startsWith('GET'))
			.map(({ endpoint, parts: { path, query, body } }) => [endpoint, path ?? query ?? {}, body ?? {}]);
	return { client, changes };
}
const throwing = (endpoint: string, error: Error) => (call: Made) => {
	if (call.endpoint === endpoint) throw error;
	return undefined;
};

describe('another tag', () => {
	const old = [standing('s1', ofUser('post.create', 'old')), standing('s2', ofUser('dm.sent'))];
	const wanted = [ofUser('post.create', 'new'), ofUser('dm.sent')];
	const changed = [CHANGE, { subscription_id: 's1' }, { tag: 'new' }];
	const anew = [
		['DELETE /2/activity/subscriptions', { ids: ['s1'] }, {}],
		['POST /2/activity/subscriptions', {}, { ...wanted[0], webhook_id: 'h1' }],
	];

	it('is changed in place, and is not in step before', async () => {
		const { client, changes } = x(old);
		expect(await inStep(client, ADDRESS, wanted)).toBeUndefined();
		await setUp(client, client, ADDRESS, wanted);
		expect(changes()).toEqual([changed]);
	});

	it('is a new subscription where X no longer has the old one', async () => {
		const { client, changes } = x(old, throwing(CHANGE, xError(404)));
		await setUp(client, client, ADDRESS, wanted);
		expect(changes()).toEqual([changed, ...anew]);
	});

	it('that X refuses leaves the old one as it is', async () => {
		for (const error of [xError(403), new Error('cancelled')]) {
			const { client, changes } = x(old, throwing(CHANGE, error));
			expect(await rejection(setUp(client, client, ADDRESS, wanted))).toBe(error);
			expect(changes()).toEqual([changed]);
		}
	});

	it('that is none takes a new subscription: X removes no tag', async () => {
		const { client, changes } = x(old);
		await setUp(client, client, ADDRESS, [ofUser('post.create'), ofUser('dm.sent')]);
		expect(changes()).toEqual([
			anew[0],
			['POST /2/activity/subscriptions', {}, { ...ofUser('post.create'), webhook_id: 'h1' }],
		]);
	});
});

describe('a subscription that X calls a duplicate', () => {
	const twice = xError(400, 'Bad Request', 'DuplicateSubscription');
	const CREATE = 'POST /2/activity/subscriptions';
	const wanted = [ofUser('dm.sent'), ofUser('post.create')];

	it('was made by another process meanwhile, where it now belongs to this webhook', async () => {
		const there: object[] = [];
		const { client, changes } = x(there, ({ endpoint, parts: { body } }) => {
			if (endpoint !== CREATE || body?.event_type !== 'dm.sent') return undefined;
			there.push(standing('s1', wanted[0]));
			throw twice;
		});
		expect(await setUp(client, client, ADDRESS, wanted)).toEqual(HOOK);
		expect(changes()).toEqual(wanted.map((each) => [CREATE, {}, { ...each, webhook_id: 'h1' }]));
	});

	it('is an error where it belongs to another webhook, or X refuses for another reason', async () => {
		const elsewhere = { ...standing('s1', wanted[0]), webhook_id: 'h2' };
		for (const error of [twice, xError(403), new Error('DuplicateSubscription')]) {
			const { client } = x([elsewhere], throwing(CREATE, error));
			expect(await rejection(setUp(client, client, ADDRESS, wanted))).toBe(error);
		}
	});
});

it('an event is the same by its older name, and one without a filter is none of a user', async () => {
	const older = x([standing('s1', ofUser('chat.conversation_join'))]);
	expect(await inStep(older.client, ADDRESS, [ofUser('chat.conversation.join')])).toEqual(HOOK);
	const bare = x([{ subscription_id: 's1', webhook_id: 'h1', event_type: 'post.create' }]);
	expect(await inStep(bare.client, ADDRESS, [ofUser('post.create')])).toBeUndefined();
});

describe('the webhook', () => {
	it('is the same where X writes its address in another form', async () => {
		const hooks = [
			{ ...HOOK, id: 'h0', url: 'no address' },
			{ ...HOOK, url: 'HTTPS://N8N.example.com/webhook/1' },
		];
		expect((await findHook(x([], undefined, hooks).client, ADDRESS))?.id).toBe('h1');
		expect(await findHook(x([], undefined, hooks.slice(0, 1)).client, ADDRESS)).toBeUndefined();
	});

	it('that another process has just registered is used', async () => {
		let listed = 0;
		const taken = xError(400, 'Bad Request', 'DuplicateUrlFailed: the URL is registered.');
		const { client } = x([], (call) => {
			if (call.endpoint === 'POST /2/webhooks') throw taken;
			return call.endpoint === 'GET /2/webhooks' && listed++ === 0 ? { data: [] } : undefined;
		});
		expect(await setUp(client, client, ADDRESS, [])).toEqual(HOOK);
	});

	it('that X calls a duplicate and does not show is an error, as is any other refusal', async () => {
		for (const error of [xError(400, 'DuplicateUrlFailed'), xError(403), new Error('DuplicateUrl')]) {
			const { client } = x([], throwing('POST /2/webhooks', error), []);
			expect(await rejection(setUp(client, client, ADDRESS, []))).toBe(error);
		}
		const refused = x([], throwing('POST /2/webhooks', xError(403)), []);
		await rejection(setUp(refused.client, refused.client, ADDRESS, []));
		expect(refused.changes()).toHaveLength(1);
	});

	it('that is gone already is taken down; any other refusal is told', async () => {
		const DELETE = 'DELETE /2/webhooks/{webhook_id}';
		const gone = x([standing('s1', ofUser('dm.sent'))], throwing(DELETE, xError(404)));
		await takeDown(gone.client, ADDRESS);
		expect(gone.changes().map(([endpoint]) => endpoint)).toEqual(['DELETE /2/activity/subscriptions', DELETE]);
		const error = xError(403);
		expect(await rejection(takeDown(x([], throwing(DELETE, error)).client, ADDRESS))).toBe(error);
	});
});
