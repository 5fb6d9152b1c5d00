import { STATUS_CODES } from 'node:http';
import { InputError, isCut, isOver, XError } from '../../../api/errors/errors';
import { partialProblems, readProblem, type ProblemType } from '../../../api/errors/problem';
import { xErrorOnly } from '../../../api/errors/outcome';
import { thrownBy } from '../../support/unwired/surroundings';

const context = { endpoint: 'GET /2/tweets', status: 400 };

describe('X refuses in one of three shapes', () => {
	it.each(['https://api.x.com/2/problems/', 'https://api.twitter.com/2/problems/'])(
		'a problem, known by the last segment of its type on %s',
		(host) => {
			expect(
				readProblem(
					{
						type: `${host}not-authorized-for-resource`,
						title: 'Authorization Error',
						detail: 'Sorry, you are not authorized.',
						status: 403,
					},
					403,
				),
			).toEqual({
				type: 'not-authorized-for-resource',
				title: 'Authorization Error',
				detail: 'Sorry, you are not authorized.',
			});
		},
	);

	it('a problem of no type', () => {
		expect(readProblem({ type: 'about:blank', title: 'Forbidden', detail: 'No.', status: 403 }, 403)).toEqual({
			type: '',
			title: 'Forbidden',
			detail: 'No.',
		});
	});

	it('a code and a message, titled by the status', () => {
		expect(readProblem({ code: 89, message: 'Invalid or expired token' }, 401)).toEqual({
			type: '',
			code: 89,
			title: 'Unauthorized',
			detail: 'Invalid or expired token',
		});
	});

	it('a list of errors', () => {
		expect(readProblem({ errors: [{ code: 88, message: 'Rate limit exceeded' }] }, 429)).toEqual({
			type: '',
			code: 88,
			title: 'Rate limit exceeded',
			detail: 'Rate limit exceeded',
		});
	});

	it('a problem with a list of errors: every detail is told once', () => {
		const body = {
			type: 'https://api.x.com/2/problems/invalid-request',
			title: 'Invalid Request',
			detail: 'One or more parameters to your request was invalid.',
			errors: [{ message: 'ids is wrong' }, { message: 'expansions is wrong' }, { message: 'ids is wrong' }],
		};
		expect(readProblem(body, 400)).toEqual({
			type: 'invalid-request',
			title: 'Invalid Request',
			detail: 'One or more parameters to your request was invalid. ids is wrong expansions is wrong',
		});
	});

	it('a refusal of OAuth', () => {
		expect(
			readProblem({ error: 'invalid_request', error_description: 'Value passed for the token was invalid.' }, 400),
		).toEqual({ type: 'invalid_request', title: 'Invalid Request', detail: 'Value passed for the token was invalid.' });
	});

	it('names what a problem is about', () => {
		expect(
			readProblem(
				{
					title: 'Not Found Error',
					detail: 'x',
					type: 'https://api.x.com/2/problems/resource-not-found',
					parameter: 'id',
					value: '20',
				},
				404,
			),
		).toMatchObject({ resourceId: '20', parameter: 'id' });
	});
});

describe('a body that is none of X', () => {
	it.each([
		[undefined],
		[null],
		[''],
		[[]],
		[{}],
		[42],
		[{ errors: [] }],
		[{ errors: 7 }],
		[{ errors: [null, 7] }],
		[{ title: 7, detail: {} }],
	])('%j is told by its status', (body) => {
		expect(readProblem(body, 503)).toMatchObject({ title: 'Service Unavailable', detail: '', type: '' });
	});

	it('a page of HTML is not shown', () => {
		expect(readProblem('<!DOCTYPE html><html><body>Cloudflare</body></html>', 502)).toEqual({
			title: 'Bad Gateway',
			detail: '',
			type: '',
		});
		expect(readProblem('\n  <html>', 502).detail).toBe('');
	});

	it('plain text is shown, cut', () => {
		expect(readProblem('upstream connect error', 503).detail).toBe('upstream connect error');
		expect(readProblem('x'.repeat(9000), 503).detail.length).toBeLessThanOrEqual(200);
		expect(readProblem(' upstream connect error\n', 503).detail).toBe('upstream connect error');
	});

	it('text with a sign of its own in it is no page', () => expect(readProblem('a < b', 502).detail).toBe('a < b'));

	it.each([402, 403, 404, 409, 413, 429, 500, 502, 503, 504])(
		'the status %d has the title that the standard gives it',
		(status) => expect(readProblem(undefined, status).title).toBe(STATUS_CODES[status]),
	);

	it('a status nobody knows is told as a number', () => {
		expect(readProblem(undefined, 418).title).toContain('418');
	});
});

describe('partial errors', () => {
	it('are read whatever else is among them, and have a title in any case', () =>
		expect(partialProblems({ errors: [null, 'text', 7, '<html>', { value: '7' }] })).toEqual([
			{ title: 'text', detail: 'text', type: '' },
			{ title: 'X refused the request', detail: '', type: '', resourceId: '7' },
		]));

	it('come out of a 200 with what they are about', () => {
		const body = {
			data: [{ id: '1' }],
			errors: [
				{
					resource_id: '2',
					parameter: 'ids',
					title: 'Not Found Error',
					detail: 'Could not find tweet with ids: [2].',
					type: 'https://api.twitter.com/2/problems/resource-not-found',
				},
			],
		};
		expect(partialProblems(body)).toEqual([
			{
				resourceId: '2',
				parameter: 'ids',
				title: 'Not Found Error',
				detail: 'Could not find tweet with ids: [2].',
				type: 'resource-not-found',
			},
		]);
	});

	it('are none where there are none', () => {
		for (const body of [undefined, null, 'text', {}, { data: [] }, { errors: 7 }])
			expect(partialProblems(body)).toEqual([]);
	});
});

it('an error of X is an Error with a name of its own', () => {
	const error = new XError({ title: 'Forbidden', detail: 'No.', type: '' }, context);
	expect(error).toBeInstanceOf(Error);
	expect(error.name).toBe('XError');
});

describe('the title says what happened', () => {
	const titled = (status: number, body: unknown, more: Partial<XError['context']> = {}) =>
		new XError(readProblem(body, status), { ...context, status, ...more });

	it.each([
		[64, 403, /suspended the account/, /to appeal/],
		[88, 429, /too many requests/, /wait a while/],
		[89, 401, /does not accept the token/, /Reconnect/],
		[131, 500, /temporary fault/, /run again later/],
		[185, 403, /daily limit of posts/, /Wait some hours/],
		[186, 403, /too long/, /Shorten it/],
		[187, 403, /duplicate of a recent post/, /change the text/],
		[226, 403, /looks automated/, /Wait some hours/],
		[326, 403, /locked the account/, /Sign in at x\.com/],
		[349, 403, /does not receive messages/, /follow/],
		[385, 403, /deleted or not visible/, /Check the post/],
		[420, 420, /too many requests/, /Wait some minutes/],
		[433, 403, /does not allow this account to reply/, /mentioned/],
	])('for code %d', (code, status, title, advice) => {
		const error = titled(status, { errors: [{ code, message: 'Words of X.' }] });
		expect(error.message).toMatch(title);
		expect(error.description).toMatch(advice);
		expect(error.description).toMatch(/^Words of X\./);
		expect(`${error.message} ${error.description}`).not.toMatch(/scope/);
	});

	it.each([
		['You are not allowed to create a Tweet with duplicate content.', /duplicate of a recent post/],
		['This request looks like it might be automated.', /looks automated/],
		['You attempted to reply to a Tweet that is deleted or not visible to you.', /deleted or not visible/],
		[
			'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author.',
			/does not allow this account to reply/,
		],
		['Quoting this post is not allowed because you have not been mentioned.', /cannot quote|does not allow/],
		['Something X never said before.', /^X refused: Something X never said before$/],
	])('for words without a code: %s', (detail, title) => {
		const { message } = titled(403, { title: 'Forbidden', detail, type: 'about:blank', status: 403 });
		expect(message).toMatch(title);
		expect(message).not.toMatch(/Forbidden/);
	});

	it('never with a name of the status alone', () => {
		for (const status of [400, 401, 402, 403, 404, 409, 413, 429, 500, 502, 503, 504, 418]) {
			const { message } = titled(status, undefined);
			expect(message).not.toMatch(
				/^(Forbidden|Unauthorized|Not Found|Invalid Request|Conflict|Too Many Requests|Bad Gateway|Service Unavailable)$/,
			);
			expect(message.length).toBeGreaterThan(10);
		}
	});

	it('with the window and its end, when a limit is used up', () => {
		const resetsAt = Date.parse('2026-05-01T08:15:00Z');
		expect(titled(429, undefined, { exhausted: { window: '15-minute', resetsAt } }).message).toBe(
			"X's 15-minute limit is used up until 2026-05-01 08:15:00 UTC",
		);
	});

	it('and claims no end that X did not name', () => {
		const exhausted = { window: '15-minute', resetsAt: Date.parse('2026-05-01T08:15:00Z'), guessed: true } as const;
		const { message, description } = titled(429, undefined, { exhausted });
		expect(`${message} ${description}`).not.toMatch(/2026|15-minute/);
	});

	it('with the spend cap and the day on which it ends', () => {
		const body = {
			title: 'SpendCapReached',
			detail: 'Your account has reached its billing cycle spend cap.',
			reset_date: '2026-12-01',
			type: 'https://api.x.com/2/problems/credits',
		};
		const error = titled(403, body);
		expect(error.message).toMatch(/spend cap/);
		expect(error.description).toMatch(/Raise the cap .* or wait until 2026-12-01/);
		expect(error.description).not.toMatch(/Top up/);
		expect([isOver(error), isCut(error)]).toEqual([true, true]);
	});
});

it('an InputError says what is wrong and what to do', () => {
	const error = new InputError('It is wrong', 'Do it right.');
	expect([error.message, error.advice, error.name]).toEqual(['It is wrong', 'Do it right.', 'InputError']);
	expect(new InputError('It is wrong').advice).toBe('');
});

describe('whatever is asked next would meet it, too', () => {
	const error = (status: number, type: ProblemType = '', more: Partial<XError['context']> = {}) =>
		new XError({ title: 'Refused', detail: '', type }, { ...context, status, ...more });
	const exhausted = { window: '15-minute', resetsAt: 0 } as const;

	it.each([
		['no credits', error(402), true, true],
		['a usage cap', error(429, 'usage-capped'), true, true],
		['a rate limit', error(429, '', { exhausted }), false, true],
		['the spending limit of the run', error(0, 'spending-limit'), false, true],
		['a refusal of this request', error(403), false, false],
		['a 429 that names no limit', error(429), false, false],
		['anything else', new Error('cancelled'), false, false],
	])('%s', (_, refusal, over, cut) => expect([isOver(refusal), isCut(refusal)]).toEqual([over, cut]));
});

it('only errors of X are kept as values, anything else goes on', () => {
	const error = new XError({ title: 'Forbidden', detail: 'No.', type: '' }, context);
	expect(xErrorOnly(error)).toBe(error);
	const cancelled = new Error('cancelled');
	expect(thrownBy(() => xErrorOnly(cancelled))).toBe(cancelled);
});

it('an upload without an answer is no reason to look at the account', () => {
	const advice = (endpoint: string) =>
		new XError({ title: 'No answer from X', detail: '', type: '' }, { endpoint, status: 0, outcomeUnknown: true })
			.description;
	expect(advice('POST /2/media/upload/{id}/append')).toBe('Nothing was published: run it again.');
	expect(advice('POST /2/tweets')).toMatch(/may have been carried out/);
});
