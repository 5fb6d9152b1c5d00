/** An X that only answers, with as little work as can be; it tells its address to the process that forked it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What reads as done for a look-up of the account, and for a write. */
const ANSWER = JSON.stringify({ data: { id: '1', username: 'bench', subscription_type: 'PremiumPlus' } });

const server = createServer((request, response) => {
	request.resume().on('end', () => response.setHeader('content-type', 'application/json').end(ANSWER));
});
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
