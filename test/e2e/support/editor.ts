import type { Locator, Page } from 'playwright-core';
import type { Clip } from './browser';
import type { Owner } from '../../../demo/n8n/client';

/** What a person does in n8n's editor, found by the attributes that n8n's own tests use. */
export class Editor {
	constructor(
		readonly page: Page,
		private readonly url: string,
	) {}

	async signIn(owner: Owner): Promise<void> {
		await this.page.goto(`${this.url}/signin`);
		await this.page.getByLabel('Email').fill(owner.email);
		await this.page.getByLabel('Password').fill(owner.password);
		await this.page.getByRole('button', { name: 'Sign in' }).click();
		await this.page.waitForURL(/home|workflow/);
	}

	/** Opens a workflow, drawn as large as the window allows. */
	async openWorkflow({ id }: { id: string }): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
		await this.page.getByTestId('zoom-to-fit').click();
		// The canvas glides to its new place.
		await this.page.waitForTimeout(1_000);
	}

	/** Where the workflow is drawn, with the names below its nodes and a margin. */
	async drawn(): Promise<Clip> {
		const parts = this.page.locator('.vue-flow__node, .vue-flow__node *, .vue-flow__edge-path');
		return await parts.evaluateAll((elements, margin) => {
			const boxes = elements
				.filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
				.map((element) => element.getBoundingClientRect())
				.filter(({ width, height }) => width > 0 || height > 0);
			const x = Math.max(0, Math.min(...boxes.map(({ left }) => left)) - margin);
			const y = Math.max(0, Math.min(...boxes.map(({ top }) => top)) - margin);
			const right = Math.min(window.innerWidth, Math.max(...boxes.map((box) => box.right)) + margin);
			const bottom = Math.min(window.innerHeight, Math.max(...boxes.map((box) => box.bottom)) + margin);
			return { x, y, width: right - x, height: bottom - y };
		}, 24);
	}

	/** Opens a node of the workflow that is drawn. */
	async openNode(name: string): Promise<void> {
		await this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
		await this.page.getByTestId('node-parameters').waitFor();
	}

	/** Runs the whole workflow with the button below the canvas. */
	async execute(): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').click();
		await this.page.getByText('Workflow executed successfully').waitFor({ timeout: 60_000 });
	}

	/** A new workflow that starts at the click of a button. */
	async newManualWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.getByTestId('canvas-add-button').click();
		await this.page.getByTestId('node-creator-search-bar').fill('manual');
		await this.page.getByTestId('node-creator-item-name').filter({ hasText: 'Trigger manually' }).click();
		await this.page.getByTestId('canvas-trigger-node').waitFor();
	}

	/** Opens the node panel and types what a person looks for. */
	async searchNode(words: string): Promise<void> {
		await this.page.getByTestId('node-creator-plus-button').click();
		await this.page.getByTestId('node-creator-search-bar').fill(words);
	}

	/** What the search found of the X node; n8n's own node for X is named differently. */
	entryOfX(): Locator {
		const name = this.page.getByTestId('node-creator-item-name').filter({ hasText: /^X$/ });
		return this.page.getByTestId('item-iterator-item').filter({ has: name });
	}

	/** The actions of the X node. */
	async openX(): Promise<void> {
		await this.entryOfX().click();
		await this.page.getByText(/^Actions \(\d+\)$/).waitFor();
	}

	/** Drags an action from the panel to the right of the trigger; n8n then opens the new node. */
	async dragAction(action: string): Promise<void> {
		const item = this.page.getByTestId('item-iterator-item').filter({ hasText: new RegExp(`^\\s*${action}\\s*$`) });
		await item.dragTo(this.page.getByTestId('canvas-wrapper'), { targetPosition: { x: 900, y: 395 } });
		await this.page.getByTestId('node-parameters').waitFor();
	}

	async fill(parameter: string, text: string): Promise<void> {
		await this.page.getByTestId(`parameter-input-${parameter}`).locator('input, textarea').first().fill(text);
	}

	async closeNode(): Promise<void> {
		await this.page.getByTestId('ndv-close-button').click();
		await this.page.getByTestId('ndv-backdrop').waitFor({ state: 'hidden' });
	}
}
