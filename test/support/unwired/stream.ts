/** The stream trigger without a wire: an n8n whose clock stands still until a test moves it on, and an X that answers as told. */
import type { IDataObject, IHttpRequestOptions, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import type { Rule, Standing } from '../../../api/push/stream-rules';
import { hold } from '../../../host/stream/hold';
import { rejection, START } from './surroundings';

/** One open connection, as X sees it. */
export interface Line {
	/** What the stream is asked for. */
	query: Record<string, string>;
	at: number;
	/** Sends a piece of text; an empty line is X's sign of life. */
	say(text: string): Promise<void>;
	/** A post that matched these rules; by default, the first one of the node. */
	post(id: string, rules?: Array<{ id: string; tag?: string }>): Promise<void>;
	end(error?: Error): Promise<void>;
	aborted(): boolean;
}

type Refusal = { status: number; body?: IDataObject; headers?: Record<string, string> };

export interface StreamWorld {
	/** Activates the trigger, or has it listen for the editor's test. @param listen whether the user has pressed the button of the test */
	start(listen?: boolean): Promise<void>;
	response(): ITriggerResponse;
	close(): Promise<void>;
	/** What X answers the next connections with, before it takes one again. */
	refusals: Array<Refusal | Error | Promise<Refusal>>;
	/** Every try to connect. */
	tries: Array<{ at: number; query: Record<string, string> }>;
	lines: Line[];
	/** The connection that stands. */
	line(): Line;
	rules: Standing[];
	/** Everything else that was asked of X. */
	calls: Array<{ endpoint: string; at: number; query: Record<string, string>; body: unknown }>;
	/** What X answers instead; undefined leaves it to the world. */
	answer: (endpoint: string, query: Record<string, string>) => Refusal | undefined;
	/** Why n8n does not hand out the credential. */
	noCredential?: Error;
	items: IDataObject[];
	failures: Error[];
	ends: Error[];
	logs: string[];
	warnings: string[];
	go(ms: number): Promise<void>;
}

const MOST_TRIES = 100;

let credentials = 0;
let rulesMade = 0;

export interface StreamWorldOptions {
	/** None: the user has not touched them. */
	rules?: ReadonlyArray<{ value?: string; tag?: string }> | null;
	options?: IDataObject;
	mode?: 'trigger' | 'manual';
	/** n8n's activation mode. */
	activation?: 'activate' | 'init';
	workflow?: string;
	node?: string;
	/** ID of its credential; a new one unless another world shares it. */
	credential?: string;
	standing?: Standing[];
}

/** Under jest's fake timers. */
export function streamWorld({
	rules = [{ value: 'kettle' }],
	options = {},
	mode = 'trigger',
	activation = 'activate',
	workflow = 'wf1',
	node = 'node-1',
	credential = `stream-world-${++credentials}`,
	standing = [],
}: StreamWorldOptions = {}): StreamWorld {
	let response: ITriggerResponse = {};
	const world: StreamWorld = {
		refusals: [],
		tries: [],
		lines: [],
		rules: [...standing],
		calls: [],
		answer: () => undefined,
		items: [],
		failures: [],
		ends: [],
		logs: [],
		warnings: [],
		response: () => response,
		line: () => world.lines[world.lines.length - 1],
		start: async (listen = true) => {
			response = await settled(hold(context));
			if (listen && mode === 'manual') await settled(Promise.resolve(response.manualTriggerFunction?.()));
		},
		close: async () => await settled(Promise.resolve(response.closeFunction?.())),
		go: async (ms) => void (await jest.advanceTimersByTimeAsync(ms)),
	};

	async function stream(query: Record<string, string>, signal: AbortSignal | undefined) {
		world.tries.push({ at: Date.now(), query });
		// A trigger that tries without a pause would never let the clock go on.
		if (world.tries.length > MOST_TRIES) return await new Promise<never>(() => {});
		const refusal = await world.refusals.shift();
		if (refusal instanceof Error) throw refusal;
		if (refusal) return { statusCode: refusal.status, headers: refusal.headers ?? {}, body: refusal.body ?? {} };
		const line = openLine(query, signal, () => world.rules.slice(0, 1).map(({ id }) => ({ id })));
		world.lines.push(line.line);
		return { statusCode: 200, headers: {}, body: line.pieces };
	}

	function changeRules(query: Record<string, string>, body: { add?: Rule[]; delete?: { ids: string[] } }): IDataObject {
		const added = (body.add ?? []).map((rule) => ({ id: `rule-${++rulesMade}`, ...rule }));
		if (query.dry_run !== 'true') {
			world.rules = world.rules.filter(({ id }) => !body.delete?.ids.includes(id));
			world.rules.push(...added);
		}
		return { data: added, meta: { summary: { deleted: body.delete?.ids.length ?? 0 } } };
	}

	function reply(endpoint: string, query: Record<string, string>, body: unknown): IDataObject {
		if (endpoint === 'GET /2/tweets/search/stream/rules') return { data: world.rules };
		if (endpoint === 'POST /2/tweets/search/stream/rules') return changeRules(query, body as { add?: Rule[] });
		if (endpoint === 'DELETE /2/connections/filtered_stream') return { data: { successful_kills: 1 } };
		return {};
	}

	const httpRequestWithAuthentication = async (_credential: string, asked: IHttpRequestOptions) => {
		await Promise.resolve();
		const url = new URL(asked.url);
		const query = Object.fromEntries(url.searchParams);
		const endpoint = `${asked.method ?? 'GET'} ${url.pathname}`;
		if (asked.encoding === 'stream') return await stream(query, asked.abortSignal as AbortSignal | undefined);
		world.calls.push({ endpoint, at: Date.now(), query, body: asked.body });
		const told = world.answer(endpoint, query);
		return {
			statusCode: told?.status ?? 200,
			headers: told?.headers ?? {},
			body: told ? (told.body ?? {}) : reply(endpoint, query, asked.body),
		};
	};

	const id = credential;
	const parameters: Record<string, unknown> = { rules: rules ? { rule: rules } : undefined, options };
	const context = {
		getNode: () => ({ id: node, name: 'Stream', type: 'xStreamTrigger', credentials: { xAppBearerApi: { id } } }),
		getWorkflow: () => ({ id: workflow }),
		getTimezone: () => 'UTC',
		getMode: () => mode,
		getActivationMode: () => activation,
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
		getCredentials: async () => {
			const { noCredential } = world;
			if (noCredential) throw noCredential;
			return await Promise.resolve({ baseUrl: 'https://api.x.com', source: 'token', bearerToken: 'the-secret-token' });
		},
		emit: ([items]: Array<Array<{ json: IDataObject }>>) => void world.items.push(...items.map(({ json }) => json)),
		emitError: (error: Error) => void world.ends.push(error),
		saveFailedExecution: (error: Error) => void world.failures.push(error),
		logger: {
			info: (message: string, { node: name }: IDataObject) => {
				expect(name).toBe('Stream');
				world.logs.push(message);
			},
			warn: (message: string, { node: name }: IDataObject) => {
				expect(name).toBe('Stream');
				world.warnings.push(message);
			},
		},
		helpers: { httpRequestWithAuthentication },
	} as unknown as ITriggerFunctions;
	return world;
}

/** X's lines fall silent while it is on. */
export const quiet = { on: false };

/** A body that says what the test says, until it ends or n8n gives it up. */
export function openLine(
	query: Record<string, string>,
	signal: AbortSignal | undefined,
	first: () => Array<{ id: string }>,
) {
	const pieces: Uint8Array[] = [];
	let over: { error?: Error } | undefined;
	let wake = () => {};
	/** X sends a sign of life every 20 seconds. */
	const alive = setInterval(() => {
		if (!quiet.on) pieces.push(new TextEncoder().encode('\r\n'));
		wake();
	}, 20_000);
	const finish = (error?: Error) => {
		clearInterval(alive);
		over ??= { error };
		wake();
	};
	signal?.addEventListener('abort', () => finish(new Error('canceled')));
	async function* body() {
		for (;;) {
			const piece = pieces.shift();
			if (piece) yield piece;
			else if (over?.error) throw over.error;
			else if (over) return;
			else await new Promise<void>((resolve) => (wake = resolve));
		}
	}
	const say = async (text: string) => {
		pieces.push(new TextEncoder().encode(text));
		wake();
		await jest.advanceTimersByTimeAsync(0);
	};
	const line: Line = {
		query,
		at: Date.now(),
		say,
		post: async (id, rules: Array<{ id: string; tag?: string }> = first()) =>
			await say(`${JSON.stringify({ data: { id, text: `Post ${id}` }, matching_rules: rules })}\r\n`),
		end: async (error) => {
			finish(error);
			await jest.advanceTimersByTimeAsync(0);
		},
		aborted: () => signal?.aborted ?? false,
	};
	return { line, pieces: body() };
}

/** The outcome of work that waits for timers. */
export async function settled<T>(work: Promise<T>): Promise<T> {
	let over = false;
	const mark = () => void (over = true);
	work.then(mark, mark);
	// First what waits for no timer: the clock stands still then.
	for (const ms of [...Array<number>(50).fill(0), ...Array<number>(50).fill(50), ...Array<number>(100).fill(1_000)])
		if (!over) await jest.advanceTimersByTimeAsync(ms);
	return await work;
}

/** A clock that only tests move; what waits for nothing but promises goes on by itself. */
export const useStillClock = (): void => {
	beforeEach(() => void jest.useFakeTimers({ now: START, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] }));
	afterEach(() => void jest.useRealTimers());
};

export const MINUTE = 60_000;
export const RULES = 'POST /2/tweets/search/stream/rules';
export const SEARCH = 'GET /2/tweets/search/recent';
/** A moment as X's search takes it. */
export const second = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
export const KEEP_ALIVE = '\r\n';
export const started = async (options: StreamWorldOptions = {}) => {
	const world = streamWorld(options);
	await world.start();
	return world;
};
export const refusal = async (world: StreamWorld) =>
	(await rejection(world.start())) as Error & { description?: string; httpCode?: string };
export const searches = ({ calls }: StreamWorld) => calls.filter(({ endpoint }) => endpoint === SEARCH);
export const gaps = ({ tries }: StreamWorld) => tries.slice(1).map(({ at }, i) => at - tries[i].at);
export const status = (code: number, body = {}, headers = {}) => ({
	status: code,
	body: { title: `Refused ${code}`, ...body },
	headers,
});
export const tooMany = status(429, {
	title: 'ConnectionException',
	detail: 'This stream is currently at the maximum allowed connection limit.',
	connection_issue: 'TooManyConnections',
});
