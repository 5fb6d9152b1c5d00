import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { SavedWorkflow } from '../../demo/n8n/client';
import { dice } from '../support/inputs/dice';
import { openSession, type Session } from './support/session';
import { credentialsFor, everySeconds, itemsOf, ofTrigger, runsOf, until } from './support/workflows/triggers';

/** Posts of one account, which one workflow polls and another one is told of by X. `SOAK_EVENTS=5000` takes four minutes. */
const EVENTS = Number(process.env.SOAK_EVENTS ?? 1500);
const MOST_AT_ONCE = 420;
const author = 'newsroom';

let session: Session;
let polled: SavedWorkflow;
let told: SavedWorkflow;

beforeAll(async () => {
	// n8n's usual engine makes an isolate for each execution and so takes ten times as long; it has no expression to work out here.
	session = await openSession('soak', {
		env: { N8N_EXPRESSION_ENGINE: 'legacy' },
		x: { rateLimits: false, balanceUsd: 1_000_000 },
	});
	const credentials = await credentialsFor(session, 'ourbrand');
	const create = (type: string, parameters: Parameters<typeof ofTrigger>[1]) =>
		session.client.createWorkflow(ofTrigger(type, parameters, credentials));
	const user = { mode: 'username', value: author };
	polled = await create('xTrigger', { pollTimes: everySeconds(5), authentication: 'oAuth2', event: 'userPost', user });
	told = await create('xActivityTrigger', { delivery: 'webhook', account: 'user', user, events: ['post.create'] });
	for (const workflow of [polled, told]) await session.client.activate(workflow);
	await until(
		() =>
			session.x.activity.subscriptions.size === 1 &&
			session.x.requests.some(({ endpoint }) => endpoint === 'GET /2/users/{id}/tweets'),
	);
}, 240_000);

afterAll(() => session?.close(), 60_000);

const roll = dice(11);

/** What X just sent comes again: at once, a little later, or both when the line broke before n8n had answered. */
function again(): void {
	const { activity, apps } = session.x;
	const { webhookId, event_uuid, body } = activity.deliveries.at(-1)!;
	const kind = roll();
	if (kind > 0.2) return;
	if (kind < 0.07) void activity.send(webhookId, event_uuid, body);
	else void pause(kind * 5000).then(() => activity.send(webhookId, event_uuid, body));
	if (kind < 0.14) return;
	const headers = {
		'content-type': 'application/json',
		'x-twitter-webhooks-signature': `sha256=${createHmac('sha256', apps.web.apiSecret).update(body).digest('base64')}`,
	};
	void fetch(activity.webhooks.get(webhookId)!.url, {
		method: 'POST',
		headers,
		body,
		signal: AbortSignal.timeout(5),
	}).catch(() => undefined);
}

function burst(size: number, made: string[]): void {
	for (let i = 0; i < size; i++) {
		made.push(session.x.world.addPost({ by: author, text: `Soak ${made.length}` }).id);
		again();
	}
}

/** Executions that have ended well. */
const done = async ({ id }: SavedWorkflow) =>
	(
		await session.client.get<{ count: number }>(
			`/rest/executions?limit=1&filter=${encodeURIComponent(JSON.stringify({ workflowId: id, status: ['success'] }))}`,
		)
	).count;

/** X checks the address from time to time, though hardly as often as here: to n8n it is a sign that it is back. */
const check = async () => {
	const { activity, apps } = session.x;
	for (const { url } of activity.webhooks.values()) await activity.challenge(url, apps.web);
};

/** n8n goes while X delivers, and posts are made while it is away. */
async function restart(made: string[]): Promise<void> {
	burst(100, made);
	const stopped = session.stop();
	burst(50, made);
	await stopped;
	burst(150, made);
	await session.start();
}

it(`${EVENTS} posts in bursts, one request in five failing, n8n started anew in the middle: each is polled once and in order, and told once`, async () => {
	const { x } = session;
	x.faults.set({
		rules: [
			{ match: '*', kind: 'status', status: 503, probability: 0.08 },
			{ match: '*', kind: 'cutBefore', probability: 0.08 },
			{ match: 'GET /2/users/{id}/tweets', kind: 'status', status: 400, probability: 0.04 },
		],
		seed: 7,
	});
	const made: string[] = [];
	for (let half = EVENTS / 2; made.length < EVENTS;) {
		burst(Math.min(Math.floor(roll() ** 3 * MOST_AT_ONCE) + 1, EVENTS - made.length), made);
		if (made.length > half) {
			half = Infinity;
			await restart(made);
		}
		await until(async () => (await check(), (await done(told)) > made.length - MOST_AT_ONCE), 150_000);
	}
	await until(async () => (await check(), (await done(told)) >= EVENTS), 150_000);
	expect((await runsOf(session, told, EVENTS)).map(([{ payload }]) => (payload as { id: string }).id).sort()).toEqual(
		[...made].sort(),
	);
	let came: unknown[] = [];
	await until(async () => {
		// A poll that X refused is a failed execution, and the next one goes on.
		came = (await session.client.executions(polled)).flatMap(itemsOf).map(({ id }) => id);
		return came.length >= EVENTS;
	}, 60_000);
	expect(came).toEqual(made);
	expect(x.requests.filter(({ fault }) => fault).length).toBeGreaterThan(3);
	expect(x.violations()).toEqual([]);
}, 600_000);
