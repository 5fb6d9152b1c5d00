import type { IHttpRequestOptions, ITriggerFunctions } from 'n8n-workflow';
import { connect, type Connection } from '../../../host/connection/connect';
import { appAccessOf } from '../../../host/session/session';

type Answer = { statusCode: number; headers?: Record<string, string>; body?: unknown };
let credentials = 0;

/** A try to connect that n8n answers with these, one after the other; it throws errors. */
async function connected(replies: ReadonlyArray<Answer | Error>, credential: object = { source: 'token' }) {
	const options: IHttpRequestOptions[] = [];
	const signal = new AbortController().signal;
	const id = `connect-${++credentials}`;
	const context = {
		getNode: () => ({ credentials: { xAppBearerApi: { id } } }),
		getCredentials: async () =>
			await Promise.resolve({ baseUrl: 'https://proxy.example.com/', bearerToken: 'the-secret-token', ...credential }),
		helpers: {
			httpRequestWithAuthentication: async (_credential: string, asked: IHttpRequestOptions) => {
				options.push(asked);
				const reply = await Promise.resolve(replies[Math.min(options.length, replies.length) - 1]);
				if (reply instanceof Error) throw reply;
				return { headers: {}, ...reply };
			},
		},
	} as unknown as ITriggerFunctions;
	const stream = { endpoint: 'GET /2/tweets/search/stream', closeOthers: 'Close Stream' } as const;
	const connection = await connect(await appAccessOf(context, 'xAppBearerApi'), stream, {
		query: { expansions: ['author_id'] },
		signal,
		silence: 22_000,
	});
	return { connection, options, signal };
}

const refusedWith = async (reply: Answer | Error) => {
	const { connection } = await connected([reply]);
	if (!('error' in connection)) throw new Error('A refusal was due');
	return connection;
};
const problemIn = async (reply: Answer | Error) => (await refusedWith(reply)).error.problem;
async function* pieces(...texts: Array<string | Uint8Array>) {
	for (const text of texts)
		yield await Promise.resolve(typeof text === 'string' ? new TextEncoder().encode(text) : text);
}
const JSON_BODY = '{"title":"Forbidden","detail":"Not permitted."}';
const TOO_MANY = {
	title: 'ConnectionException',
	detail: 'This stream is currently at the maximum allowed connection limit.',
	connection_issue: 'TooManyConnections',
};

it('asks n8n for the stream as it comes, until it falls silent', async () => {
	const body = pieces('');
	const { connection, options, signal } = await connected([{ statusCode: 200, body }]);
	expect(options).toEqual([
		{
			method: 'GET',
			url: 'https://proxy.example.com/2/tweets/search/stream?expansions=author_id',
			encoding: 'stream',
			returnFullResponse: true,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			timeout: 22_000,
			abortSignal: signal,
		},
	]);
	expect((connection as Extract<Connection, { pieces: unknown }>).pieces).toBe(body);
});

describe('a refusal', () => {
	it.each<[string, () => unknown]>([
		['a stream', () => pieces(JSON_BODY)],
		['text', () => JSON_BODY],
		['an object', () => JSON.parse(JSON_BODY) as unknown],
		['a stream with white space before', () => pieces('\r\n', JSON_BODY)],
	])('is read from %s', async (_, body) =>
		expect(await refusedWith({ statusCode: 403, body: body() })).toMatchObject({
			cut: 'http',
			tooMany: false,
			error: {
				problem: { title: 'Forbidden', detail: 'Not permitted.' },
				context: { endpoint: 'GET /2/tweets/search/stream', status: 403 },
			},
		}),
	);

	it('is whole although a piece ends within a character', async () => {
		const bytes = new TextEncoder().encode('{"title":"żółw"}');
		expect(await problemIn({ statusCode: 403, body: pieces(bytes.slice(0, 11), bytes.slice(11)) })).toMatchObject({
			title: 'żółw',
		});
	});

	async function* broken() {
		yield await Promise.resolve(new Uint8Array());
		throw new Error('cut');
	}
	it.each<[string, () => unknown]>([
		['nothing', () => undefined],
		['no body', () => null],
		['a body that breaks', broken],
	])('with %s is known by its status', async (_, body) =>
		expect(await problemIn({ statusCode: 403, body: body() })).toEqual({ title: 'Forbidden', detail: '', type: '' }),
	);

	it('that does not end is not read to the end', async () => {
		let read = 0;
		async function* endless() {
			for (; read < 1000; read++) yield await Promise.resolve(new Uint8Array(10_000).fill(97));
		}
		expect((await problemIn({ statusCode: 403, body: endless() })).detail).toMatch(/^a+$/);
		expect(read).toBeLessThan(10);
	});

	it('that n8n made an error of is one all the same', async () => {
		const answer = (status: number) =>
			Object.assign(new Error('Refused'), {
				cause: { response: { status, headers: { 'x-rate-limit-reset': '1777622400' }, data: JSON_BODY } },
			});
		expect(await refusedWith(answer(403))).toMatchObject({ cut: 'http', error: { problem: { title: 'Forbidden' } } });
		expect(await refusedWith(answer(429))).toMatchObject({ cut: 'limit', resetsAt: 1_777_622_400_000 });
		expect(await refusedWith(Object.assign(new Error('Refused'), { httpCode: '401' }))).toMatchObject({
			cut: 'lasting',
			error: { context: { status: 401 } },
		});
	});
});

describe('a rate limit', () => {
	const reset = { 'x-rate-limit-reset': '1777622400' };

	it('is told with its end', async () =>
		expect(await refusedWith({ statusCode: 429, headers: reset })).toMatchObject({
			cut: 'limit',
			resetsAt: 1_777_622_400_000,
			tooMany: false,
		}));

	it.each([[{}], [{ 'x-rate-limit-reset': 'soon' }], [{ 'x-rate-limit-reset': '0' }]])(
		'may name no end (%j)',
		async (headers) => {
			const connection = await refusedWith({ statusCode: 429, headers });
			expect(connection.cut).toBe('limit');
			expect(connection).not.toHaveProperty('resetsAt');
		},
	);

	it('is none of a refusal for another reason', async () =>
		expect(await refusedWith({ statusCode: 503, headers: reset })).not.toHaveProperty('resetsAt'));

	it('is none when another connection stands: that has to be ended', async () => {
		const connection = await refusedWith({ statusCode: 429, headers: reset, body: TOO_MANY });
		expect(connection).toMatchObject({ cut: 'limit', tooMany: true });
		expect(connection).not.toHaveProperty('resetsAt');
		expect(connection.error.description).toContain('Close Stream');
		expect(connection.error.context.lasting).toBe(true);
		expect((await refusedWith({ statusCode: 403, body: JSON_BODY })).error.description).not.toContain('Close Stream');
	});
});

describe('no answer', () => {
	it.each([
		['the cause', Object.assign(new Error('Failed'), { cause: { message: 'socket hang up' } }), 'socket hang up'],
		['n8n', new Error('Failed'), 'Failed'],
		['nobody', Object.assign(new Error(), { message: undefined }), ''],
	])('is told in the words of %s', async (_, error, detail) =>
		expect(await refusedWith(error)).toMatchObject({
			cut: 'network',
			error: {
				problem: { title: expect.stringContaining('No answer') as string, detail, type: '' },
				context: { endpoint: 'GET /2/tweets/search/stream', status: 0 },
			},
		}),
	);
});

describe('a credential that cannot be used', () => {
	it('is told with what mends it, and is not tried soon again', async () =>
		expect(await refusedWith(new Error('Unable to sign without access token'))).toMatchObject({
			cut: 'lasting',
			error: {
				problem: { title: 'The credential is not connected', type: '' },
				context: { status: 0, advice: expect.stringContaining('Connect my account') as string, lasting: true },
			},
		}));

	it('is tried again where the token service is only away', async () => {
		const away = { config: { url: 'https://proxy.example.com/oauth2/token' }, response: { status: 503 } };
		const { cut, error } = await refusedWith(Object.assign(new Error('Failed'), { cause: away }));
		expect([cut, error.problem.title]).toEqual(['http', 'X gave no new token']);
		expect(error.context).not.toHaveProperty('lasting');
	});
});

describe('a token that has expired', () => {
	const expired: Answer = { statusCode: 401 };
	const open: Answer = { statusCode: 200, body: pieces('') };

	it('is renewed by n8n, where it was obtained with a key', async () => {
		const { connection, options } = await connected([expired, open], { source: 'keys' });
		expect('pieces' in connection).toBe(true);
		expect(options.map(({ ignoreHttpStatusErrors }) => ignoreHttpStatusErrors)).toEqual([true, false]);
	});

	it('is a refusal where it was pasted', async () => {
		const { connection, options } = await connected([expired, open]);
		expect([connection, options.length]).toMatchObject([{ error: { context: { status: 401 } } }, 1]);
	});

	it('is no reason for a second try where X refuses for another reason', async () => {
		const { options } = await connected([{ statusCode: 403 }, open], { source: 'keys' });
		expect(options).toHaveLength(1);
	});
});
