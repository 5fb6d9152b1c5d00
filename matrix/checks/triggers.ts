/** Each trigger starts a workflow once. */
import type { IDataObject } from 'n8n-workflow';
import { everySeconds, itemsOf, ofTrigger, until } from '../../test/e2e/support/workflows/triggers';
import type { Check } from '../checks';
import { credentialsOf, expect, type Stage } from '../stage';

const WITHIN_MS = 90_000;

/** Activates a workflow with one trigger, causes an event, and checks the input that the workflow starts with. */
async function starts(
	stage: Stage,
	[type, parameters]: [string, IDataObject],
	isReady: () => boolean,
	happen: () => string,
): Promise<void> {
	const { client } = stage;
	const workflow = await client.createWorkflow(ofTrigger(type, parameters, credentialsOf(stage)));
	await client.activate(workflow);
	await until(isReady, WITHIN_MS);
	const id = happen();
	const items = async () => (await client.executions(workflow)).flatMap(itemsOf);
	await until(async () => (await items()).length > 0, WITHIN_MS);
	const told = JSON.stringify(await items());
	await client.deactivate(workflow);
	expect(told.includes(id), () => `it started with ${told.slice(0, 200)}`);
}

const publish = ({ x }: Stage, text: string) => x.world.addPost({ by: 'newsroom', text }).id;

const polling: Check = async (stage) => {
	const user = { __rl: true, mode: 'username', value: 'newsroom' };
	const parameters = { pollTimes: everySeconds(5), authentication: 'oAuth2', event: 'userPost', user };
	// Posts that arrive while the first poll is being answered count as already seen.
	const polls = () =>
		stage.x.requests.filter(({ endpoint, status }) => endpoint === 'GET /2/users/{id}/tweets' && status === 200).length;
	const before = polls();
	await starts(
		stage,
		['xTrigger', parameters],
		() => polls() > before,
		() => publish(stage, 'Polled'),
	);
};

const stream: Check = async (stage) =>
	await starts(
		stage,
		['xStreamTrigger', { rules: { rule: [{ value: 'streamword' }] } }],
		() => stage.x.stream.connections.size === 1,
		() => publish(stage, 'A streamword'),
	);

/** Both deliveries: n8n registers the webhook of the node only for one of them, and holds it only for the other. */
const activity: Check = async (stage) => {
	const parameters = { account: 'own', events: ['post.mention.create'] };
	const mention = () => publish(stage, '@ourbrand is the kettle back?');
	const { stream, subscriptions } = stage.x.activity;
	await starts(stage, ['xActivityTrigger', parameters], () => stream.connections.size === 1, mention);
	await starts(
		stage,
		['xActivityTrigger', { ...parameters, delivery: 'webhook' }],
		() => [...subscriptions.values()].some(({ webhook_id }) => webhook_id !== undefined),
		mention,
	);
};

export const triggers = { 'X Trigger': polling, 'X Stream Trigger': stream, 'X Activity Trigger': activity };
