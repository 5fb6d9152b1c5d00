import {
	findHook,
	inStep,
	replay,
	setUp,
	takeDown,
	type Hook,
	type Subscription,
} from '../../../api/push/subscriptions';
import type { Answer } from '../../../api/client/call';
import { fakeClient, START, xError, xRejection, type Made } from '../../support/unwired/surroundings';

const URL = 'https://n8n.example.com/webhook/1';
const hook: Hook = { id: 'h1', url: URL, valid: true };
const other: Hook = { id: 'h2', url: 'https://other.example.com', valid: true };
const wants = (event_type: string, filter: Subscription['filter'] = { user_id: '7' }): Subscription => ({
	event_type,
	filter,
});
interface Standing extends Subscription {
	subscription_id: string;
	webhook_id?: string;
}
const stands = (id: string, event_type: string, webhook_id?: string, more: Partial<Subscription> = {}): Standing => ({
	subscription_id: id,
	webhook_id,
	...wants(event_type),
	...more,
});

/** X with these webhooks and subscriptions; `answer` may stand in for it. */
function xWith(
	{ hooks = [hook], subscriptions = [] as Standing[] } = {},
	answer: (call: Made) => Answer | undefined = () => undefined,
) {
	let made = 0;
	const { client, calls } = fakeClient((call) => {
		const {
			endpoint,
			parts: { body = {}, path = {}, query = {} },
		} = call;
		const other = answer(call);
		if (other) return other;
		if (endpoint === 'GET /2/webhooks') return { data: hooks };
		if (endpoint === 'GET /2/activity/subscriptions') {
			const from = Number(query.pagination_token ?? 0);
			return {
				data: subscriptions.slice(from, from + 2),
				meta: from + 2 < subscriptions.length ? { next_token: String(from + 2) } : {},
			};
		}
		if (endpoint === 'POST /2/webhooks') return { data: { ...hook, url: body.url } };
		if (endpoint === 'POST /2/activity/subscriptions')
			return { data: { subscription: { subscription_id: `s${++made}` } } };
		return { data: { path, deleted: true } };
	});
	const changes = () =>
		calls
			.filter(({ endpoint }) => !endpoint.startsWith('GET'))
			.map(({ endpoint, parts: { body, path = {}, query = {} } }) => [
				endpoint.replace('/2/', ''),
				body ?? [path.webhook_id, query.ids].flat().filter(Boolean).join(','),
			]);
	return { client, changes, calls };
}

describe('the webhook of an address', () => {
	it('is found by it', async () => expect(await findHook(xWith({ hooks: [other, hook] }).client, URL)).toEqual(hook));

	it.each<[string, Standing[], boolean, Subscription[]?]>([
		[
			'stands as wanted, over pages, whatever others have',
			[
				stands('1', 'post.create', 'h1'),
				stands('2', 'like.create', 'h2'),
				stands('3', 'dm.sent'),
				stands('4', 'dm.received', 'h1'),
			],
			true,
		],
		['lacks a subscription', [stands('1', 'post.create', 'h1')], false],
		['lacks one and has another with an old tag', [stands('1', 'post.create', 'h1', { tag: 'old' })], false],
		[
			'has one too many',
			[stands('1', 'post.create', 'h1'), stands('2', 'dm.received', 'h1'), stands('3', 'dm.sent', 'h1')],
			false,
		],
		[
			'has one with another tag',
			[stands('1', 'post.create', 'h1'), stands('2', 'dm.received', 'h1', { tag: 'old' })],
			false,
		],
		[
			'has one whose tag is the word of a direction',
			[stands('1', 'post.create', 'h1'), stands('2', 'dm.received', 'h1', { tag: 'inbound' })],
			false,
			[wants('post.create'), wants('dm.received', { user_id: '7', direction: 'inbound' })],
		],
		[
			'has one with another direction',
			[
				stands('1', 'post.create', 'h1'),
				stands('2', 'dm.received', 'h1', { filter: { user_id: '7', direction: 'inbound' } }),
			],
			false,
		],
	])('%s', async (_, subscriptions, is, wanted = [wants('post.create'), wants('dm.received')]) => {
		const x = xWith({ subscriptions });
		expect((await inStep(x.client, URL, wanted)) !== undefined).toBe(is);
		expect(x.changes()).toEqual([]);
	});

	it('is not in step when X has given it up', async () =>
		expect(await inStep(xWith({ hooks: [{ ...hook, valid: false }] }).client, URL, [])).toBeUndefined());
});

describe('what X answers', () => {
	const GET = 'GET /2/activity/subscriptions';

	it('may be half a list of subscriptions, which is none: the rest would be subscribed twice', async () => {
		const x = xWith({ subscriptions: ['1', '2', '3'].map((id) => stands(id, `post.${id}`, 'h1')) }, (call) => {
			if (call.parts.query?.pagination_token) throw xError(503, 'Service Unavailable');
			return undefined;
		});
		expect((await xRejection(setUp(x.client, x.client, URL, [wants('post.1')]))).context.status).toBe(503);
		expect(x.changes()).toEqual([]);
		expect(x.calls.find(({ endpoint }) => endpoint === GET)?.parts.query).toEqual({ max_results: 1000 });
	});

	it('may be no list at all, of webhooks or subscriptions', async () => {
		const x = xWith({}, ({ endpoint }) => (endpoint === 'GET /2/webhooks' || endpoint === GET ? {} : undefined));
		expect(await findHook(x.client, URL)).toBeUndefined();
		expect(await inStep(x.client, URL, [])).toBeUndefined();
		expect((await setUp(x.client, x.client, URL, [])).url).toBe(URL);
	});

	it.each([
		['POST /2/webhooks', []],
		['POST /2/activity/subscriptions', [hook]],
	])('to %s may be without anything, which is a refusal', async (endpoint, hooks) => {
		const x = xWith({ hooks }, (call) => (call.endpoint === endpoint ? {} : undefined));
		const error = await xRejection(setUp(x.client, x.client, URL, [wants('post.create')]));
		expect(error).toMatchObject({ problem: { detail: '', type: '' }, context: { endpoint, status: 200 } });
	});
});

describe('setting up', () => {
	it('registers and subscribes, private events with the credential of the account', async () => {
		const [app, account] = [xWith({ hooks: [other] }), xWith()];
		expect(await setUp(app.client, account.client, URL, [wants('post.create'), wants('dm.received')])).toEqual(hook);
		expect(app.changes()).toEqual([['POST webhooks', { url: URL }]]);
		expect(account.changes()).toEqual(
			['post.create', 'dm.received'].map((event) => [
				'POST activity/subscriptions',
				{ ...wants(event), webhook_id: 'h1' },
			]),
		);
	});

	it('has X check an address again that it gave up, adds what is missing and takes away the rest', async () => {
		const x = xWith({
			hooks: [{ ...hook, valid: false }],
			subscriptions: [stands('1', 'post.create', 'h1'), stands('2', 'dm.sent', 'h1'), stands('3', 'dm.sent', 'h2')],
		});
		await setUp(x.client, x.client, URL, [wants('post.create'), wants('like.create')]);
		expect(x.changes()).toEqual([
			['PUT webhooks/{webhook_id}', 'h1'],
			['POST activity/subscriptions', { ...wants('like.create'), webhook_id: 'h1' }],
			['DELETE activity/subscriptions', '2'],
		]);
	});

	it.each<[string, (call: Made) => Answer | undefined, string]>([
		[
			'throws',
			({ parts }) => {
				if (parts.body?.event_type === 'dm.received') throw xError(403, 'Forbidden', 'No.');
				return undefined;
			},
			'X refused: No',
		],
		[
			'answers 200 with errors',
			({ parts }) =>
				parts.body?.event_type === 'dm.received'
					? { errors: [{ title: 'DuplicateSubscription', detail: '' }] }
					: undefined,
			'DuplicateSubscription',
		],
		[
			'answers with nothing',
			({ parts }) => (parts.body?.event_type === 'dm.received' ? {} : undefined),
			'X did not say what it created',
		],
	])('takes back what it added when X %s', async (_, answer, message) => {
		const x = xWith({ hooks: [] }, answer);
		expect(
			(await xRejection(setUp(x.client, x.client, URL, [wants('post.create'), wants('dm.received'), wants('dm.sent')])))
				.message,
		).toBe(message);
		expect(x.changes().slice(3)).toEqual([
			['DELETE activity/subscriptions', 's1'],
			['DELETE webhooks/{webhook_id}', 'h1'],
		]);
	});

	it.each([
		['a webhook', [], 'POST /2/webhooks', 'GET /2/webhooks', 1],
		['a subscription', [hook], 'POST /2/activity/subscriptions', 'GET /2/activity/subscriptions', 1],
	] as const)('does not look for %s that X refuses', async (_, hooks, endpoint, list, times) => {
		const x = xWith({ hooks: [...hooks] }, (call) => {
			if (call.endpoint === endpoint) throw xError(403, 'Forbidden', 'No.');
			return undefined;
		});
		await xRejection(setUp(x.client, x.client, URL, [wants('post.create')]));
		expect(x.calls.filter((call) => call.endpoint === list)).toHaveLength(times);
	});

	it('is refused where X calls a subscription a duplicate and shows only others', async () => {
		const x = xWith({ subscriptions: [stands('1', 'dm.sent', 'h1')] }, ({ endpoint }) => {
			if (endpoint === 'POST /2/activity/subscriptions') throw xError(400, 'Invalid Request', 'DuplicateSubscription');
			return undefined;
		});
		const error = await xRejection(setUp(x.client, x.client, URL, [wants('dm.sent'), wants('post.create')]));
		expect(error.problem.detail).toBe('DuplicateSubscription');
	});

	it('leaves a webhook that was there when X refuses a subscription, and its reason outlives a fault in taking back', async () => {
		const x = xWith({}, ({ endpoint, parts }) => {
			if (endpoint.startsWith('DELETE')) throw xError(503, 'Service Unavailable');
			if (parts.body?.event_type === 'dm.received') throw xError(403, 'Forbidden', 'No.');
			return undefined;
		});
		expect(
			(await xRejection(setUp(x.client, x.client, URL, [wants('post.create'), wants('dm.received')]))).message,
		).toBe('X refused: No');
		expect(x.changes().map(([endpoint]) => endpoint)).toEqual([
			'POST activity/subscriptions',
			'POST activity/subscriptions',
			'DELETE activity/subscriptions',
		]);
	});

	it.each([{ subscription: { subscription_id: 's' } }, { subscription_id: 's' }, [{ subscription_id: 's' }]])(
		'understands %j',
		async (data) => {
			const x = xWith({}, ({ endpoint }) => (endpoint === 'POST /2/activity/subscriptions' ? { data } : undefined));
			await expect(setUp(x.client, x.client, URL, [wants('post.create')])).resolves.toEqual(hook);
		},
	);
});

describe('taking down', () => {
	it('removes the subscriptions of the address, a hundred at a time, and its webhook', async () => {
		const mine = Array.from({ length: 101 }, (_, i) => stands(`m${i}`, `post.${i}`, 'h1'));
		const x = xWith({
			hooks: [other, hook],
			subscriptions: [stands('1', 'dm.sent', 'h2'), ...mine, stands('2', 'dm.sent')],
		});
		await takeDown(x.client, URL);
		expect(x.changes().map(([endpoint, what]) => [endpoint, String(what).split(',').length])).toEqual([
			['DELETE activity/subscriptions', 100],
			['DELETE activity/subscriptions', 1],
			['DELETE webhooks/{webhook_id}', 1],
		]);
		expect(x.changes().at(-1)).toEqual(['DELETE webhooks/{webhook_id}', 'h1']);
	});

	it('has nothing to do where nothing is', async () => {
		const x = xWith({ hooks: [other] });
		await takeDown(x.client, URL);
		expect(x.changes()).toEqual([]);
	});
});

describe('a gap', () => {
	const MINUTE = 60_000;
	const asked = async (since: number) => {
		const x = xWith();
		return [await replay(x.client, 'h1', since), x.changes()[0]?.[1]];
	};

	it('is asked for from a minute before the last sign of life', async () =>
		expect(await asked(START - 10 * MINUTE)).toEqual([
			true,
			{ webhook_id: 'h1', from_date: '202605010749', to_date: '202605010800' },
		]));
	it('is a day at most', async () =>
		expect(await asked(START - 3 * 1440 * MINUTE)).toEqual([
			true,
			{ webhook_id: 'h1', from_date: '202604300801', to_date: '202605010800' },
		]));
	it('of less than a minute is none, as X counts in whole ones', async () =>
		expect(await asked(START + MINUTE)).toEqual([false, undefined]));
	it('that lies ahead is none', async () => expect(await asked(START + 2 * MINUTE)).toEqual([false, undefined]));
});
