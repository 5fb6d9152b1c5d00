import { setTimeout as pause } from 'node:timers/promises';

export interface Tool {
	name: string;
	description: string;
	inputSchema: { properties: Record<string, { type: string; description?: string }>; required?: string[] };
}

/** The client's side of the Model Context Protocol over HTTP, as far as the tests need it. */
export class McpClient {
	private session = '';

	constructor(
		private readonly url: string,
		private readonly token?: string,
	) {}

	/** n8n switches a workflow on behind its answer, so the server may take a moment to be there. */
	async open(): Promise<void> {
		const hello = { protocolVersion: '2025-03-26', capabilities: {}, clientInfo: { name: 'test', version: '1' } };
		for (const deadline = Date.now() + 20_000; ; await pause(300)) {
			const opened = await this.ask('initialize', hello).catch((error: unknown) => error as Error);
			if (!(opened instanceof Error)) return;
			if (Date.now() > deadline) throw opened;
		}
	}

	async tools(): Promise<Tool[]> {
		return (await this.ask<{ tools: Tool[] }>('tools/list')).tools;
	}

	/** What a model reads of a call of its. */
	async call(name: string, given: object): Promise<string> {
		const { content } = await this.ask<{ content: Array<{ text: string }> }>('tools/call', { name, arguments: given });
		return content.map(({ text }) => text).join('\n');
	}

	private async ask<Result>(method: string, params: object = {}): Promise<Result> {
		const response = await fetch(this.url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				accept: 'application/json, text/event-stream',
				...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
				...(this.session ? { 'mcp-session-id': this.session } : {}),
			},
			body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`${response.status} ${text}`);
		this.session = response.headers.get('mcp-session-id') ?? this.session;
		const message = JSON.parse(
			text
				.split('\n')
				.find((line) => line.startsWith('data: '))
				?.slice('data: '.length) ?? text,
		) as { result?: Result; error?: { message: string } };
		if (!message.result) throw new Error(message.error?.message);
		return message.result;
	}
}
