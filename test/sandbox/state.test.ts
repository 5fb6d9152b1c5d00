import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalX, type LocalX } from '../../sandbox';
import { call, emptyX } from './support';

let folder: string;
const running: LocalX[] = [];
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'state-'))));
afterEach(async () => {
	for (const x of running.splice(0)) await x.close();
	await rm(folder, { recursive: true });
});

it('webhooks, subscriptions and rules are kept in the state file, and nothing is given an ID twice', async () => {
	const stateFile = join(folder, 'state.json');
	const first = await emptyX({ stateFile });
	const { activity, apps } = first;
	activity.webhooks.set('1', { id: '1', url: 'http://127.0.0.1:1/hook', valid: true, createdAt: 0, app: apps.native });
	activity.subscriptions.set('2', {
		subscription_id: '2',
		event_type: 'post.create',
		filter: { user_id: first.world.needUser('anna').id },
		webhook_id: '1',
		created_at: '',
		updated_at: '',
	});
	await call(first, first.appToken(), 'POST /2/tweets/search/stream/rules', {
		add: [{ value: 'kettle', tag: 'brand' }],
	});
	const [rule] = first.stream.rules.values();
	await first.close();

	const second = await startLocalX({ stateFile });
	running.push(second);
	expect([...second.activity.webhooks.values()]).toEqual([
		{ id: '1', url: 'http://127.0.0.1:1/hook', valid: true, createdAt: 0, app: second.apps.native },
	]);
	expect([...second.activity.subscriptions.values()]).toMatchObject([
		{ subscription_id: '2', event_type: 'post.create' },
	]);
	expect([...second.stream.rules.values()]).toEqual([rule]);
	expect(BigInt(second.stream.id())).toBeGreaterThan(BigInt(rule.id));
	second.world.addPost({ by: 'anna', text: 'A kettle' });
	expect(second.activity.deliveries).toHaveLength(1);
});
