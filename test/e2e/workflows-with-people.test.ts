import type { INode } from 'n8n-workflow';
import type { SavedWorkflow } from '../../demo/n8n/client';
import { readWorkflow } from '../../demo/workflows';
import type { WorldPost } from '../../sandbox';
import { textOf } from './support/mailbox';
import { account, answers, open, until, useWorkflows } from './support/workflows/workflows';
import { describeWatching } from './support/workflows/watching';

const workflows = useWorkflows('workflows-with-people');
const {
	session,
	mailbox,
	created,
	imported,
	run,
	postsOf,
	added,
	look,
	haveEnded,
	refuseNext,
	decide,
	messages,
	tableOf,
	keepsTheRules,
} = workflows;

/** n8n looks once a minute whether a wait is over: the other workflows run meanwhile. */
let unanswered: { running: Promise<unknown>; answers(): WorldPost[] };

describe('answer-mentions.json', () => {
	const mentions = 'GET /2/users/{id}/mentions';
	const mention = (text: string) => session.x.world.addPost({ by: 'reader_one', text: `@${account} ${text}` });
	const answersTo = ({ id }: WorldPost) =>
		postsOf(account).filter(({ references }) =>
			references.some((each) => each.type === 'replied_to' && each.id === id),
		);

	it('run by hand it drafts an answer to the newest question, and posts it when it is approved', async () => {
		const question = mention('do you open on Sunday?');
		const running = run(await imported('answer-mentions.json'));
		const mail = await decide('Post it');
		await running;
		expect(mail).toContain(question.text);
		expect(answersTo(question).map(({ rawText }) => rawText)).toEqual([
			expect.stringMatching(/^Thank you for asking, A Reader! We have your question of \d+ \w+, \d\d:\d\d:\d\d UTC/),
		]);
		expect(mail).toContain(answersTo(question)[0].rawText);
	}, 60_000);

	it('asks somebody who will not answer in time', async () => {
		const question = mention('do you hear me?');
		const workflow = readWorkflow('answer-mentions.json');
		const ask = workflow.nodes.find(({ name }) => name === 'Ask for approval') as INode;
		const { limitWaitTime } = ask.parameters.options as unknown as { limitWaitTime: { values: object } };
		Object.assign(limitWaitTime.values, { resumeAmount: 0.02, resumeUnit: 'minutes' });
		const running = run(await created(workflow));
		await until(() => mailbox.mails.length > 0);
		expect(mailbox.mails.splice(0).map(textOf)).toEqual([expect.stringContaining(question.text)]);
		unanswered = { running, answers: () => answersTo(question) };
	}, 60_000);

	it('switched on it asks about each question that comes then, once, and posts what is approved only; one that X refuses does not hold up the others', async () => {
		const workflow = await imported('answer-mentions.json');
		await look(workflow, mentions);
		const asked = [
			mention('and on Monday?'),
			mention('thank you!'),
			mention('and on Tuesday?'),
			mention('and on Wednesday?'),
		];
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
			{
				to: ['reader_one'],
				text: expect.stringMatching(`^Hello A Reader, thank you for mentioning @${account}![^]+/${first.id}$`),
			},
			{ to: ['transit'], text: expect.stringMatching(`^Hello City Transit, [^]+/${last.id}$`) },
		]);
		mention('reader_one', `@${account} please do not write to me`);
		mention('transit', `@${account} please do`);
		refuseNext('POST /2/dm_conversations/with/{participant_id}/messages');
		expect(await messages(async () => [await look(workflow, mentions), await haveEnded(workflow, 2)])).toMatchObject([
			{ to: ['transit'] },
		]);
		// By hand the trigger shows the newest mention once more.
		expect(
			await messages(async () => [await look(workflow, mentions), await run(workflow), await haveEnded(workflow, 3)]),
		).toEqual([]);
	}, 120_000);
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
		expect((await table.rows()).at(-1)).toMatchObject({
			author: 'newsroom',
			text: more[0].text,
			url: expect.stringContaining(`/newsroom/status/${more[0].id}`),
			written: new Date(more[0].createdAt).toISOString(),
		});
	}, 120_000);
});

describe('alert-on-keyword.json', () => {
	it('tells a colleague in one message what was found, once', async () => {
		const search = 'GET /2/tweets/search/recent';
		const post = (text: string, by = 'newsroom') => session.x.world.addPost({ by, text, lang: 'en' });
		const workflow = await imported('alert-on-keyword.json');
		await look(workflow, search);
		const found = [
			post('An espresso at the station, please.'),
			post('The coffee machine of City Hall is broken.', 'transit'),
		];
		post('Tea for everyone.');
		session.x.world.addPost({ by: 'meteo', text: '', repostOf: found[0].id });
		const sent = await messages(async () => [
			await look(workflow, search),
			await haveEnded(workflow, 1),
			await look(workflow, search),
			await haveEnded(workflow, 1),
		]);
		expect(sent).toEqual([{ to: ['reader_one'], text: expect.stringMatching(/^2 new on X:/) }]);
		for (const { id, text } of found) expect(sent[0].text).toMatch(new RegExp(`${text}\\n\\S+/${id}`));
	}, 120_000);
});

describeWatching(workflows);

it('answer-mentions.json posts nothing where nobody has answered in time', async () => {
	await unanswered.running;
	expect(unanswered.answers()).toEqual([]);
}, 120_000);

it('nothing that was sent breaks the rules of X', keepsTheRules);
