/** The app's token beside an account's credential: obtained with key and secret, kept, renewed, and never shown. */
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { openAppSession } from '../../../host/session/session';
import { EDITOR } from '../../../host/shared/settings';
import { CredentialsStore, panelOf, typesOf } from '../../support/n8n/run-node';
import { rejection } from '../../support/unwired/surroundings';
import { useLocalX } from '../../support/x/local-x';

const x = useLocalX();
const statuses = (endpoint: string) =>
	x.requests.filter((request) => request.endpoint === endpoint).map(({ status }) => status);
const obtained = () => statuses('POST /oauth2/token');
const asked = () => statuses('GET /2/webhooks');

let credentials = 0;

/** A credential of an account in which the app's key and secret stand. */
function app(given: ICredentialDataDecryptedObject = {}) {
	const { apiKey, apiSecret } = x.apps.web;
	const shared = new CredentialsStore(typesOf(), { xUserOAuth2Api: { baseUrl: x.url, apiKey, apiSecret, ...given } });
	const id = `app-token-${++credentials}`;
	const panel = panelOf(shared);
	const node = { ...panel.getNode(), credentials: { xUserOAuth2Api: { id, name: id } } };
	const context = Object.create(panel, { getNode: { value: () => node } }) as typeof panel;
	const ask = async () =>
		await (await openAppSession(context, 'xUserOAuth2Api', EDITOR)).client.call('GET /2/webhooks');
	const change = (data: ICredentialDataDecryptedObject) => Object.assign(shared.store.xUserOAuth2Api, data);
	return { ask, change };
}

const revoke = async (token: string) => {
	const { apiKey, apiSecret } = x.apps.web;
	const answer = await fetch(`${x.url}/oauth2/invalidate_token`, {
		method: 'POST',
		headers: { Authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}` },
		body: new URLSearchParams({ access_token: token }),
	});
	expect(answer.status).toBe(200);
};

test('it is obtained once, however many ask at once and later', async () => {
	const { ask } = app();
	await Promise.all([ask(), ask(), ask()]);
	await ask();
	expect(obtained()).toEqual([200]);
	expect(asked()).toEqual([200, 200, 200, 200]);
});

test('one that was revoked is replaced, and the request is sent again', async () => {
	const { ask } = app();
	await ask();
	await revoke(x.appToken());
	expect(await ask()).toHaveProperty('data');
	expect(obtained()).toEqual([200, 200]);
	expect(asked()).toEqual([200, 401, 200]);
});

test('another key and secret in the credential bring another one', async () => {
	const { ask, change } = app({ apiSecret: 'mistyped' });
	expect(await rejection(ask())).toMatchObject({ message: 'X gave no token for the API key and secret' });
	change({ apiSecret: x.apps.web.apiSecret });
	await ask();
	expect(obtained()).toEqual([403, 200]);
});

test('a token service that is down is asked again by the next request', async () => {
	const { ask } = app();
	x.faults.add({ match: 'POST /oauth2/token', kind: 'status', status: 503, times: 4 });
	const error = await rejection(ask());
	expect(error).toMatchObject({ message: 'X gave no new token' });
	expect(JSON.stringify([error, (error as Error).stack])).not.toContain(x.apps.web.apiSecret);
	expect(asked()).toEqual([]);
	await ask();
	expect(asked()).toEqual([200]);
});

test.each([
	[{ apiKey: '' }, 'The credential has no API Key'],
	[{ apiSecret: '' }, 'The credential has no API Key Secret'],
])('without %j nothing is asked', async (given, message) => {
	expect(await rejection(app(given).ask())).toMatchObject({ message });
	expect(x.requests).toEqual([]);
});
