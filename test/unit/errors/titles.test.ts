/** What happened, in the words that stand at the top of an error. */
import { XError } from '../../../api/errors/errors';
import { readProblem, type CallContext } from '../../../api/errors/problem';

const error = (status: number, body: unknown, more: Partial<CallContext> = {}) =>
	new XError(readProblem(body, status), { endpoint: 'GET /2/users/{id}', status, ...more });
const saying = (detail: string, title = 'Bad Request') => ({ title, detail, type: 'about:blank' });

it('a user that is not found may be suspended, which X says in its detail', () => {
	const suspended = error(200, { errors: [saying('User has been suspended: [ada].', 'Could not find user')] });
	expect(suspended.message).toBe('The account has been suspended');
	expect(suspended.description).toBe('User has been suspended: [ada].');
	const gone = error(200, { errors: [saying('No user has this ID.', 'Could not find user')] });
	expect(gone.message).toBe('X did not find it');
	expect(gone.description).toContain('It may have been deleted.');
});

it.each([
	['Could not find user with username: [ada].', 'X did not find the user @ada', /Check how the handle is spelled/],
	['Could not find tweet with id: [12].', 'X did not find the post 12', /may have been deleted/],
	['Could not find tweet with referenced_tweets.id: [12].', 'X did not find it', /may have been deleted/],
])('what is not found is named: %s', (detail, title, advice) => {
	const type = 'https://api.twitter.com/2/problems/resource-not-found';
	const gone = error(404, { title: 'Not Found Error', detail, type });
	expect(gone.message).toBe(title);
	expect(gone.description).toMatch(advice);
});

it.each([
	['credits depleted', 'credits depleted. Top up'],
	['Credits depleted.', 'Credits depleted. Top up'],
	['Enroll your account: https://x.com/credits', 'Enroll your account: https://x.com/credits Top up'],
])("X's words and the advice are sentences: %s", (detail, words) =>
	expect(error(402, { title: 'CreditsDepleted', detail }).description).toContain(words),
);

it('a spend cap ends when X says so, or with the billing cycle', () => {
	const cap = { title: 'SpendCapReached', detail: 'Blocked.' };
	expect(error(403, { ...cap, reset_date: '2026-06-01' }).description).toContain('or wait until 2026-06-01.');
	expect(error(403, cap).description).toContain('or wait for the next billing cycle.');
});

it.each([500, 503])('a status without a reason: %d is a fault of X', (status) =>
	expect(error(status, undefined).message).toBe(`X has a temporary fault (status ${status})`),
);

it.each([
	[{}, 'X refused the request (status 418) without a reason'],
	[{ detail: 'Bad Request' }, 'X refused the request (status 418) without a reason'],
	[{ detail: "I'm a teapot" }, "X refused: I'm a teapot"],
	[{ detail: 'The ID is wrong. Use another one.' }, 'X refused: The ID is wrong'],
	[{ detail: 'Is it 1.5? Then no.' }, 'X refused: Is it 1.5?'],
	[{ detail: 'a'.repeat(120) }, `X refused: ${'a'.repeat(120)}`],
	[{ detail: 'a'.repeat(121) }, `X refused: ${'a'.repeat(119)}…`],
])('a refusal of which X says only %j', (body, title) => {
	// X's title repeats the status and says nothing.
	expect(error(418, { ...body, title: 'Bad Request' }).message).toBe(title);
});

it("X's own title is used where it says something", () =>
	expect(error(400, saying('x', 'One or more parameters to your request was invalid.')).message).toBe(
		'One or more parameters to your request was invalid.',
	));

it('scopes that are missing are all named, and those that suffice are not blamed', () => {
	const refusal = saying('You are not permitted to perform this action.', 'Forbidden');
	const lacking = error(403, refusal, { missingScopes: ['like.read', 'like.write'] });
	expect(lacking.message).toBe('The credential lacks the scope like.read, like.write');
	expect(lacking.description).toContain('Add like.read, like.write to the scopes of the credential');
	expect(error(403, refusal, { missingScopes: [] }).description).toContain(
		'X does not allow this for the account or the app; its scopes suffice.',
	);
});

it('the connector has titles of its own for what never got an answer', () => {
	const own = new XError(
		{ title: 'Could not find the file', detail: 'It is not there.', type: 'media-processing' },
		{ endpoint: 'POST /2/media/upload', status: 0 },
	);
	expect(own.message).toBe('Could not find the file');
	expect(own.description).not.toContain('deleted');
});

it('a usage cap ends tomorrow when it is one of a day, or else with the billing cycle', () => {
	const cap = (period?: string) =>
		error(429, {
			type: 'https://api.x.com/2/problems/usage-capped',
			title: 'UsageCapExceeded',
			detail: 'Full.',
			period,
		});
	expect(cap('Daily').description).toContain('or wait until tomorrow.');
	for (const each of [cap('Monthly'), cap()]) expect(each.description).toContain('or wait for the next billing cycle.');
});

it.each([400, 403, 404, 499])('a web page with status %d comes from something in between', (status) => {
	const shown = error(status, '<html>Sorry, you have been blocked</html>');
	expect(shown.message).toBe(`A web page came in the place of an answer of X (status ${status})`);
	expect(shown.description).toContain('Something in between');
});

it.each([401, 429, 500, 302])('a web page with status %d means what the status says', (status) =>
	expect(error(status, '<html>').message).not.toContain('web page'),
);

it('a wait that X asks for ends when X says', () => {
	const resetsAt = Date.parse('2026-05-01T08:00:00Z');
	const asked = error(429, {}, { exhausted: { window: '15-minute', resetsAt, asked: true } });
	expect(asked.message).toBe('X asks to wait until 2026-05-01 08:00:00 UTC');
});
