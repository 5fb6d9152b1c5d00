/** How long n8n's editor takes to open a node, ours beside the built-in one: from the double click to the drawn parameters. */
import type { INode } from 'n8n-workflow';
import type { Page } from 'playwright-core';
import { launch, newContext } from '../test/e2e/browser';
import { Editor } from '../test/e2e/editor';
import { openSession } from '../test/e2e/session';
import { report } from './report';

const RUNS = 9;
const NODES = [
	['X', 'n8n-nodes-x.x', 1],
	['X Developer', 'n8n-nodes-x.xDeveloper', 1],
	['X (built-in)', 'n8n-nodes-base.twitter', 2],
] as const;

const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];

async function openOnce(page: Page, name: string): Promise<number> {
	const began = performance.now();
	await page.getByTestId('canvas-node').filter({ hasText: name }).last().dblclick();
	await page.getByTestId('node-parameters').getByTestId('parameter-input-operation').waitFor();
	const took = performance.now() - began;
	await page.getByTestId('ndv-close-button').click();
	await page.getByTestId('ndv-backdrop').waitFor({ state: 'hidden' });
	return took;
}

export async function editor(): Promise<void> {
	const session = await openSession('bench');
	const browser = await launch();
	try {
		const page = await (await newContext(browser)).newPage();
		const person = new Editor(page, session.url);
		await person.signIn();
		const rows: string[][] = [];
		for (const [label, type, typeVersion] of NODES) {
			const node: INode = { id: 'b', name: 'Opened', type, typeVersion, position: [300, 0], parameters: {} };
			const manual: INode = { id: 'a', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
			const workflow = await session.client.createWorkflow({ name: label, nodes: [manual, node], connections: { Start: { main: [[{ node: 'Opened', type: 'main', index: 0 }]] } }, settings: {} });
			await person.openWorkflow(workflow);
			await openOnce(page, 'Opened');
			const times: number[] = [];
			for (let i = 0; i < RUNS; i++) times.push(await openOnce(page, 'Opened'));
			rows.push([label, String(Math.round(median(times))), String(Math.round(Math.max(...times)))]);
		}
		report({ measurement: 'editor', title: `From the double click on a node in Chromium to its drawn parameters, ${RUNS} times`, head: ['', 'median ms', 'slowest ms'], rows });
	} finally {
		await browser.close();
		await session.close();
	}
}

if (require.main === module) void editor();
