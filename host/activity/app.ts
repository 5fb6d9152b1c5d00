/** The credential of the X Activity Trigger, and the app that stands in it: streams and webhooks belong to apps. */
import type { IExecuteFunctions, IHookFunctions, ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';
import { pastedKey } from '../../api/client/pasted';
import { InputError } from '../../api/errors/errors';
import { credentialOf, type CredentialType, type StoredCredential } from '../session/credential';
import { openAppSession, type Session, type Settings } from '../session/session';
import { NAMES } from '../shared/names';
import { parameterIn } from '../shared/read-fields';

export type WebhookContext = IHookFunctions | IWebhookFunctions;
/** In the editor's test, the connection is held while the node is executed. */
export type ConnectionContext = ITriggerFunctions | IExecuteFunctions;
export type Context = WebhookContext | ConnectionContext;

export const credentialIn = (context: Context): CredentialType =>
	credentialOf(parameterIn(context, NAMES.authentication, 'oAuth2'));

/** With the rights of the app. */
export const openApp = async (context: Context, settings: Settings): Promise<Session> =>
	await openAppSession(context, credentialIn(context), settings);

/** @returns the app's API secret, which X signs with */
export async function secretOf(context: Context): Promise<string> {
	const { apiSecret } = await context.getCredentials<StoredCredential>(credentialIn(context));
	if (!apiSecret)
		throw new InputError(
			'The credential has no API Key Secret',
			"X proves with it that deliveries are its own. Enter it in the credential: 'API Key Secret' from \"Keys and tokens\" of the app, not the OAuth 2.0 Client Secret. Or set 'Delivery' to 'Connection'.",
		);
	return pastedKey(apiSecret);
}
