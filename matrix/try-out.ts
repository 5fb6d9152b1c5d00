/** Runs the checks on one version of n8n. */
import { openSession } from '../test/e2e/support/session';
import { CHECKS, type Options } from './checks';
import { withCredentials, type Stage } from './stage';

/** The address that X and n8n use for n8n; the local X connects to it on this computer. */
const ADDRESS = 'https://n8n.example.com';
/** Short enough to expire during the checks. */
const TOKEN_SECONDS = 5;

export interface Result {
	check: string;
	/** Note for the table. */
	note?: string;
	failure?: string;
}

export interface TriedOut {
	version: string;
	results: Result[];
}

/** Without this check, none of the others can be run. */
export const FIRST = 'Connect';

export async function tryOut(version: string, program: Stage['program'], options: Options): Promise<TriedOut> {
	console.log(`\nn8n ${version}`);
	const chosen = Object.entries(CHECKS).filter(([name]) => name.toLowerCase().startsWith(options.only.toLowerCase()));
	const session = await openSession(`matrix-${version}`, {
		env: { WEBHOOK_URL: ADDRESS },
		x: { accessTokenSeconds: TOKEN_SECONDS, rateLimits: false },
		program,
	});
	try {
		session.x.activity.tunnels.set(ADDRESS, session.url);
		const results: Result[] = [];
		const stage = await attempt(results, FIRST, async () => await withCredentials(session, version, program));
		if (!stage) return { version, results };
		for (const [name, check] of chosen) await attempt(results, name, async () => await check(stage, options));
		return { version, results };
	} finally {
		await session.close();
	}
}

async function attempt<T>(results: Result[], check: string, work: () => Promise<T>): Promise<T | undefined> {
	const started = Date.now();
	const [value, failure] = await work().then(
		(done) => [done, undefined] as const,
		(error: Error) => [undefined, error.message] as const,
	);
	const note = typeof value === 'string' ? value : undefined;
	results.push({ check, ...(note ? { note } : {}), ...(failure === undefined ? {} : { failure }) });
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	console.log(`${failure === undefined ? '✔' : '✖'} ${check} (${seconds} s) ${failure ?? note ?? ''}`.trimEnd());
	return value;
}
