/** The two Retry buttons of n8n's list of executions, over the address that they call. */
import type { IDataObject, INode } from 'n8n-workflow';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '../../../demo/connect';
import type { Execution, SavedWorkflow } from '../../../demo/n8n/client';
import type { Session } from './session';

const ENDPOINT = 'POST /2/dm_conversations/with/{participant_id}/messages';
const ENDED = ['success', 'error', 'crashed', 'canceled'];

/** @param current the n8n and local X of the file that has these tests */
export function describeRetry(current: () => Session): void {
	describe.each([
		['with currently saved workflow', true],
		['with original workflow', false],
	])('Retry %s', (_, loadWorkflow) => {
		const mark = loadWorkflow ? 'saved' : 'original';
		const texts = ['One', 'Two', 'Three'].map((text) => `${text} of the ${mark} workflow`);

		/** Messages, of which X would take a second one. */
		const sent = (): string[] =>
			current()
				.x.world.social.state.messages.map(({ text }) => text)
				.filter((text) => text.includes(`the ${mark} workflow`));

		async function start(parameters: IDataObject): Promise<SavedWorkflow> {
			const { client, x } = current();
			const { id, name, type } = await connect(client, x, 'ourbrand');
			const hook: INode = {
				id: 'hook',
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				position: [0, 0],
				webhookId: `retry-${mark}`,
				parameters: { httpMethod: 'POST', path: `retry-${mark}`, responseMode: 'onReceived' },
			};
			const split: INode = {
				id: 'split',
				name: 'Split Out',
				type: 'n8n-nodes-base.splitOut',
				typeVersion: 1,
				position: [200, 0],
				parameters: { fieldToSplitOut: 'body.texts' },
			};
			const post: INode = {
				id: 'post',
				name: 'X',
				type: 'n8n-nodes-x.x',
				typeVersion: 1,
				position: [400, 0],
				parameters: parameters as INode['parameters'],
				credentials: { [type]: { id, name } },
			};
			const on = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
			const workflow = await client.createWorkflow({
				name: `Retry ${mark}`,
				nodes: [hook, split, post],
				connections: { Webhook: on('Split Out'), 'Split Out': on('X') },
			});
			await client.activate(workflow);
			return workflow;
		}

		/** The newest execution, when so many are there and have ended. */
		async function ended(workflow: SavedWorkflow, count: number): Promise<Execution> {
			for (const deadline = Date.now() + 60_000; ; await pause(300)) {
				const all = await current().client.executions(workflow);
				const last = all.at(-1);
				if (last && all.length === count && all.every(({ status }) => ENDED.includes(status))) return last;
				if (Date.now() > deadline) throw new Error(`There are ${all.length} executions in the place of ${count}`);
			}
		}

		it('sends what is left, and nothing twice', async () => {
			const { client, x, url } = current();
			const workflow = await start({
				resource: 'directMessage',
				operation: 'send',
				user: { __rl: true, mode: 'username', value: 'newsroom' },
				text: "={{ $json['body.texts'] }}",
			});
			x.oddities.on('passing-refusal', { seconds: 1e6, endpoint: ENDPOINT, after: 1, times: 1 });
			const call = async () =>
				await fetch(`${url}/webhook/retry-${mark}`, {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify({ texts }),
				});
			for (const deadline = Date.now() + 20_000; !(await call()).ok; await pause(300)) {
				if (Date.now() > deadline) throw new Error('The webhook is not there');
			}
			const failed = await ended(workflow, 1);
			expect(failed.status).toBe('error');
			expect(sent()).toEqual(texts.slice(0, 1));
			x.oddities.off('passing-refusal');
			await client.post(`/rest/executions/${failed.id}/retry`, { loadWorkflow });
			expect((await ended(workflow, 2)).status).toBe('success');
			expect(sent()).toEqual(texts);
			await client.deactivate(workflow);
		}, 120_000);
	});
}
