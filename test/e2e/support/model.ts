/** A stand-in for OpenAI's API: says what a test has it say. */
import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { web } from '../../support/web';

interface Message {
	role: string;
	content: unknown;
}

/** What the model says: a text, or a tool that it calls. */
export type Said = string | { tool: string; given: object };

export interface Model {
	/** What n8n's OpenAI credential says of it. */
	credential: Record<string, unknown>;
	close(): Promise<void>;
}

/** A model that says what stands in its script, in that order, and remembers what it was told last. */
export interface ScriptedModel extends Model {
	script: Said[];
	heard: string[];
}

export async function openScriptedModel(): Promise<ScriptedModel> {
	const [script, heard]: [Said[], string[]] = [[], []];
	const model = await openModel((last) => {
		heard.push(last);
		return script.shift() ?? 'Done.';
	});
	return { ...model, script, heard };
}

/** @param says the answer to a conversation, whose last message is given as text */
export async function openModel(says: (last: string, all: readonly Message[]) => Said): Promise<Model> {
	// n8n finds the result of a tool by the ID of the call.
	let calls = 0;
	const answer = async (request: IncomingMessage) => {
		const { messages } = (await json(request)) as { messages: Message[] };
		const last = messages.at(-1)?.content;
		const said = says(typeof last === 'string' ? last : JSON.stringify(last), messages);
		const call = typeof said === 'string' ? undefined : { name: said.tool, arguments: JSON.stringify(said.given) };
		return {
			id: 'chatcmpl-1',
			object: 'chat.completion',
			created: 1,
			model: 'stand-in',
			choices: [
				{
					index: 0,
					finish_reason: call ? 'tool_calls' : 'stop',
					message: call
						? {
								role: 'assistant',
								content: null,
								tool_calls: [{ id: `call_${++calls}`, type: 'function', function: call }],
							}
						: { role: 'assistant', content: said },
				},
			],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	};
	const server = await web((_path, request, response) => {
		void answer(request).then(
			(body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
			(error: unknown) => response.writeHead(500).end(String(error)),
		);
	});
	return { credential: { apiKey: 'stand-in', url: `${server.url}/v1` }, close: server.close };
}
