/** The polling trigger without a wire: a node with what n8n keeps for it, and an X that answers as told. */
import type { IDataObject, IHttpRequestOptions, IPollFunctions, WorkflowExecuteMode } from 'n8n-workflow';
import { scopes } from '../../../connector';
import { poll } from '../../../host/poll/poll';
import { rejection } from './surroundings';

export interface Request {
	endpoint: string;
	query: Record<string, string>;
	timeout?: number;
}
/** A `status` and `headers` beside X's own members. */
type Answer = IDataObject | ((request: Request) => IDataObject);

let nodes = 0;

/** A node, and an X that has these answers by endpoint. */
export function node(parameters: IDataObject, answers: Record<string, Answer>, budgetMs?: number) {
	const requests: Request[] = [];
	const number = ++nodes;
	const state = {
		parameters: { authentication: 'oAuth2', ...parameters } as IDataObject,
		credential: `account-${number}`,
		token: 'token-1',
		granted: scopes().join(' '),
		answers,
		requests,
		memory: {} as IDataObject,
		mode: 'trigger' as WorkflowExecuteMode,
		activation: 'activate',
	};
	const context = {
		getNode: () => ({
			name: 'X Trigger',
			type: 'xTrigger',
			credentials: { xUserOAuth2Api: { id: state.credential }, xAppBearerApi: { id: state.credential } },
		}),
		getWorkflow: () => ({ id: `workflow-${number}` }),
		getMode: () => state.mode,
		getActivationMode: () => state.activation,
		getTimezone: () => 'UTC',
		getNodeParameter: (name: string, fallback: unknown) => state.parameters[name] ?? fallback,
		getWorkflowStaticData: (of: string) => (of === 'node' ? state.memory : {}),
		getCredentials: async () =>
			await Promise.resolve({ oauthTokenData: { access_token: state.token, scope: state.granted } }),
		...(budgetMs === undefined ? {} : { getPollBudgetMs: () => budgetMs }),
		helpers: {
			httpRequestWithAuthentication: async (_credential: string, { method, url, timeout }: IHttpRequestOptions) => {
				const { pathname, searchParams } = new URL(url);
				const request = { endpoint: `${method} ${pathname}`, query: Object.fromEntries(searchParams), timeout };
				requests.push(request);
				const answer = state.answers[request.endpoint] ?? {};
				const { status = 200, headers = {}, ...body } = typeof answer === 'function' ? answer(request) : answer;
				return await Promise.resolve({ statusCode: Number(status), headers, body });
			},
		},
	} as unknown as IPollFunctions;
	return Object.assign(state, {
		context,
		poll: async () => ((await poll(context)) ?? [[]])[0].map(({ json }) => json),
		raw: async () => await poll(context),
		endpoints: () => requests.splice(0).map(({ endpoint }) => endpoint),
		fails: async () => (await rejection(poll(context))) as Error & { description?: string },
	});
}

export const TIMELINE = 'GET /2/users/7/tweets';
export const NAMED = 'GET /2/users/by/username/ada';
export const posts = (...ids: string[]) => ({ data: ids.map((id) => ({ id, text: `Post ${id}` })) });
/** Posts newer than what is asked for, as X has them. */
export const since =
	(...ids: string[]) =>
	({ query }: Request) =>
		posts(...ids.filter((id) => BigInt(id) > BigInt(query.since_id ?? 0)));
export const idsIn = (items: readonly IDataObject[]) => items.map(({ id }) => id);
export const user = (value: string) => ({ mode: 'username', value });
export const timeline = (more: IDataObject = {}, budgetMs?: number) =>
	node(
		{ event: 'userPost', user: user('ada'), ...more },
		{ [NAMED]: { data: { id: '7', username: 'ada' } }, [TIMELINE]: since('30', '20', '10') },
		budgetMs,
	);
