/** The X Activity Trigger with delivery by connection, on the real n8n-core and a local X, at a pace that a test can wait for. */
import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { PACE } from '../../../api/push/stream';
import { stopTrying } from '../../../host/connection/keep-trying';
import { scopes, type Scope } from '../../../connector';
import { XActivityTrigger } from '../../../nodes/XActivityTrigger/XActivityTrigger.node';
import { useLocalX } from '../x/local-x';
import { holdTrigger, until, type HeldTrigger, type TriggerOptions } from './triggers';

type Given = Partial<TriggerOptions> & { granted?: readonly Scope[]; keys?: Partial<ICredentialDataDecryptedObject> };

export function useActivity() {
	const x = useLocalX();
	const held: HeldTrigger[] = [];
	const usual = { ...PACE };
	beforeEach(() => {
		Object.assign(PACE, { networkStep: 10, httpFirst: 30, limitFirst: 60, lastingFirst: 60, leaving: 50 });
		x.activity.stream.settings.keepAliveMs = 50;
	});
	afterEach(async () => {
		for (const trigger of [...held]) await stop(trigger);
		Object.assign(PACE, usual);
	});

	const node = new XActivityTrigger();
	function optionsOf(parameters: IDataObject, { granted = scopes(), keys = {}, ...given }: Given = {}): TriggerOptions {
		const { clientId, clientSecret = '', apiKey, apiSecret } = x.apps.web;
		const byApp = parameters.authentication === 'bearerToken';
		const credentials: Record<string, ICredentialDataDecryptedObject> = byApp
			? { xAppBearerApi: { baseUrl: x.url, source: 'token', bearerToken: x.appToken() } }
			: {
					xUserOAuth2Api: {
						baseUrl: x.url,
						clientId,
						clientSecret,
						apiKey,
						apiSecret,
						oauthTokenData: {
							access_token: x.userToken('ourbrand', [...granted]),
							token_type: 'bearer',
							scope: granted.join(' '),
						},
						...keys,
					},
				};
		return { node, parameters, credentials, ...given };
	}

	async function start(parameters: IDataObject, given?: Given): Promise<HeldTrigger> {
		const trigger = await holdTrigger(optionsOf(parameters, given));
		held.push(trigger);
		return trigger;
	}
	/** n8n stops: the connection is closed, and nothing happens afterwards. */
	async function stop(trigger: HeldTrigger): Promise<void> {
		held.splice(held.indexOf(trigger), 1);
		await trigger.close();
		stopTrying(`wf1 ${trigger.nodeId} `);
	}

	const own = (events: string[], options: IDataObject = {}) => ({ account: 'own', events, options });
	const me = () => x.world.needUser('ourbrand').id;
	const happen = async (event_type: string, payload: IDataObject = {}, times = 1) =>
		await x.deliver({ event_type, user_id: me(), payload }, times);
	const subscriptions = () => [...x.activity.subscriptions.values()];
	const connects = () => x.requests.filter(({ endpoint }) => endpoint === 'GET /2/activity/stream');
	const connected = async (connections = 1) => await until(() => x.activity.stream.connections.size === connections);
	/** After so many tries, the last of which stands. */
	const back = async (tries: number) =>
		await until(() => connects().length === tries && x.activity.stream.connections.size === 1);
	const refusal = async (work: Promise<unknown>) =>
		(await work.then(
			() => undefined,
			(error: unknown) => error,
		)) as { message: string; description?: string } | undefined;
	const payloads = ({ items }: HeldTrigger) => items.map(({ json }) => (json.payload as IDataObject).text);
	return {
		x,
		held,
		node,
		optionsOf,
		start,
		stop,
		own,
		me,
		happen,
		subscriptions,
		connects,
		connected,
		back,
		refusal,
		payloads,
	};
}
