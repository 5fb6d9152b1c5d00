import type { IDataObject } from 'n8n-workflow';
import { useLocalX } from '../../support/x/local-x';

const x = useLocalX();

const on = (resource: string, operation: string, parameters: IDataObject): IDataObject => ({
	resource,
	operation,
	...parameters,
});
const aList = { mode: 'id', value: '1146654567674912769' };
const sent = (endpoint: string) => x.requests.filter((request) => request.endpoint === endpoint);

describe('List', () => {
	test('an update makes a private list public when that is asked for', async () => {
		const { error } = await x.run(on('list', 'update', { list: aList, options: { private: false } }));
		expect(error).toBeUndefined();
		expect(x.requests[0].body).toEqual({ private: false });
	});

	test('an update of nothing is refused before any request', async () => {
		const { error } = await x.run(on('list', 'update', { list: aList, options: {} }));
		expect(error?.message).toContain('There is nothing to update');
		expect(x.requests).toEqual([]);
	});

	test('a list is named by its link, a member by handle', async () => {
		const { error } = await x.run(
			on('list', 'addMember', {
				list: { mode: 'url', value: 'https://x.com/i/lists/1146654567674912769' },
				user: { mode: 'username', value: 'meteo' },
			}),
		);
		expect(error).toBeUndefined();
		expect(sent('POST /2/lists/{id}/members')[0]).toMatchObject({
			path: '/2/lists/1146654567674912769/members',
			body: { user_id: x.world.needUser('meteo').id },
		});
	});

	test('a list is pinned for the connected account', async () => {
		const { error } = await x.run(on('list', 'pin', { list: aList }));
		expect(error).toBeUndefined();
		expect(sent('POST /2/users/{id}/pinned_lists')[0]).toMatchObject({
			path: `/2/users/${x.world.needUser('ourbrand').id}/pinned_lists`,
			body: { list_id: aList.value },
		});
	});
});

describe('Space', () => {
	test('Spaces of several items share a request, whose IDs differ by case', async () => {
		const { json } = await x.run(on('space', 'get', { space: { mode: 'id', value: '={{ $json.space }}' } }), {
			input: ['1DXxyRYNejbKM', '1dxxyrynejbkm', 'https://x.com/i/spaces/1DXxyRYNejbKM'].map((space) => ({
				json: { space },
			})),
			continueOnFail: true,
		});
		expect(json).toHaveLength(3);
		expect(x.requests.map(({ endpoint, query }) => [endpoint, query.ids])).toEqual([
			['GET /2/spaces', '1DXxyRYNejbKM,1dxxyrynejbkm'],
		]);
	});

	test('Spaces are found by the handles of their creators', async () => {
		const { error } = await x.run(on('space', 'getByCreators', { creators: '@newsroom, @meteo' }));
		expect(error).toBeUndefined();
		expect(sent('GET /2/spaces/by/creator_ids')[0].query.user_ids).toBe(
			['newsroom', 'meteo'].map((name) => x.world.needUser(name).id).join(','),
		);
	});

	test('a search gives one page, of the size of the limit', async () => {
		const { error } = await x.run(on('space', 'search', { query: 'automation', limit: 7, options: { state: 'live' } }));
		expect(error).toBeUndefined();
		expect(x.requests).toHaveLength(1);
		expect(x.requests[0].query).toMatchObject({
			query: 'automation',
			state: 'live',
			max_results: '7',
			expansions: 'creator_id,host_ids',
		});
	});
});
