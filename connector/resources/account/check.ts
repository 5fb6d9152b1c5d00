/** The account or app behind a credential, and what it can do. */
import { inner, label, type XObject } from '../../../api/json/members';
import type { Answer, XClient } from '../../../api/client/call';
import { PRICES } from '../../../api/money/prices';
import { usd } from '../../../api/money/usd';
import { hasPremium, VIDEO_LIMITS } from '../../../api/objects/subscription';
import { longestPost } from '../../shared/premium';
import { operation, type Call, type CredentialInUse, type Endpoint, type Resource } from '../../types';
import { getMe } from '../user';
import { lackingIn, named, neededScopes, needOther, restricted } from './reach';

const USER_FIELDS = ['id', 'name', 'protected', 'subscription_type', 'username', 'verified', 'verified_type'] as const;

const getUsage: Endpoint = { endpoint: 'GET /2/usage/tweets', access: { app: true }, limits: { app: ['50/15min'] } };

function described(me: XObject) {
	const { id, name } = me;
	const username = label(me.username);
	const subscription = label(me.subscription_type);
	return {
		id,
		username,
		name,
		url: username && `https://x.com/${username}`,
		subscription_type: subscription,
		longest_post: longestPost(subscription),
		...longestVideo(hasPremium(subscription)),
		articles: hasPremium(subscription),
		personalized_trends: hasPremium(subscription),
		verified: me.verified,
		verified_type: me.verified_type,
		protected: me.protected,
	};
}

const longestVideo = (premium: boolean | undefined) =>
	premium === undefined ? {} : { longest_video_seconds: VIDEO_LIMITS.post[premium ? 'premium' : 'plain'].seconds };

/** One request per run, however many items it has: X would charge for each. */
const asked = new WeakMap<XClient, Promise<Answer>>();

async function once(client: XClient, ask: () => Promise<Answer>): Promise<Answer> {
	const answer = asked.get(client) ?? ask();
	asked.set(client, answer);
	return await answer;
}

/** Without these X would refuse to say whose account it is; that alone is no error here. */
const mayRead = ({ granted }: CredentialInUse): boolean =>
	granted === undefined || (getMe.access.user ?? []).every((scope) => granted.includes(scope));

export function checkOf(resources: readonly Resource[]) {
	return operation({
		name: 'check',
		displayName: 'Check',
		action: 'Check account',
		description: `Retrieve which account is connected, its X Premium tier, and what it may do: granted scopes and what they leave out; with a Bearer token the usage of the app. One request: ${usd(PRICES['User: Read'].usd)} for an account, free for an app.`,
		...getMe,
		fields: [],
		asApp: getUsage,
		aboutCredential: true,
		returns: 'result',
		run: async (call) => ({ data: await (call.credential.kind === 'app' ? appOf : accountOf)(call, resources) }),
	});
}

async function accountOf({ client, credential }: Call<object>, resources: readonly Resource[]) {
	const all = named(resources);
	const { granted } = credential;
	const missing = neededScopes(all).filter((scope) => granted && !granted.includes(scope));
	const { closed, partly } = lackingIn(all, missing);
	const { data } = mayRead(credential)
		? await once(client, async () => await client.call(getMe.endpoint, { query: { 'user.fields': USER_FIELDS } }))
		: {};
	return {
		...(data ? described(inner(data)) : {}),
		authentication: 'OAuth2',
		...(granted ? { granted_scopes: [...granted].sort(), missing_scopes: missing } : {}),
		closed_operations: closed,
		partly_closed_operations: partly,
		operations_for_bearer_token: needOther(all, credential),
		restricted_operations: restricted(all),
	};
}

async function appOf({ client, credential }: Call<object>, resources: readonly Resource[]) {
	const all = named(resources);
	const fields = ['cap_reset_day', 'daily_client_app_usage', 'project_cap', 'project_id', 'project_usage'];
	const { data } = await once(
		client,
		async () => await client.call(getUsage.endpoint, { query: { 'usage.fields': fields } }),
	);
	return {
		authentication: 'Bearer Token',
		usage: data,
		operations_for_oauth2: needOther(all, credential),
		restricted_operations: restricted(all),
	};
}
