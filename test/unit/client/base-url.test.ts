import { rootOf, X_API } from '../../../api/client/base-url';
import { inputError } from '../../support/unwired/surroundings';

it.each([
	['https://proxy.example.com', 'https://proxy.example.com'],
	['https://proxy.example.com/x//', 'https://proxy.example.com/x'],
	['https://proxy.example.com//x/', 'https://proxy.example.com//x'],
	['  http://localhost:4010\n', 'http://localhost:4010'],
	['HTTPS://proxy.example.com', 'HTTPS://proxy.example.com'],
	['https://proxy.example.com/x2', 'https://proxy.example.com/x2'],
	['', X_API],
	['   ', X_API],
	[undefined, X_API],
	[null, X_API],
])('what addresses begin with, as typed: %j', (typed, root) => expect(rootOf(typed)).toBe(root));

it('is X itself unless told', () => expect(X_API).toBe('https://api.x.com'));

describe('refuses, without repeating what was typed,', () => {
	const refusal = (typed: string) => {
		const error = inputError(() => rootOf(typed));
		expect(error.message + error.advice).not.toMatch(/someone|hunter2|key=1/);
		expect(error.advice).toContain(`Correct 'Base URL' in the credential; for X itself it is ${X_API}`);
		return error;
	};

	it.each([
		'api.x.com',
		'/2',
		'https://',
		'https:///2',
		'ftp://api.x.com',
		'see https://api.x.com',
		'view-source:https://api.x.com',
		'https://api x.com',
		'https://[api.x.com',
		'https://api.x.com:port',
	])('what is no address: %s', (typed) => expect(refusal(typed).message).toBe("The 'Base URL' is not an address"));

	it.each(['https://api.x.com/2', 'https://api.x.com/2/', 'https://api.twitter.com/1.1', 'http://localhost:4010/x/2'])(
		'the version of the API, which stands in each path: %s',
		(typed) => expect(refusal(typed).message).toBe("The 'Base URL' ends with the version of the API"),
	);

	it.each(['https://someone:hunter2@api.x.com', 'https://someone@api.x.com', 'https://:hunter2@api.x.com'])(
		'an address that names a user or a password, which every request would send along: %s',
		(typed) => {
			const error = refusal(typed);
			expect(error.message).toBe("The 'Base URL' holds a user name or password");
			expect(error.advice).toContain('They would be sent along.');
		},
	);

	it.each(['https://api.x.com?key=1', 'https://api.x.com/#top', 'https://api.x.com/?'])(
		'an address with a query or a fragment, as paths are appended to it: %s',
		(typed) => expect(refusal(typed).message).toBe("The 'Base URL' holds a query or a fragment"),
	);
});
