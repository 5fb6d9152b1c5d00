/** The X node as a tool of n8n's AI Agent, with arguments as a small model gives them, from a stand-in for the model. */
import type { IConnections, IDataObject, INode } from 'n8n-workflow';
import { connect } from '../../../demo/connect';
import { openScriptedModel, type Said, type ScriptedModel } from './model';
import type { Session } from './session';

const fromModel = (key: string, type = 'string'): string => `={{ $fromAI('${key}', '${key}', '${type}') }}`;
const account = (key: string) => ({ __rl: true, mode: 'username', value: fromModel(key) });
const anID = (key: string) => ({ __rl: true, mode: 'id', value: fromModel(key) });

/** With every kind of value left to the model. */
const TOOLS: Readonly<Record<string, IDataObject>> = {
	'Create post': {
		resource: 'post',
		operation: 'create',
		text: fromModel('text'),
		options: { replyTo: fromModel('replyTo'), madeWithAi: fromModel('byAi', 'boolean') },
	},
	'Ask the readers': {
		resource: 'post',
		operation: 'create',
		text: fromModel('text'),
		options: {
			poll: { values: { choices: fromModel('choices', 'json'), durationMinutes: fromModel('minutes', 'number') } },
		},
	},
	'Create thread': {
		resource: 'post',
		operation: 'createThread',
		source: 'parts',
		parts: fromModel('parts', 'json'),
	},
	'Get user posts': {
		resource: 'timeline',
		operation: 'getUserPosts',
		user: account('user'),
		output: 'selected',
		outputFields: ['text'],
		limit: fromModel('limit', 'number'),
	},
	'Send message': {
		resource: 'directMessage',
		operation: 'send',
		user: account('user'),
		text: fromModel('text'),
	},
	'Create list': {
		resource: 'list',
		operation: 'create',
		name: fromModel('name'),
		options: { private: fromModel('private', 'boolean') },
	},
	'Delete post': { resource: 'post', operation: 'delete', post: anID('post') },
};

/** What the model gives a tool, and what it then reads. */
type Turn = [tool: string, given: object, read: RegExp];

/** @param own a post of the account, @param other a post of somebody else */
const turns = (own: string, other: string): Turn[] => [
	['Create_post', { text: 'Agent 1', replyTo: '', byAi: '' }, /"text":"Agent 1"/],
	[
		'Create_post',
		{ text: 'Agent 2', replyTo: null, byAi: 'True', mood: 'happy', nested: { a: [1] } },
		/"text":"Agent 2"/,
	],
	[
		'Create_post',
		{ text: 'Agent 3', replyTo: `https://x.com/ourbrand/status/${own}?s=20`, byAi: 1 },
		/"text":"Agent 3"/,
	],
	['Create_post', { text: 'Agent 4' }, /"text":"Agent 4"/],
	['Create_post', { text: 'Not meant', replyTo: 'null' }, /'Reply To': 'null' is not a post ID or a link to a post/],
	['Create_post', { text: 'Not meant', replyTo: 'the last one' }, /'the last one' is not a post ID/],
	['Create_post', { text: 'Not meant', replyTo: 0 }, /'0' is not a valid post ID/],
	['Create_post', { text: 'Not meant', replyTo: Number(own) }, /has lost digits/],
	['Create_post', { text: 'Not meant', replyTo: { id: own } }, /'Reply To': it is an object, not text/],
	['Create_post', { text: 'Not meant', replyTo: [own, other] }, /'Reply To': it is a list, not text/],
	['Create_post', { text: 'Not meant', byAi: 'null' }, /'null' is neither true nor false/],
	['Create_post', { text: 'Not meant', byAi: 'maybe' }, /'maybe' is neither true nor false/],
	['Create_post', { text: { text: 'Not meant' } }, /'Text': it is an object, not text/],
	['Create_post', { text: ['Not', 'meant'] }, /'Text': it is a list, not text/],
	['Create_post', { text: 'null' }, /'Text'/],
	['Create_post', { text: '' }, /The post is empty/],
	['Create_post', {}, /The post is empty/],
	['Ask_the_readers', { text: 'Agent 5', choices: '["Yes","No"]', minutes: '60' }, /"text":"Agent 5"/],
	['Ask_the_readers', { text: 'Agent 6', choices: ['Tea', 'Coffee'], minutes: 60.0 }, /"text":"Agent 6"/],
	[
		'Ask_the_readers',
		{ text: 'Not meant', choices: [{ label: 'Yes' }, { label: 'No' }], minutes: 60 },
		/it is an object, not text/,
	],
	[
		'Ask_the_readers',
		{ text: 'Not meant', choices: '["Yes","No"]', minutes: 'one hour' },
		/'one hour' is not a whole number/,
	],
	['Ask_the_readers', { text: 'Not meant', choices: '["Yes"]', minutes: 60 }, /it has 1 entries\. It takes 2 to 4/],
	['Ask_the_readers', { text: 'Not meant' }, /'Poll'/],
	['Create_thread', { parts: '[{"text":"Agent 7a"},{"text":"Agent 7b"}]' }, /"text":"Agent 7b"/],
	['Create_thread', { parts: { part: [{ text: 'Agent 8a' }, { text: 'Agent 8b' }] } }, /"text":"Agent 8b"/],
	['Create_thread', { parts: [{ tweet: 'Not meant' }, { tweet: 'Not meant either' }] }, /there is no 'tweet' in it/],
	['Create_thread', { parts: 'Not meant. Not meant either.' }, /'Parts'/],
	['Create_thread', { parts: null }, /The thread has no parts/],
	['Get_user_posts', { user: 'newsroom', limit: '2' }, /"text":/],
	['Get_user_posts', { user: '@newsroom', limit: 2.0 }, /"text":/],
	['Get_user_posts', { user: 'https://x.com/newsroom', limit: '2.0' }, /"text":/],
	['Get_user_posts', { user: '@newsroom', limit: 'two' }, /'Limit': 'two' is not a whole number/],
	['Get_user_posts', { user: '@newsroom', limit: -1 }, /'Limit': -1 is out of bounds/],
	['Get_user_posts', { user: { username: 'newsroom' }, limit: 2 }, /'User': it is an object, not text/],
	['Get_user_posts', { user: 'the newsroom account', limit: 2 }, /is not a user ID, an @handle/],
	['Get_user_posts', { limit: 2 }, /'User' is empty/],
	['Send_message', { user: '@newsroom', text: 'Agent 9' }, /dm_event_id/],
	['Send_message', { user: ['newsroom', 'meteo'], text: 'Not meant' }, /'User': it is a list, not text/],
	['Send_message', { user: 'newsroom, meteo', text: 'Not meant' }, /is not a user ID, an @handle/],
	['Send_message', { user: '', text: 'Not meant' }, /'User' is empty/],
	['Send_message', { user: 'null', text: 'Not meant' }, /'null' is not an account/],
	['Send_message', { user: 'me', text: 'Not meant' }, /X did not find the user @me/],
	['Send_message', { user: '@newsroom' }, /The message is empty/],
	['Create_list', { name: 'Agent 10', private: 'yes' }, /"name":"Agent 10"/],
	['Create_list', { name: 'Not meant', private: '' }, /'Private' is empty/],
	['Create_list', { name: 'Not meant', private: 'secret' }, /'secret' is neither true nor false/],
	['Create_list', { name: 'Not meant' }, /'Private' is empty/],
	['Delete_post', { post: 'null' }, /'null' is not a post ID/],
	['Delete_post', { post: '' }, /'Post' is empty/],
	['Delete_post', { post: `${own}, ${other}` }, /is not a post ID/],
];

/** @param current the n8n and local X of the file that has these tests */
export function describeAgent(current: () => Session): void {
	describe("the X node as a tool of n8n's AI Agent", () => {
		let model: ScriptedModel;
		beforeAll(async () => {
			model = await openScriptedModel();
		});
		afterAll(() => model.close());

		it('does what is clear and tells the model in words what is not, whatever arguments it gives', async () => {
			const { client, x } = current();
			const credential = await connect(client, x, 'ourbrand');
			const openAi = await client.saveCredential('Model', 'openAiApi', model.credential);
			const use = ({ id, name, type }: typeof credential) => ({ [type]: { id, name } });
			const node = (name: string, type: string, typeVersion: number, rest: Partial<INode>): INode => ({
				id: name,
				name,
				type,
				typeVersion,
				position: [0, 0],
				parameters: {},
				...rest,
			});
			const tools = Object.entries(TOOLS).map(([name, parameters]) =>
				node(name, 'n8n-nodes-x.xTool', 1, {
					parameters: parameters as INode['parameters'],
					credentials: use(credential),
				}),
			);
			const langchain = '@n8n/n8n-nodes-langchain';
			const nodes = [
				node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
				node('Agent', `${langchain}.agent`, 3.1, {
					parameters: { promptType: 'define', text: 'Go on', options: { maxIterations: 200 } },
				}),
				node('Model', `${langchain}.lmChatOpenAi`, 1.3, {
					parameters: { model: { __rl: true, mode: 'id', value: 'stand-in' }, responsesApiEnabled: false },
					credentials: use(openAi),
				}),
				...tools,
			];
			const to = (type: 'main' | 'ai_tool' | 'ai_languageModel') => ({ [type]: [[{ node: 'Agent', type, index: 0 }]] });
			const connections: IConnections = {
				Start: to('main'),
				Model: to('ai_languageModel'),
				...Object.fromEntries(tools.map(({ name }) => [name, to('ai_tool')])),
			};
			const own = x.world.addPost({ by: 'ourbrand', text: 'Of the account' }).id;
			const other = x.world.addPost({ by: 'newsroom', text: 'Of somebody else' }).id;
			const before = new Set(x.world.posts.keys());
			const messagesBefore = x.world.social.state.messages.length;
			const all = turns(own, other);
			model.script.push(...all.map(([tool, given]): Said => ({ tool, given })));
			const workflow = await client.createWorkflow({ name: 'Agent', nodes, connections });
			const { status } = await client.run(workflow);
			expect(status).toBe('success');
			// The first that the model hears is the prompt.
			const told = model.heard.slice(1);
			expect(all.map(([tool, given], i) => `${tool} ${JSON.stringify(given)}: ${told[i]}`)).toEqual(
				all.map(([, , read]) => expect.stringMatching(read)),
			);
			for (const each of told) expect(each).not.toMatch(/TypeError|Cannot read|is not a function|\[object Object\]/);
			const made = [...x.world.posts.values()].filter(({ id }) => !before.has(id)).map(({ rawText }) => rawText);
			expect(made).toEqual([
				...['Agent 1', 'Agent 2', 'Agent 3', 'Agent 4', 'Agent 5', 'Agent 6'],
				...['Agent 7a', 'Agent 7b', 'Agent 8a', 'Agent 8b'],
			]);
			expect(x.world.social.state.messages.slice(messagesBefore).map(({ text }) => text)).toEqual(['Agent 9']);
			expect([own, other].map((id) => x.world.posts.get(id)?.deleted ?? false)).toEqual([false, false]);
			expect(x.violations()).toEqual([]);
		}, 180_000);
	});
}
