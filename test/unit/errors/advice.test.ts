import { XError } from '../../../api/errors/errors';
import { readProblem } from '../../../api/errors/problem';

const context = { endpoint: 'GET /2/tweets', status: 400 };

/** What the user reads below the title. */
const described = (status: number, body: unknown, more: Partial<XError['context']> = {}) =>
	new XError(readProblem(body, status), { ...context, status, ...more }).description;

describe('what to do next is said for', () => {
	const problem = (type: string, title = 'Title', detail = 'Detail.') => ({
		type: `https://api.x.com/2/problems/${type}`,
		title,
		detail,
	});

	it.each([
		[
			'no credits, by status',
			402,
			{ title: 'Payment Required', detail: 'credits depleted' },
			/credits .*console\.x\.com/,
		],
		['no credits, by type', 403, problem('credits-depleted'), /Top up the credits/],
		['no credits, by the older type', 403, problem('credits', 'CreditsDepleted'), /Top up the credits/],
		['a usage cap', 429, problem('usage-capped', 'UsageCapExceeded'), /usage cap .*console\.x\.com/],
		[
			'an app that is not enrolled',
			403,
			{ ...problem('client-forbidden', 'Client Forbidden'), reason: 'client-not-enrolled' },
			/move the app to the Pay-per-use package/,
		],
		['an app that is not enrolled, by type', 403, problem('client-not-enrolled'), /Pay-per-use/],
		[
			'the wrong kind of credential',
			403,
			problem('unsupported-authentication', 'Unsupported Authentication'),
			/credential of the other type/,
		],
		[
			'a post said twice',
			403,
			{
				type: 'about:blank',
				title: 'Forbidden',
				detail: 'You are not allowed to create a Tweet with duplicate content.',
			},
			/change the text/,
		],
		['a token that is wrong', 401, { title: 'Unauthorized', detail: 'Unauthorized' }, /Reconnect/],
		['a missing scope', 403, { title: 'Forbidden', detail: 'You are not permitted to perform this action.' }, /scope/],
		['an object that is gone', 404, { title: 'Not Found', detail: 'x' }, /deleted/],
		['a fault of X', 503, undefined, /run again later/],
		['any fault of X', 500, undefined, /run again later/],
		['too many requests without a window', 429, undefined, /wait a while/],
	])('%s', (_, status, body, advice) => {
		expect(described(status, body)).toMatch(advice);
	});

	it.each([400, 405, 409, 410, 451])('a status %i without a word of why', (status) => {
		for (const body of [undefined, {}, { errors: [{ message: { not: 'a text' } }] }])
			expect(described(status, body)).toMatch(
				/^Run again later\. If it persists, check the Base URL of the credential/,
			);
		expect(described(status, { title: 'Odd', detail: 'Because of this.' })).not.toContain('Run again');
	});

	it('an address where nothing is, but not for an object that may be gone', () => {
		const nothing = (endpoint: string) => new XError(readProblem(undefined, 404), { endpoint, status: 404 });
		const { message, description } = nothing('POST /2/tweets');
		expect(message).toBe('X has nothing at this address (status 404)');
		expect(description).toMatch(/^Check the Base URL of the credential/);
		expect(nothing('DELETE /2/tweets/{id}').description).toMatch(/deleted/);
	});

	it.each([
		[327, 'You have already retweeted this Tweet.', /has reposted this post already/],
		[161, 'You are unable to follow more people at this time.', /may not follow more/],
		[104, "You aren't allowed to add members to this list.", /list is not one of the account/],
		[261, 'Application cannot perform write actions.', /app may only read/],
		[324, 'Duration too long, maximum:140000, actual:180000', /refused the media/],
		[355, 'DuplicateSubscriptionFailed: Subscription already exists', /subscribed already/],
		[453, 'You currently have access to a subset of X API V2 endpoints', /access does not include this/],
	])('code %i is told in words, and no scope is blamed', (code, message, title) => {
		const error = new XError(readProblem({ errors: [{ code, message }] }, 403), {
			endpoint: 'POST /2/tweets',
			status: 403,
			missingScopes: [],
		});
		expect(error.message).toMatch(title);
		expect(error.description).not.toMatch(/scope/);
		expect(error.description).toContain(message);
	});

	it('the reason of an invalid request stands in the title, not that it is invalid', () => {
		const general = 'One or more parameters to your request was invalid.';
		const body = { title: 'Invalid Request', detail: general, errors: [{ message: 'The `text` field is too odd' }] };
		const error = new XError(readProblem(body, 400), { endpoint: 'POST /2/tweets', status: 400 });
		expect(error.message).toBe('X refused: The `text` field is too odd');
	});

	it('an exhausted window, with its name and its end', () => {
		const resetsAt = Date.parse('2026-05-01T08:15:00Z');
		const text = described(
			429,
			{ title: 'Too Many Requests', detail: 'Too Many Requests' },
			{ exhausted: { window: '24-hour app', resetsAt } },
		);
		// The title says until when.
		expect(text).toBe('Wait until then.');
	});

	it('no answer at all, and a request that may have been carried out', () => {
		expect(described(0, undefined)).toMatch(/network .*Base URL/);
		expect(described(0, undefined, { outcomeUnknown: true })).toMatch(/may have been carried out/);
		expect(described(502, undefined, { outcomeUnknown: true })).toMatch(/may have been carried out/);
	});

	it('whatever brought its own advice', () => {
		expect(described(401, undefined, { advice: 'Do this.' })).toBe('Do this.');
	});

	it("X's detail comes first and is not said twice", () => {
		expect(described(404, { title: 'Not Found', detail: 'Could not find it.' })).toMatch(/^Could not find it\. \S/);
		expect(described(401, { title: 'Unauthorized', detail: 'Unauthorized' })).toMatch(/^Reconnect/);
		expect(described(400, { title: 'Invalid Request', detail: 'x is wrong.' })).toBe('x is wrong.');
	});
});

describe('scopes are blamed', () => {
	const forbidden = (missingScopes?: string[]) =>
		new XError(readProblem(undefined, 403), { ...context, status: 403, missingScopes });

	it('by name when the granted ones lack them', () => {
		expect(forbidden(['media.write']).message).toMatch(/lacks the scope media\.write/);
		expect(forbidden(['media.write']).description).toMatch(/Add media\.write .*connect the account again/);
	});
	it('not when they suffice', () => expect(forbidden([]).description).not.toMatch(/lack|reconnect/i));
	it('as one possibility when nobody knows', () => expect(forbidden().description).toMatch(/may lack a scope/));
});
