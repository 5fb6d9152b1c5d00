/** What becomes of requests that got no answer from X. */
import { rejection } from '../../support/unwired/surroundings';
import { ROOT, READ, answerTo, fault, transport, faultIn } from '../../support/unwired/wire';

describe('a fault', () => {
	it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])(
		'before the request has left (%s) is known to have done nothing',
		async (code) =>
			expect(await faultIn(fault(code, 'It failed'))).toEqual({
				title: expect.any(String) as string,
				detail: `It failed (${code}).`,
				advice: expect.stringMatching(/^Nothing was sent\. Check /) as string,
				sent: false,
			}),
	);

	it.each([
		'CERT_HAS_EXPIRED',
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'EPROTO',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
		'SELF_SIGNED_CERT_IN_CHAIN',
		'ERR_TLS_CERT_ALTNAME_INVALID',
		'ERR_SSL_WRONG_VERSION_NUMBER',
	])('of a certificate (%s) has done nothing, lasts, and tells of a proxy', async (code) =>
		expect(await faultIn(fault(code, 'It failed'))).toEqual({
			title: 'No secure connection to X',
			detail: `It failed (${code}).`,
			advice: expect.stringMatching(/^Nothing was sent\..* proxy .*certificate/) as string,
			sent: false,
			lasting: true,
		}),
	);

	it.each(['ECONNRESET', 'ETIMEDOUT', 'ECONNABORTED', 'EPIPE', ''])(
		'later (%s) may have come after the request was carried out',
		async (code) => expect(await faultIn(fault(code, 'It failed'))).toMatchObject({ sent: true }),
	);

	it.each([
		['cut off', 200, '', 'ECONNRESET', 'aborted'],
		['cut off in the middle', 201, '{"data":{', 'ECONNRESET', 'aborted'],
		['not what its encoding says', 200, '', 'Z_DATA_ERROR', 'incorrect header check'],
	])('in an answer that is %s is one, whatever its status says', async (_, status, data, code, message) =>
		expect(await faultIn(fault(code, message, { response: { status, data } }))).toEqual({
			detail: `${message} (${code}).`,
			sent: true,
		}),
	);

	it('of a request without an address is told by its code', async () =>
		expect(await faultIn(fault('ECONNRESET', 'reset', { config: {} }))).toMatchObject({
			detail: 'reset (ECONNRESET).',
		}));

	it('without words is told in those of n8n', async () =>
		expect(await faultIn(fault('ECONNREFUSED', ''))).toMatchObject({
			title: 'No connection to X',
			detail: 'The connection cannot be established (ECONNREFUSED).',
		}));

	it.each(['{"data":{"id":"1"', ' [{"id":', '{'])('is told from a part of JSON: %s', async (body) => {
		expect(await answerTo({ statusCode: 200, body })).toEqual({
			fault: { detail: 'Only a part of its answer came.', sent: true },
		});
		expect(await answerTo({ statusCode: 502, body })).toMatchObject({ status: 502, body });
	});

	it('is none where a file is read, or what came is no JSON', async () => {
		const bytes = Buffer.from('{"data"');
		expect(await answerTo({ statusCode: 200, body: bytes }, { ...READ, asFile: true })).toMatchObject({ status: 200 });
		for (const body of ['<html>', 'OK', 'a {"data"', '', { data: {} }])
			expect(await answerTo({ statusCode: 200, body })).toMatchObject({ body });
	});

	it('of n8n itself, which does not let the request out to an internal address, has done nothing and lasts', async () =>
		expect(await faultIn(fault('', 'The request was blocked because it resolves to a restricted IP address'))).toEqual({
			title: "n8n does not permit the connection to X's API",
			detail: 'The request was blocked because it resolves to a restricted IP address.',
			advice: expect.stringMatching(/^Nothing was sent\..*\(N8N_SSRF_ALLOWED_HOSTNAMES or /) as string,
			sent: false,
			lasting: true,
		}));

	it('is one of the proxy only where the words begin with it', async () => {
		expect(await faultIn(fault('', 'Proxy refused the connection'))).toMatchObject({
			title: 'The request could not be sent',
		});
		expect(await faultIn(fault('', 'The socket of a proxy has hung up'))).toEqual({
			detail: 'The socket of a proxy has hung up.',
			sent: true,
		});
	});

	it.each([[199], [300]])('is none where X refuses with %d', async (status) =>
		expect(await faultIn(fault('ERR_BAD_RESPONSE', 'No', { response: { status, data: '' } }))).toMatchObject({
			answer: { status },
		}),
	);

	it('is told once by its code', async () => {
		expect(await faultIn(fault('ECONNRESET', 'read ECONNRESET'))).toMatchObject({ detail: 'read ECONNRESET.' });
		expect(await faultIn(fault('', 'socket hang up'))).toMatchObject({ detail: 'socket hang up.' });
	});

	it('of n8n itself is told in its words', async () => {
		expect(await faultIn(Object.assign(new Error('Broken'), { code: 'ENOTFOUND' }))).toEqual({
			title: "The host name of X's API could not be found",
			detail: 'Broken (ENOTFOUND).',
			advice: expect.stringContaining('Nothing was sent') as string,
			sent: false,
		});
		expect(await faultIn(Object.assign(new Error(), { message: undefined }))).toEqual({
			detail: 'The connection failed.',
			sent: true,
		});
	});

	it.each([
		['its code', fault('ERR_CANCELED', 'canceled')],
		['words', new Error('The execution was cancelled')],
		['American words', new Error('This execution canceled')],
	])('that is a cancelled run goes on as it is, told by %s', async (_, error) => {
		const { send } = transport([error]);
		expect(await rejection(send(READ))).toBe(error);
	});

	it.each([
		['none is stored', new Error('Unable to sign without access token')],
		['nothing is stored', new TypeError("Cannot read properties of undefined (reading 'accessToken')")],
	])('for want of a token says to connect (%s)', async (_, error) =>
		expect(await faultIn(error)).toMatchObject({
			title: 'The credential is not connected',
			detail: 'It has no access token yet.',
			advice: expect.stringContaining('Connect my account') as string,
			sent: false,
			lasting: true,
		}),
	);

	it.each([
		['a refused refresh token', Object.assign(new Error('Refused'), { code: 'EAUTH' })],
		['the cause that n8n names', Object.assign(new Error('Refused'), { failure: { cause: 'credential-invalid' } })],
		["n8n's words", new Error('The credential needs to be reconnected')],
		['no refresh token', new Error('No refresh token')],
	])('for want of a new token says to reconnect (%s)', async (_, error) =>
		expect(await faultIn(error)).toMatchObject({
			title: 'The credential has to be reconnected',
			detail: 'Its token has expired or was revoked, and X gave no new one.',
			advice: expect.stringContaining('Reconnect') as string,
			sent: false,
			lasting: true,
		}),
	);

	it('with any other cause that n8n names is none of the credential', async () =>
		expect(await faultIn(Object.assign(new Error('Busy'), { failure: { cause: 'rate-limited' } }))).toEqual({
			detail: 'Busy.',
			sent: true,
		}));
});

describe('where n8n gets tokens', () => {
	const config = { url: `${ROOT}/oauth2/token` };

	it('a 403 is of a wrong key or secret, and lasts', async () =>
		expect(await faultIn(fault('ERR_BAD_REQUEST', 'Forbidden', { config, response: { status: 403 } }))).toMatchObject({
			title: 'X gave no token for the API key and secret',
			detail: 'It does not know them.',
			advice: expect.stringContaining('API Key Secret') as string,
			sent: false,
			lasting: true,
		}));

	it('any other answer passes: the request itself was not sent', async () =>
		expect(await faultIn(fault('ERR_BAD_RESPONSE', 'Broken', { config, response: { status: 503 } }))).toEqual({
			title: 'X gave no new token',
			detail: 'Its token service answered with status 503.',
			advice: 'Nothing was sent: run again later.',
			sent: false,
		}));

	it.each([
		[
			302,
			'Nothing was sent. Another host may answer in the place of X: check the Base URL of the credential and a proxy in between.',
		],
		[399, expect.stringContaining('Another host') as string],
		[400, 'Nothing was sent: run again later.'],
	])('an answer with status %d is told by what it means', async (status, advice) =>
		expect(await faultIn(fault('ERR_BAD_REQUEST', 'No', { config, response: { status } }))).toMatchObject({ advice }),
	);

	it('no answer is told in the words of the fault', async () => {
		expect(await faultIn(fault('ETIMEDOUT', 'It took too long', { config }))).toMatchObject({
			title: 'X gave no new token',
			detail: 'Its token service did not answer: It took too long.',
			advice: 'Nothing was sent: run again later.',
			sent: false,
		});
		expect(await faultIn(Object.assign(new Error('Bad status'), { code: 'ESTATUS' }))).toMatchObject({
			detail: 'Its token service did not answer: Bad status.',
			sent: false,
		});
	});

	it('is told from an endpoint of X by the end of its address', async () =>
		expect(
			await faultIn(
				fault('ERR_BAD_REQUEST', 'Forbidden', {
					config: { url: `${ROOT}/oauth2/token/2/tweets` },
					response: { status: 403, data: { title: 'Forbidden' } },
				}),
			),
		).toMatchObject({ answer: { status: 403, body: { title: 'Forbidden' } } }));
});
