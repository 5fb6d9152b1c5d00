/** What a proxy between n8n and X says in its place. */
import { XError } from '../../../api/errors/errors';
import { readProblem } from '../../../api/errors/problem';

it.each(['Proxy Authentication Required', '<html>Log in</html>', undefined])(
	'a proxy that asks for a log-in, whatever its words: %j',
	(body) => {
		const { message, description } = new XError(readProblem(body, 407), { endpoint: 'POST /2/tweets', status: 407 });
		expect(message).toBe('The proxy between n8n and X asks for a log-in');
		expect(description).toMatch(/Nothing came to X\. .*HTTPS_PROXY/);
	},
);
