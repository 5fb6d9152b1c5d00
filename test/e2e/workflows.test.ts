import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '../../demo/connect';
import type { Credential, SavedWorkflow } from '../../demo/n8n/client';
import { refuseFailure } from '../../demo/report';
import { readWorkflow, withCredential, workflowFiles } from '../../demo/workflows';
import type { WorldPost } from '../../sandbox';
import { inBrowser, picture } from './browser';
import { Editor } from './editor';
import { openSession, type Session } from './session';

const account = 'ourbrand';
let session: Session;
let credential: Credential;

beforeAll(async () => {
	session = await openSession('workflows');
	credential = await connect(session.client, session.x, account);
}, 240_000);

afterAll(() => session?.close(), 60_000);

const imported = (file: string): Promise<SavedWorkflow> => session.client.createWorkflow(withCredential(readWorkflow(file), credential));

async function run(workflow: SavedWorkflow) {
	const execution = await session.client.run(workflow);
	refuseFailure(workflow.name, execution);
	return (node: string) => execution.data.resultData.runData[node]?.at(-1)?.data?.main?.[0]?.map(({ json }) => json) ?? [];
}

function postsOf(handle: string): WorldPost[] {
	const { id } = session.x.world.needUser(handle);
	return [...session.x.world.posts.values()].filter(({ authorId, deleted }) => authorId === id && !deleted);
}

const pictureOf = (post: WorldPost | undefined) => session.x.world.mediaOf(post?.mediaKeys[0] ?? '');

/** The posts that `work` adds to the account. */
async function added(work: () => Promise<unknown>): Promise<WorldPost[]> {
	const before = new Set(postsOf(account).map(({ id }) => id));
	await work();
	return postsOf(account).filter(({ id }) => !before.has(id));
}

describe('every example workflow', () => {
	it.each(workflowFiles())('%s tells what it does and carries no credential', (file) => {
		const { nodes, name } = readWorkflow(file);
		expect(name).not.toBe('');
		expect(nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote')).toHaveLength(1);
		expect(nodes.some(({ type }) => type === 'n8n-nodes-x.x')).toBe(true);
		expect(nodes.filter(({ credentials }) => credentials !== undefined)).toEqual([]);
	});
});

describe('timeline-to-post.json', () => {
	it('posts the newest picture of the timeline with its description, once', async () => {
		const workflow = await imported('timeline-to-post.json');
		const original = postsOf('newsroom').filter((post) => pictureOf(post)).sort((a, b) => b.createdAt - a.createdAt)[0];

		const first = await added(() =>
			inBrowser(async (page) => {
				const editor = new Editor(page, session.url);
				await editor.signIn();
				await editor.openWorkflow(workflow);
				await editor.execute();
				await picture(page, 'workflow');
				await page.goto(`${session.x.url}/${account}`);
				await page.getByText('Seen at City Newsroom').waitFor();
				await picture(page, 'posted');
			}),
		);

		expect(first).toHaveLength(1);
		expect(first[0].rawText).toContain('Seen at City Newsroom');
		expect(pictureOf(first[0])?.sha256).toBe(pictureOf(original)?.sha256);
		expect(pictureOf(first[0])?.altText).toBe(pictureOf(original)?.altText);

		expect(await added(() => run(workflow))).toEqual([]);
	}, 120_000);
});

describe('search-to-digest.json', () => {
	it('publishes one post that sums up what was found', async () => {
		const workflow = await imported('search-to-digest.json');
		const [digest, ...more] = await added(() => run(workflow));
		expect(more).toEqual([]);
		expect(digest.rawText).toMatch(/^This week: \d+ posts about the storm\.\nMost active: .+\nMost liked: “.+”$/);
	}, 60_000);
});

describe('look-up-accounts.json', () => {
	it('reads all profiles in one request, most followers first', async () => {
		const workflow = await imported('look-up-accounts.json');
		const before = session.x.requests.length;
		const output = await run(workflow);
		expect(output('Most followers first').map(({ username }) => username)).toEqual(['newsroom', 'meteo', 'ourbrand']);
		expect(session.x.requests.slice(before).map(({ endpoint }) => endpoint)).toEqual(['GET /2/users/by']);
	}, 60_000);
});

describe('answer-mentions.json', () => {
	const answersTo = (id: string) => postsOf(account).filter(({ references }) => references.some((each) => each.type === 'replied_to' && each.id === id));

	it('run by hand it answers the newest question', async () => {
		const workflow = await imported('answer-mentions.json');
		const { id } = session.x.world.addPost({ by: 'reader_one', text: '@ourbrand do you open on Sunday?' });
		await run(workflow);
		expect(answersTo(id).map(({ rawText }) => rawText)).toEqual([expect.stringMatching(/^Thank you for asking, A Reader! We have your question of \d+ \w+, \d\d:\d\d:\d\d UTC/)]);
	}, 60_000);

	it('switched on it remembers where it stands, and answers what comes then, once', async () => {
		const workflow = await imported('answer-mentions.json');
		const polls = () => session.x.requests.filter(({ endpoint }) => endpoint === 'GET /2/users/{id}/mentions').length;
		/** n8n polls at once when a workflow is switched on; the next poll would be a minute away. */
		const switchOn = async () => {
			const before = polls();
			await session.client.activate(workflow);
			await until(() => polls() > before);
		};
		await switchOn();
		await session.client.deactivate(workflow);
		const { id } = session.x.world.addPost({ by: 'reader_one', text: '@ourbrand and on Monday?' });
		const answers = await added(async () => {
			await switchOn();
			await until(() => answersTo(id).length > 0);
			await session.client.deactivate(workflow);
			await switchOn();
			await session.client.deactivate(workflow);
		});
		expect(answers).toEqual(answersTo(id));
		expect(answers).toHaveLength(1);
	}, 120_000);
});

async function until(what: () => boolean): Promise<void> {
	for (const deadline = Date.now() + 20_000; !what(); await pause(200)) {
		if (Date.now() > deadline) throw new Error(`Waited in vain for ${what.toString()}`);
	}
}

describe('form-to-post.json', () => {
	it('publishes what is sent with the form, the picture with its description', async () => {
		const workflow = await imported('form-to-post.json');
		await session.client.activate(workflow);
		const posts = await added(() => fillIn(`${session.url}/form/new-post`));

		expect(posts.map(({ rawText }) => rawText)).toEqual(['Sent with a form']);
		expect(pictureOf(posts[0])?.altText).toBe('Green hills');
	}, 60_000);
});

/** Fills the form in as a colleague does. */
async function fillIn(address: string): Promise<void> {
	await answers(address);
	const hills = pictureOf(postsOf('meteo').find((post) => pictureOf(post)))?.bytes ?? Buffer.alloc(0);
	await inBrowser(async (page) => {
		await page.goto(address);
		await page.getByLabel('Text').fill('Sent with a form');
		await page.locator('input[type=file]').setInputFiles({ name: 'hills.png', mimeType: 'image/png', buffer: hills });
		await page.getByLabel('What the picture shows').fill('Green hills');
		await picture(page, 'form');
		await page.getByRole('button', { name: 'Submit' }).click();
		await page.getByText('Your post is published.').waitFor();
	});
}

/** n8n switches a workflow on behind its answer, so the form may take a moment to be there. */
async function answers(address: string): Promise<void> {
	const deadline = Date.now() + 20_000;
	while (!(await fetch(address)).ok) {
		if (Date.now() > deadline) throw new Error(`Nothing answers at ${address}`);
		await pause(300);
	}
}

it('nothing that was sent breaks the rules of X', () => {
	expect(session.x.requests.length).toBeGreaterThan(0);
	expect(session.x.requests.filter(({ status }) => status >= 400)).toEqual([]);
	expect(session.x.violations()).toEqual([]);
});
