/** "From list": every kind of object that X lists is asked for as X takes it, and can be narrowed down by typing. */
import { NodeHelpers, type ILoadOptionsFunctions, type INode, type INodeProperties } from 'n8n-workflow';
import { RESOURCES, scopes, type Scope } from '../../../connector';
import { OBJECT_NAMES, objectKind } from '../../../connector/objects';
import { listSearch } from '../../../host/panel/loaded/list-search';
import { loadOptions } from '../../../host/panel/loaded/load-options';
import { drawTrigger } from '../../../host/panel/triggers/trigger';
import { TRIGGER_EVENTS } from '../../../connector/triggers';
import { X } from '../../../nodes/X/X.node';
import { XDeveloper } from '../../../nodes/XDeveloper/XDeveloper.node';
import { CredentialsStore, panelOf, typesOf, type Store } from '../../support/n8n/run-node';
import type * as VirtualTime from '../../support/virtual-time';
import { useVirtualTime } from '../../support/virtual-time';
import { useLocalX } from '../../support/x/local-x';

jest.mock('n8n-workflow', () => jest.requireActual<typeof VirtualTime>('../../support/virtual-time').virtualTime());
useVirtualTime();

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

type Authentication = Parameters<typeof panel>[0];
const AUTHENTICATIONS: readonly Authentication[] = ['oAuth2', 'bearerToken'];

const methodOf = ({ modes = [] }: INodeProperties) =>
	modes.map(({ typeOptions }) => typeOptions?.searchListMethod).filter((method) => method !== undefined);

/** Every list that a panel offers, with the credentials that it offers it for. */
function offered(): Array<[method: string, authentication: Authentication]> {
	const choices = [
		...RESOURCES.flatMap(({ name, node, operations }) =>
			operations.map((operation) => ({
				properties: (node === 'X' ? new X() : new XDeveloper()).description.properties,
				chosen: { resource: name, operation: operation.name },
				able: {
					oAuth2: operation.access.user ?? operation.instead?.endpoint.access.user,
					bearerToken: operation.access.app,
				},
			})),
		),
		...TRIGGER_EVENTS.map(({ name, source: { access } }) => ({
			properties: drawTrigger(),
			chosen: { event: name },
			able: { oAuth2: access.user, bearerToken: access.app },
		})),
	];
	const pairs = choices.flatMap(({ properties, chosen, able }) =>
		AUTHENTICATIONS.filter((authentication) => able[authentication]).flatMap((authentication) =>
			properties
				.filter((property) =>
					NodeHelpers.displayParameter({ ...chosen, authentication }, property, { typeVersion: 1 }, null),
				)
				.flatMap((property) => methodOf(property).map((method) => `${method} ${authentication}`)),
		),
	);
	return [...new Set(pairs)].sort().map((pair) => pair.split(' ') as [string, Authentication]);
}

const pairs = offered();

test.each(pairs)('%s works with %s, for which it is offered', async (method, authentication) => {
	const { results } = await listSearch[method].call(panel(authentication));
	const { listed } = OBJECT_NAMES.map(objectKind).find((_, i) => method === `find_${OBJECT_NAMES[i]}`) ?? {};
	if (listed) expect(x.requests.map((request) => request.endpoint)).toContain(listed.endpoint);
	for (const { name: label, value } of results) {
		expect(label).not.toBe('');
		expect(value).toEqual(expect.stringMatching(/./));
	}
});

test('every kind of object that X lists is offered for some credential', () => {
	const methods = new Set(pairs.map(([method]) => method));
	for (const name of OBJECT_NAMES.filter((each) => objectKind(each).listed)) expect(methods).toContain(`find_${name}`);
});

test('Me is offered with OAuth2 only', async () => {
	const names = async (authentication: Authentication) =>
		(await listSearch.findUsers.call(panel(authentication))).results.map(({ value }) => value);
	expect(await names('oAuth2')).toEqual(['me']);
	expect(await names('bearerToken')).toEqual([]);
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

describe('the line of the connected account', () => {
	function panelFor(credentials: Store, authentication = 'oAuth2') {
		const context = panelOf(new CredentialsStore(typesOf(), credentials), { authentication });
		context.getCurrentNodeParameter = () => authentication;
		return context;
	}
	const lineOf = async (context: ILoadOptionsFunctions) => (await loadOptions.connectedAccount.call(context))[0];
	const of = async (as: string, scopes?: readonly Scope[]) =>
		await lineOf(panelFor({ xUserOAuth2Api: x.connect(as, scopes).data }));
	const without = (...left: Scope[]) => scopes().filter((scope) => !left.includes(scope));

	test('tells the account, its tier and what it lacks, in one line', async () => {
		expect(await of('ourbrand')).toEqual({ name: '@ourbrand · Premium · all permissions', value: 'shown' });
		expect(await of('ourbrand', without('media.write'))).toMatchObject({
			name: '@ourbrand · Premium · lacks media.write: no pictures',
		});
		x.world.needUser('ourbrand').premium = false;
		expect(await of('ourbrand', without('media.write', 'like.write', 'mute.write', 'mute.read'))).toMatchObject({
			name: '@ourbrand · no Premium · lacks like.write: no likes, media.write: no pictures, and 2 more',
			description: expect.stringContaining('mute.write: no muting. Choose the scopes in the credential'),
		});
	});

	test('waits for a person who is just connecting the account', async () => {
		const { oauthTokenData, ...unconnected } = x.connect().data;
		const context = panelFor({ xUserOAuth2Api: unconnected });
		const stored = jest.spyOn(context, 'getCredentials');
		for (let looks = 0; looks < 20; looks++) stored.mockResolvedValueOnce(unconnected);
		const since = Date.now();
		stored.mockResolvedValue({ ...unconnected, oauthTokenData });
		const line = lineOf(context);
		expect((await line).name).toMatch(/^@ourbrand/);
		expect(Date.now() - since).toBe(20_000);
	});

	test('asks X once', async () => {
		const context = panelFor({ xUserOAuth2Api: x.connect().data });
		await lineOf(context);
		await lineOf(context);
		expect(x.requests.map(({ endpoint }) => endpoint)).toEqual(['GET /2/users/me']);
	});

	test('asks nothing that the scopes do not allow', async () => {
		expect((await of('ourbrand', ['tweet.read', 'offline.access'])).name).toMatch(/^lacks block\.read/);
		expect(x.requests).toEqual([]);
	});

	test('tells the usage of an app, which is free', async () => {
		const app = { baseUrl: x.url, source: 'token', bearerToken: x.appToken() };
		const { name: line } = await lineOf(panelFor({ xAppBearerApi: app }, 'bearerToken'));
		expect(line).toMatch(/^App · [\d,]+ of [\d,]+ posts read this month$/);
		expect(x.requests.map(({ usd }) => usd)).toEqual([0]);
	});

	test.each([
		[['project_cap'], /^App · [\d,]+ posts read this month$/],
		[['project_usage'], /^App$/],
	])('leaves out what X does not tell of an app: %s', async (fields, expected) => {
		x.oddities.on('fields-left-out', { fields });
		const app = { baseUrl: x.url, source: 'token', bearerToken: x.appToken() };
		expect((await lineOf(panelFor({ xAppBearerApi: app }, 'bearerToken'))).name).toMatch(expected);
		x.oddities.reset();
	});

	test('is never an error', async () => {
		expect(await lineOf(panelFor({}))).toMatchObject({ name: 'Not connected yet' });
		const unconnected = x.connect().data;
		delete unconnected.oauthTokenData;
		expect(await lineOf(panelFor({ xUserOAuth2Api: unconnected }))).toMatchObject({
			name: 'The credential is not connected',
			description: expect.stringContaining('Connect my account'),
		});
		x.faults.add({ match: 'GET /2/users/me', kind: 'status', status: 402 });
		expect((await of('ourbrand')).name).not.toBe('');
		x.oddities.on('fields-left-out', { fields: ['subscription_type', 'username'] });
		expect((await of('ourbrand')).value).toBe('shown');
	});
});
