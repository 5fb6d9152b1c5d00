/** The X Activity Trigger on the real n8n-core, and a local X that delivers to it. */
import { createHmac } from 'node:crypto';
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { scopes, type Scope } from '../../../connector';
import { XActivityTrigger } from '../../../nodes/XActivityTrigger/XActivityTrigger.node';
import { useLocalX } from '../x/local-x';
import { webhookHost, type WebhookHost } from './triggers';

export function useWebhooks() {
	const x = useLocalX();
	const hosts: WebhookHost[] = [];
	afterEach(async () => {
		jest.restoreAllMocks();
		for (const host of hosts.splice(0)) await host.close();
	});

	interface Given {
		app?: Partial<ICredentialDataDecryptedObject>;
		granted?: readonly Scope[];
		address?: string;
	}

	async function trigger(
		parameters: IDataObject,
		{ app = {}, granted = scopes(), address }: Given = {},
	): Promise<WebhookHost> {
		const { clientId, clientSecret = '', apiKey, apiSecret } = x.apps.web;
		const token = x.userToken('ourbrand', [...granted]);
		const credentials: Record<string, ICredentialDataDecryptedObject> =
			parameters.authentication === 'bearerToken'
				? { xAppBearerApi: { baseUrl: x.url, source: 'token', bearerToken: x.appToken(), apiSecret, ...app } }
				: {
						xUserOAuth2Api: {
							baseUrl: x.url,
							clientId,
							clientSecret,
							apiKey,
							apiSecret,
							oauthTokenData: { access_token: token, token_type: 'bearer', scope: granted.join(' ') },
							...app,
						},
					};
		const host = await webhookHost(
			{ node: new XActivityTrigger(), parameters: { delivery: 'webhook', ...parameters }, credentials },
			address,
		);
		hosts.push(host);
		return host;
	}

	/** n8n starts again: what the process knew is gone, what the workflow kept is there. */
	function startAnew(): void {
		jest.resetModules();
		const { answer } = jest.requireActual<typeof import('../../../host/activity/webhook/deliver')>(
			'../../../host/activity/webhook/deliver',
		);
		jest.spyOn(XActivityTrigger.prototype, 'webhook').mockImplementation(async function (
			this: Parameters<typeof answer>[0],
		) {
			return await answer(this);
		});
	}

	const own = (events: string[], options: IDataObject = {}) => ({ account: 'own', events, options });
	const me = () => x.world.needUser('ourbrand').id;
	const calls = () => x.requests.map(({ method, path }) => `${method} ${path}`);
	const refusal = async (work: Promise<unknown>) =>
		(await work.then(
			() => undefined,
			(error: unknown) => error,
		)) as { message: string; description?: string } | undefined;
	const post = async (host: WebhookHost, body: string, signature?: string) =>
		(
			await fetch(host.url, {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					...(signature ? { 'x-twitter-webhooks-signature': signature } : {}),
				},
				body,
			})
		).status;
	const sign = (body: string, secret = x.apps.web.apiSecret) =>
		`sha256=${createHmac('sha256', secret).update(body).digest('base64')}`;
	const ids = (host: WebhookHost) => host.runs.flat().map(({ json }) => json.event_id);
	return { x, hosts, trigger, startAnew, own, me, calls, refusal, post, sign, ids };
}
