/** How long n8n's editor takes to open a node, ours beside the built-in one: from the double click to the drawn parameters. */
import type { INode } from 'n8n-workflow';
import type { Page } from 'playwright-core';
import { launch, newContext } from '../test/e2e/support/browser';
import { Editor } from '../test/e2e/support/editor';
import { openSession } from '../test/e2e/support/session';
import { report } from './report';

const ROUNDS = 15;
/** Label, type and version. */
const NODES = [
	['X Action', 'n8n-nodes-x.x', 1],
	['X Developer', 'n8n-nodes-x.xDeveloper', 1],
	['X Built-in', 'n8n-nodes-base.twitter', 2],
] as const;

const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];

async function openOnce(page: Page, name: string): Promise<number> {
	const began = performance.now();
	await page.getByTestId('canvas-node').filter({ hasText: name }).dblclick();
	await page.getByTestId('node-parameters').getByTestId('parameter-input-operation').waitFor();
	const took = performance.now() - began;
	await page.getByTestId('ndv-close-button').click();
	await page.getByTestId('ndv-backdrop').waitFor({ state: 'hidden' });
	return took;
}

async function editor(): Promise<void> {
	const session = await openSession('bench');
	const browser = await launch();
	try {
		const page = await (await newContext(browser)).newPage();
		const person = new Editor(page, session.url);
		await person.signIn(session.owner);
		const nodes = NODES.map(([name, type, typeVersion], i): INode => ({
			id: name,
			name,
			type,
			typeVersion,
			position: [300, 200 * i],
			parameters: {},
		}));
		const start: INode = {
			id: 'start',
			name: 'Start',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		};
		await person.openWorkflow(
			await session.client.createWorkflow({ name: 'Opened', nodes: [start, ...nodes], connections: {}, settings: {} }),
		);
		for (const { name } of nodes) await openOnce(page, name);
		// In turns, so that a machine that is slow for a while is slow for all of them.
		const rounds: number[][] = [];
		for (let i = 0; i < ROUNDS; i++) {
			const round: number[] = [];
			for (const { name } of nodes) round.push(await openOnce(page, name));
			rounds.push(round);
		}
		const rows = nodes.map(({ name }, i) => {
			const times = rounds.map((round) => round[i]);
			return [name, String(Math.round(median(times))), String(Math.round(Math.max(...times)))];
		});
		report({
			measurement: 'editor',
			title: `From the double click on a node in Chromium to its drawn parameters, ${ROUNDS} times`,
			head: ['', 'median ms', 'slowest ms'],
			rows,
		});
	} finally {
		await browser.close();
		await session.close();
	}
}

if (require.main === module) void editor();
