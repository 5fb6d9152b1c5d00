import type { LocalX } from '../../../sandbox';
import { as, asApp, call, emptyX, READ } from '../support';

describe.each([
	["by X's specification", undefined],
	['by the connector schema', false as const],
])('credentials and errors of the local X, %s', (_name, spec) => {
	let x: LocalX;
	beforeAll(async () => (x = await emptyX({ spec })));
	afterAll(async () => await x.close());

	it('refuses a token without the scopes of the operation', async () => {
		expect(await as(x, 'anna', READ)('POST /2/tweets', { text: 'not allowed' })).toMatchObject({
			status: 403,
			body: { title: 'Forbidden', type: 'about:blank', status: 403 },
		});
		expect((await as(x, 'anna', ['tweet.read'])('GET /2/users/me')).status).toBe(403);
		expect((await as(x, 'anna', READ)('POST /2/media/upload/initialize', {})).status).toBe(403);
		expect(x.world.timeline()).toEqual([]);
	});

	it('refuses an app-only token where a user must act, and a user token where only an app may', async () => {
		const refused = await call(x, x.appToken(), 'POST /2/tweets', { text: 'by nobody' });
		expect(refused).toMatchObject({
			status: 403,
			body: {
				title: 'Unsupported Authentication',
				type: 'https://api.x.com/2/problems/unsupported-authentication',
				status: 403,
			},
		});
		expect(refused.headers.get('content-type')).toContain('application/problem+json');
		expect((await asApp(x)('GET /2/users/me')).status).toBe(403);
		expect((await asApp(x)('GET /2/tweets/search/all?query=hello')).status).toBe(200);
		expect(await as(x, 'anna')('GET /2/tweets/search/all?query=hello')).toMatchObject({
			status: 403,
			body: { title: 'Unsupported Authentication' },
		});
	});

	it('answers a bad token in the older shape and a missing one as a problem', async () => {
		expect(await call(x, 'nonsense', 'GET /2/users/me')).toMatchObject({
			status: 401,
			body: { errors: [{ code: 89, message: 'Invalid or expired token' }] },
		});
		expect(await call(x, undefined, 'GET /2/users/me')).toMatchObject({
			status: 401,
			body: { title: 'Unauthorized', type: 'about:blank' },
		});
	});

	it('answers 404 to what X does not have', async () => {
		expect(await as(x, 'anna')('GET /2/nothing/here')).toMatchObject({ status: 404, body: { title: 'Not Found' } });
	});

	it('answers 400 to a body that is no JSON', async () => {
		const answer = await fetch(`${x.url}/2/tweets`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${x.userToken('anna', [...READ, 'tweet.write'])}`,
				'content-type': 'application/json',
			},
			body: '{"text":',
		});
		expect(answer.status).toBe(400);
		expect(await answer.json()).toMatchObject({ type: 'https://api.x.com/2/problems/invalid-request' });
	});
});
