import type { IDataObject } from 'n8n-workflow';
import { scriptedX, type Script, type ScriptedX } from '../../support/x/scripted';

let x: ScriptedX | undefined;
afterEach(async () => {
	await x?.close();
	x = undefined;
});

const id = (value: string) => ({ mode: 'id', value });
async function run(parameters: IDataObject, script: Script, items: IDataObject[] = [{}]) {
	await x?.close();
	x = await scriptedX(script);
	return await x.run(parameters, { input: items.map((json) => ({ json })) });
}
const bodies = () => x?.requests.map(({ body }) => (body ? (JSON.parse(body) as IDataObject) : undefined));
const lines = () => x?.requests.map(({ method, path }) => `${method} ${path}`);

describe('Stream Rule', () => {
	const rule = (operation: string, more: IDataObject = {}) => ({ resource: 'streamRule', operation, ...more });
	const RULES = 'POST /2/tweets/search/stream/rules';

	it('adds a rule and can only try it', async () => {
		const { json } = await run(
			rule('add', { value: 'cat has:images', tag: 'cats', options: { dryRun: true } }),
			() => ({
				status: 201,
				body: { data: [{ id: '1', value: 'cat has:images', tag: 'cats' }], meta: { summary: { created: 1 } } },
			}),
		);
		expect(json).toEqual([{ id: '1', value: 'cat has:images', tag: 'cats' }]);
		expect(lines()).toEqual([`${RULES}?dry_run=true`]);
		expect(bodies()).toEqual([{ add: [{ value: 'cat has:images', tag: 'cats' }] }]);
	});

	it('builds a rule from filters', async () => {
		const filters = { anyWords: 'kite, #kites', language: 'en', exclude: ['retweet'] };
		const { error } = await run(rule('add', { value: 'has:images', filters }), () => ({
			status: 201,
			body: { data: [{ id: '1', value: 'x' }], meta: { summary: { created: 1 } } },
		}));
		expect(error).toBeUndefined();
		expect(bodies()).toEqual([{ add: [{ value: 'has:images (kite OR #kites) lang:en -is:retweet' }] }]);
	});

	it.each([
		[rule('add', { value: 'kite since:2026-01-01' }), "X does not know 'since:2026-01-01' here"],
		[rule('addMany', { rules: '[{ "value": "kite min_faves:5" }]' }), "X does not know 'min_faves:5' here"],
		[rule('add', { filters: { from: 'me' } }), "'Me' is not available in a rule"],
		[rule('add', {}), "'Rule' is empty"],
	])('explains %j before any request', async (parameters, message) => {
		const { error } = await run(parameters, () => ({}));
		expect(error?.message).toBe(message);
		expect(lines()).toEqual([]);
	});

	it('says what X does not like of a rule that it answers 200 to', async () => {
		const { error } = await run(rule('add', { value: 'cat nearby:' }), () => ({
			body: {
				meta: { summary: { created: 0, invalid: 1 } },
				errors: [
					{
						title: 'UnprocessableEntity',
						detail: 'no viable alternative at input nearby:',
						value: 'cat nearby:',
						type: 'https://api.x.com/2/problems/invalid-rules',
					},
				],
			},
		}));
		expect(error?.message).toBe('X refused: no viable alternative at input nearby:');
		expect(error?.description).toContain('no viable alternative at input nearby:');
	});

	it.each<[string, IDataObject, object]>([
		['added', rule('add', { value: 'cat' }), { created: 0, not_created: 1 }],
		['deleted', rule('delete', { rule: id('12') }), { deleted: 0, not_deleted: 1 }],
	])('does not take for done what X has %s none of', async (done, parameters, summary) => {
		for (const data of [undefined, []]) {
			const { error } = await run(parameters, () => ({ body: { data, meta: { summary } } }));
			expect(error?.message).toBe(`X has ${done} none of the rules`);
		}
	});

	it('tells what it deleted when some rules were not there', async () => {
		const summary = { deleted: 1, not_deleted: 1 };
		const errors = [{ title: 'Not Found', detail: 'Rule does not exist' }];
		const { json, error } = await run(rule('deleteMany', { by: 'ids', ids: '12, 13' }), () => ({
			body: { meta: { summary }, errors },
		}));
		expect(error).toBeUndefined();
		expect(json).toEqual([summary]);
	});

	it('deletes by IDs, by what rules say, and all at once', async () => {
		const answer: Script = () => ({ body: { meta: { summary: { deleted: 2, not_deleted: 0 } } } });
		const { json } = await run(
			rule('deleteMany', { by: 'ids', ids: '120897978112909812, 120897978112909813' }),
			answer,
		);
		expect(json).toEqual([{ deleted: 2, not_deleted: 0 }]);
		expect(bodies()).toEqual([{ delete: { ids: ['120897978112909812', '120897978112909813'] } }]);
		await x?.close();
		await run(rule('deleteMany', { by: 'values', values: 'cat has:images\ndog' }), answer);
		expect(bodies()).toEqual([{ delete: { values: ['cat has:images', 'dog'] } }]);
		await x?.close();
		await run(rule('deleteAll'), answer);
		expect([lines(), bodies()]).toEqual([[`${RULES}?delete_all=true`], [{}]]);
	});

	it('adds many with one request and refuses what is no list of rules', async () => {
		await run(rule('addMany', { rules: '[{ "value": "cat", "tag": "cats" }, { "value": "dog" }]' }), () => ({
			body: {
				data: [
					{ id: '1', value: 'cat' },
					{ id: '2', value: 'dog' },
				],
			},
		}));
		expect(bodies()).toEqual([{ add: [{ value: 'cat', tag: 'cats' }, { value: 'dog' }] }]);
		await x?.close();
		const { error } = await run(rule('addMany', { rules: '{ "value": "cat" }' }), () => ({}));
		expect(error?.message).toBe('\'Rules (JSON)\': it is not a list: { "value": "cat" }');
		expect(x?.requests).toEqual([]);
	});
});

describe('Activity Subscription', () => {
	const subscription = (operation: string, more: IDataObject = {}) => ({
		resource: 'activitySubscription',
		operation,
		...more,
	});

	it.each([
		['one level deeper', { subscription: { subscription_id: '7', event_type: 'post.create' } }],
		['as prose has it', { subscription_id: '7', event_type: 'post.create' }],
	])('is created and read, answered %s', async (_where, data) => {
		const { json } = await run(
			subscription('create', {
				eventType: 'post.create',
				user: id('2244994945'),
				webhook: id('1146654567674912769'),
				options: { tag: 'devs' },
			}),
			() => ({ body: { data } }),
		);
		expect(bodies()).toEqual([
			{ event_type: 'post.create', filter: { user_id: '2244994945' }, webhook_id: '1146654567674912769', tag: 'devs' },
		]);
		expect(json).toEqual([{ subscription_id: '7', event_type: 'post.create' }]);
	});

	it.each([{ subscription: {} }, { subscription: { event_type: 'post.create' } }, { subscription_id: '0' }])(
		'is not created where X tells no ID of it: %j',
		async (data) => {
			const given = { eventType: 'post.create', user: id('2244994945') };
			const { error } = await run(subscription('create', given), () => ({ body: { data } }));
			expect(error?.message).toBe('X did not confirm that it was done');
			expect(error?.description).toMatch(/may have been carried out/);
		},
	);

	it('is not changed where X tells nothing of it', async () => {
		const given = subscription('update', { subscription: id('7'), tag: 'devs' });
		const { error } = await run(given, () => ({ body: { data: { total_subscriptions: 3 } } }));
		expect(error?.description).toMatch(/^It has no subscription_id\. The request may have been carried out/);
		const { json } = await run(given, () => ({ body: { data: [{ subscription_id: '7', tag: 'devs' }] } }));
		expect(json).toEqual([{ subscription_id: '7', tag: 'devs' }]);
	});

	it('is deleted where X answers with no list', async () => {
		const { json } = await run(subscription('deleteMany', { subscriptions: '7' }), () => ({
			body: { data: { subscription_id: '7', deleted: true } },
		}));
		expect(json).toEqual([{ subscription_id: '7', deleted: true }]);
	});

	it('of news asks for a keyword and for no user', async () => {
		await run(subscription('create', { eventType: 'news.new', keyword: 'automation' }), () => ({ body: { data: {} } }));
		expect(bodies()).toEqual([{ event_type: 'news.new', filter: { keyword: 'automation' } }]);
	});

	it('of mutes takes no direction', async () => {
		const { error } = await run(
			subscription('create', { eventType: 'mute.mute', user: id('2244994945'), options: { direction: 'inbound' } }),
			() => ({}),
		);
		expect(error?.message).toBe("'Direction' cannot be used with mutes and blocks");
	});

	it('is deleted together with those of other items, and tells those that were not', async () => {
		const items = Array.from({ length: 101 }, (_, i) => ({ id: String(1000 + i) }));
		const { json } = await run(
			subscription('deleteMany', { subscriptions: '={{ $json.id }}' }),
			({ path }) => {
				const ids = new URLSearchParams(path.split('?')[1]).get('ids')?.split(',') ?? [];
				return {
					body: {
						data: ids.filter((one) => one !== '1100').map((one) => ({ subscription_id: one, deleted: true })),
						...(ids.includes('1100')
							? { errors: [{ subscription_id: '1100', reason: 'not_found', message: 'There is no such subscription' }] }
							: {}),
					},
				};
			},
			items,
		);
		expect(x?.requests.length).toBe(2);
		expect(json.length).toBe(101);
		expect(json[100]).toEqual({
			subscription_id: '1100',
			deleted: false,
			reason: 'not_found',
			message: 'There is no such subscription',
		});
	});

	it('changes its tag or its webhook, or says that there is nothing to change', async () => {
		const { error } = await run(subscription('update', { subscription: id('7') }), () => ({}));
		expect(error?.message).toBe('There is nothing to change');
	});
});

describe('Webhook', () => {
	const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000);
	const minute = (time: Date) => time.toISOString().replace(/\D/g, '').slice(0, 12);
	const inBerlin = (time: Date) => `${new Date(time.getTime() + 7_200_000).toISOString().slice(0, 19)}+02:00`;

	it('is replayed to the minute, in UTC', async () => {
		const [from, until] = [ago(3), ago(1)];
		const { error } = await run(
			{
				resource: 'webhook',
				operation: 'replay',
				webhook: id('1146654567674912769'),
				from: inBerlin(from),
				until: until.toISOString(),
			},
			() => ({ body: { data: { job_id: '1' } } }),
		);
		expect(error).toBeUndefined();
		expect(bodies()).toEqual([{ webhook_id: '1146654567674912769', from_date: minute(from), to_date: minute(until) }]);
	});

	it('of the last 24 hours until tomorrow is replayed from then and until now, and says so', async () => {
		const from = ago(24);
		const parameters = { resource: 'webhook', operation: 'replay', webhook: id('1146654567674912769') };
		const given = { ...parameters, from: from.toISOString(), until: ago(0).toISOString() };
		const { error, hints } = await run(given, () => ({ body: { data: { job_id: '1' } } }));
		expect(error).toBeUndefined();
		expect(minute(from) <= String(bodies()?.[0]?.from_date)).toBe(true);
		expect(hints.join()).toMatch(/The period was drawn in: 'From' to 20\d\d/);
		const late = { ...parameters, from: ago(-2).toISOString(), until: ago(-3).toISOString() };
		expect((await run(late, () => ({}))).error?.message).toBe("'From' is too late");
		expect(x?.requests).toEqual([]);
		const early = { ...parameters, from: ago(40).toISOString(), until: ago(30).toISOString() };
		expect((await run(early, () => ({}))).error?.message).toBe("'Until' lies before what X has here");
	});

	it.each([
		['2026-05-01T10:00:00Z', '2026-05-01T09:00:00Z', "'Until' is before 'From'"],
		['2026-05-01T10:00:00Z', '2026-05-02T10:01:00Z', "'From' and 'Until' are more than 24 hours apart"],
	])('is not replayed from %s until %s', async (from, until, message) => {
		const { error } = await run(
			{ resource: 'webhook', operation: 'replay', webhook: id('1146654567674912769'), from, until },
			() => ({}),
		);
		expect(error?.message).toBe(message);
	});

	it.each([
		['http://example.com/x', 'is not an https address'],
		['https://example.com:8443/x', 'The address has a port'],
	])('is not created for %s', async (url, message) => {
		const { error } = await run({ resource: 'webhook', operation: 'create', url }, () => ({}));
		expect(error?.message).toContain(message);
		expect(x?.requests).toEqual([]);
	});
});

describe('Account Activity', () => {
	it('makes an item of every subscription', async () => {
		const { json } = await run({ resource: 'accountActivity', operation: 'getMany', webhook: id('9') }, () => ({
			body: {
				data: {
					application_id: '5',
					webhook_id: '9',
					webhook_url: 'https://example.com',
					subscriptions: [{ user_id: '1' }, { user_id: '2' }],
				},
			},
		}));
		expect(json).toEqual([
			{ user_id: '1', application_id: '5', webhook_id: '9', webhook_url: 'https://example.com' },
			{ user_id: '2', application_id: '5', webhook_id: '9', webhook_url: 'https://example.com' },
		]);
	});
});
