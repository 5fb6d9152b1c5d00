import { createDirectory } from '../../../api/read/user-ids';
import { XError } from '../../../api/errors/errors';
import { fakeClient, rejection, thrownBy, xError, type Made } from '../../support/unwired/surroundings';

const IDS: Record<string, string> = { ada: '1', bob: '2', carl: '3' };

/** X with three users; the connected account is ada. */
function x({ endpoint, parts }: Made) {
	if (endpoint === 'GET /2/users/me') return { data: { id: '1', username: 'ada' } };
	const names = ((parts.query?.usernames ?? Object.values(parts.path ?? {})) as string[]).map((name) =>
		name.toLowerCase(),
	);
	const data = names.filter((name) => IDS[name]).map((name) => ({ id: IDS[name], username: name }));
	const errors = names
		.filter((name) => !IDS[name])
		.map((name) => ({
			value: name,
			title: 'Not Found Error',
			detail: `Could not find user with usernames: [${name}].`,
			type: 'https://api.x.com/2/problems/resource-not-found',
		}));
	return {
		...(data.length > 0 ? { data: endpoint.includes('{') ? data[0] : data } : {}),
		...(errors.length > 0 ? { errors } : {}),
	};
}

const endpoints = (calls: readonly Made[]) => calls.map(({ endpoint }) => endpoint);

it('me is asked for once, however often it is needed', async () => {
	const { client, calls } = fakeClient(x);
	const directory = createDirectory(client, 5);
	for (let i = 0; i < 3; i++) await directory.learn(['me', 'me']);
	expect(directory.id('me')).toBe('1');
	expect(endpoints(calls)).toEqual(['GET /2/users/me']);
});

it.each<[object, object]>([
	[
		{ username: 'ada', subscription_type: 'Premium' },
		{ id: '1', username: 'ada', subscription: 'Premium' },
	],
	[{ username: null, subscription_type: 5 }, { id: '1' }],
	[{}, { id: '1' }],
])('what X tells of the account with it is noted, whatever it is: %j', async (more, noted) => {
	const { client, calls } = fakeClient(() => ({ data: { id: '1', ...more } }));
	const account = {};
	await createDirectory(client, 5, account).learn(['me']);
	expect(Object.keys(account).sort()).toEqual(Object.keys(noted).sort());
	expect(account).toEqual(noted);
	expect(calls.map(({ parts }) => parts)).toEqual([{ query: { 'user.fields': ['subscription_type'] } }]);
});

it('items side by side do not ask twice', async () => {
	const { client, calls } = fakeClient(async (made) => {
		await Promise.resolve();
		return x(made);
	});
	const directory = createDirectory(client, 5);
	await Promise.all(
		Array.from({ length: 5 }, async () => {
			await directory.learn(['me', '@bob']);
			expect([directory.id('me'), directory.id('@bob')]).toEqual(['1', '2']);
		}),
	);
	expect(endpoints(calls).sort()).toEqual(['GET /2/users/by/username/{username}', 'GET /2/users/me']);
});

it('handles go together in one request, duplicates once', async () => {
	const { client, calls } = fakeClient(x);
	const directory = createDirectory(client, 5);
	await directory.learn(['@bob', '@carl', '@bob', '20']);
	expect(calls).toHaveLength(1);
	expect(calls[0]).toMatchObject({ endpoint: 'GET /2/users/by', parts: { query: { usernames: ['bob', 'carl'] } } });
	expect([directory.id('@bob'), directory.id('@carl')]).toEqual(['2', '3']);
	await directory.learn(['@carl', '@ada']);
	expect(calls[1]).toMatchObject({
		endpoint: 'GET /2/users/by/username/{username}',
		parts: { path: { username: 'ada' } },
	});
});

it('an ID needs no request and is itself', async () => {
	const { client, calls } = fakeClient(x);
	const directory = createDirectory(client, 5);
	await directory.learn(['2244994945']);
	expect(directory.id('2244994945')).toBe('2244994945');
	expect(calls).toEqual([]);
});

it('a handle of digits only is looked up', async () => {
	const { client, calls } = fakeClient(() => ({ data: { id: '77', username: '2244994945' } }));
	const directory = createDirectory(client, 5);
	await directory.learn(['@2244994945']);
	expect(directory.id('@2244994945')).toBe('77');
	expect(calls).toHaveLength(1);
});

it("a user X does not know is that key's error, told when it is needed; the others are found", async () => {
	const { client, calls } = fakeClient(x);
	const directory = createDirectory(client, 5);
	await directory.learn(['@bob', '@nobody']);
	expect(directory.id('@bob')).toBe('2');
	const error = thrownBy(() => directory.id('@nobody'));
	expect(error).toBeInstanceOf(XError);
	expect((error as XError).problem.detail).toContain('nobody');
	await directory.learn(['@nobody']);
	expect(calls).toHaveLength(1);
});

it.each([
	[
		'X refuses',
		() => {
			throw xError(403, 'Forbidden', 'No.');
		},
		'X refused: No',
	],
	[
		'X answers without a user',
		() => ({ errors: [{ title: 'Authorization Error', detail: 'Suspended.' }] }),
		'X did not find it',
	],
	['X answers with nothing', () => ({}), 'X did not return a user'],
])('me is an error when %s', async (_, answer, title) => {
	const directory = createDirectory(fakeClient(answer).client, 5);
	await directory.learn(['me']);
	const error = thrownBy(() => directory.id('me'));
	expect(error).toBeInstanceOf(XError);
	expect((error as XError).message).toBe(title);
});

it('an answer without a user is an error of that request', async () => {
	const directory = createDirectory(fakeClient(() => ({})).client, 5);
	await directory.learn(['me']);
	expect(thrownBy(() => directory.id('me'))).toMatchObject({
		problem: { detail: '', type: '' },
		context: { endpoint: 'GET /2/users/me', status: 404 },
	});
});

it('what a run has learnt, but no refusal, is known to the next one without a request', async () => {
	const first = createDirectory(fakeClient(x).client, 5);
	await first.learn(['me', '@bob', '@nobody', '77']);
	expect(first.learnt()).toEqual({ me: '1', '@bob': '2' });
	const { client, calls } = fakeClient(x);
	const next = createDirectory(client, 5);
	next.recall(first.learnt());
	await next.learn(['me', '@bob']);
	expect([next.id('me'), next.id('@bob'), calls]).toEqual(['1', '2', []]);
	await next.learn(['@bob', '@carl']);
	expect(calls.map(({ path }) => path)).toEqual(['/2/users/by/username/carl']);
});

it.each(['@bob', '7up'])('what nobody has asked for (%s) is no ID', (key) => {
	const directory = createDirectory(fakeClient(x).client, 5);
	expect(thrownBy(() => directory.id(key))).toMatchObject({ message: expect.stringContaining(key) as string });
});

it('a cancelled run ends the learning for all who wait for it', async () => {
	const cancelled = new Error('cancelled');
	const directory = createDirectory(
		fakeClient(async () => {
			await Promise.resolve();
			throw cancelled;
		}).client,
		5,
	);
	const both = [directory.learn(['me']), directory.learn(['me'])].map(rejection);
	expect(await Promise.all(both)).toEqual([cancelled, cancelled]);
});
