/** The X Activity Trigger with delivery by connection, without a wire: triggers of one app, and an X that answers as told. */
import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ITriggerFunctions,
	ITriggerResponse,
} from 'n8n-workflow';
import type { Subscription } from '../../../api/push/standing';
import { hold, run } from '../../../host/activity/connection/hold';
import { openLine, settled, type Line } from './stream';

type Standing = Subscription & { subscription_id: string };
type Refusal = { status: number; body?: IDataObject };
type Reported = Error & { description?: string | null };

let apps = 0;
const nameOf = (asked: IHttpRequestOptions) => `${asked.method ?? 'GET'} ${new URL(asked.url).pathname}`;

export interface Given {
	node?: string;
	credential?: string;
	events?: string[];
	options?: IDataObject;
	activation?: 'activate' | 'init';
	mode?: 'trigger' | 'manual';
	memory?: IDataObject;
	delivery?: 'connection' | 'webhook';
	/** Whether n8n tells when the execution is cancelled. */
	tells?: boolean;
}

/** An app at X. Under jest's fake timers. */
export function activityApp() {
	const app = `activity-app-${++apps}`;
	let made = 0;
	const x = {
		subscriptions: [] as Standing[],
		/** Every try to connect. */
		tries: [] as Array<{ at: number; query: Record<string, string> }>,
		lines: [] as Line[],
		/** What X answers the next connections with, before it takes one again. */
		refusals: [] as Refusal[],
		/** What X answers instead; undefined leaves it to the world. */
		answer: (() => undefined) as (endpoint: string) => Refusal | undefined,
		/** Why n8n does not hand out the credential. */
		noCredential: undefined as Error | undefined,
		/** When n8n hands it out. */
		credential: undefined as Promise<void> | undefined,
		/** How far X's clock is ahead, in milliseconds. */
		ahead: 0,
		calls: [] as string[],
		line: () => x.lines[x.lines.length - 1],
		open: () => x.lines.filter((line) => !line.aborted()).length,
		go: async (ms: number) => void (await jest.advanceTimersByTimeAsync(ms)),
		/** X sends an event for the subscription of this type, or of this tag. */
		event: async (id: string, event_type = 'post.create', more: object = {}) => {
			const { filter, tag } = x.subscriptions.find((each) => each.event_type === event_type) ?? {};
			const event = { event_uuid: id, event_type, filter, tag, payload: { id: '30', text: id }, ...more };
			await x.line().say(`${JSON.stringify({ data: event })}\r\n`);
		},
		types: () => x.subscriptions.map(({ event_type }) => event_type).sort(),
	};

	const headers = () => ({ date: new Date(Date.now() + x.ahead).toUTCString() });

	function reply(endpoint: string, query: Record<string, string>, body: unknown): IDataObject {
		if (endpoint === 'GET /2/activity/subscriptions') return { data: x.subscriptions as unknown as IDataObject[] };
		if (endpoint === 'POST /2/activity/subscriptions') {
			const subscription = { ...(body as Subscription), subscription_id: `s${++made}` };
			x.subscriptions.push(subscription);
			return { data: { subscription } as unknown as IDataObject };
		}
		const ids = (query.ids ?? '').split(',');
		x.subscriptions = x.subscriptions.filter(({ subscription_id: id }) => !ids.includes(id));
		return { data: ids.map((subscription_id) => ({ subscription_id, deleted: true })) };
	}

	async function send(_credential: string, asked: IHttpRequestOptions) {
		await Promise.resolve();
		const [endpoint, query] = [nameOf(asked), Object.fromEntries(new URL(asked.url).searchParams)];
		if (asked.encoding === 'stream') {
			x.tries.push({ at: Date.now(), query });
			// A trigger that tries without a pause would never let the clock go on.
			if (x.tries.length > 100) return await new Promise<never>(() => {});
			const refusal = x.refusals.shift();
			if (refusal) return { statusCode: refusal.status, headers: headers(), body: refusal.body ?? {} };
			const { line, pieces } = openLine(query, asked.abortSignal as AbortSignal | undefined, () => []);
			x.lines.push(line);
			return { statusCode: 200, headers: headers(), body: pieces };
		}
		x.calls.push(endpoint);
		const told = x.answer(endpoint);
		const body = told ? (told.body ?? {}) : reply(endpoint, query, asked.body);
		return { statusCode: told?.status ?? 200, headers: headers(), body };
	}

	/** A node with this trigger. */
	function trigger({
		node = 'node-1',
		credential = app,
		events = ['post.create'],
		options = {},
		activation = 'activate',
		mode = 'trigger',
		memory = {},
		delivery = 'connection',
		tells = true,
	}: Given = {}) {
		let response: ITriggerResponse = {};
		const cancel = new AbortController();
		const parameters: Record<string, unknown> = {
			authentication: 'bearerToken',
			account: 'user',
			user: { mode: 'id', value: '8' },
			delivery,
			events,
			options,
		};
		const state = {
			items: [] as IDataObject[],
			failures: [] as Reported[],
			ends: [] as Error[],
			logs: [] as string[],
			/** Why n8n takes no items. */
			refusal: undefined as Error | undefined,
			memory,
			cancel: () => cancel.abort(),
			start: async () => void (response = await settled(hold(context as unknown as ITriggerFunctions))),
			close: async () => await settled(Promise.resolve(response.closeFunction?.())),
			run: async () => (await run(context as unknown as IExecuteFunctions))[0].map(({ json }) => json),
			ids: () => state.items.map(({ event_id }) => event_id),
		};
		const note = (message: string, { node: name }: IDataObject) => {
			expect(name).toBe('Activity');
			state.logs.push(message);
		};
		const context = {
			getNode: () => ({
				id: node,
				name: 'Activity',
				type: 'xActivityTrigger',
				credentials: { xAppBearerApi: { id: credential } },
			}),
			getWorkflow: () => ({ id: app }),
			getTimezone: () => 'UTC',
			getMode: () => mode,
			getActivationMode: () => activation,
			getNodeParameter: (name: string, ...rest: unknown[]) => parameters[name] ?? rest.at(-1),
			getWorkflowStaticData: (of: string) => (of === 'node' ? state.memory : {}),
			getCredentials: async () => {
				await x.credential;
				const { noCredential } = x;
				if (noCredential) throw noCredential;
				return { baseUrl: `https://${app}.example.com`, source: 'token', bearerToken: 'secret' };
			},
			getInputData: () => [{ json: { given: true } }],
			getExecutionCancelSignal: () => (tells ? cancel.signal : undefined),
			emit: ([items]: Array<Array<{ json: IDataObject }>>) => {
				if (state.refusal) throw state.refusal;
				expect(items.length).toBeGreaterThan(0);
				state.items.push(...items.map(({ json }) => json));
			},
			emitError: (error: Error) => void state.ends.push(error),
			saveFailedExecution: (error: Reported) => void state.failures.push(error),
			logger: { info: note, warn: note },
			helpers: { httpRequestWithAuthentication: send },
		};
		return state;
	}
	return Object.assign(x, { trigger });
}

export const started = async (given: Given = {}) => {
	const x = activityApp();
	const trigger = x.trigger(given);
	await trigger.start();
	return { x, trigger };
};
export const said = ({ failures }: { failures: Reported[] }) =>
	failures.map(({ message, description }) => `${message} ${description}`);
