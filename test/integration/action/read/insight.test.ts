/** Counts and analytics against X's answers as they are documented: the local X has no state for them. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ILoadOptionsFunctions, INodeExecutionData } from 'n8n-workflow';
import { insight } from '../../../../connector/resources/post/insight';
import { propertiesOf } from '../../../../host/panel/properties';
import { listSearch } from '../../../../host/panel/loaded/list-search';
import { runNode } from '../../../support/n8n/run-node';

type Reply = { status?: number; body: unknown };
const asked: Array<{ path: string; query: URLSearchParams }> = [];
let answer: (query: URLSearchParams) => Reply;
let server: Server;
let baseUrl: string;

beforeAll(async () => {
	server = createServer((request, response) => {
		const { pathname, searchParams } = new URL(request.url as string, 'http://x');
		asked.push({ path: pathname, query: searchParams });
		const { status = 200, body } = answer(searchParams);
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => await new Promise((resolve) => server.close(resolve)));
beforeEach(() => asked.splice(0));

const asApp = () => ({ xAppBearerApi: { baseUrl, source: 'token', bearerToken: 'app' } });
const asUser = () => ({
	xUserOAuth2Api: {
		baseUrl,
		clientId: 'id',
		clientSecret: 'secret',
		oauthTokenData: { access_token: 'user', token_type: 'bearer', scope: 'users.read tweet.read' },
	},
});

describe('Count', () => {
	const count = {
		authentication: 'bearerToken',
		resource: 'post',
		operation: 'count',
		query: 'n8n',
		searchIn: 'all',
		options: { startTime: '2026-01-01T00:00:00Z' },
	};
	const month = (name: string, next?: string) => ({
		data: [{ start: `${name}-01`, end: `${name}-02`, post_count: 3 }],
		meta: { total_post_count: 3, ...(next ? { next_token: next } : {}) },
	});

	test('counts what a query of filters matches', async () => {
		answer = () => ({ body: month('2026-02') });
		const filters = { anyWords: 'coffee, tea', having: ['links'] };
		const { error } = await runNode({ parameters: { ...count, filters }, credentials: asApp() });
		expect(error).toBeUndefined();
		expect(asked.map(({ query }) => query.get('query'))).toEqual(['n8n (coffee OR tea) has:links']);
	});

	test('reads the archive to its end, whatever the limit of lists is', async () => {
		answer = (query) => ({ body: query.get('next_token') ? month('2026-01') : month('2026-02', 'january') });
		const { json, error } = await runNode({ parameters: { ...count, limit: 1 }, credentials: asApp() });
		expect(error).toBeUndefined();
		expect(json.map(({ start }) => start)).toEqual(['2026-02-01', '2026-01-01']);
		expect(
			asked.map(({ path, query }) => [
				path,
				query.get('granularity'),
				query.get('max_results'),
				query.get('next_token'),
			]),
		).toEqual([
			['/2/tweets/counts/all', 'day', null, null],
			['/2/tweets/counts/all', 'day', null, 'january'],
		]);
	});

	test('the panel asks for no limit', () => {
		expect(propertiesOf(insight[0]).map(({ name }) => name)).toEqual([
			'query',
			'filters',
			'searchIn',
			'granularity',
			'wholeQuery',
			'options',
			'limits',
		]);
	});

	test('says so when X ends it early', async () => {
		answer = (query) =>
			query.get('next_token')
				? { status: 403, body: { title: 'Forbidden', detail: 'No more', type: 'about:blank' } }
				: { body: month('2026-02', 'january') };
		const { json, hints } = await runNode({ parameters: count, credentials: asApp() });
		expect(json).toHaveLength(1);
		expect(hints[0]).toMatch(/^This ended early: X refused: No more/);
	});

	test('is in the words of the specification even when X answers in the older ones', async () => {
		answer = () => ({ body: { data: [{ start: 'a', end: 'b', tweet_count: 7 }], meta: { total_tweet_count: 7 } } });
		const { json } = await runNode({ parameters: { ...count, searchIn: 'recent', options: {} }, credentials: asApp() });
		expect(json).toEqual([{ start: 'a', end: 'b', post_count: 7 }]);
	});
});

describe('Get Analytics', () => {
	const analytics = {
		resource: 'post',
		operation: 'getAnalytics',
		posts: '={{ $json.id }}',
		startTime: '={{ $json.from }}',
		endTime: '2026-02-01T00:00:00Z',
	};
	const items = (...rows: Array<[id: string, from: string]>): INodeExecutionData[] =>
		rows.map(([id, from]) => ({ json: { id, from: `${from}T00:00:00Z` } }));
	const known = (query: URLSearchParams): Reply => ({
		body: {
			data: (query.get('ids') ?? '')
				.split(',')
				.filter((id) => id !== '404')
				.map((id) => ({ id, likes: Number(id) })),
		},
	});

	test('posts of many items share a request when they ask about the same time', async () => {
		answer = known;
		const {
			json,
			items: out,
			error,
		} = await runNode({
			parameters: analytics,
			credentials: asUser(),
			input: items(['1', '2026-01-01'], ['2', '2025-12-01'], ['3', '2026-01-01']),
		});
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{ id: '1', likes: 1 },
			{ id: '2', likes: 2 },
			{ id: '3', likes: 3 },
		]);
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(asked.map(({ query }) => [query.get('ids'), query.get('start_time')])).toEqual([
			['1,3', '2026-01-01T00:00:00Z'],
			['2', '2025-12-01T00:00:00Z'],
		]);
	});

	test('the ID is asked for whatever is chosen, as answers are told apart by it', async () => {
		answer = known;
		await runNode({
			parameters: {
				...analytics,
				posts: '1',
				startTime: '2026-01-01',
				output: 'full',
				fields: { analyticsFields: ['likes'] },
				options: { granularity: 'hourly' },
			},
			credentials: asUser(),
		});
		expect(asked.map(({ query }) => [query.get('analytics.fields'), query.get('granularity')])).toEqual([
			['likes,id', 'hourly'],
		]);
	});

	test('an end that is still to come is drawn in, and an impossible period is refused before any request', async () => {
		answer = known;
		const parameters = { ...analytics, endTime: '={{ $json.until }}' };
		const period = (id: string, from: string, until: string) => ({ json: { id, from, until } });
		const good = period('1', '2026-01-01T00:00:00Z', '2126-01-01T00:00:00Z');
		const { json, hints } = await runNode({ parameters, credentials: asUser(), input: [good] });
		expect(json).toEqual([{ id: '1', likes: 1 }]);
		expect(Date.parse(asked[0].query.get('end_time') ?? '')).toBeLessThanOrEqual(Date.now());
		expect(hints.join()).toMatch(/'End Time' to 20.*nothing later has happened yet/);
		asked.splice(0);
		const bad = period('2', '2026-02-01T00:00:00Z', '2026-01-01T00:00:00Z');
		const all = { parameters, credentials: asUser(), input: [good, bad] };
		const failed = await runNode(all);
		expect(failed.error?.message).toBe("'Start Time' is not before 'End Time'");
		expect(asked).toEqual([]);
		const kept = await runNode({ ...all, settings: { onError: 'continueRegularOutput' } });
		expect(kept.json).toEqual([{ id: '1', likes: 1 }, expect.objectContaining({ error: expect.anything() as string })]);
		expect(asked).toHaveLength(1);
	});

	test('a post that X leaves out is told, the others come', async () => {
		answer = known;
		const { json, hints } = await runNode({
			parameters: { ...analytics, posts: '1, 404', startTime: '2026-01-01' },
			credentials: asUser(),
		});
		expect(json).toEqual([{ id: '1', likes: 1 }]);
		expect(hints[0]).toMatch(/did not return 1 of 2: 404/);
	});
});

test('places are offered without asking X', async () => {
	const { results } = await listSearch.find_place.call({} as ILoadOptionsFunctions, 'united');
	expect(results).toEqual([
		{ name: 'United Arab Emirates', value: '23424738' },
		{ name: 'United Kingdom', value: '23424975' },
		{ name: 'United States', value: '23424977' },
	]);
	expect(asked).toEqual([]);
});
