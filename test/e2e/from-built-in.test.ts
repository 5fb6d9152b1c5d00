/** The built-in node of the real n8n before, and what it is rewritten to after: the same at X. The local X stands for api.x.com. */
import path from 'node:path';
import type {
	ICredentialType,
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeProperties,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';
import { runFolder } from '../../demo/made';
import { convert } from '../../tools/from-built-in/convert';
import { runNode, type RunOutcome } from '../support/n8n/run-node';
import { useLocalX } from '../support/x/local-x';

const x = useLocalX();
const dist = path.join(runFolder, 'n8n', 'node_modules', 'n8n-nodes-base', 'dist');
const base = { displayName: 'X', name: 'twitter', group: ['output'], description: '', defaultVersion: 2 };

async function builtIn(version: 1 | 2): Promise<INodeType> {
	const types = (await import(path.join(dist, `nodes/Twitter/V${version}/TwitterV${version}.node.js`))) as Record<
		string,
		new (base: object) => INodeType
	>;
	return new types[`TwitterV${version}`](base);
}

/** Version 2 as it is, but for the host that it asks. */
async function before(parameters: IDataObject) {
	const node = await builtIn(2);
	const { execute } = node;
	node.execute = async function (this: IExecuteFunctions) {
		const helpers = this.helpers as unknown as {
			requestOAuth2: (this: unknown, type: string, options: { url: string }) => Promise<unknown>;
		};
		const { requestOAuth2 } = helpers;
		helpers.requestOAuth2 = async function (type, options) {
			return await requestOAuth2.call(this, type, { ...options, url: options.url.replace('https://api.x.com', x.url) });
		};
		return (await execute?.call(this)) ?? [];
	};
	const { TwitterOAuth2Api } = (await import(path.join(dist, 'credentials/TwitterOAuth2Api.credentials.js'))) as {
		TwitterOAuth2Api: new () => ICredentialType;
	};
	return await runNode({
		parameters,
		credentials: { twitterOAuth2Api: x.connect().data },
		node,
		types: [new TwitterOAuth2Api()],
		settings: { typeVersion: 2 },
	});
}

const old = (parameters: IDataObject, typeVersion: number): INode => ({
	id: 'a',
	name: 'Twitter',
	type: 'n8n-nodes-base.twitter',
	typeVersion,
	position: [0, 0],
	parameters: parameters as INode['parameters'],
});
const after = async (parameters: IDataObject) =>
	await x.run(convert({ nodes: [old(parameters, 2)] }).workflow.nodes[0].parameters as IDataObject);

const locator = (mode: string, value: string) => ({ __rl: true, mode, value });
const postOf = (handle: string) => {
	const { id } = x.world.needUser(handle);
	const post = [...x.world.posts.values()].find(({ authorId, deleted }) => authorId === id && !deleted);
	if (!post) throw new Error(`@${handle} has no post`);
	return post.id;
};

/** Parameters as n8n saves them, by operation, for the post or list they are about. */
const OPERATIONS: Record<string, { target?: () => string; parameters: (target: string) => IDataObject }> = {
	'Create Tweet': {
		target: () => postOf('ourbrand'),
		parameters: (target) => ({
			text: 'Moved house',
			additionalFields: { inReplyToStatusId: locator('url', `https://x.com/ourbrand/status/${target}`) },
		}),
	},
	'Delete Tweet': {
		target: () => postOf('ourbrand'),
		parameters: (target) => ({ operation: 'delete', tweetDeleteId: locator('id', target) }),
	},
	'Like Tweet': {
		target: () => postOf('newsroom'),
		parameters: (target) => ({ operation: 'like', tweetId: locator('url', `https://x.com/newsroom/status/${target}`) }),
	},
	'Retweet Tweet': {
		target: () => postOf('newsroom'),
		parameters: (target) => ({ operation: 'retweet', tweetId: locator('id', target) }),
	},
	'Search Tweets': {
		parameters: () => ({
			operation: 'search',
			searchText: 'from:meteo -is:retweet',
			limit: 10,
			additionalFields: { sortOrder: 'recency', tweetFieldsObject: ['lang', 'public_metrics'] },
		}),
	},
	'Get User': { parameters: () => ({ resource: 'user', user: locator('username', '@newsroom') }) },
	'Add Member to List': {
		target: () => x.world.social.addList('ourbrand', 'Friends', []).id,
		parameters: (target) => ({
			resource: 'list',
			list: locator('id', target),
			user: locator('username', 'meteo'),
		}),
	},
	'Create Direct Message': {
		parameters: () => ({ resource: 'directMessage', user: locator('username', 'reader_one'), text: 'Hello' }),
	},
};

/** What was sent and what came out, without what is new each time and in X's present names. */
async function done(name: string, run: (parameters: IDataObject) => Promise<RunOutcome>) {
	x.reset();
	const { target = () => '', parameters } = OPERATIONS[name];
	const about = target();
	// X takes likes of such apps only.
	x.apps.web.enterprise = true;
	const { json, error } = await run(parameters(about));
	expect(error).toBeUndefined();
	const named = <Value>(value: Value): Value => {
		let text = JSON.stringify(value).replaceAll('retweet_count', 'repost_count');
		if (about) text = text.replaceAll(about, 'target');
		for (const { id, username } of x.world.users.values()) text = text.replaceAll(id, username);
		return JSON.parse(text.replaceAll(/\d{16,}|t\.co\/\w+/g, 'new')) as Value;
	};
	const writes = x.requests.filter(({ method }) => method !== 'GET');
	return named({ json, writes: writes.map(({ method, path: at, body }) => ({ method, at, body })) });
}

describe('each operation of the built-in node, and what it is rewritten to', () => {
	it.each(Object.keys(OPERATIONS))('%s does the same at X, and gives at least the same', async (name) => {
		const first = await done(name, before);
		const second = await done(name, after);
		expect(second.writes).toEqual(first.writes);
		expect(first.json).not.toEqual([]);
		const inBoth = first.json.map((item) =>
			Object.fromEntries(Object.entries(item).filter(([key]) => key !== 'edit_history_tweet_ids')),
		);
		expect(second.json).toMatchObject(inBoth);
	});
});

/** Something that a person may have set. */
const SET: Record<string, (property: INodeProperties) => unknown> = {
	string: () => 'set',
	number: () => 7,
	boolean: () => true,
	dateTime: () => '2026-01-01T00:00:00',
	resourceLocator: () => locator('id', '42'),
	multiOptions: () => ['lang'],
	options: ({ options = [], default: not }) =>
		options.map((option) => (option as { value?: unknown }).value).find((value) => value !== not) ?? 'en',
	fixedCollection: ({ options = [] }) => Object.fromEntries(options.map(({ name }) => [name, { latitude: '1' }])),
};

const withOptions = ({ options = [] }: INodeProperties) => options as INodeProperties[];

describe.each([1, 2] as const)('version %i of the built-in node', (version) => {
	it('has no operation and no field that is not rewritten or told about', async () => {
		const { properties } = (await builtIn(version)).description;
		const operations = properties.filter(({ name }) => name === 'operation');
		const silent: string[] = [];
		let count = 0;
		for (const { displayOptions, options = [] } of operations) {
			const [resource] = displayOptions?.show?.resource ?? [];
			for (const { value: operation } of options as INodePropertyOptions[]) {
				const chosen = { resource, operation } as IDataObject;
				const result = (more: IDataObject) =>
					JSON.stringify(convert({ nodes: [old({ ...chosen, ...more }, version)] }));
				expect(result({})).not.toContain('is not known');
				const fields = properties.filter(
					({ name, type, displayOptions: { show = {} } = {} }) =>
						!['resource', 'operation'].includes(name) &&
						type !== 'notice' &&
						show.resource?.includes(String(resource)) &&
						show.operation?.includes(operation),
				);
				for (const field of fields) {
					const inner = field.type === 'collection' ? withOptions(field) : [field];
					for (const each of inner) {
						const value = SET[each.type](each) as IDataObject;
						const set = each === field ? { [each.name]: value } : { [field.name]: { [each.name]: value } };
						count++;
						if (result(set) === result({})) silent.push([resource, operation, each.name].join(' '));
					}
				}
			}
		}
		expect(silent).toEqual([]);
		expect(count).toBeGreaterThan(15);
	});
});

it('every Tweet Field is one that the X node has', async () => {
	const { properties } = (await builtIn(2)).description;
	const search = properties.filter(({ name }) => name === 'additionalFields').flatMap(withOptions);
	const wanted = search.find(({ name }) => name === 'tweetFieldsObject')?.options as INodePropertyOptions[];
	const { error } = await after({
		operation: 'search',
		searchText: 'from:ourbrand',
		limit: 10,
		additionalFields: { tweetFieldsObject: wanted.map(({ value }) => value) },
	});
	expect(error).toBeUndefined();
	expect(wanted.length).toBeGreaterThan(20);
});
