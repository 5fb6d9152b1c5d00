/** One request over n8n's HTTP helper: what is handed to n8n, and what is made of what comes back. */
import type { IAllExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { plainRequest } from '../../../host/session/transport';
import { START } from '../../support/unwired/surroundings';
import { ROOT, READ, answered, fault, transport, optionsFor, answerTo } from '../../support/unwired/wire';

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

	it('again where another process has stored a token that X gave to it', async () => {
		const refused = new Error('The credential needs to be reconnected');
		const { send, options } = transport([{ statusCode: 401 }, refused, { statusCode: 200, body: { data: 1 } }], {
			renewable: true,
			tokens: ['old', 'old', 'new'],
		});
		expect(await send(READ)).toMatchObject({ value: { status: 200 } });
		expect(options).toHaveLength(3);
		const alone = transport([{ statusCode: 401 }, refused, { statusCode: 200 }], { renewable: true });
		expect(await alone.send(READ)).toMatchObject({ error: { title: 'The credential has to be reconnected' } });
		expect(alone.options).toHaveLength(2);
	});

	it('not again where the connection broke while the token was renewed', async () => {
		const { send, options } = transport([{ statusCode: 401 }, fault('ECONNRESET', 'reset'), { statusCode: 200 }], {
			renewable: true,
			tokens: ['old', 'new'],
		});
		expect(await send(READ)).toMatchObject({ error: { sent: true } });
		expect(options).toHaveLength(2);
	});

	it('for nothing more where a pasted token has expired, which is told in its own words', async () => {
		const expired = { title: 'Expired', detail: 'Paste another one.', sent: false };
		const { send } = transport([{ statusCode: 401 }, { statusCode: 403 }], { expired });
		expect([await send(READ), await send(READ)]).toMatchObject([{ error: expired }, { value: { status: 403 } }]);
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
		['JSON behind blanks', '\n {"title":"Gone"}', { title: 'Gone' }],
		['text', 'Gone', 'Gone'],
		['a number', '404', '404'],
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
