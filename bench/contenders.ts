/** The same work done by this package, by n8n's built-in node, and by a careful user of the two client libraries. Each runs in a process of its own. */
import { Agent } from 'node:https';
import path from 'node:path';
import { Client } from '@xdevplatform/xdk';
import axios from 'axios';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	IExecuteFunctions,
	INodeType,
} from 'n8n-workflow';
import { TwitterApi } from 'twitter-api-v2';
import { runNode } from '../test/support/n8n/run-node';

/** What a contender is given: the local X, a user's token, the work. */
export interface Job {
	url: string;
	token: string;
	/** Accounts on the local X. */
	handles: string[];
	userIds: string[];
	/** Posts on the local X, oldest first; the first ones are liked by one account each, in order. */
	ids: string[];
	query: string;
	count: number;
}

/** First and last of what came, and how many, so that all can be seen to have done the same. */
export type Came = [first: string, last: string, count: number];
export type Work = (job: Job) => Promise<Came>;

const came = (all: readonly string[]): Came => [all[0], all[all.length - 1], all.length];
const chunks = <T>(all: readonly T[], size: number) =>
	Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));

async function ours({ url, token }: Job, parameters: IDataObject, items: IDataObject[] = [{}]): Promise<string[]> {
	const credentials: Record<string, ICredentialDataDecryptedObject> = {
		xUserOAuth2Api: { baseUrl: url, clientId: 'bench', oauthTokenData: { access_token: token, token_type: 'bearer' } },
	};
	// What is published is what is measured.
	const built: string = '../dist/nodes/X/X.node.js';
	const { X } = (await import(built)) as { X: new () => INodeType };
	const { json, error } = await runNode({
		parameters,
		credentials,
		input: items.map((json) => ({ json })),
		node: new X(),
	});
	if (error) throw error;
	return json.map(({ id }) => String(id as string));
}

/** n8n's own X node as installed, asking the local X in place of api.x.com. */
async function builtIn({ url, token }: Job, parameters: IDataObject, items: IDataObject[] = [{}]): Promise<string[]> {
	const base = path.resolve(__dirname, '..', '.run', 'n8n', 'node_modules', 'n8n-nodes-base', 'dist');
	const { TwitterV2 } = (await import(path.join(base, 'nodes/Twitter/V2/TwitterV2.node.js'))) as {
		TwitterV2: new (base: object) => INodeType;
	};
	const { TwitterOAuth2Api } = (await import(path.join(base, 'credentials/TwitterOAuth2Api.credentials.js'))) as {
		TwitterOAuth2Api: new () => ICredentialType;
	};
	const node = new TwitterV2({
		displayName: 'X',
		name: 'twitter',
		group: ['output'],
		description: '',
		defaultVersion: 2,
	});
	const { execute } = node;
	node.execute = async function (this: IExecuteFunctions) {
		const helpers = this.helpers as unknown as {
			requestOAuth2: (this: unknown, type: string, options: { url: string }) => Promise<unknown>;
		};
		const { requestOAuth2 } = helpers;
		helpers.requestOAuth2 = async function (type, options) {
			return await requestOAuth2.call(this, type, { ...options, url: options.url.replace('https://api.x.com', url) });
		};
		return (await execute?.call(this)) ?? [];
	};
	const credentials: Record<string, ICredentialDataDecryptedObject> = {
		twitterOAuth2Api: { clientId: 'bench', oauthTokenData: { access_token: token, token_type: 'bearer' } },
	};
	const { json, error } = await runNode({
		parameters,
		credentials,
		input: items.map((json) => ({ json })),
		node,
		types: [new TwitterOAuth2Api()],
		settings: { typeVersion: 2 },
	});
	if (error) throw error;
	return json.map(({ id }) => String(id as string));
}

/** twitter-api-v2 asks api.x.com whatever it is told: its agent connects it to the local X. */
function twitterApi({ url, token }: Job): TwitterApi {
	return new TwitterApi(token, {
		httpAgent: new Agent({
			keepAlive: true,
			host: '127.0.0.1',
			port: new URL(url).port,
			servername: 'api.x.com',
		} as never),
	});
}

const ourSearch: Work = async (job) =>
	came(await ours(job, { resource: 'post', operation: 'search', query: job.query, limit: job.count }));

/** Each item looks a post up by its ID. */
const ourItems =
	(count: number): Work =>
	async (job) =>
		came(
			await ours(
				job,
				{ resource: 'post', operation: 'get', post: { mode: 'id', value: '={{ $json.id }}' } },
				job.ids.slice(0, count).map((id) => ({ id })),
			),
		);

export type Network = '50 ms' | '50 ms, connecting too' | 'no latency, no TLS';

/** What is done over which networks and by whom; others are compared with the first. */
export interface Comparison {
	networks: readonly Network[];
	/** Posts on the local X. */
	posts?: number;
	/** IDs that have to come, in order. */
	right(job: Job, contender: string): readonly string[];
	contenders: Readonly<Partial<Record<string, Work>>>;
}

const newest = ({ ids, count }: Job) => ids.slice(-count).reverse();

export const WORK: Readonly<Record<string, Comparison>> = {
	'1,000 user lookups, one per item': {
		networks: ['50 ms', '50 ms, connecting too'],
		right: ({ userIds }) => userIds,
		contenders: {
			'n8n-nodes-x': async (job) =>
				came(
					await ours(
						job,
						{ resource: 'user', operation: 'get', user: { mode: 'username', value: '={{ $json.handle }}' } },
						job.handles.map((handle) => ({ handle })),
					),
				),
			'built-in node': async (job) =>
				came(
					await builtIn(
						job,
						{
							resource: 'user',
							operation: 'searchUser',
							me: false,
							user: { mode: 'username', value: '={{ $json.handle }}' },
						},
						job.handles.map((handle) => ({ handle })),
					),
				),
			'twitter-api-v2': async (job) => {
				const client = twitterApi(job);
				const ids: string[] = [];
				for (const chunk of chunks(job.handles, 100))
					ids.push(...((await client.v2.usersByUsernames(chunk)).data ?? []).map(({ id }) => id));
				return came(ids);
			},
			xdk: async (job) => {
				const client = new Client({ baseUrl: job.url, accessToken: job.token });
				const ids: string[] = [];
				for (const chunk of chunks(job.handles, 100))
					ids.push(...((await client.users.getByUsernames(chunk)).data ?? []).map(({ id }) => String(id)));
				return came(ids);
			},
		},
	},
	'10,000 posts of a search': {
		networks: ['50 ms', '50 ms, connecting too'],
		right: newest,
		contenders: {
			'n8n-nodes-x': ourSearch,
			'built-in node': async (job) =>
				came(
					await builtIn(job, {
						resource: 'tweet',
						operation: 'search',
						searchText: job.query,
						returnAll: true,
						additionalFields: {},
					}),
				),
			'twitter-api-v2': async (job) => {
				const found = await twitterApi(job).v2.search(job.query, {
					max_results: 100,
					expansions: ['author_id', 'attachments.media_keys', 'referenced_tweets.id'],
					'tweet.fields': ['created_at', 'public_metrics', 'note_tweet', 'attachments'],
				});
				await found.fetchLast(job.count);
				return came(found.tweets.map(({ id }) => id));
			},
			xdk: async (job) => {
				const client = new Client({ baseUrl: job.url, accessToken: job.token });
				const ids: string[] = [];
				let nextToken: string | undefined;
				do {
					const page: { data?: Array<{ id?: string }>; meta?: { nextToken?: string } } =
						await client.posts.searchRecent(job.query, {
							maxResults: 100,
							nextToken,
							postFields: ['created_at', 'public_metrics', 'note_post', 'attachments'],
							expansions: ['author_id', 'attachments.media_keys', 'referenced_posts'],
						});
					ids.push(...(page.data ?? []).map(({ id }) => String(id)));
					nextToken = page.meta?.nextToken;
				} while (nextToken && ids.length < job.count);
				return came(ids);
			},
		},
	},
	'1,000 reads that cannot share': {
		networks: ['50 ms'],
		right: ({ userIds }) => userIds,
		contenders: {
			'n8n-nodes-x': async (job) =>
				came(
					await ours(
						job,
						{ resource: 'post', operation: 'getLikingUsers', post: { mode: 'id', value: '={{ $json.id }}' }, limit: 1 },
						job.ids.slice(0, 1000).map((id) => ({ id })),
					),
				),
			'built-in node': async (job) =>
				came(
					await builtIn(
						job,
						{
							resource: 'user',
							operation: 'searchUser',
							me: false,
							user: { mode: 'username', value: '={{ $json.handle }}' },
						},
						job.handles.map((handle) => ({ handle })),
					),
				),
		},
	},
	'10,000 posts of a search, against nothing but the requests': {
		networks: ['no latency, no TLS'],
		right: newest,
		contenders: {
			'n8n-nodes-x': ourSearch,
			'raw axios': async (job) => {
				const ids: string[] = [];
				let next_token: string | undefined;
				do {
					const { data } = await axios.get<{ data: Array<{ id: string }>; meta: { next_token?: string } }>(
						`${job.url}/2/tweets/search/recent`,
						{
							headers: { Authorization: `Bearer ${job.token}` },
							params: {
								query: job.query,
								max_results: 100,
								next_token,
								'post.fields': 'attachments,created_at,note_post,public_metrics',
								expansions: 'attachments.media_keys,author_id,referenced_posts',
								'media.fields': 'alt_text,preview_image_url,type,url,variants',
							},
						},
					);
					ids.push(...data.data.map(({ id }) => id));
					next_token = data.meta.next_token;
				} while (next_token && ids.length < job.count);
				return came(ids);
			},
		},
	},
	'items that each look up a post': {
		networks: ['no latency, no TLS'],
		posts: 100_000,
		right: ({ ids }, contender) => (contender.includes('100,000') ? ids : ids.slice(0, 10_000)),
		contenders: { 'n8n-nodes-x, 10,000 items': ourItems(10_000), 'n8n-nodes-x, 100,000 items': ourItems(100_000) },
	},
};
