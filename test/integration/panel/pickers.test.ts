/** "From list": every kind of object that X lists is asked for as X takes it, and can be narrowed down by typing. */
import type { ILoadOptionsFunctions, INode } from 'n8n-workflow';
import { endpoints } from '../../../connector';
import { OBJECT_NAMES, objectKind } from '../../../connector/objects';
import { listSearch } from '../../../host/panel/list-search';
import { useLocalX } from '../../support/x';

const x = useLocalX({ rateLimits: false });

/** What the editor hands to a search: the credential, and n8n's helper that signs requests with it. */
function panel(authentication: 'oAuth2' | 'bearerToken'): ILoadOptionsFunctions {
	const token =
		authentication === 'oAuth2'
			? x.userToken('ourbrand', [
					'bookmark.read',
					'broadcast.read',
					'dm.read',
					'like.read',
					'list.read',
					'tweet.read',
					'users.read',
				])
			: x.appToken();
	const node = {
		id: 'b',
		name: 'X',
		type: 'x',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: {},
	} as INode;
	return {
		getNode: () => node,
		getNodeParameter: () => authentication,
		getCredentials: async () => ({ baseUrl: x.url }),
		helpers: {
			httpRequestWithAuthentication: async (_type: string, { method, url }: { method: string; url: string }) => {
				const answer = await fetch(url, { method, headers: { authorization: `Bearer ${token}` } });
				return { statusCode: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.json() };
			},
		},
	} as unknown as ILoadOptionsFunctions;
}

const listed = OBJECT_NAMES.filter((name) => objectKind(name).listed !== undefined);

test.each(listed)('%s', async (name) => {
	const endpoint = objectKind(name).listed?.endpoint ?? '';
	const byApp = !endpoints().find((each) => each.endpoint === endpoint)?.access.user;
	const { results } = await listSearch[`find_${name}`].call(panel(byApp ? 'bearerToken' : 'oAuth2'));
	expect(x.requests.map((request) => request.endpoint)).toContain(endpoint);
	for (const { name: label, value } of results) {
		expect(label).not.toBe('');
		expect(value).toEqual(expect.stringMatching(/./));
	}
});

test('jobs of both types are asked for', async () => {
	await listSearch.find_complianceJob.call(panel('bearerToken'));
	expect(x.requests.map(({ query }) => query.type).sort()).toEqual(['tweets', 'users']);
});

test('typing narrows the list down', async () => {
	const { results: all } = await listSearch.find_complianceJob.call(panel('bearerToken'));
	expect(all.length).toBeGreaterThan(0);
	const { results: none } = await listSearch.find_complianceJob.call(panel('bearerToken'), 'no such job');
	expect(none).toEqual([]);
});
