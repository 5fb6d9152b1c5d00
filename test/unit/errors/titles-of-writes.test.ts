/** What X refuses of a write, in the words that stand at the top of an error. */
import { XError } from '../../../api/errors/errors';
import { readProblem } from '../../../api/errors/problem';

const refused = (detail: string, type = 'about:blank') =>
	new XError(readProblem({ title: 'Authorization Error', detail, type }, 403), {
		endpoint: 'POST /2/tweets',
		status: 403,
	});

it.each([
	['You are not allowed to post a video longer than 2 minutes.', '2 minutes'],
	['The account is not allowed to send a video longer than 140 seconds', '140 seconds'],
	['You are not allowed to post a video longer than allowed.', 'this'],
])('a video that is too long for the account: %s', (detail, length) =>
	expect(refused(detail).message).toBe(`X refused: the account may not post videos longer than ${length}`),
);

it.each([
	['You may not. Try v2.5 later.', 'You may not'],
	['Version 2.5 is off.', 'Version 2.5 is off'],
])('what the account may not do is told in one sentence: %s', (detail, said) => {
	const type = 'https://api.x.com/2/problems/not-authorized-for-resource';
	expect(refused(detail, type).message).toBe(`X refused: ${said}`);
});
