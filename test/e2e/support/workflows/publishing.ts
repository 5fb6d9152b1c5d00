/** The example workflows that publish what comes from elsewhere: a table, a feed, a form. */
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { connect } from '../../../../demo/connect';
import { readWorkflow } from '../../../../demo/workflows';
import { picture } from '../../../../sandbox/world/pictures';
import { web, type Web } from '../../../support/web';
import { account, parametersOf, sendForm, until, type FormFile, type Workflows } from './workflows';

const rss = (site: string) => `<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Blog</title>
<item><title>New beans</title><link>https://ourbrand.example.com/beans</link><guid>1</guid><pubDate>${new Date().toUTCString()}</pubDate>
<content:encoded><![CDATA[<p>They are here.</p><img class="wide" src="${site}/beans.png?w=1&amp;h=2">]]></content:encoded></item>
<item><title>Ancient</title><link>${site}/ancient</link><guid>2</guid><pubDate>Mon, 01 Jan 2024 00:00:00 GMT</pubDate></item>
</channel></rss>`;

const atom = (site: string) => `<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><title>Videos</title>
<entry><id>yt:video:1</id><title>How we roast</title><link rel="alternate" href="https://ourbrand.example.com/watch?v=1"/>
<published>${new Date().toISOString()}</published><media:group><media:thumbnail url="${site}/roast.png" width="480"/></media:group></entry>
</feed>`;

export function describePublishing({
	session,
	created,
	imported,
	run,
	added,
	pictureOf,
	refuseNext,
	tableOf,
	haveEnded,
}: Workflows) {
	let site: Web;
	beforeAll(async () => {
		site = await web((path, _request, response) => {
			if (path === '/feed') response.end(rss(site.url));
			else if (path === '/atom') response.end(atom(site.url));
			else response.setHeader('content-type', 'image/png').end(picture(path.length));
		});
	});
	afterAll(() => site.close());

	describe('content-calendar.json', () => {
		it('posts what is due with its picture, tells link and cost, and tries tomorrow again what X refuses', async () => {
			const workflow = await imported('content-calendar.json');
			await run(workflow);
			const table = await tableOf('X content calendar');
			const hour = 3_600_000;
			const due = (hours: number) => new Date(Math.floor(Date.now() / 1000) * 1000 + hours * hour).toISOString();
			const missed = due(-2);
			await table.add([
				{ text: 'Refused at first', due: missed },
				{ text: 'Opening day', due: due(-1), media_url: `${site.url}/door.png`, alt_text: 'An open door' },
				{ text: 'Not yet', due: due(1) },
				{ text: 'Being looked at', due: due(-3), status: 'look' },
			]);
			refuseNext('POST /2/tweets');
			const first = await added(async () => [await run(workflow), await run(workflow)]);
			expect(first.map(({ rawText }) => rawText)).toEqual(['Opening day']);
			expect(pictureOf(first[0])?.altText).toBe('An open door');
			const [refused, posted, later, look] = await table.rows();
			expect(posted).toMatchObject({
				status: 'posted',
				url: expect.stringContaining(`/${first[0].id}`),
				cost_usd: 0.02,
				error: null,
			});
			expect(refused).toMatchObject({ status: null, url: null, error: expect.stringMatching(/^X refused .+/) });
			const again = new Date(String(refused.due));
			expect(again.toISOString().slice(11, 16)).toBe(missed.slice(11, 16));
			expect(again.getTime()).toBeGreaterThan(Date.now());
			expect([later, look]).toMatchObject([
				{ status: null, url: null },
				{ status: 'look', url: null },
			]);

			await table.change('text', 'Refused at first', { due: due(-1) });
			// Two runs at once: the row is claimed by one of them.
			const second = await added(async () => await Promise.all([run(workflow), run(workflow)]));
			expect(second.map(({ rawText }) => rawText)).toEqual(['Refused at first']);
			expect((await table.rows())[0]).toMatchObject({ status: 'posted', error: null });
		}, 90_000);
	});

	describe('feed-to-post.json', () => {
		const feed = async (path: string, link: string) => {
			const workflow = readWorkflow('feed-to-post.json');
			parametersOf(workflow, 'Feed').url = site.url + path;
			const { assignments } = parametersOf(workflow, 'Compose').assignments as {
				assignments: Array<{ name: string; value: string }>;
			};
			for (const each of assignments) if (each.name === 'link') each.value = link;
			return await created(workflow);
		};

		it('posts what is new with its picture and its link, once', async () => {
			const workflow = await feed('/feed', 'post');
			const posts = await added(async () => [await run(workflow), await run(workflow)]);
			expect(posts.map(({ rawText }) => rawText)).toEqual(['New beans\n\nhttps://ourbrand.example.com/beans']);
			expect(pictureOf(posts[0])?.altText).toBe('Picture of: New beans');
		}, 60_000);

		it('puts the link into the first reply when told so', async () => {
			const [post, reply, ...more] = await added(async () => await run(await feed('/atom', 'reply')));
			expect(more).toEqual([]);
			expect(post.rawText).toBe('How we roast');
			expect(pictureOf(post)?.altText).toBe('Picture of: How we roast');
			expect(reply).toMatchObject({
				rawText: 'https://ourbrand.example.com/watch?v=1',
				references: [{ type: 'replied_to', id: post.id }],
			});
		}, 60_000);
	});

	describe('article-to-thread.json', () => {
		it('splits a long text into a thread, with its pictures over the parts', async () => {
			const workflow = await imported('article-to-thread.json');
			await session.client.activate(workflow);
			const text = Array.from(
				{ length: 12 },
				(_, i) => `This is sentence ${i + 1} of a text about coffee and the people who drink it.`,
			);
			const pictures = Array.from({ length: 5 }, (_, i): FormFile => [`${i}.png`, picture(i)]);
			const posts = await added(async () => {
				expect(await sendForm(`${session.url}/form/new-thread`, [text.join(' '), pictures])).toBe(200);
				await haveEnded(workflow, 1);
			});
			expect(posts.map(({ rawText }) => rawText.slice(0, 4))).toEqual(posts.map((_, i) => `${i + 1}/${posts.length} `));
			expect(posts.map(({ mediaKeys }) => mediaKeys.length)).toEqual([2, 1, 1, 1]);
			expect(posts.slice(1).map(({ references }) => references[0].id)).toEqual(posts.slice(0, -1).map(({ id }) => id));
		}, 60_000);
	});

	describe('markdown-to-article.json', () => {
		it('publishes Markdown as an article with its cover', async () => {
			const workflow = await imported('markdown-to-article.json');
			await session.client.activate(workflow);
			const before = session.x.requests.length;
			const article = [
				'How we roast',
				'## First\n\nSlowly, **very** slowly.',
				[['cover.png', picture(1)]] as FormFile[],
			];
			expect(await sendForm(`${session.url}/form/new-article`, article)).toBe(200);
			await haveEnded(workflow, 1);
			const requests = session.x.requests.slice(before).filter(({ method }) => method === 'POST');
			expect(requests.map(({ endpoint }) => endpoint)).toEqual([
				'POST /2/media/upload',
				'POST /2/media/metadata',
				'POST /2/articles/draft',
				'POST /2/articles/{article_id}/publish',
			]);
			expect(requests[2].body).toMatchObject({ title: 'How we roast', cover_media: expect.any(Object) });
		}, 60_000);
	});

	describe('several-accounts.json', () => {
		it('posts from each account that is ticked, and tells what became of it', async () => {
			const second = await connect(session.client, session.x, 'newsroom', 'X account of the newsroom');
			const workflow = await imported('several-accounts.json');
			const [newsroom] = workflow.nodes.filter(({ name }) => name === 'Post as Newsroom');
			newsroom.credentials = { [second.type]: { id: second.id, name: second.name } };
			await session.client.activate(await session.client.updateWorkflow(workflow.id, workflow));
			const posted = () => [...session.x.world.posts.values()].filter(({ rawText }) => rawText === 'From all of us');
			const form = `${session.url}/form/several-accounts`;
			expect(await sendForm(form, ['From all of us', '["Brand","Newsroom"]'])).toBe(200);
			await haveEnded(workflow, 1);
			expect(posted().map(({ authorId }) => authorId)).toEqual(
				[account, 'newsroom'].map((handle) => session.x.world.needUser(handle).id),
			);
			// X refuses it to the first account; the second publishes all the same.
			refuseNext('POST /2/tweets');
			expect(await sendForm(form, ['From one of us', '["Brand","Newsroom"]'])).toBe(500);
			await until(async () => (await session.client.executions(workflow)).length === 2);
			const [, { status, data }] = await session.client.executions(workflow);
			expect([status, data.resultData.error?.message]).toEqual(['error', expect.stringMatching(/^Brand: X refused/)]);
			expect([...session.x.world.posts.values()].at(-1)).toMatchObject({ rawText: 'From one of us' });
		}, 60_000);
	});

	describe('archive-conversation.json', () => {
		it('keeps each post of a conversation in a table and its pictures in a folder, once', async () => {
			const files = path.join(session.userFolder, 'files');
			await mkdir(files, { recursive: true });
			const workflow = readWorkflow('archive-conversation.json');
			const keep = parametersOf(workflow, 'Keep');
			keep.fileName = String(keep.fileName).replace('/home/node/.n8n-files', files);
			const saved = await created(workflow);
			await session.client.activate(saved);

			const { world } = session.x;
			const photo = world.addMedia({ owner: 'newsroom', bytes: picture(3), altText: 'A crane' });
			const first = world.addPost({ by: 'newsroom', text: 'They are building', media: [photo.id] });
			const reply = world.addPost({ by: 'reader_one', text: 'What will it be?', replyTo: first.id });
			world.addPost({ by: 'newsroom', text: 'A library', replyTo: reply.id });
			const form = `${session.url}/form/archive-conversation`;
			for (const times of [1, 2]) {
				expect(await sendForm(form, [`https://x.com/reader_one/status/${reply.id}`])).toBe(200);
				await haveEnded(saved, times);
			}
			const rows = await (await tableOf('X conversations')).rows();
			expect(rows.map(({ order, depth, author, parent_id: parent }) => [order, depth, author, parent])).toEqual([
				[1, 0, 'newsroom', null],
				[2, 1, 'reader_one', first.id],
				[3, 2, 'newsroom', reply.id],
			]);
			expect(await readdir(files)).toEqual([`${first.id}-1.png`]);
			expect(await readFile(path.join(files, `${first.id}-1.png`))).toEqual(picture(3));
		}, 60_000);
	});
}
