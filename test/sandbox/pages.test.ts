import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalX, type LocalX } from '../../sandbox';
import { as, emptyX, PIXEL, WRITE } from './support';

/** Relative luminance, by WCAG 2; of #rgb or #rrggbb. */
function luminance(color: string): number {
	const digits = color.length === 4 ? [...color.slice(1)].map((digit) => digit + digit) : color.match(/\w\w/g)!;
	const [r, g, b] = digits
		.map((digit) => parseInt(digit, 16) / 255)
		.map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
	const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (lighter + 0.05) / (darker + 0.05);
}

describe('the pages of the local X', () => {
	let x: LocalX;
	beforeAll(async () => (x = await startLocalX({ seed: 'demo' })));
	afterAll(async () => await x.close());
	const page = async (path: string) => {
		const answer = await fetch(x.url + path, { headers: { accept: 'text/html' } });
		return { status: answer.status, text: await answer.text() };
	};

	const newestPost = () => {
		const [{ id }] = x.world.timeline((post) => post.authorId === x.world.needUser('newsroom').id);
		return `/newsroom/status/${id}`;
	};

	it('shows the posts with pictures that load', async () => {
		const { text } = await page('/');
		expect(text).toContain('City Newsroom');
		const pictures = [...text.matchAll(/<img src="([^"]+)" alt="[^"]+" loading/g)].map((match) => match[1]);
		expect(pictures.length).toBeGreaterThan(5);
		const first = await fetch(pictures[0]);
		expect([first.status, first.headers.get('content-type')]).toEqual([200, 'image/png']);
		expect((await fetch(`${x.url}/local/avatars/newsroom.svg`)).headers.get('content-type')).toContain('image/svg+xml');
	});

	it.each(['/', '/newsroom', 'a post', '/local/requests', '/local/oddities'])(
		'%s can be read aloud and used without a mouse',
		async (path) => {
			const { text } = await page(path === 'a post' ? newestPost() : path);
			expect(text).toContain('<a class="hidden" href="#content">');
			expect(text).toContain('<main id="content"');
			expect(text.match(/<h1/g)).toHaveLength(1);
			expect([...text.matchAll(/<img (?![^>]*\balt=)[^>]*>/g)]).toEqual([]);
			expect([...text.matchAll(/<th[^>]*>\s*<\/th>/g)]).toEqual([]);
			const names = [...text.matchAll(/<(?:button|input)[^>]*aria-label="([^"]+)"/g)].map(([, name]) => name);
			expect(new Set(names).size).toBe(names.length);
			if (['/', '/local/requests', '/local/oddities'].includes(path))
				expect(text.match(/aria-current="page"/g)).toHaveLength(1);
		},
	);

	it('has texts that are told from the paper, in light and in dark mode', async () => {
		const { text } = await page('/');
		const palettes = [...text.matchAll(/:root\{(?:color-scheme:light dark;)?([^}]+)\}/g)].map(
			([, colors]) =>
				Object.fromEntries(colors.split(';').map((each) => each.slice(2).split(':'))) as Record<string, string>,
		);
		expect(palettes).toHaveLength(2);
		for (const { paper, ...inks } of palettes)
			for (const name of ['ink', 'dim', 'link', 'bad'])
				expect([name, contrast(inks[name], paper) >= 4.5]).toEqual([name, true]);
	});

	it('shows an account and a post', async () => {
		expect((await page('/newsroom')).text).toContain('News from the city, day and night.');
		expect((await page(newestPost())).text).toMatch(/data-id="\d+" class="focus"/);
		expect((await page('/nobody')).status).toBe(404);
		expect((await page('/newsroom/status/1')).status).toBe(404);
	});

	it('escapes what people write', async () => {
		const post = x.world.addPost({
			by: 'meteo',
			text: '<img src=x onerror=alert(1)> "quoted" & \'more\' javascript:alert(1)',
		});
		const { text } = await page(`/meteo/status/${post.id}`);
		expect(text).toContain('&lt;img src=x onerror=alert(1)&gt; &quot;quoted&quot; &amp; &#39;more&#39;');
		expect(text).not.toContain('<img src=x');
	});

	it('lists the requests with their price', async () => {
		await as(x, 'ourbrand')('POST /2/tweets', { text: 'See https://example.com' });
		const { text } = await page('/local/requests');
		expect(text).toContain('<b>POST</b> /2/tweets');
		expect(text).toContain('@ourbrand');
		expect(text).toContain('$0.20');
		expect(text).toMatch(/\$0\.200 in all/);
	});

	it('has newest posts of @newsroom with a picture, with a link and with neither', () => {
		const newest = x.world.timeline((post) => post.authorId === x.world.needUser('newsroom').id).slice(0, 5);
		const links = (post: (typeof newest)[number]) => (post.entities.urls ?? []).some((url) => !url.media_key);
		expect(newest.some((post) => post.mediaKeys.length > 0)).toBe(true);
		expect(newest.some(links)).toBe(true);
		expect(newest.some((post) => !links(post))).toBe(true);
		expect(x.world.posts.size).toBeGreaterThanOrEqual(30);
	});
});

describe('the state of the local X', () => {
	it('outlives a restart in a file', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'local-x-test-'));
		const stateFile = join(folder, 'state.json');
		try {
			const first = await emptyX({ stateFile });
			const token = first.userToken('anna', WRITE);
			const media = first.world.addMedia({ owner: 'anna', bytes: PIXEL });
			const { id } = first.world.addPost({ by: 'anna', text: 'Remember me', media: [media.id] });
			await first.close();
			expect(JSON.parse(await readFile(stateFile, 'utf8')).posts).toHaveLength(1);
			const second = await startLocalX({ stateFile });
			const answer = await fetch(`${second.url}/2/tweets/${id}`, { headers: { authorization: `Bearer ${token}` } });
			expect(await answer.json()).toMatchObject({ data: { id, text: expect.stringMatching(/^Remember me/) } });
			expect(second.world.media.get(media.id)!.bytes!.equals(PIXEL)).toBe(true);
			expect(second.world.users.size).toBe(2);
			await second.close();
		} finally {
			await rm(folder, { recursive: true });
		}
	});

	it('says that its port is taken', async () => {
		const x = await emptyX();
		await expect(startLocalX({ port: Number(new URL(x.url).port), seed: 'empty' })).rejects.toMatchObject({
			code: 'EADDRINUSE',
		});
		await x.close();
	});
});
