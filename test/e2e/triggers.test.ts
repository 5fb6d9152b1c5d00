import type { IDataObject } from 'n8n-workflow';
import type { SavedWorkflow } from '../../demo/n8n/client';
import { inBrowser, picture } from './support/browser';
import { Editor } from './support/editor';
import { openSession, type Session } from './support/session';
import { credentialsFor, everySeconds, ofTrigger, runsOf, until } from './support/workflows/triggers';

const account = 'ourbrand';
/** What X and n8n take for n8n's address; the local X reaches it on this computer. */
const address = 'https://n8n.example.com';
let session: Session;
let credentials: Awaited<ReturnType<typeof credentialsFor>>;

beforeAll(async () => {
	session = await openSession('triggers', { env: { WEBHOOK_URL: address } });
	session.x.activity.tunnels.set(address, session.url);
	session.x.faults.set({ searchDelaySeconds: -60 });
	credentials = await credentialsFor(session, account);
}, 240_000);

afterAll(() => session?.close(), 60_000);

const create = (type: string, parameters: IDataObject) =>
	session.client.createWorkflow(ofTrigger(type, parameters, credentials));
const post = (text: string, by = 'newsroom') => session.x.world.addPost({ by, text });
const runs = (workflow: SavedWorkflow, least: number) => runsOf(session, workflow, least);

describe('X Activity Trigger with a webhook, in a real n8n', () => {
	const hooks = () => [...session.x.activity.webhooks.values()];
	const subscriptions = () => [...session.x.activity.subscriptions.values()];
	let workflow: SavedWorkflow;

	it('registers at its public address, answers the challenge and subscribes', async () => {
		const { activity: all, apps } = session.x;
		all.webhooks.set('1', { id: '1', url: 'https://other.example.com/hook', valid: true, createdAt: 0, app: apps.web });
		all.subscriptions.set('2', {
			subscription_id: '2',
			webhook_id: '1',
			event_type: 'post.delete',
			filter: { user_id: '1' },
			created_at: '',
			updated_at: '',
		});
		workflow = await create('xActivityTrigger', {
			delivery: 'webhook',
			account: 'own',
			events: ['post.mention.create', 'like.create'],
			options: { tag: 'ours' },
		});
		await session.client.activate(workflow);
		await until(() => subscriptions().length === 3);
		expect(hooks()).toMatchObject([{ id: '1' }, { url: `${address}/webhook/xActivityTrigger/webhook`, valid: true }]);
	}, 60_000);

	it('starts with a delivery of X, once, and with nothing else', async () => {
		const { id, text } = post('@ourbrand is the kettle back?');
		expect(await runs(workflow, 1)).toEqual([
			[
				{
					event_id: expect.any(String),
					event_type: 'post.mention.create',
					tag: 'ours',
					filter: expect.any(Object),
					payload: expect.objectContaining({ id, text, edit_history_post_ids: [id] }),
				},
			],
		]);
		const { activity: all } = session.x;
		const [{ webhookId, event_uuid, body }] = all.deliveries;
		expect((await all.send(webhookId, event_uuid, body)).status).toBe(200);
		const forged = await fetch(String(all.way(hooks()[1].url)), {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'x-twitter-webhooks-signature': `sha256=${'A'.repeat(43)}=` },
			body: body.replace(event_uuid, '7'),
		});
		expect(forged.status).toBe(403);
		await session.x.deliver({
			event_type: 'like.create',
			user_id: session.x.world.needUser(account).id,
			payload: { id: '1' },
		});
		expect((await runs(workflow, 2)).map(([{ event_type }]) => event_type)).toEqual([
			'post.mention.create',
			'like.create',
		]);
	}, 60_000);

	it('takes away what is its own when switched off', async () => {
		await session.client.deactivate(workflow);
		await until(() => hooks().length === 1);
		expect([hooks(), subscriptions()]).toMatchObject([[{ id: '1' }], [{ subscription_id: '2' }]]);
		session.x.activity.clear();
	}, 60_000);
});

describe('X Activity Trigger with a connection, in a real n8n', () => {
	const stream = () => session.x.activity.stream;
	const connected = (connections: number) => until(() => stream().connections.size === connections);
	const mention = (text: string) => post(`@ourbrand ${text}`);

	it('starts with what happens, also while the connection was cut, and needs no address', async () => {
		const workflow = await create('xActivityTrigger', {
			account: 'own',
			events: ['post.mention.create'],
			options: { tag: 'held' },
		});
		await session.client.activate(workflow);
		await connected(1);
		const { id } = mention('is the kettle back?');
		await runs(workflow, 1);
		stream().cut();
		const missed = mention('or the teapot?');
		expect(await runs(workflow, 2)).toMatchObject(
			[id, missed.id].map((each) => [{ event_type: 'post.mention.create', tag: 'held', payload: { id: each } }]),
		);
		expect(session.x.activity.webhooks.size).toBe(0);
		await session.client.deactivate(workflow);
		await connected(0);
		mention('and nobody listens');
		expect(await runs(workflow, 2)).toHaveLength(2);
	}, 90_000);

	it('waits for an event in the editor, whose choices read as a person would say them', async () => {
		const workflow = await create('xActivityTrigger', {
			account: 'own',
			events: ['post.mention.create', 'follow.follow'],
		});
		await inBrowser(async (page) => {
			const editor = new Editor(page, session.url);
			await editor.signIn(session.owner);
			await editor.openWorkflow(workflow);
			await page.getByTestId('execute-workflow-button').click();
			await connected(1);
			mention('is it a test?');
			await page.getByText('Workflow executed successfully').waitFor({ timeout: 60_000 });
			await connected(0);
			await page.getByTestId('canvas-trigger-node').dblclick();
			await page.getByText('is it a test?').first().waitFor();
			await picture(page, 'activity-trigger');
			await page.getByTestId('parameter-input-events').click();
			await page.getByText('When somebody replies to my post').first().waitFor();
			await picture(page, 'activity-events');
		});
	}, 120_000);
});

describe('X Stream Trigger in a real n8n', () => {
	it('starts with what matches, also after the connection was cut, until it is switched off', async () => {
		const { stream } = session.x;
		const connected = (times: number) =>
			until(
				() =>
					stream.connections.size === 1 &&
					session.x.requests.filter(({ endpoint }) => endpoint === 'GET /2/tweets/search/stream').length === times,
			);
		const workflow = await create('xStreamTrigger', { rules: { rule: [{ value: 'kettle', tag: 'brand' }] } });
		await session.client.activate(workflow);
		await connected(1);
		post('A kettle');
		post('A teapot');
		await runs(workflow, 1);
		stream.cut();
		await connected(2);
		post('Another kettle', 'meteo');
		expect(await runs(workflow, 2)).toMatchObject([
			[{ text: 'A kettle', username: 'newsroom', matching_rules: [{ tag: 'brand' }] }],
			[{ text: 'Another kettle', username: 'meteo' }],
		]);
		await session.client.deactivate(workflow);
		await until(() => stream.connections.size === 0 && stream.rules.size === 0);
		post('A third kettle');
		expect(await runs(workflow, 2)).toHaveLength(2);
	}, 90_000);
});

describe('X Trigger in a real n8n', () => {
	it('starts with what comes after it was switched on, oldest first, once', async () => {
		// A poll that X has answered: what is posted from then on is new.
		const polls = () =>
			session.x.requests.filter(({ endpoint, status }) => endpoint === 'GET /2/users/{id}/tweets' && status > 0).length;
		post('From before');
		const workflow = await create('xTrigger', {
			pollTimes: everySeconds(10),
			authentication: 'oAuth2',
			event: 'userPost',
			user: { mode: 'username', value: 'newsroom' },
		});
		await session.client.activate(workflow);
		await until(() => polls() > 0);
		const made = ['One', 'Two', 'Three'].map((text) => post(text).id);
		expect((await runs(workflow, 1)).flat().map(({ id }) => id)).toEqual(made);
		const before = polls();
		await until(() => polls() > before);
		await session.client.deactivate(workflow);
		expect((await runs(workflow, 1)).flat().map(({ id }) => id)).toEqual(made);
	}, 90_000);
});

describe('the panel of the X Trigger', () => {
	it('tells what a day costs at the poll times, and anew when a setting changes it', async () => {
		const workflow = await create('xTrigger', {
			event: 'metric',
			posts: '1849000000000000001, 1849000000000000002',
			pollTimes: { item: [{ mode: 'everyHour' }] },
		});
		await inBrowser(async (page) => {
			const editor = new Editor(page, session.url);
			await editor.signIn(session.owner);
			await editor.openWorkflow(workflow);
			await page.getByText('Metric of Post Passes Value').waitFor();
			await page.getByTestId('canvas-trigger-node').dblclick();
			const shown = page.getByTestId('parameter-input-expected').locator('input');
			await until(async () => (await shown.inputValue()) === '0.01 USD a day with 10 new ones');
			await editor.fill('posts', '1849000000000000001, 1849000000000000002, 1849000000000000003');
			await until(async () => (await shown.inputValue()) === '0.015 USD a day with 10 new ones');
			await shown.click();
			await page.getByText('At 24 polls a day').first().waitFor();
			await picture(page, 'trigger-cost');
		});
	}, 90_000);
});

it('nothing that was sent breaks the rules of X', () => {
	expect(session.x.requests.filter(({ status }) => status >= 400)).toEqual([]);
	expect(session.x.violations()).toEqual([]);
});
