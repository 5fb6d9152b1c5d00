/**
 * Opens the nodes in the editor as a person would: their panels have their fields, and our code causes no errors in the
 * browser.
 */
import type { Page } from 'playwright-core';
import { inBrowser } from '../../test/e2e/support/browser';
import type { Check } from '../checks';
import { credentialsOf, expect, nodeOf } from '../stage';

/** Browser error messages that could be caused by our code. */
const OURS = /n8n-nodes-x|xTrigger|parameter|displayOptions|listSearch/i;

/** The ID of a node, and a field of its panel. */
const SHOWN = { 'x-node': 'parameter-input-query', 'x-trigger-node': 'parameter-input-event' };
/** The editor is slow on a busy machine. */
const PATIENCE_MS = 90_000;

function listen(page: Page): string[] {
	const faults: string[] = [];
	page.on('pageerror', (error) => faults.push(error.message));
	page.on('console', (message) => {
		if (message.type() === 'error' && OURS.test(message.text())) faults.push(message.text());
	});
	return faults;
}

export const editor: Check = async (stage) => {
	const credentials = credentialsOf(stage);
	const workflow = await stage.client.createWorkflow({
		name: 'Editor',
		nodes: [
			nodeOf('X Trigger', 'n8n-nodes-x.xTrigger', { event: 'userPost' }, { id: 'x-trigger-node', credentials }),
			nodeOf(
				'X',
				'n8n-nodes-x.x',
				{ resource: 'post', operation: 'search' },
				{ id: 'x-node', credentials, position: [440, 0] },
			),
		],
		connections: { 'X Trigger': { main: [[{ node: 'X', type: 'main', index: 0 }]] } },
	});
	await inBrowser(async (page) => {
		const faults = listen(page);
		await page.request.post(`${stage.url}/rest/login`, {
			data: { emailOrLdapLoginId: stage.owner.email, password: stage.owner.password },
		});
		for (const [id, field] of Object.entries(SHOWN)) {
			await page.goto(`${stage.url}/workflow/${workflow.id}/${id}`);
			await page.getByTestId(field).first().waitFor({ timeout: PATIENCE_MS });
		}
		expect(faults.length === 0, () => faults.join(' | '));
	});
};
