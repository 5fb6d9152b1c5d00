/** No page of another site reaches the local X, neither by a name of its own nor through the browser of somebody who runs it. */
import { request } from 'node:http';
import type { LocalX } from '../../../sandbox';
import { emptyX } from '../support';

let x: LocalX;
beforeAll(async () => (x = await emptyX()));
afterAll(async () => await x.close());

/** `fetch` sets Host by itself. */
const ask = (method: string, path: string, headers: Record<string, string>): Promise<number> =>
	new Promise((resolve, reject) => {
		request(`${x.url}${path}`, { method, headers }, (answer) => {
			answer.resume();
			answer.on('end', () => resolve(answer.statusCode ?? 0));
		})
			.on('error', reject)
			.end();
	});
const port = () => new URL(x.url).port;

it.each(['/', '/local/requests', '/2/users/me', '/i/oauth2/authorize'])('%s is closed to other names', async (path) => {
	expect(await ask('GET', path, { host: `evil.example:${port()}` })).toBe(403);
	expect(await ask('GET', path, { host: `127.0.0.1.evil.example:${port()}` })).toBe(403);
	expect(await ask('GET', path, { host: `localhost:${port()}` })).not.toBe(403);
});

it('nothing is changed from a page elsewhere', async () => {
	x.world.addPost({ by: 'anna', text: 'Still here' });
	const json = { 'content-type': 'application/json' };
	for (const origin of [
		'https://evil.example',
		'null',
		`http://127.0.0.1:${Number(port()) + 1}`,
		`http://evil.example//127.0.0.1:${port()}`,
	])
		expect(await ask('POST', '/local/reset', { ...json, origin })).toBe(403);
	expect(x.world.posts.size).toBe(1);
	expect(await ask('POST', '/local/reset', { ...json, origin: x.url })).toBe(200);
	expect(await ask('POST', '/local/reset', json)).toBe(200);
});
