import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { IConnections, INode, INodeParameters } from 'n8n-workflow';
import { readWorkflow, withCredential } from '../../demo/workflows';
import { mediaAddress } from '../../sandbox/view/media';
import { EXAMPLES } from '../../docs/generate/examples';
import { launch, newContext, picture, smallPicture, viewport } from './support/browser';
import { Editor } from './support/editor';
import { openSession, type Session } from './support/session';
import { until } from './support/workflows/workflows';

const account = 'ourbrand';
const text = 'Dragged, dropped and posted from n8n';
/** What people do most, each in a panel that the documentation shows. */
const jobs = (pictureAddress: string): Readonly<Record<string, INodeParameters>> => ({
	post: { resource: 'post', operation: 'create', text: 'Fresh coffee, every morning from seven.' },
	thread: {
		resource: 'post',
		operation: 'createThread',
		source: 'text',
		text: 'How we roast, in short. The beans come in on Mondays. We roast them slowly, at 200 degrees, and listen: the first crack comes after nine minutes.\n\nThen it has to be quick. Twenty seconds more or less decide whether your cup is sweet or bitter, so nobody speaks to the roaster now. Ask us anything below!',
		numbering: 'slash',
	},
	search: {
		resource: 'post',
		operation: 'search',
		query: 'storm',
		filters: { exclude: ['retweet'], language: 'en' },
		limit: 10,
	},
	media: {
		resource: 'post',
		operation: 'create',
		text: 'The view from the roastery this morning.',
		media: { item: [{ source: 'url', url: pictureAddress, altText: 'Hills under a clear sky' }] },
	},
	preview: {
		resource: 'post',
		operation: 'preview',
		source: 'post',
		text: 'Fresh coffee and a new menu: https://example.com/menu',
	},
});
let session: Session;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let editor: Editor;

beforeAll(async () => {
	session = await openSession('editor');
	browser = await launch();
	context = await newContext(browser);
	page = await context.newPage();
	editor = new Editor(page, session.url);
}, 240_000);

afterAll(async () => {
	await browser?.close();
	await session?.close();
}, 60_000);

/** Within the window as it is, with nothing around it scrolled. */
const inSight = async (element: Locator): Promise<boolean> =>
	await element.evaluate((node) => {
		const { top, bottom } = node.getBoundingClientRect();
		const around: Element[] = [];
		for (let each = node.parentElement; each; each = each.parentElement) around.push(each);
		return top >= 0 && bottom <= window.innerHeight && around.every(({ scrollTop }) => scrollTop === 0);
	});

// One after the other in the same browser, like the person who does it.
describe('a person with n8n and the X node', () => {
	it.each(['twitter', 'tweet'])(
		'from the word "%s" to the open Create it is two clicks, in a window that nobody scrolls',
		async (word) => {
			if (word === 'twitter') await editor.signIn(session.owner);
			await editor.newManualWorkflow();
			await editor.searchNode(word);
			const entry = editor.entryOfX();
			await entry
				.getByText(/^Post, upload media, read timelines, search .* or start a workflow on new posts/)
				.waitFor();
			expect(await inSight(entry)).toBe(true);
			await picture(page, `search-${word}`);
			await entry.click();
			const action = page.getByText('Create post', { exact: true });
			await action.waitFor();
			expect(await inSight(action)).toBe(true);
			await picture(page, `actions-${word}`);
			await action.click();
			await page.getByTestId('parameter-input-text').waitFor();
			await picture(page, `create-${word}`);
			await editor.closeNode();
			expect(await page.getByTestId('canvas-node').last().textContent()).toContain('Create: Post');
			await picture(page, `canvas-${word}`);
		},
		90_000,
	);

	it('finds the node in the panel under the old name of X, with its actions', async () => {
		await editor.newManualWorkflow();
		await editor.searchNode('twitter');
		await editor.openX();
		await page.getByText('Create post', { exact: true }).waitFor();
		await picture(page, 'node-panel');
	}, 90_000);

	it('drags "Create post" into the workflow', async () => {
		await editor.dragAction('Create post');
		await page.getByTestId('parameter-input-text').waitFor();
	}, 60_000);

	it('makes a credential and connects it on the consent page of X', async () => {
		await page.getByRole('button', { name: 'Connect to X' }).click();
		const dialog = page.getByTestId('credential-edit-dialog');
		await dialog.waitFor();
		const { clientId, clientSecret = '' } = session.x.apps.web;
		await editor.fill('clientId', clientId);
		await editor.fill('clientSecret', clientSecret);
		await editor.fill('baseUrl', session.x.url);
		await dialog.getByText('OAuth Redirect URL', { exact: true }).scrollIntoViewIfNeeded();
		await picture(page, 'credential');

		const opened = context.waitForEvent('page');
		await dialog.getByTestId('quick-connect-button').click();
		const consent = await opened;
		await consent.getByRole('button', { name: 'Authorize app' }).waitFor();
		await consent.getByText(`@${account}`).click();
		await picture(consent, 'consent');
		await consent.getByRole('button', { name: 'Authorize app' }).click();

		// n8n closes the dialog when the account is connected.
		await dialog.waitFor({ state: 'hidden' });
		await page.getByTestId('credential-edit-button').waitFor();
		// n8n asks for this line when the credential is saved, before anybody consents, and not again.
		const line = page.getByTestId('parameter-input-connectedAccount').locator('input').first();
		await until(async () => (await line.inputValue()).startsWith(`@${account}`));
	}, 90_000);

	it('fills the node in, runs it and sees the post come back', async () => {
		await editor.fill('text', text);
		await page.getByTestId('node-execute-button').click();
		await page.getByTestId('output-panel').getByText('1 item').waitFor();
		await page.getByTestId('output-panel').getByText(text).waitFor();
		await picture(page, 'post-created');
	}, 60_000);

	it('sees the post on X', async () => {
		const x = await context.newPage();
		await x.goto(`${session.x.url}/${account}`);
		await x.getByText(text).waitFor();
		await x.close();
	}, 60_000);

	it('reads the timeline of an account chosen from the list', async () => {
		await editor.closeNode();
		await editor.searchNode('twitter');
		await editor.openX();
		await editor.dragAction('Get posts of user');
		await page.getByTestId('node-credentials-select').click();
		await page
			.getByTestId(/^node-credentials-select-item-(?!new)/)
			.first()
			.click();
		await page.getByTestId('resource-locator-user').getByTestId('rlc-input').click();
		await page.getByTestId('rlc-search').fill('newsroom');
		await page.getByTestId('rlc-item').filter({ hasText: 'newsroom' }).click();
		await page.getByTestId('node-execute-button').click();
		await page.getByTestId('output-panel').getByText('Good evening, city.').first().waitFor();
		await picture(page, 'timeline-read');
	}, 90_000);

	it('does the jobs that the documentation shows', async () => {
		const [{ id, name }] = await session.client.credentials();
		const [{ mediaKeys }] = session.x.world.timeline(({ authorId, mediaKeys: keys }) => {
			return authorId === session.x.world.needUser('newsroom').id && keys.length === 1;
		});
		const shown = session.x.world.mediaOf(mediaKeys[0]);
		if (!shown) throw new Error('@newsroom has no post with a picture');
		for (const [job, parameters] of Object.entries(jobs(mediaAddress(shown, session.x.url)))) {
			const at = (x: number): Pick<INode, 'typeVersion' | 'position'> => ({ typeVersion: 1, position: [x, 0] });
			const start: INode = { ...at(0), id: '1', name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} };
			const node: INode = {
				...at(300),
				...{ id: '2', name: 'X', type: 'n8n-nodes-x.x', parameters },
				credentials: { xUserOAuth2Api: { id, name } },
			};
			const connections: IConnections = { Start: { main: [[{ node: 'X', type: 'main', index: 0 }]] } };
			const nodes = [start, node];
			await editor.openWorkflow(await session.client.createWorkflow({ name: job, nodes, connections }));
			await editor.openNode('X');
			await page.getByTestId('node-execute-button').click();
			await page
				.getByTestId('output-panel')
				.getByText(/^\s*\d+ items?/)
				.first()
				.waitFor();
			await picture(page, `job-${job}`);
		}
	}, 120_000);

	it('draws the examples, all of them where the documentation is renewed', async () => {
		const [credential] = await session.client.credentials();
		// The largest ones are drawn in full size there.
		await page.setViewportSize({ width: 1800, height: 1400 });
		for (const [name] of process.env.UPDATE_IMAGES ? EXAMPLES : EXAMPLES.slice(0, 1)) {
			const workflow = withCredential(readWorkflow(`${name}.json`), credential);
			await editor.openWorkflow(await session.client.createWorkflow(workflow));
			await smallPicture(page, `example-${name}`, await editor.drawn());
		}
		await page.setViewportSize(viewport);
	}, 600_000);

	it('sent nothing that breaks the rules of X', () => {
		expect(session.x.requests.length).toBeGreaterThan(0);
		expect(session.x.requests.filter(({ status }) => status >= 400)).toEqual([]);
		expect(session.x.violations()).toEqual([]);
	});
});
