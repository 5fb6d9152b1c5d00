/** The page and the requests by which people and tests switch oddities. */
import type { LocalX } from '../../sandbox';
import { ODDITIES } from '../../sandbox';
import { emptyX } from './support';

let x: LocalX;
beforeAll(async () => (x = await emptyX({ spec: false })));
afterAll(async () => await x.close());
beforeEach(() => x.oddities.reset());

describe('the oddities', () => {
	it('are switched over HTTP', async () => {
		const post = async (body: object) =>
			await fetch(`${x.url}/local/oddities`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			});
		expect((await post({ name: 'late-index', on: true, settings: { seconds: 60 } })).status).toBe(200);
		expect(x.oddities.list().find(({ name }) => name === 'late-index')).toMatchObject({
			on: true,
			settings: { seconds: 60 },
		});
		expect(await (await post({ name: 'late-index', on: false })).json()).toMatchObject({ oddities: [{ on: false }] });
		for (const body of [
			{ name: 'nonsense', on: true },
			{ name: 'late-index' },
			{ name: 'late-index', on: true, settings: { colour: 1 } },
		])
			expect((await post(body)).status).toBe(400);
	});

	it('are switched on a page', async () => {
		const page = async () =>
			await (await fetch(`${x.url}/local/oddities`, { headers: { accept: 'text/html' } })).text();
		for (const name of ODDITIES) expect(await page()).toContain(`value="${name}"`);
		const answer = await fetch(`${x.url}/local/oddities`, {
			method: 'POST',
			redirect: 'manual',
			body: new URLSearchParams({ name: 'late-index', on: 'true', settings: '{"seconds": 7}' }),
		});
		expect([answer.status, answer.headers.get('location')]).toEqual([303, '/local/oddities#late-index']);
		expect(await page()).toContain('&quot;seconds&quot;:7');
	});
});
