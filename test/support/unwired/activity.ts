/** The X Activity Trigger without a wire: a node, and an X that keeps webhooks and subscriptions. */
import { createHmac } from 'node:crypto';
import type { IDataObject, IHookFunctions, IHttpRequestOptions, IWebhookFunctions } from 'n8n-workflow';
import type { Hook, Subscription } from '../../../api/push/subscriptions';
import { scopes } from '../../../connector';
import { answer } from '../../../host/activity/webhook/deliver';
import { isRegistered, register, unregister } from '../../../host/activity/webhook/register';
import { rejection } from './surroundings';

const URL_OF_NODE = 'https://n8n.example.com/webhook/1';
export const SECRET = 'the-api-secret';
/** Who asks with the token that key and secret of an account's credential obtain. */
export const APP = 'app';
export const MINUTE = 60_000;
export const REPLAY = 'POST /2/webhooks/replay';

interface Asked {
	endpoint: string;
	by: string;
	query: Record<string, string>;
	body: unknown;
}
type Standing = Subscription & { subscription_id: string; webhook_id: string };
let nodes = 0;

/** A node, and an X that keeps webhooks and subscriptions. */
export function webhookNode(parameters: IDataObject = { account: 'own', events: ['post.create'] }) {
	const id = `webhook-node-${++nodes}`;
	const asked: Asked[] = [];
	let made = 0;
	const state = {
		parameters,
		asked,
		address: URL_OF_NODE,
		mode: 'webhook',
		app: { apiKey: 'the-api-key', apiSecret: SECRET } as IDataObject,
		granted: scopes().join(' '),
		hooks: [] as Hook[],
		subscriptions: [] as Standing[],
		memory: {} as IDataObject,
		warnings: [] as string[],
		infos: [] as string[],
		refusals: {} as Record<string, IDataObject>,
		/** What n8n has been told to answer. */
		responses: [] as unknown[],
	};

	function reply({ endpoint, body, query }: Asked): IDataObject {
		const given = body as IDataObject;
		switch (endpoint.replace(/(webhooks|subscriptions)\/[hs]\d+/, '$1/{id}')) {
			case 'GET /2/users/me':
				return { data: { id: '7' } };
			case 'GET /2/users/by/username/ada':
				return { data: { id: '8', username: 'ada' } };
			case 'GET /2/webhooks':
				return { data: state.hooks as unknown as IDataObject[] };
			case 'POST /2/webhooks': {
				const hook = { id: `h${++made}`, url: String(given.url), valid: true };
				state.hooks.push(hook);
				return { data: { ...hook } };
			}
			case 'DELETE /2/webhooks/{id}':
				state.hooks = state.hooks.filter((hook) => !endpoint.endsWith(hook.id));
				return { data: { deleted: true } };
			case 'GET /2/activity/subscriptions':
				return { data: state.subscriptions as unknown as IDataObject[] };
			case 'POST /2/activity/subscriptions': {
				const subscription = { ...given, subscription_id: `s${++made}` } as unknown as Standing;
				const key = ({ event_type, filter, webhook_id }: Standing) => JSON.stringify([event_type, filter, webhook_id]);
				if (state.subscriptions.some((each) => key(each) === key(subscription)))
					return { errors: [{ title: 'DuplicateSubscription', detail: '' }] };
				state.subscriptions.push(subscription);
				return { data: { subscription } as unknown as IDataObject };
			}
			case 'PUT /2/activity/subscriptions/{id}': {
				const subscription = state.subscriptions.find((each) => endpoint.endsWith(each.subscription_id));
				return { data: { subscription: Object.assign(subscription ?? {}, given) } };
			}
			case 'DELETE /2/activity/subscriptions': {
				const ids = query.ids.split(',');
				state.subscriptions = state.subscriptions.filter((each) => !ids.includes(each.subscription_id));
				return { data: ids.map((subscription_id) => ({ subscription_id, deleted: true })) };
			}
			default:
				return { data: { job_id: '1' } };
		}
	}

	const request = {
		name: 'default',
		query: {} as IDataObject,
		headers: {} as IDataObject,
		raw: undefined as Buffer | undefined,
	};
	const response = {
		status: (code: number) => {
			state.responses.push(code);
			return response;
		},
		json: (value: unknown) => void state.responses.push(value),
		end: () => response,
	};
	const byApp = () => state.parameters.authentication === 'bearerToken';
	const send = async (by: string, { method, url, body }: IHttpRequestOptions) => {
		const { pathname, searchParams } = new URL(url);
		const each = { endpoint: `${method} ${pathname}`, by, query: Object.fromEntries(searchParams), body };
		asked.push(each);
		const { status = 200, ...refusal } = state.refusals[each.endpoint] ?? state.refusals['*'] ?? {};
		return await Promise.resolve({
			statusCode: Number(status),
			headers: {},
			body: status === 200 ? reply(each) : refusal,
		});
	};
	const context = {
		getNode: () => ({
			id,
			name: 'Webhook',
			type: 'xActivityTrigger',
			credentials: { [byApp() ? 'xAppBearerApi' : 'xUserOAuth2Api']: { id: `credential-${id}` } },
		}),
		getWorkflow: () => ({ id: 'wf1' }),
		getMode: () => state.mode,
		getTimezone: () => 'UTC',
		getNodeParameter: (name: string, fallback: unknown) => state.parameters[name] ?? fallback,
		getNodeWebhookUrl: (name: string) => (name === 'default' ? state.address : undefined),
		getWorkflowStaticData: (of: string) => (of === 'node' ? state.memory : {}),
		getCredentials: async (type: string) =>
			await Promise.resolve(
				type === 'xAppBearerApi'
					? { source: 'token', bearerToken: 'app-token', ...state.app }
					: { ...state.app, oauthTokenData: { access_token: 'user-token', scope: state.granted } },
			),
		getWebhookName: () => request.name,
		getQueryData: () => request.query,
		getHeaderData: () => request.headers,
		getRequestObject: () => ({ rawBody: request.raw }),
		getBodyData: () => JSON.parse(String(request.raw)) as IDataObject,
		getResponseObject: () => response,
		logger: {
			warn: (message: string, { node }: IDataObject) => {
				expect(node).toBe('Webhook');
				state.warnings.push(message);
			},
			info: (message: string, { node }: IDataObject) => {
				expect(node).toBe('Webhook');
				state.infos.push(message);
			},
		},
		helpers: {
			httpRequestWithAuthentication: async (by: string, options: IHttpRequestOptions) => await send(by, options),
			/** n8n authenticates nothing here: the token of the app is obtained, or sent along. */
			httpRequest: async (options: IHttpRequestOptions) => {
				if (new URL(options.url).pathname === '/oauth2/token') return { access_token: 'app-token' };
				expect(options.headers).toMatchObject({ Authorization: 'Bearer app-token' });
				return await send(APP, options);
			},
		},
	};
	const hookContext = context as unknown as IHookFunctions;
	const webhookContext = context as unknown as IWebhookFunctions;

	const came = async () => {
		const { workflowData, noWebhookResponse } = await answer(webhookContext);
		// The node has answered X itself.
		expect(noWebhookResponse).toBe(true);
		return workflowData?.[0].map(({ json }) => json);
	};
	return Object.assign(state, {
		register: async () => await register(hookContext),
		isRegistered: async () => await isRegistered(hookContext),
		unregister: async () => await unregister(hookContext),
		fails: async () => (await rejection(register(hookContext))) as Error & { description?: string; httpCode?: string },
		challenge: async (query: IDataObject) => {
			Object.assign(request, { name: 'setup', query });
			return await came();
		},
		/** A delivery, signed by X. */
		deliver: async (body: unknown, signature?: string) => {
			const raw = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
			const signed = `sha256=${createHmac('sha256', SECRET).update(raw).digest('base64')}`;
			Object.assign(request, {
				name: 'default',
				headers: { 'x-twitter-webhooks-signature': signature ?? signed },
				raw,
			});
			return await came();
		},
		withoutBody: async () => {
			Object.assign(request, { name: 'default', raw: undefined });
			return await came();
		},
		replays: () => asked.filter(({ endpoint }) => endpoint === REPLAY).map(({ body }) => body),
		changes: () =>
			asked
				.splice(0)
				.filter(({ endpoint }) => !endpoint.startsWith('GET'))
				.map(({ endpoint, by }) => [endpoint, by]),
	});
}
export const event = (event_uuid: string, more: object = {}) => ({
	event_uuid,
	event_type: 'follow.follow',
	filter: { user_id: '7' },
	payload: { source: { id: '9' } },
	...more,
});
export const idsIn = (items: readonly IDataObject[] | undefined) => items?.map(({ event_id }) => event_id);
