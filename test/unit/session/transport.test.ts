/** One request over n8n's HTTP helper: what is handed to n8n, and what is made of what comes back. */
import type { IAllExecuteFunctions, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { HttpRequest } from '../../../api/client/call';
import type { TokenHolder } from '../../../host/session/renewal';
import { createTransport, plainRequest, type SendSigned } from '../../../host/session/transport';
import { rejection, START } from '../../support/unwired/surroundings';

const ROOT = 'https://api.x.com';
const READ: HttpRequest = { method: 'GET', path: '/2/users/me' };

type Answer = { statusCode: number; headers?: Record<string, string>; body?: unknown };

/** n8n's error over a fault of its HTTP client. */
const fault = (code: string, message: string, more: object = {}) =>
	Object.assign(new Error('The connection cannot be established'), { cause: { code, message, ...more } });
const answered = (status: number, data: unknown = undefined, headers: Record<string, string> = {}) =>
	Object.assign(new Error('Request failed'), {
		httpCode: String(status),
		cause: { message: `Request failed with status code ${status}`, response: { status, headers, data } },
	});

/** A transport over an n8n that answers as told, or fails. */
function transport(replies: ReadonlyArray<Answer | Error>, { renewable = false, deadline = Infinity } = {}) {
	const options: IHttpRequestOptions[] = [];
	const sendSigned: SendSigned = async (asked) => {
		options.push(asked);
		const reply = replies[Math.min(options.length, replies.length) - 1];
		if (reply instanceof Error) throw reply;
		return { headers: {}, body: undefined, ...reply } as IN8nHttpFullResponse;
	};
	const holder: TokenHolder = {
		owner: `transport-${Math.random()}`,
		renewable,
		stored: async () => await Promise.resolve('token'),
		wait: async () => await Promise.resolve(),
	};
	return { send: createTransport(sendSigned, ROOT, holder, deadline), options };
}

const optionsFor = async (request: HttpRequest, more = {}) => {
	const { send, options } = transport([{ statusCode: 200 }], more);
	await send(request);
	return options[0];
};
const replyTo = async (reply: Answer | Error, request = READ) => await transport([reply]).send(request);
const answerTo = async (reply: Answer | Error, request = READ) => {
	const outcome = await replyTo(reply, request);
	return outcome.ok ? outcome.value : { fault: outcome.error };
};
const faultIn = async (error: Error) => {
	const outcome = await replyTo(error);
	return outcome.ok ? { answer: outcome.value } : outcome.error;
};

describe('n8n is asked', () => {
	it('for every answer whole, as JSON, with the headers', async () =>
		expect(await optionsFor(READ)).toEqual({
			method: 'GET',
			url: `${ROOT}/2/users/me`,
			json: true,
			returnFullResponse: true,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			timeout: 120_000,
		}));

	it('to send a body as it is', async () => {
		const body = { text: 'Hello' };
		expect(await optionsFor({ method: 'POST', path: '/2/tweets', body })).toMatchObject({ body, json: true });
		expect(await optionsFor({ method: 'POST', path: '/2/tweets', body })).not.toHaveProperty('headers');
	});

	it('to send an empty body as text, which it would leave out otherwise', async () =>
		expect(await optionsFor({ method: 'POST', path: '/2/tweets', body: {} })).toMatchObject({
			body: '{}',
			headers: { 'Content-Type': 'application/json' },
		}));

	it('to send a form as a form, even an empty one', async () => {
		const body = new FormData();
		const options = await optionsFor({ method: 'POST', path: '/2/media/upload', body });
		expect(options.body).toBe(body);
		expect(options).not.toHaveProperty('json');
		expect(options).not.toHaveProperty('headers');
	});

	it('to send bytes that lie ready, and no others of their memory', async () => {
		const content = new Uint8Array([9, 9, 1, 2, 3, 9]).subarray(2, 5);
		const multipart = { content, contentType: 'multipart/form-data; boundary=b', fields: {}, file: content };
		const options = await optionsFor({ method: 'POST', path: '/2/media/upload', multipart });
		expect([...(options.body as Buffer)]).toEqual([1, 2, 3]);
		expect((options.body as Buffer).buffer).toBe(content.buffer);
		expect(options.headers).toEqual({ 'Content-Type': 'multipart/form-data; boundary=b' });
	});

	it('for the bytes of a file', async () => {
		const options = await optionsFor({ ...READ, asFile: true });
		expect(options.encoding).toBe('arraybuffer');
		expect(options).not.toHaveProperty('json');
	});

	describe('to wait', () => {
		beforeEach(() => void jest.spyOn(Date, 'now').mockReturnValue(START));
		afterEach(() => jest.restoreAllMocks());

		it.each([
			['two minutes where nothing presses', Infinity, 120_000],
			['two minutes when the deadline is further away', START + 120_001, 120_000],
			['until the deadline', START + 50_000, 50_000],
			['a little even when the deadline is near', START + 1_999, 2_000],
			['a little even when it has passed', START - 50_000, 2_000],
		])('%s', async (_, deadline, timeout) => expect((await optionsFor(READ, { deadline })).timeout).toBe(timeout));
	});

	it('to meet a 401 as an error the second time, so that it renews the token', async () => {
		const { send, options } = transport([{ statusCode: 401 }, { statusCode: 200, body: { data: 1 } }], {
			renewable: true,
		});
		expect(await send(READ)).toMatchObject({ value: { status: 200, body: { data: 1 } } });
		expect(options.map(({ ignoreHttpStatusErrors }) => ignoreHttpStatusErrors)).toEqual([true, false]);
	});

	it('once, whatever X answers, where the token cannot be renewed', async () => {
		const { send, options } = transport([{ statusCode: 401 }]);
		expect(await send(READ)).toMatchObject({ value: { status: 401 } });
		expect(options).toHaveLength(1);
	});

	it('once where X refuses for another reason', async () => {
		const { send, options } = transport([{ statusCode: 403 }], { renewable: true });
		expect(await send(READ)).toMatchObject({ value: { status: 403 } });
		expect(options).toHaveLength(1);
	});
});

describe('an answer', () => {
	it('has status, headers and body', async () =>
		expect(await answerTo({ statusCode: 404, headers: { date: 'today' }, body: { title: 'Not Found' } })).toEqual({
			status: 404,
			headers: { date: 'today' },
			body: { title: 'Not Found' },
		}));

	const file = { ...READ, asFile: true };
	const bytes = Buffer.from('{"looks":"like JSON"}');
	it.each([200, 299])('that is a file (%d) has its bytes and type', async (statusCode) =>
		expect(await answerTo({ statusCode, headers: { 'content-type': 'text/csv' }, body: bytes }, file)).toMatchObject({
			status: statusCode,
			body: { file: bytes, type: 'text/csv' },
		}),
	);

	it.each([
		['JSON', '{"title":"Gone"}', { title: 'Gone' }],
		['text', 'Gone', 'Gone'],
		['broken JSON', '{"title":', '{"title":'],
	])('in the place of a file is a refusal: %s', async (_, text, body) =>
		expect(await answerTo({ statusCode: 300, body: Buffer.from(text) }, file)).toMatchObject({ status: 300, body }),
	);

	it('that n8n made an error of is an answer all the same', async () => {
		expect(await answerTo(answered(503, { title: 'Over capacity' }, { date: 'today' }))).toEqual({
			status: 503,
			headers: { date: 'today' },
			body: { title: 'Over capacity' },
		});
		expect(await answerTo(Object.assign(new Error('Unauthorized'), { httpCode: '401' }))).toEqual({
			status: 401,
			headers: {},
			body: undefined,
		});
	});
});

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

	it('no answer is told in the words of the fault', async () => {
		expect(
			await faultIn(Object.assign(fault('ETIMEDOUT', 'It took too long', { config }), { message: '' })),
		).toMatchObject({
			title: 'X gave no new token',
			detail: 'Its token service did not answer: It took too long.',
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

describe('a signed address', () => {
	const plain = () => {
		const options: IHttpRequestOptions[] = [];
		const httpRequest = async (asked: IHttpRequestOptions) => {
			options.push(asked);
			return await Promise.resolve(Buffer.from('stored'));
		};
		return { request: plainRequest({ helpers: { httpRequest } } as unknown as IAllExecuteFunctions), options };
	};

	it('is read as text, without the credential', async () => {
		const { request, options } = plain();
		expect(await request({ method: 'GET', url: 'https://storage.example.com/1' })).toBe('stored');
		expect(options).toEqual([
			{
				method: 'GET',
				url: 'https://storage.example.com/1',
				encoding: 'text',
				disableFollowRedirect: true,
				timeout: 120_000,
			},
		]);
	});

	it('is given text, an empty one too', async () => {
		const { request, options } = plain();
		for (const text of ['1\n2', '']) await request({ method: 'PUT', url: 'https://storage.example.com/1', text });
		expect(options).toMatchObject(
			['1\n2', ''].map((body) => ({ method: 'PUT', body, headers: { 'Content-Type': 'text/plain' } })),
		);
	});
});
