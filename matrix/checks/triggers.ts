/** Each trigger starts a workflow once. */
import type { IDataObject } from 'n8n-workflow';
import { everySeconds, itemsOf, ofTrigger, until } from '../../test/e2e/support/trigger-workflows';
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

const webhook: Check = async (stage) =>
	await starts(
		stage,
		['xActivityTrigger', { delivery: 'webhook', account: 'own', events: ['post.mention.create'] }],
		() => stage.x.activity.subscriptions.size === 1,
		() => publish(stage, '@ourbrand is the kettle back?'),
	);

export const triggers = { 'X Trigger': polling, 'X Stream Trigger': stream, 'X Activity Trigger': webhook };
