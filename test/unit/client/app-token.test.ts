/** The request for an app's Bearer token. */
import { appTokenRequest } from '../../../api/client/app-token';

it('leaves out what was pasted along', () =>
	expect(appTokenRequest('https://api.x.com', ' key/1\n', 'se:cret ')).toEqual(
		appTokenRequest('https://api.x.com', 'key/1', 'se:cret'),
	));

it('carries key and secret encoded, so that a colon in them divides nothing', () =>
	expect(appTokenRequest('https://api.x.com', 'key/1', 'se:cret')).toEqual({
		method: 'POST',
		url: 'https://api.x.com/oauth2/token',
		headers: {
			Authorization: `Basic ${Buffer.from('key%2F1:se%3Acret').toString('base64')}`,
			'Content-Type': 'application/x-www-form-urlencoded',
		},
		body: 'grant_type=client_credentials',
	}));
