import { parseArgs } from 'node:util';
import { startLocalX } from '.';

const USAGE = `Usage: npm run sandbox -- [options]
  --port 8090        port on 127.0.0.1
  --seed demo        demo or empty
  --state FILE       keep the state in this file
  --tls              speak TLS with a certificate of its own
  --token-seconds N  lifetime of access tokens (7200)
  --no-rate-limits   no 429`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '8090' },
			seed: { type: 'string', default: 'demo' },
			state: { type: 'string' },
			tls: { type: 'boolean' },
			'token-seconds': { type: 'string', default: '7200' },
			'no-rate-limits': { type: 'boolean' },
			help: { type: 'boolean', short: 'h' },
		},
	});
	if (values.help) return void console.log(USAGE);
	const port = Number(values.port);
	try {
		const x = await startLocalX({
			port,
			seed: values.seed === 'empty' ? 'empty' : 'demo',
			stateFile: values.state,
			tls: values.tls,
			accessTokenSeconds: Number(values['token-seconds']),
			rateLimits: !values['no-rate-limits'],
		});
		const { web, native } = x.apps;
		console.log(`Local X: ${x.url} (posts), ${x.url}/local/requests (requests and their price)`);
		console.log(`Web App (with secret):   client ID ${web.clientId}, client secret ${web.clientSecret}`);
		console.log(`Native App (no secret):  client ID ${native.clientId}`);
		console.log(`App-only Bearer Token:   ${x.appToken()}`);
		const end = () => void x.close().then(() => process.exit(0));
		process.once('SIGINT', end);
		process.once('SIGTERM', end);
	} catch (error) {
		const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
		console.error(taken ? `Port ${port} is taken; choose another one with --port.` : (error as Error).message);
		process.exitCode = 1;
	}
}

main().catch((error: Error) => {
	console.error(`${error.message}\n${USAGE}`);
	process.exitCode = 1;
});
