import type { INode } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { OWNED_READ_USD, PRICES } from '../../api/prices';
import { connect } from '../../demo/connect';
import { root } from '../../demo/made';
import type { Credential, Execution, SavedWorkflow, Workflow } from '../../demo/n8n/client';
import { refuseFailure } from '../../demo/report';
import { readWorkflow, withCredential, workflowFiles } from '../../demo/workflows';
import type { WorldPost } from '../../sandbox';
import { inBrowser, picture } from './browser';
import { Editor } from './editor';
import { linkOf, type Mail, type Mailbox, openMailbox, textOf } from './mailbox';
import { openSession, type Session } from './session';

const account = 'ourbrand';
let session: Session;
let credential: Credential;
let mailbox: Mailbox;
let mailCredential: Credential;

beforeAll(async () => {
	session = await openSession('workflows');
	// What is written is found at once.
	session.x.faults.set({ searchDelaySeconds: 0 });
	credential = await connect(session.client, session.x, account);
	mailbox = await openMailbox();
	mailCredential = await session.client.saveCredential('Mail', 'smtp', mailbox.credential);
}, 240_000);

afterAll(async () => {
	await session?.close();
	await mailbox?.close();
}, 60_000);

const created = (workflow: Workflow): Promise<SavedWorkflow> =>
	session.client.createWorkflow(withCredential(withCredential(workflow, credential), mailCredential, 'n8n-nodes-base.emailSend'));

const imported = (file: string): Promise<SavedWorkflow> => created(readWorkflow(file));

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

/** How large n8n draws a node, with the room its name takes. */
const drawn = { width: 200, height: 160 };
type Box = typeof drawn & { x: number; y: number };

describe('every example workflow', () => {
	it.each(workflowFiles())('%s tells what it does and carries no credential', (file) => {
		const { nodes, name } = readWorkflow(file);
		expect(name).not.toBe('');
		expect(nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote')).toHaveLength(1);
		expect(nodes.some(({ type }) => type.startsWith('n8n-nodes-x.'))).toBe(true);
		expect(nodes.filter(({ credentials }) => credentials !== undefined)).toEqual([]);
	});

	it.each(workflowFiles())('%s lies tidily on the canvas', (file) => {
		const boxes = readWorkflow(file).nodes.map(({ name, type, position: [x, y], parameters }) =>
			type === 'n8n-nodes-base.stickyNote' ? { name, x, y, width: Number(parameters.width), height: Number(parameters.height) } : { name, x, y, ...drawn });
		const meets = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
		expect(boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => meets(a, b)).map((b) => `${a.name} lies over ${b.name}`))).toEqual([]);
	});

	it.each(workflowFiles())('%s tells what it costs, by the price list', (file) => {
		const note = readWorkflow(file).nodes.find(({ type }) => type === 'n8n-nodes-base.stickyNote')?.parameters.content as string;
		const [, costs] = note.split('**Costs per run:**');
		const known = [OWNED_READ_USD, ...Object.values(PRICES).map(({ usd }) => usd)];
		const amounts = [...costs.matchAll(/([\d.]+) USD/g)].map(([, amount]) => Number(amount));
		expect(amounts).not.toEqual([]);
		expect(amounts.filter((amount) => !known.includes(amount))).toEqual([]);
	});

	it('is listed in the README', () => {
		const listed = [...readFileSync(path.join(root, 'README.md'), 'utf8').matchAll(/\]\(workflows\/([^)]+\.json)\)/g)].map(([, file]) => file);
		expect(listed.sort()).toEqual(workflowFiles());
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
				// The notice of success glides in.
				await page.waitForTimeout(1_000);
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

/** Switches a workflow on, which lets its trigger look at X at once (its next look would be minutes away), and off again. */
async function look(workflow: SavedWorkflow, endpoint: string): Promise<void> {
	const looks = () => session.x.requests.filter((request) => request.endpoint === endpoint && request.status === 200).length;
	const before = looks();
	await session.client.activate(workflow);
	await until(() => looks() > before);
	await session.client.deactivate(workflow);
}

const executionsOf = async ({ id }: SavedWorkflow): Promise<Array<Pick<Execution, 'status'>>> =>
	(await session.client.get<{ results: Execution[] }>(`/rest/executions?filter=${encodeURIComponent(JSON.stringify({ workflowId: id }))}`)).results;

/** So many executions of the workflow were there, and no more, and all have ended well. */
async function haveEnded(workflow: SavedWorkflow, count: number): Promise<void> {
	// One too many would be there by then.
	await pause(500);
	await until(async () => (await executionsOf(workflow)).filter(({ status }) => status === 'success').length >= count);
	expect((await executionsOf(workflow)).map(({ status }) => status)).toEqual(Array(count).fill('success'));
}

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
	for (const deadline = Date.now() + 20_000; !(await what()); await pause(200)) {
		if (Date.now() > deadline) throw new Error(`Waited in vain for ${what.toString()}`);
	}
}

const refuseNext = (match: string) => session.x.faults.set({ rules: [{ match, kind: 'status', status: 403, times: 1 }] });

/** The next mail that asks for approval; a person reads it and presses one of its buttons. */
async function decide(label: string): Promise<string> {
	await until(() => mailbox.mails.length > 0);
	const [mail] = mailbox.mails.splice(0, 1);
	// Until n8n has put the execution to sleep it knows nothing of the link.
	await until(async () => (await open(mail, label)).ok);
	return textOf(mail);
}

/** Opens the link of a button as a browser does: to programs n8n gives no answer. */
const open = (mail: Mail, label: string) => fetch(linkOf(mail, label), { headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0' } });

describe('answer-mentions.json', () => {
	const mentions = 'GET /2/users/{id}/mentions';
	const mention = (text: string) => session.x.world.addPost({ by: 'reader_one', text: `@${account} ${text}` });
	const answersTo = ({ id }: WorldPost) => postsOf(account).filter(({ references }) => references.some((each) => each.type === 'replied_to' && each.id === id));

	it('run by hand it drafts an answer to the newest question, and posts it when it is approved', async () => {
		const question = mention('do you open on Sunday?');
		const running = run(await imported('answer-mentions.json'));
		const mail = await decide('Post it');
		await running;
		expect(mail).toContain(question.text);
		expect(answersTo(question).map(({ rawText }) => rawText)).toEqual([expect.stringMatching(/^Thank you for asking, A Reader! We have your question of \d+ \w+, \d\d:\d\d:\d\d UTC/)]);
		expect(mail).toContain(answersTo(question)[0].rawText);
	}, 60_000);

	it('posts nothing when nobody answers in time', async () => {
		const question = mention('do you hear me?');
		const workflow = readWorkflow('answer-mentions.json');
		const ask = workflow.nodes.find(({ name }) => name === 'Ask for approval') as INode;
		const { limitWaitTime } = ask.parameters.options as unknown as { limitWaitTime: { values: object } };
		Object.assign(limitWaitTime.values, { resumeAmount: 0.02, resumeUnit: 'minutes' });
		await run(await created(workflow));
		expect(mailbox.mails.splice(0).map(textOf)).toEqual([expect.stringContaining(question.text)]);
		expect(answersTo(question)).toEqual([]);
	}, 120_000);

	it('switched on it asks about each question that comes then, once, and posts what is approved only; one that X refuses does not hold up the others', async () => {
		const workflow = await imported('answer-mentions.json');
		await look(workflow, mentions);
		const asked = [mention('and on Monday?'), mention('thank you!'), mention('and on Tuesday?'), mention('and on Wednesday?')];
		const answers = await added(async () => {
			await look(workflow, mentions);
			refuseNext('POST /2/tweets');
			expect(await decide('Post it')).toContain('and on Monday?');
			expect(await decide('Decline')).toContain('and on Tuesday?');
			expect(await decide('Post it')).toContain('and on Wednesday?');
			await haveEnded(workflow, 1);
			await look(workflow, mentions);
			await haveEnded(workflow, 1);
		});
		expect(mailbox.mails).toEqual([]);
		expect(answers).toEqual(answersTo(asked[3]));
		expect(answers).toHaveLength(1);
	}, 120_000);
});

describe('approve-before-post.json', () => {
	let workflow: SavedWorkflow;
	const draft = async (text: string) => {
		const form = `${session.url}/form/draft`;
		await answers(form);
		const body = new FormData();
		body.set('field-0', 'A colleague');
		body.set('field-1', text);
		expect((await fetch(form, { method: 'POST', body })).status).toBe(200);
	};

	beforeAll(async () => {
		workflow = await imported('approve-before-post.json');
		await session.client.activate(workflow);
	});
	afterAll(() => session.client.deactivate(workflow));

	it('posts what is approved, once, however often the button is pressed', async () => {
		const posts = await added(async () => {
			await draft('Come in https://ourbrand.example.com');
			await until(() => mailbox.mails.length > 0);
			const [mail] = mailbox.mails;
			expect(textOf(mail)).toMatch(/31 of 280 characters, 0\.2 USD\s+With a link/);
			await decide('Post it');
			await haveEnded(workflow, 1);
			expect(await (await open(mail, 'Post it')).text()).toContain('No action required');
			await haveEnded(workflow, 1);
		});
		expect(posts.map(({ rawText }) => rawText)).toEqual(['Come in https://ourbrand.example.com']);
	}, 60_000);

	it('posts nothing of what is declined', async () => {
		expect(
			await added(async () => {
				await draft('Rather not');
				expect(await decide('Decline')).toContain('Rather not');
				await haveEnded(workflow, 2);
			}),
		).toEqual([]);
	}, 60_000);
});

/** Direct messages that the account has written, and to whom. */
const written = () => {
	const { id } = session.x.world.needUser(account);
	return session.x.world.social.state.messages
		.filter(({ senderId }) => senderId === id)
		.map(({ participantIds, text }) => ({ to: participantIds.filter((each) => each !== id).map((each) => session.x.world.needUser(each).username), text }));
};

/** The direct messages that `work` brings about. */
async function messages(work: () => Promise<unknown>) {
	const before = written().length;
	await work();
	return written().slice(before);
}

describe('message-mentions.json', () => {
	it('writes to everybody who mentions the company and takes messages, once for each mention', async () => {
		const mentions = 'GET /2/users/{id}/mentions';
		const mention = (by: string, text: string) => session.x.world.addPost({ by, text });
		const workflow = await imported('message-mentions.json');
		mention('newsroom', `@${account} from before`);
		await look(workflow, mentions);
		const first = mention('reader_one', `The best coffee is at @${account}`);
		mention(account, `We are @${account}`);
		const last = mention('transit', `The stop of line 4 is in front of @${account}`);
		expect(await messages(async () => [await look(workflow, mentions), await haveEnded(workflow, 1)])).toEqual([
			{ to: ['reader_one'], text: expect.stringMatching(`^Hello A Reader, thank you for mentioning @${account}![^]+/${first.id}$`) },
			{ to: ['transit'], text: expect.stringMatching(`^Hello City Transit, [^]+/${last.id}$`) },
		]);
		mention('reader_one', `@${account} please do not write to me`);
		mention('transit', `@${account} please do`);
		refuseNext('POST /2/dm_conversations/with/{participant_id}/messages');
		expect(await messages(async () => [await look(workflow, mentions), await haveEnded(workflow, 2)])).toMatchObject([{ to: ['transit'] }]);
		// By hand the trigger shows the newest mention once more.
		expect(await messages(async () => [await look(workflow, mentions), await run(workflow), await haveEnded(workflow, 3)])).toEqual([]);
	}, 120_000);
});

/** The rows of one of n8n's data tables. */
async function tableOf(name: string) {
	const { id: project } = await session.client.get<{ id: string }>('/rest/projects/personal');
	const { data } = await session.client.get<{ data: Array<{ id: string; name: string }> }>(`/rest/data-tables-global?filter=${encodeURIComponent(JSON.stringify({ name }))}`);
	const page = `/rest/projects/${project}/data-tables/${data[0]?.id}`;
	return {
		rows: async () => (await session.client.get<{ data: Array<Record<string, unknown>> }>(`${page}/rows?take=100`)).data,
		change: (columnName: string, value: string, data: object) => session.client.post(`${page}/upsert`, { filter: { type: 'and', filters: [{ columnName, condition: 'eq', value }] }, data }),
	};
}

describe('track-post-performance.json', () => {
	it('saves the numbers of each own post once a day, with what is new since the day before', async () => {
		const workflow = await imported('track-post-performance.json');
		await run(workflow);
		const table = await tableOf('X post performance');
		const first = await table.rows();
		const own = postsOf(account).filter(({ references }) => references.length === 0);
		expect(first.map(({ post_id: id }) => id).sort()).toEqual(own.map(({ id }) => id).sort());
		expect(first.filter(({ new_likes: likes, since }) => likes !== null || since !== null)).toEqual([]);

		// A day goes by.
		const [{ day: today }] = first;
		const before = new Date(Date.parse(String(today)) - 86_400_000).toISOString().slice(0, 10);
		await table.change('day', String(today), { day: before });
		const [liked] = own;
		for (const by of ['reader_one', 'transit']) session.x.world.social.addLike(liked.id, by);
		await run(workflow);
		await run(workflow);

		const rows = await table.rows();
		expect(rows).toHaveLength(2 * first.length);
		const now = rows.filter(({ day }) => day === today);
		expect(now.filter(({ new_likes: likes }) => likes !== 0)).toEqual([expect.objectContaining({ post_id: liked.id, likes: liked.counts.likes, new_likes: 2, new_impressions: 0, since: before })]);
	}, 60_000);
});

describe('save-bookmarks.json', () => {
	it('saves what was bookmarked lately and what is bookmarked then, each post once', async () => {
		const bookmarks = 'GET /2/users/{id}/bookmarks';
		const [old, next, ...more] = postsOf('newsroom').filter(({ references }) => references.length === 0);
		const bookmark = ({ id }: WorldPost) => session.x.world.social.addBookmark(account, id);
		const workflow = await imported('save-bookmarks.json');
		bookmark(old);
		bookmark(next);
		await look(workflow, bookmarks);
		await haveEnded(workflow, 1);
		const table = await tableOf('X bookmarks');
		const saved = async () => (await table.rows()).map(({ post_id: id }) => id);
		expect(await saved()).toEqual([old.id, next.id]);

		bookmark(more[0]);
		await look(workflow, bookmarks);
		await haveEnded(workflow, 2);
		await look(workflow, bookmarks);
		await run(workflow);
		await haveEnded(workflow, 3);
		expect(await saved()).toEqual([old.id, next.id, more[0].id]);
		expect((await table.rows()).at(-1)).toMatchObject({ author: 'newsroom', text: more[0].text, url: expect.stringContaining(`/newsroom/status/${more[0].id}`), written: new Date(more[0].createdAt).toISOString() });
	}, 120_000);
});

describe('alert-on-keyword.json', () => {
	it('tells a colleague in one message what was found, once', async () => {
		const search = 'GET /2/tweets/search/recent';
		const post = (text: string, by = 'newsroom') => session.x.world.addPost({ by, text, lang: 'en' });
		const workflow = await imported('alert-on-keyword.json');
		await look(workflow, search);
		const found = [post('An espresso at the station, please.'), post('The coffee machine of City Hall is broken.', 'transit')];
		post('Tea for everyone.');
		session.x.world.addPost({ by: 'meteo', text: '', repostOf: found[0].id });
		const sent = await messages(async () => [await look(workflow, search), await haveEnded(workflow, 1), await look(workflow, search), await haveEnded(workflow, 1)]);
		expect(sent).toEqual([{ to: ['reader_one'], text: expect.stringMatching(/^2 new on X:/) }]);
		for (const { id, text } of found) expect(sent[0].text).toMatch(new RegExp(`${text}\\n\\S+/${id}`));
	}, 120_000);
});

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
	expect(session.x.requests.filter(({ status, fault }) => status >= 400 && !fault)).toEqual([]);
	expect(session.x.violations()).toEqual([]);
});
