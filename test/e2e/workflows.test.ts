import { made } from '../../demo/made';
import { inBrowser, picture } from './support/browser';
import { Editor } from './support/editor';
import { graphicsMagick } from './support/graphics-magick';
import { describePublishing } from './support/workflows/publishing';
import { describeSheetAndPicture } from './support/workflows/sheet-and-picture';
import { openSheets, type Sheets } from './support/sheets';
import { account, answers, useWorkflows } from './support/workflows/workflows';

let sheets: Sheets;
const workflows = useWorkflows('workflows', async () => {
	sheets = await openSheets('Calendar');
	return { ...sheets.env, ...graphicsMagick(made().node) };
});
afterAll(() => sheets?.close());
const { session, imported, run, postsOf, pictureOf, added, tableOf, keepsTheRules } = workflows;

describe('timeline-to-post.json', () => {
	it('posts the newest picture of the timeline with its description, once', async () => {
		const workflow = await imported('timeline-to-post.json');
		const original = postsOf('newsroom')
			.filter((post) => pictureOf(post))
			.sort((a, b) => b.createdAt - a.createdAt)[0];

		const first = await added(() =>
			inBrowser(async (page) => {
				const editor = new Editor(page, session.url);
				await editor.signIn(session.owner);
				await editor.openWorkflow(workflow);
				await editor.execute();
				// The notice of success glides in.
				await page.waitForTimeout(1_000);
				await picture(page, 'workflow', await editor.drawn());
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
		expect(now.filter(({ new_likes: likes }) => likes !== 0)).toEqual([
			expect.objectContaining({
				post_id: liked.id,
				likes: liked.counts.likes,
				new_likes: 2,
				new_impressions: 0,
				since: before,
			}),
		]);
	}, 60_000);
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

describePublishing(workflows);
describeSheetAndPicture(workflows, () => sheets);

it('nothing that was sent breaks the rules of X', keepsTheRules);
