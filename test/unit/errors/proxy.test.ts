/** What a proxy between n8n and X says in its place. */
import { XError } from '../../../api/errors/errors';
import { readProblem } from '../../../api/errors/problem';

it.each(['Proxy Authentication Required', '<html>Log in</html>', undefined])(
	'a proxy that requires a login, whatever its words: %j',
	(body) => {
		const { message, description } = new XError(readProblem(body, 407), { endpoint: 'POST /2/tweets', status: 407 });
		expect(message).toBe('The proxy between n8n and X requires a login');
		expect(description).toMatch(/Nothing reached X\. .*HTTPS_PROXY/);
	},
);
