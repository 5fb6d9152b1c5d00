import type { IDataObject, INode } from 'n8n-workflow';
import { convert } from '../../../tools/from-built-in/convert';

const node = (parameters: IDataObject, more: Partial<INode> = {}): INode => ({
	id: 'a',
	name: 'Twitter',
	type: 'n8n-nodes-base.twitter',
	typeVersion: 2,
	position: [0, 0],
	parameters: parameters as INode['parameters'],
	...more,
});
const parametersOf = (parameters: IDataObject, more?: Partial<INode>) =>
	convert({ nodes: [node(parameters, more)] }).workflow.nodes[0].parameters;
const notesOf = (parameters: IDataObject, more?: Partial<INode>) =>
	convert({ nodes: [node(parameters, more)] }).notes.map(({ text }) => text);
const locator = (mode: string, value: string) => ({ __rl: true, mode, value });

describe('a workflow from the built-in node', () => {
	it('keeps everything but the nodes it is about, and of these all but type, parameters and credential', () => {
		const other = node({ url: 'https://example.com' }, { name: 'Fetch', type: 'n8n-nodes-base.httpRequest' });
		const old = node(
			{ text: 'Hello' },
			{
				onError: 'continueErrorOutput',
				retryOnFail: true,
				notes: 'Ask Ann',
				credentials: { twitterOAuth2Api: { id: '1', name: 'X' } },
			},
		);
		const workflow = { name: 'Old', nodes: [other, old], connections: { Fetch: { main: [] } }, settings: { a: 1 } };
		const before = JSON.stringify(workflow);
		const result = convert(workflow);
		expect(JSON.stringify(workflow)).toBe(before);
		const kept = { ...old };
		delete kept.credentials;
		expect(result).toEqual({
			workflow: {
				...workflow,
				nodes: [
					other,
					{
						...kept,
						type: 'n8n-nodes-x.x',
						typeVersion: 1,
						parameters: {
							authentication: 'oAuth2',
							resource: 'post',
							operation: 'create',
							text: 'Hello',
							media: {},
							options: {},
						},
					},
				],
			},
			converted: ['Twitter'],
			notes: [{ node: 'Twitter', text: 'Choose an X OAuth2 API credential.' }],
		});
	});

	it('without such a node stays as it is', () => {
		const workflow = { nodes: [node({ fields: 'retweet_count' }, { type: 'n8n-nodes-base.set' })] };
		expect(convert(workflow)).toEqual({ workflow, converted: [], notes: [] });
	});

	it('keeps a node whose operation is not known, and says so', () => {
		const old = node({ resource: 'tweet', operation: 'stream' });
		expect(convert({ nodes: [old] })).toEqual({
			workflow: { nodes: [old] },
			converted: [],
			notes: [{ node: 'Twitter', text: 'This operation is not known: the node is left as it was.' }],
		});
	});

	it.each([
		[{}, 'post', 'create'],
		[{ resource: 'user' }, 'user', 'get'],
		[{ resource: 'list' }, 'list', 'addMember'],
		[{ resource: 'directMessage' }, 'directMessage', 'send'],
		[{ operation: 'search' }, 'post', 'search'],
	])('knows what n8n left out because it is the default: %j', (parameters, resource, operation) => {
		expect(parametersOf(parameters)).toMatchObject({ resource, operation });
	});

	it('keeps a tool of an agent a tool, with its description and what the model fills in', () => {
		const text = "={{ $fromAI('text', 'What to say') }}";
		const old = node(
			{ text, descriptionType: 'manual', toolDescription: 'Says something' },
			{ type: 'n8n-nodes-base.twitterTool' },
		);
		expect(convert({ nodes: [old] }).workflow.nodes[0]).toMatchObject({
			type: 'n8n-nodes-x.xTool',
			parameters: { text, descriptionType: 'manual', toolDescription: 'Says something' },
		});
		const search = { operation: 'search', searchText: 'tea', additionalFields: { tweetFieldsObject: ['lang'] } };
		const converted = parametersOf(search, { type: 'n8n-nodes-base.twitterTool' });
		expect(converted).toMatchObject({ output: 'simplified' });
		expect(converted).not.toHaveProperty('fields');
	});

	it('keeps expressions, in locators too', () => {
		expect(
			parametersOf({
				text: '=New: {{ $json.title }}',
				additionalFields: { inReplyToStatusId: locator('id', '={{ $json.post }}'), location: '={{ $json.place }}' },
			}),
		).toMatchObject({
			text: '=New: {{ $json.title }}',
			options: { replyTo: '={{ $json.post }}', placeId: '={{ $json.place }}' },
		});
		const delayed = { resource: 'user', user: locator('username', '={{ $json.who }}') };
		expect(parametersOf(delayed)).toMatchObject({ user: locator('username', '={{ $json.who }}') });
	});

	it.each([
		['tea', 'en', '(tea) lang:en'],
		['tea OR coffee', 'en', '(tea OR coffee) lang:en'],
		['={{ $json.words }}', 'en', '=({{ $json.words }}) lang:en'],
		['tea', '={{ $json.language }}', '=(tea) lang:{{ $json.language }}'],
	])('writes the language of a search into its query: %s, %s', (searchText, lang, query) => {
		const old = { operation: 'search', searchText, additionalFields: { lang } };
		expect(parametersOf(old, { typeVersion: 1 })).toMatchObject({ query });
	});

	it('tells what an expression leaves open', () => {
		expect(notesOf({ resource: 'user', me: '={{ $json.mine }}' })).toContainEqual(expect.stringMatching(/^Me is left/));
		const old = { operation: 'search', additionalFields: { resultType: '={{ $json.sort }}' } };
		expect(notesOf(old, { typeVersion: 1 })).toContainEqual(expect.stringMatching(/^Result Type is left/));
	});

	it('names the nodes that read what is called otherwise now, the rewritten ones among them', () => {
		const reader = node(
			{ value: '={{ $json.public_metrics.retweet_count }}' },
			{ name: 'Table', type: 'n8n-nodes-base.set' },
		);
		expect(convert({ nodes: [node({}), reader] }).notes).toContainEqual({
			node: 'Table',
			text: 'Reads retweet_count, which is repost_count in the output of the X node.',
		});
		const old = {
			operation: 'like',
			tweetId: locator('id', '={{ $json.referenced_tweets[0].id }}'),
			additionalFields: { tweetFieldsObject: ['edit_history_tweet_ids'] },
		};
		expect(notesOf(old)).toEqual([
			'Choose an X OAuth2 API credential.',
			'Reads referenced_tweets, which is referenced_posts in the output of the X node.',
		]);
	});

	it('tells of pinned data, which has the old names', () => {
		const pinData = { Twitter: [{ json: { retweeted: true } }], Other: [] };
		expect(convert({ nodes: [node({})], pinData }).notes.map(({ text }) => text)).toEqual([
			'Choose an X OAuth2 API credential.',
			'Its pinned data is what the built-in node returned: unpin it.',
		]);
	});
});
