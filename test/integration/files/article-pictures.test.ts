import type { IDataObject } from 'n8n-workflow';
import { bytesOf } from '../../support/inputs/files';
import { web, type Web } from '../../support/web';
import { useLocalX } from '../../support/x/local-x';

const x = useLocalX();
let files: Web;
beforeAll(async () => {
	const pictures: Record<string, Buffer> = { '/kite.png': bytesOf('png', 3000), '/fly.gif': bytesOf('gif', 3000) };
	files = await web((path, _, response) => {
		const bytes = pictures[path];
		if (bytes) response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
		else response.writeHead(404).end('Nothing');
	});
});
afterAll(async () => await files.close());

const draft = (markdown: string): IDataObject => ({
	resource: 'article',
	operation: 'createDraft',
	title: 'Kites',
	contentAs: 'markdown',
	markdown,
});
const sent = (endpoint: string) => x.requests.filter((request) => request.endpoint === endpoint);
interface Sent {
	content_state: { entities: Array<{ value: { data: IDataObject } }> };
}

test('pictures that Markdown names by web address are uploaded, each once, and stand in the article by media ID', async () => {
	const [kite, fly] = ['/kite.png', '/fly.gif'].map((path) => files.url + path);
	const { json, error } = await x.run(
		draft(`Up\n\n![A kite](${kite})\n\n![Flying](${fly})\n\n![Again](${kite}) ![Before](1849)`),
	);
	expect(error).toBeUndefined();
	const uploaded = [...x.world.media.values()].slice(-2).map(({ id }) => id);
	const { content_state: state } = sent('POST /2/articles/draft')[0].body as Sent;
	expect(state.entities.map(({ value }) => value.data)).toEqual([
		{ caption: 'A kite', media_items: [{ media_category: 'tweet_image', media_id: uploaded[0] }] },
		{ caption: 'Flying', media_items: [{ media_category: 'tweet_gif', media_id: uploaded[1] }] },
		{ caption: 'Again', media_items: [{ media_category: 'tweet_image', media_id: uploaded[0] }] },
		{ caption: 'Before', media_items: [{ media_category: 'tweet_image', media_id: '1849' }] },
	]);
	expect(json[0]).toMatchObject({ id: expect.any(String) });
});

test('a picture that the Markdown contains is uploaded, too', async () => {
	const { error } = await x.run(draft(`![A kite](data:image/png;base64,${bytesOf('png').toString('base64')})`));
	expect(error).toBeUndefined();
	const { content_state: state } = sent('POST /2/articles/draft')[0].body as Sent;
	const media_id = [...x.world.media.values()].at(-1)?.id;
	expect(state.entities[0].value.data).toEqual({
		caption: 'A kite',
		media_items: [{ media_category: 'tweet_image', media_id }],
	});
});

test.each([
	['Up <b>and</b> away', "HTML in it ('b')"],
	['<DETAILS>\n\nUp\n\n</DETAILS>', "HTML in it ('details')"],
	['- up\n- <img src="https://example.com/kite.png">', "HTML in it ('img')"],
	['Up <br> <!-- <b> --> `<b>`, 1 <b and <brother> <you@example.com>\n\n```\n<p>\n```', undefined],
])('HTML stays text, of which a hint tells: %j', async (markdown, told) => {
	const { error, hints } = await x.run(draft(markdown));
	expect(error).toBeUndefined();
	const said = hints.filter((hint) => hint.includes('HTML')).map((hint) => /HTML in it \(.*?\)/.exec(hint)?.[0]);
	expect(said).toEqual(told === undefined ? [] : [told]);
});

test.each([
	['/gone.png', /cannot be read: the server answered with status 404/],
	['/kite.png) ![](kite.png', /neither a media ID nor a web address/],
])('nothing is sent when a picture cannot be had: %s', async (path, message) => {
	const { error } = await x.run(draft(`![A kite](${files.url}${path})`));
	expect(error?.message).toMatch(message);
	expect(x.requests).toEqual([]);
});
