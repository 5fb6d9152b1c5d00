/** What several items ask for is done once, and what an account cannot do to itself is not tried. */
import type { IDataObject } from 'n8n-workflow';
import { useLocalX } from '../../../support/x/local-x';

const x = useLocalX();

const VALUE = '={{ $json.value }}';
const items = (...values: string[]) => ({ input: values.map((value) => ({ json: { value } })) });
const id = { mode: 'id', value: VALUE };
const writes = () => x.requests.filter(({ method }) => method !== 'GET');
const idOf = (name: string) => x.world.needUser(name).id;
const post = (by: string) => x.world.addPost({ by, text: `A post of ${by}` }).id;

describe('the same for several items', () => {
	test('is an account in whatever writing', async () => {
		const same = [idOf('newsroom'), '@newsroom', 'https://x.com/NewsRoom', 'meteo', '@newsroom'];
		const { json, error } = await x.run({ resource: 'user', operation: 'mute', user: VALUE }, items(...same));
		expect(error).toBeUndefined();
		expect(json).toEqual(same.map(() => ({ muting: true })));
		expect(writes()).toHaveLength(2);
	});

	test('is a post that is deleted: the second item has it, too', async () => {
		const [one, other] = [post('ourbrand'), post('ourbrand')];
		const parameters = { resource: 'post', operation: 'delete', post: id };
		const { items: out, error } = await x.run(parameters, items(one, other, `https://x.com/i/status/${one}`));
		expect(error).toBeUndefined();
		expect(out.map(({ json, pairedItem }) => [json.deleted, pairedItem])).toEqual(
			[0, 1, 2].map((item) => [true, { item }]),
		);
		expect(writes()).toHaveLength(2);
	});

	test('is tried again where the first was refused', async () => {
		const parameters = { resource: 'post', operation: 'delete', post: id };
		const { json } = await x.run(parameters, { ...items('12', '12'), continueOnFail: true });
		expect(json.map(({ error }) => error)).toEqual(['X did not find the post 12', 'X did not find the post 12']);
		expect(writes()).toHaveLength(2);
	});

	test.each<[string, IDataObject]>([
		['a message', { resource: 'directMessage', operation: 'send', user: '@newsroom', text: 'Hello' }],
		['a list', { resource: 'list', operation: 'create', name: 'Mine' }],
	])('is made for each where X makes another one: %s', async (_, parameters) => {
		await x.run(parameters, items('1', '2'));
		expect(writes()).toHaveLength(2);
	});
});

describe('the connected account', () => {
	test.each([
		['user', 'follow'],
		['user', 'mute'],
	])('is no other one: %s > %s', async (resource, operation) => {
		for (const itself of ['@ourbrand', idOf('ourbrand'), 'me']) {
			const { error } = await x.run({ resource, operation, user: VALUE }, items('newsroom', itself));
			expect(error?.message).toMatch(/'User'(: it is not an account| is the connected account itself)/);
			expect(error?.context.itemIndex).toBe(1);
		}
		expect(writes()).toEqual([]);
	});

	const group = { resource: 'directMessage', operation: 'createGroup', participants: VALUE, text: 'Hello' };

	test('is a member of each group that it creates anyway', async () => {
		const { error } = await x.run(group, items('me, newsroom, meteo'));
		expect(error).toBeUndefined();
		expect(writes()[0].body).toMatchObject({ participant_ids: [idOf('newsroom'), idOf('meteo')] });
	});

	test('and one other account make no group', async () => {
		const { error } = await x.run(group, items('me, newsroom'));
		expect(error?.message).toBe("'Participants': the connected account is part of it anyway");
		expect(writes()).toEqual([]);
	});
});

test.each([
	'This request looks like it might be automated.',
	'Your account is suspended and is not permitted to access this feature.',
	'Your account is temporarily locked.',
])('what X refuses the account as a whole is not tried for the other items: %s', async (detail) => {
	x.oddities.on('passing-refusal', { seconds: 1e6, endpoint: 'POST /2/tweets', detail, after: 1 });
	const parameters = { resource: 'post', operation: 'create', text: VALUE };
	const { json } = await x.run(parameters, { ...items('One', 'Two', 'Three', 'Four'), continueOnFail: true });
	expect(json.map(({ error }) => typeof error)).toEqual(['undefined', 'string', 'string', 'string']);
	expect(writes()).toHaveLength(2);
});
