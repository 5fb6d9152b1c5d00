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

it.each([521, 530])('a status by which X was not reached: %d', (status) => {
	const { message, description } = error(status, undefined);
	expect(message).toBe(`X could not be reached (status ${status})`);
	expect(description).toBe('Nothing was done: run again later.');
});

it.each(['Sorry.', 'Version 2.5 is off', 'Sorry'])('a detail that is the title is told once: %s', (detail) =>
	expect(error(418, { detail, title: detail }).description).toBe(''),
);

it('words that are title and detail of a fault of the connection are told once', () => {
	const { message, description } = new XError(
		{ title: 'No way', detail: 'No way', type: '' },
		{ endpoint: 'GET /2', status: 0 },
	);
	expect(`${message}. ${description}`).toMatch(/^No way\. Check the network/);
});

it.each([
	[{}, 'X refused the request (status 418) without a reason'],
	[{ detail: 'Bad Request' }, 'X refused the request (status 418) without a reason'],
	[{ detail: "I'm a teapot" }, "X refused: I'm a teapot"],
	[{ detail: 'The ID is wrong. Use another one.' }, 'X refused: The ID is wrong'],
	[{ detail: 'Is it 1.5? Then no.' }, 'X refused: Is it 1.5?'],
	[{ detail: 'Version 2.5 is off.' }, 'X refused: Version 2.5 is off'],
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

it.each([501, 520, 524, 530, 408, 425, 499])('a status that says no more (%d) is that of a fault', (status) => {
	const shown = error(status, '');
	expect(shown.message).toMatch(
		new RegExp(`^X (?:has a temporary fault|could not be reached) \\(status ${status}\\)$`),
	);
	expect(shown.description).toMatch(/^(?:Such a fault passes|Nothing was done): run again later\.$/);
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

const legacy = (code: number | string, message = 'Said by X.') => ({ errors: [{ code, message }] });
const CREATE = 'POST /2/tweets';
const SEND = 'POST /2/dm_conversations/with/{participant_id}/messages';
const FOLLOW = 'POST /2/users/{id}/following';
const MEMBER = 'POST /2/lists/{id}/members';
const HOOK = 'POST /2/webhooks';
const ALT = 'POST /2/media/metadata';
const of = (type: string, title: string, detail: string, more: object = {}) => ({
	title,
	detail,
	type: `https://api.x.com/2/problems/${type}`,
	...more,
});

it.each<[string, number, unknown, string, RegExp]>([
	[CREATE, 403, legacy('187'), 'X refused: duplicate of a recent post', /change the text/],
	[
		CREATE,
		403,
		legacy(170, 'Missing required parameter: status'),
		'X refused: Missing required parameter: status',
		/./,
	],
	[CREATE, 403, legacy(231), 'X has locked the account for now', /Sign in at x\.com/],
	[CREATE, 403, legacy(144), 'X refused: the post is deleted or not visible to the account', /Check the post/],
	[CREATE, 403, legacy(325), 'X does not accept the media IDs', /last 24 hours/],
	[CREATE, 403, legacy(386), 'X refused: too many attachments', /up to 4 images/],
	[CREATE, 403, legacy(416), 'X has suspended the app', /console\.x\.com/],
	[CREATE, 403, legacy(87), "X refused: the app's access does not include this", /package/],
	[
		CREATE,
		400,
		of('invalid-request', 'Invalid Request', 'Your media IDs are invalid.'),
		'X does not accept the media IDs',
		/same account/,
	],
	[
		CREATE,
		403,
		saying('Posts are limited to one cashtag.', 'Forbidden'),
		'X refused: the post has more than one cashtag',
		/Keep one/,
	],
	[
		CREATE,
		403,
		saying('You are not allowed to post in this community.', 'Forbidden'),
		'X refused: the account may not post in this community',
		/join/,
	],
	[
		CREATE,
		403,
		saying(
			'Your client app is not configured with the appropriate oauth2 app permissions for this endpoint.',
			'Forbidden',
		),
		'X refused: the app may only read',
		/permissions to Read and write/,
	],
	[
		CREATE,
		403,
		of('disallowed-resource', 'Disallowed Resource', 'Creating this violates the rules.'),
		'X refused: Creating this violates the rules',
		/account/,
	],
	[
		CREATE,
		403,
		of('not-authorized-for-field', 'Field Authorization Error', 'You may not use nullcast.'),
		'X refused: You may not use nullcast',
		/./,
	],
	[CREATE, 403, { error: 'Not authorized.' }, 'X refused: Not authorized', /./],
	[CREATE, 403, { detail: ['One.', 'Two.'] }, 'X refused: One', /One\. Two\./],
	[
		'DELETE /2/tweets/{id}',
		403,
		legacy(183),
		'X refused: the post is one of another account',
		/credential of that account/,
	],
	['POST /2/users/{id}/retweets', 403, legacy(328), 'X refused: this post cannot be reposted', /protected/],
	[
		'POST /2/users/{id}/likes',
		403,
		of('client-forbidden', 'Client Forbidden', 'Liking is not available on your access level.'),
		"X refused: the app's access does not include this",
		/package/,
	],
	[
		CREATE,
		403,
		of('client-forbidden', 'Client Forbidden', 'An app.', { reason: 'client-not-enrolled' }),
		'X does not let this app use the API',
		/Pay-per-use/,
	],
	[SEND, 403, legacy(354), 'X refused: the message is too long', /10,000/],
	[SEND, 403, legacy(277), 'X refused: the account has reached its limit of direct messages', /tomorrow/],
	[
		SEND,
		403,
		saying('You do not have permission to DM one or more participants.', 'Forbidden'),
		'X refused: this user does not receive messages from the account',
		/allow messages/,
	],
	[
		SEND,
		403,
		of('not-authorized-for-resource', 'Authorization Error', 'Not to this user.'),
		'X refused: Not to this user',
		/account/,
	],
	[FOLLOW, 403, legacy(158), 'X refused: this is the account itself', /another account/],
	[FOLLOW, 403, legacy(160), 'X refused: the account has asked to follow this one already', /accept/],
	[FOLLOW, 403, legacy(162), 'X refused: the other account has blocked this one', /./],
	[MEMBER, 403, legacy(106), 'X refused: this list is not one of the account', /owns/],
	[MEMBER, 403, legacy(103, 'This list is full.'), 'X refused: This list is full', /./],
	[
		HOOK,
		400,
		saying('WebhookLimitExceeded: 1 webhook.', 'Invalid'),
		'X refused: the app has as many webhooks as it may have',
		/Delete/,
	],
	[
		HOOK,
		400,
		{ errors: [{ message: 'CrcValidationFailed: no answer.' }] },
		'X could not verify the address',
		/10 seconds/,
	],
	[
		'POST /2/activity/subscriptions',
		400,
		saying('SubscriptionLimitExceeded', 'Bad'),
		'X refused: the app has as many subscriptions as it may have',
		/Delete/,
	],
	[
		ALT,
		400,
		of('invalid-request', 'Invalid Request', 'The alt text is too long.'),
		'X refused: The alt text is too long',
		/^(?!.*Thread)/,
	],
	[
		'POST /2/compliance/jobs',
		409,
		saying('There is already a job running.', 'ConnectionException'),
		'X refused: There is already a job running',
		/^(?!.*connection)/,
	],
	['POST /2/media/upload', 400, { error: 'Segments do not add up.' }, 'X refused: Segments do not add up', /^/],
])('%s, refused with %d %j', (endpoint, status, body, title, advice) => {
	const refused = error(status, body, { endpoint, missingScopes: [] });
	expect(refused.message).toBe(title);
	expect(refused.description).toMatch(advice);
	expect(refused.description).not.toMatch(/may lack a scope/);
});
