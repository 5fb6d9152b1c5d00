/** The example workflows that watch, report, and let an AI act. */
import type { INode } from 'n8n-workflow';
import { json } from 'node:stream/consumers';
import { readWorkflow, withCredential } from '../../../../demo/workflows';
import { web, type Web } from '../../../support/web';
import { textOf } from '../mailbox';
import { McpClient } from '../mcp';
import { openModel, openScriptedModel, type Model, type ScriptedModel } from '../model';
import { connect } from '../../../../demo/connect';
import { Person } from '../../../support/chat-xdk/person';
import { account, parametersOf, until, type Workflows } from './workflows';

export function describeWatching(workflows: Workflows) {
	const { session, mailbox, created, run, postsOf, added, look, haveEnded, decide } = workflows;

	describe('plug-what-does-well.json', () => {
		it('reposts a post that passes the value and replies to it, once', async () => {
			const { id, counts } = session.x.world.addPost({ by: account, text: 'Our new roast is here' });
			const workflow = readWorkflow('plug-what-does-well.json');
			parametersOf(workflow, 'Does well').posts = id;
			const saved = await created(workflow);
			await look(saved, 'GET /2/tweets');
			counts.likes = 100;
			const before = session.x.requests.length;
			const posts = await added(async () => {
				await look(saved, 'GET /2/tweets');
				await haveEnded(saved, 1);
				counts.likes = 120;
				await look(saved, 'GET /2/tweets');
				await haveEnded(saved, 1);
			});
			expect(posts.map(({ references }) => references)).toContainEqual([{ type: 'replied_to', id }]);
			const writes = session.x.requests.slice(before).filter(({ method }) => method === 'POST');
			expect(writes.map(({ endpoint, body }) => [endpoint, body])).toEqual([
				['POST /2/users/{id}/retweets', { tweet_id: id }],
				['POST /2/tweets', expect.objectContaining({ reply: { in_reply_to_tweet_id: id } })],
			]);
		}, 90_000);
	});

	describe('mentions-to-slack.json', () => {
		let slack: Web;
		let model: Model;
		const sent: string[] = [];
		beforeAll(async () => {
			slack = await web((_path, request, response) => {
				void json(request).then((body) => {
					sent.push((body as { text: string }).text);
					response.setHeader('content-type', 'application/json').end('{"ok":true,"result":{}}');
				});
			});
			const moodOf = (text: string) =>
				(/broken/.test(text) && 'Negative') || (/love/.test(text) && 'Positive') || 'Neutral';
			model = await openModel((last) => JSON.stringify({ sentiment: moodOf(last), strength: 0.9, confidence: 0.9 }));
		});
		afterAll(async () => [await slack.close(), await model.close()]);

		it('sends what is new in one message, with its sentiment and whether it may be answered', async () => {
			const workflow = readWorkflow('mentions-to-slack.json');
			parametersOf(workflow, 'Send to Slack').url = slack.url;
			const credential = await session.client.saveCredential('Model', 'openAiApi', model.credential);
			const saved = await created(withCredential(workflow, credential, '@n8n/n8n-nodes-langchain.lmChatOpenAi'));
			await look(saved, 'GET /2/users/{id}/mentions');
			session.x.world.addPost({ by: 'reader_one', text: `@${account} I love the new cups` });
			session.x.world.addPost({ by: 'transit', text: `@${account} your door is broken` });
			await look(saved, 'GET /2/users/{id}/mentions');
			await haveEnded(saved, 1);
			expect(sent).toEqual([
				expect.stringMatching(
					/^2 new on X\n\n\[Negative, you may answer\] @transit: .+broken\n\S+\n\n\[Positive, you may answer\] @reader_one: .+cups\n\S+$/,
				),
			]);
			session.x.world.addPost({ by: 'meteo', text: 'An espresso before the storm', lang: 'en' });
			await look(saved, 'GET /2/tweets/search/recent');
			await haveEnded(saved, 2);
			expect(sent[1]).toMatch(/^1 new on X\n\n\[Neutral\] @meteo: An espresso/);
		}, 120_000);

		it('sends it to a Telegram chat with mentions-to-telegram.json, signs of HTML as they were written', async () => {
			const workflow = readWorkflow('mentions-to-telegram.json');
			parametersOf(workflow, 'Send to Telegram').chatId = '42';
			const bot = { accessToken: 'token', baseUrl: slack.url };
			const [mood, telegram] = [
				await session.client.saveCredential('Model', 'openAiApi', model.credential),
				await session.client.saveCredential('Bot', 'telegramApi', bot),
			];
			const withModel = withCredential(workflow, mood, '@n8n/n8n-nodes-langchain.lmChatOpenAi');
			const saved = await created(withCredential(withModel, telegram, 'n8n-nodes-base.telegram'));
			await look(saved, 'GET /2/users/{id}/mentions');
			session.x.world.addPost({ by: 'transit', text: `@${account} cups < mugs & more` });
			await look(saved, 'GET /2/users/{id}/mentions');
			await haveEnded(saved, 1);
			expect(sent.at(-1)).toMatch(
				/^1 new on X\n\n\[Neutral, you may answer\] @transit: .+ cups &lt; mugs &amp; more\nhttps/,
			);
		}, 120_000);
	});

	describe('encrypted-support-inbox.json', () => {
		/** Makes keys with the node, and a credential that holds them, as docs/chat.md says. */
		async function withKeys() {
			const at = (x: number): Pick<INode, 'typeVersion' | 'position'> => ({ typeVersion: 1, position: [x, 0] });
			const setUp = await created({
				name: 'Set up keys',
				nodes: [
					{ ...at(0), id: '1', name: 'Start', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
					{
						...at(300),
						id: '2',
						name: 'X',
						type: 'n8n-nodes-x.x',
						parameters: { resource: 'chat', operation: 'setUpKeys' },
					},
				],
				connections: { Start: { main: [[{ node: 'X', type: 'main', index: 0 }]] } },
			});
			const [{ private_chat_keys, chat_key_version }] = (await run(setUp))('X');
			const keys = { chatPrivateKey: private_chat_keys, chatKeyVersion: chat_key_version };
			return await connect(session.client, session.x, account, 'With chat keys', keys);
		}

		it('answers what is written over encrypted chat when the answer is approved, and only then', async () => {
			const { id: own } = session.x.world.needUser(account);
			const saved = await created(readWorkflow('encrypted-support-inbox.json'), await withKeys());
			const reader = await Person.join(session.x, 'reader_one');
			const talk = await reader.begin(own);
			await session.client.activate(saved);
			await until(() => session.x.activity.stream.connections.size > 0);
			await reader.say(talk, 'Where is my parcel?');
			expect(await decide('Send it')).toContain('Where is my parcel?');
			await haveEnded(saved, 1);
			await reader.say(talk, 'Never mind');
			expect(await decide('Decline')).toContain('Never mind');
			await haveEnded(saved, 2);
			await session.client.deactivate(saved);
			expect(await reader.texts(talk)).toEqual([
				'Where is my parcel?',
				'Thanks for writing! We are looking into it.',
				'Never mind',
			]);
		}, 90_000);
	});

	describe('x-over-mcp.json', () => {
		it('lets an assistant with the token read and post with ten tools, and nobody else', async () => {
			const token = 'a-long-random-token';
			const bearer = await session.client.saveCredential('MCP', 'httpBearerAuth', { token });
			const mcpTrigger = '@n8n/n8n-nodes-langchain.mcpTrigger';
			await session.client.activate(await created(withCredential(readWorkflow('x-over-mcp.json'), bearer, mcpTrigger)));
			const mcp = new McpClient(`${session.url}/mcp/x`, token);
			await mcp.open();
			expect((await mcp.tools()).map(({ name }) => name)).toHaveLength(10);
			expect(await mcp.call('Get_user', { user: '@newsroom' })).toContain('City Newsroom');
			const posts = await added(async () => await mcp.call('Create_post', { text: 'Said over MCP' }));
			expect(posts.map(({ rawText }) => rawText)).toEqual(['Said over MCP']);
			expect(await mcp.call('Search_posts', { query: 'said', limit: 5 })).toContain('Said over MCP');
			expect((await fetch(`${session.url}/mcp/x`, { method: 'POST', body: '{}' })).status).toBe(403);
		}, 60_000);
	});

	describe('agent-with-review.json', () => {
		let model: ScriptedModel;
		beforeAll(async () => {
			model = await openScriptedModel();
		});
		afterAll(() => model.close());

		it.each([
			['Post it', ['Fresh beans are in!']],
			['Decline', []],
		])(
			'what the agent writes is posted when a person approves it: %s',
			async (label, texts) => {
				model.script.push(
					{ tool: 'Preview_post', given: { text: 'Fresh beans are in!' } },
					// A tool that a person reviews takes what it is given apart from what the review asks for.
					{ tool: 'Create_post', given: { toolParameters: { text: 'Fresh beans are in!' }, hitlParameters: {} } },
				);
				const credential = await session.client.saveCredential('Model', 'openAiApi', model.credential);
				const saved = await created(
					withCredential(readWorkflow('agent-with-review.json'), credential, '@n8n/n8n-nodes-langchain.lmChatOpenAi'),
				);
				const posts = await added(async () => {
					await session.client.post(`/rest/workflows/${saved.id}/run`, {
						triggerToStartFrom: {
							name: 'Chat',
							data: {
								startTime: 0,
								executionTime: 0,
								executionIndex: 0,
								source: [],
								data: {
									main: [[{ json: { sessionId: label, action: 'sendMessage', chatInput: 'Tell them of the beans' } }]],
								},
							},
						},
					});
					expect(await decide(label)).toContain('Fresh beans are in!');
					await until(() => model.script.length === 0 && model.heard.length >= 3);
					await haveEnded(saved, 1);
				});
				expect(posts.map(({ rawText }) => rawText)).toEqual(texts);
				model.heard.splice(0);
			},
			90_000,
		);
	});

	// Last, because its mails keep coming until n8n has switched it off.
	describe('weekly-report.json', () => {
		it('mails the numbers of the week, with what is new since the last report', async () => {
			const [liked] = postsOf(account).sort((a, b) => b.createdAt - a.createdAt);
			session.x.world.social.addLike(liked.id, 'transit');
			const workflow = readWorkflow('weekly-report.json');
			// A week goes by in a second.
			parametersOf(workflow, 'Every Monday').rule = { interval: [{ field: 'seconds', secondsInterval: 1 }] };
			const saved = await created(workflow);
			await session.client.activate(saved);
			await until(() => mailbox.mails.length > 0);
			session.x.world.follow('meteo', account);
			await until(() => mailbox.mails.some((mail) => textOf(mail).includes('followers (+1)')));
			await session.client.deactivate(saved);
			const [mail] = mailbox.mails.splice(0);
			expect(mail.subject).toMatch(new RegExp(`^@${account}: \\d+ posts, \\d+ likes$`));
			expect(textOf(mail)).toMatch(/\d+ followers[^(]*\d+ posts.*Best.*\d+ likes, \d+ reposts/s);
		}, 60_000);
	});
}
