import type { LocalX } from '../../../sandbox';
import { as, emptyX, type Reply } from '../support';

const HOUR = 3_600_000;

describe('timelines and paging of the local X', () => {
	let x: LocalX;
	let anna: ReturnType<typeof as>;
	let ids: { anna: string; ben: string };
	beforeEach(async () => {
		x = await emptyX();
		anna = as(x, 'anna');
		ids = { anna: x.world.needUser('anna').id, ben: x.world.needUser('ben').id };
	});
	afterEach(async () => {
		await x.close();
	});

	const write = (count: number, by = 'ben', text = (i: number) => `Post ${i}`) =>
		Array.from(
			{ length: count },
			(_, i) => x.world.addPost({ by, text: text(i), at: Date.now() - (count - i) * 60_000 - HOUR }).id,
		);
	const idsOf = (answer: Reply): string[] => (answer.body.data ?? []).map((one: { id: string }) => one.id);

	async function all(path: string, parameter = 'pagination_token'): Promise<{ ids: string[]; pages: Reply[] }> {
		const found: string[] = [];
		const pages: Reply[] = [];
		let token: string | undefined;
		do {
			const page: Reply = await anna(`GET ${path}${token ? `&${parameter}=${token}` : ''}`);
			expect(page.status).toBe(200);
			pages.push(page);
			found.push(...idsOf(page));
			token = page.body.meta.next_token;
		} while (token && pages.length < 100);
		return { ids: found, pages };
	}

	it('pages through all posts once, newest first, though new ones come in', async () => {
		const written = write(23);
		const first = await anna(`GET /2/users/${ids.ben}/tweets?max_results=10`);
		x.world.addPost({ by: 'ben', text: 'In between' });
		const second = await anna(
			`GET /2/users/${ids.ben}/tweets?max_results=10&pagination_token=${first.body.meta.next_token}`,
		);
		const third = await anna(
			`GET /2/users/${ids.ben}/tweets?max_results=10&pagination_token=${second.body.meta.next_token}`,
		);
		expect([...idsOf(first), ...idsOf(second), ...idsOf(third)]).toEqual([...written].reverse());
		expect(first.body.meta).toMatchObject({ result_count: 10, newest_id: written[22], oldest_id: written[13] });
		expect(first.body.meta.previous_token).toBeUndefined();
		expect(third.body.meta.next_token).toBeUndefined();
		expect(
			idsOf(
				await anna(`GET /2/users/${ids.ben}/tweets?max_results=10&pagination_token=${third.body.meta.previous_token}`),
			),
		).toEqual(idsOf(second));
		expect((await anna(`GET /2/users/${ids.ben}/tweets?pagination_token=zzz`)).status).toBe(400);
	});

	it('can answer an empty page that is not the end', async () => {
		const written = write(12);
		x.faults.set({ emptyPages: 2 });
		const { ids: found, pages } = await all(`/2/users/${ids.ben}/tweets?max_results=5`);
		expect(found).toEqual([...written].reverse());
		expect(pages[0].body).toEqual({ meta: { result_count: 0, next_token: expect.any(String) } });
		expect(pages).toHaveLength(5);
	});

	it('answers 200 without data where there is nothing', async () => {
		expect((await anna(`GET /2/users/${ids.ben}/tweets`)).body).toEqual({ meta: { result_count: 0 } });
	});

	it.each([
		['/2/users/{ben}/tweets?', 5, 100],
		['/2/users/{anna}/mentions?', 5, 100],
		['/2/users/{anna}/timelines/reverse_chronological?', 1, 100],
		['/2/tweets/search/recent?query=a&', 10, 100],
	])('keeps max_results of %s between %d and %d', async (path, min, max) => {
		const at = async (size: number | string) =>
			await anna(`GET ${path.replace('{anna}', ids.anna).replace('{ben}', ids.ben)}max_results=${size}`);
		expect((await at(min)).status).toBe(200);
		expect((await at(max)).status).toBe(200);
		expect(await at(min - 1)).toMatchObject({
			status: 400,
			body: {
				errors: [{ parameters: { max_results: [String(min - 1)] } }],
				type: 'https://api.x.com/2/problems/invalid-request',
			},
		});
		expect((await at(max + 1)).status).toBe(400);
		expect((await at('ten')).status).toBe(400);
	});

	it('cuts by id and time', async () => {
		const written = write(10);
		const of = async (query: string) => idsOf(await anna(`GET /2/users/${ids.ben}/tweets?max_results=100&${query}`));
		const time = (i: number) => encodeURIComponent(new Date(x.world.posts.get(written[i])!.createdAt).toISOString());
		expect(await of(`since_id=${written[6]}`)).toEqual([written[9], written[8], written[7]]);
		expect(await of(`until_id=${written[2]}`)).toEqual([written[1], written[0]]);
		expect(await of(`start_time=${time(8)}`)).toEqual([written[9], written[8]]);
		expect(await of(`end_time=${time(2)}`)).toEqual([written[1], written[0]]);
		const refused = async (query: string) => (await anna(`GET /2/users/${ids.ben}/tweets?${query}`)).status;
		expect(await refused(`start_time=${time(8)}&end_time=${time(2)}`)).toBe(400);
		expect(await refused('start_time=yesterday')).toBe(400);
		expect(await refused('start_time=2009-01-01T00:00:00Z')).toBe(400);
		expect(await refused('since_id=5&until_id=4')).toBe(400);
		expect(await refused('since_id=abc')).toBe(400);
	});

	it('leaves out replies and reposts', async () => {
		const mine = x.world.addPost({ by: 'ben', text: 'Original' }).id;
		x.world.addPost({ by: 'ben', text: 'Reply', replyTo: mine });
		x.world.addPost({ by: 'ben', repostOf: mine });
		const of = async (query: string) => idsOf(await anna(`GET /2/users/${ids.ben}/tweets?${query}`)).length;
		expect(await of('')).toBe(3);
		expect(await of('exclude=replies')).toBe(2);
		expect(await of('exclude=replies,retweets')).toBe(1);
		expect((await anna(`GET /2/users/${ids.ben}/tweets?exclude=quotes`)).status).toBe(400);
	});

	it('ends timelines where X does: 3,200 posts, 800 without replies, 800 mentions', async () => {
		write(3300, 'ben', (i) => `@anna ${i}`);
		const count = async (path: string) => (await all(path)).ids.length;
		expect(await count(`/2/users/${ids.ben}/tweets?max_results=100`)).toBe(3200);
		expect(await count(`/2/users/${ids.ben}/tweets?max_results=100&exclude=replies`)).toBe(800);
		expect(await count(`/2/users/${ids.anna}/mentions?max_results=100`)).toBe(800);
	}, 60_000);

	it("shows at home what one follows, and one's own home only", async () => {
		const own = x.world.addPost({ by: 'anna', text: 'Mine' }).id;
		const other = x.world.addPost({ by: 'ben', text: 'Theirs' }).id;
		const home = async () => idsOf(await anna(`GET /2/users/${ids.anna}/timelines/reverse_chronological`));
		expect(await home()).toEqual([own]);
		x.world.follow('anna', 'ben');
		x.world.addPost({ by: 'ben', text: 'An advertisement', sent: { nullcast: true } });
		expect(await home()).toEqual([other, own]);
		expect((await anna(`GET /2/users/${ids.ben}/timelines/reverse_chronological`)).status).toBe(403);
	});

	it('hides protected and suspended accounts', async () => {
		x.world.needUser('ben').state = 'protected';
		const post = x.world.addPost({ by: 'ben', text: '@anna psst' });
		const path = `GET /2/users/${ids.ben}/tweets`;
		expect((await anna(path)).body).toMatchObject({
			errors: [{ type: 'https://api.x.com/2/problems/not-authorized-for-resource' }],
		});
		expect(idsOf(await anna(`GET /2/users/${ids.anna}/mentions`))).toEqual([]);
		x.world.follow('anna', 'ben');
		expect(idsOf(await anna(path))).toEqual([post.id]);
		x.world.needUser('ben').state = 'suspended';
		expect((await anna(path)).body).toMatchObject({ errors: [{ title: 'Forbidden' }] });
	});

	it('pages search by next_token and pagination_token, not both', async () => {
		const written = write(25);
		expect((await all('/2/tweets/search/recent?query=post&max_results=10', 'next_token')).ids).toEqual(
			[...written].reverse(),
		);
		expect((await all('/2/tweets/search/recent?query=post&max_results=10')).ids).toEqual([...written].reverse());
		expect((await anna('GET /2/tweets/search/recent?query=post&next_token=1&pagination_token=1')).status).toBe(400);
	});
});
