/** Limits and money in the real n8n: what the editor says before and after a run, and a stop while the node waits. */
import type { INode, INodeParameters } from 'n8n-workflow';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { PRICES } from '../../api/money/prices';
import { connect } from '../../demo/connect';
import type { Credential, SavedWorkflow } from '../../demo/n8n/client';
import { launch, newContext, picture } from './support/browser';
import { Editor } from './support/editor';
import { openSession, type Session } from './support/session';

const SEARCH = 'GET /2/tweets/search/recent';
let session: Session;
let credential: Credential;
let browser: Browser;
let page: Page;
let editor: Editor;

beforeAll(async () => {
	session = await openSession('limits');
	credential = await connect(session.client, session.x, 'ourbrand');
	browser = await launch();
	page = await (await newContext(browser)).newPage();
	editor = new Editor(page, session.url);
	await editor.signIn(session.owner);
}, 240_000);

afterAll(async () => {
	await browser?.close();
	await session?.close();
}, 60_000);

/** A button, then the X node. */
async function workflow(name: string, parameters: INodeParameters): Promise<SavedWorkflow> {
	const node = (more: Partial<INode>) => ({ typeVersion: 1, parameters: {}, ...more }) as INode;
	return await session.client.createWorkflow({
		name,
		nodes: [
			node({ id: 'a', name: 'Start', type: 'n8n-nodes-base.manualTrigger', position: [0, 0] }),
			node({
				id: 'b',
				name: 'X',
				type: 'n8n-nodes-x.x',
				position: [220, 0],
				parameters,
				credentials: { [credential.type]: { id: credential.id, name: credential.name } },
			}),
		],
		connections: { Start: { main: [[{ node: 'X', type: 'main', index: 0 }]] } },
	});
}

const search = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'post',
	operation: 'search',
	query: 'storm',
	...more,
});
const option = (name: string) => page.getByTestId('collection-parameter-option').filter({ hasText: name });
const output = () => page.getByTestId('output-panel');

describe('the editor', () => {
	it('says before a run what Return All costs, and keeps quiet once there is a spending limit', async () => {
		await editor.openWorkflow(await workflow('Return All', search({ returnAll: true })));
		await editor.openNode('X');
		const warning = output().getByText(`Return All: X charges ${PRICES['Posts: Read'].usd} USD per object`);
		await warning.waitFor();
		await output().getByText('X may bill each included user').waitFor();
		await picture(page, 'return-all');
		await page.getByPlaceholder('Add setting').click();
		await option('Continue From').waitFor();
		await picture(page, 'limits');
		await option('Spending Limit per Run (USD)').click();
		await warning.waitFor({ state: 'hidden' });
	}, 90_000);

	it('says what a link costs, where the text comes from the item too', async () => {
		await editor.openWorkflow(
			await workflow('Link', { resource: 'post', operation: 'create', text: '={{ "Read https://" + "example.com" }}' }),
		);
		await editor.openNode('X');
		await output()
			.getByText(
				`A post with a link costs ${PRICES['Post: Create (with URL)'].usd} USD instead of ${PRICES['Post: Create'].usd} USD.`,
			)
			.waitFor();
		await picture(page, 'link');
	}, 90_000);

	it('tells the cost of a run beside its output', async () => {
		await editor.openWorkflow(await workflow('Cost', search({ limit: 10 })));
		await editor.openNode('X');
		await page.getByTestId('node-execute-button').click();
		await output()
			.getByText(/≈ 0\.\d+ USD · \d+ posts?/)
			.waitFor();
		await output().getByRole('link', { name: 'How this is estimated' }).waitFor();
		await output().locator('table').waitFor();
		await picture(page, 'cost');
	}, 90_000);

	it("shows a rate limit as X's words, with the reset and what to do", async () => {
		session.x.faults.add({ match: SEARCH, kind: 'rateLimit', times: 1 });
		await editor.openWorkflow(await workflow('Limit', search({ limit: 10, limits: { waitForLimit: 0 } })));
		await editor.openNode('X');
		await page.getByTestId('node-execute-button').click();
		await output()
			.getByText(/limit is used up until/)
			.first()
			.waitFor();
		await picture(page, 'rate-limit');
	}, 90_000);
});

it('a stop ends an execution that waits for a limit at once', async () => {
	const { id, nodes } = await workflow('Waits', search({ limit: 10, limits: { waitForLimit: 3600 } }));
	const asked = () => session.x.requests.filter(({ endpoint }) => endpoint === SEARCH).length;
	const before = asked();
	const { executionId } = await session.client.post<{ executionId: string }>(`/rest/workflows/${id}/run`, {
		triggerToStartFrom: { name: nodes[0].name },
	});
	const status = async () => (await session.client.execution(executionId)).status;
	await pause(3_000);
	expect(await status()).toBe('running');
	const stopped = Date.now();
	await session.client.post(`/rest/executions/${executionId}/stop`);
	while ((await status()) === 'running' && Date.now() - stopped < 10_000) await pause(50);
	expect([await status(), Date.now() - stopped < 2_000]).toEqual(['canceled', true]);
	// The limit was known from the run before: nothing was sent.
	expect(asked()).toBe(before);
}, 60_000);
