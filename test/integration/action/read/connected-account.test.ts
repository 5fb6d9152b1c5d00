/** The account of the credential is asked for once. */
import type { IDataObject } from 'n8n-workflow';
import { useAccounts } from '../../../support/x/accounts';

const { x, asked } = useAccounts();

describe('the connected account', () => {
	const me = () => asked('GET /2/users/me').length;
	const mentions: IDataObject = {
		resource: 'timeline',
		operation: 'getMentions',
		user: { mode: 'list', value: 'me' },
		limit: 5,
	};

	test('is asked for once for all items of a run, and not again by later runs with the same token', async () => {
		const connection = x.connect();
		await x.run(mentions, { input: [{ json: {} }, { json: {} }, { json: {} }], connection });
		expect(me()).toBe(1);
		await x.run({ resource: 'timeline', operation: 'getHome', limit: 1 }, { connection });
		expect(me()).toBe(1);
	});

	test('is asked for again when another one was connected', async () => {
		const first = x.connect('ourbrand', undefined, 'one-credential');
		await x.run(mentions, { connection: first });
		const second = x.connect('newsroom', undefined, 'one-credential');
		await x.run(mentions, { connection: second });
		expect(me()).toBe(2);
		expect(asked('GET /2/users/{id}/mentions').map(({ path }) => path)).toEqual(
			['ourbrand', 'newsroom'].map((name) => `/2/users/${x.world.needUser(name).id}/mentions`),
		);
	});

	test('known, its own posts in a search are told to be cheaper elsewhere', async () => {
		x.faults.set({ searchDelaySeconds: 0 });
		x.world.addPost({ by: 'ourbrand', text: 'Own words' });
		const connection = x.connect();
		await x.run(mentions, { connection });
		const { hints } = await x.run(
			{ resource: 'post', operation: 'search', query: '"Own words"', limit: 10 },
			{ connection },
		);
		expect(hints[0]).toContain('· 1 for 0.001 each with Timeline > Get User Posts ·');
	});
});
