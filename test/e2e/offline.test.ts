/** The demo's n8n asks nobody outside of this computer, and takes no orders from pages of other sites. */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root, runFolder } from '../../demo/made';
import { spawnSync } from 'node:child_process';
import { openSession, type Session } from './support/session';

const hosts = path.join(runFolder, 'e2e', 'offline-hosts');
const watch = path.join(root, 'test', 'support', 'watch-network.cjs');
const seen = (file: string) => {
	try {
		return [...new Set(readFileSync(file, 'utf8').split('\n').filter(Boolean))];
	} catch {
		return [];
	}
};

let session: Session;
beforeAll(async () => {
	rmSync(hosts, { force: true });
	session = await openSession('offline', { env: { NODE_OPTIONS: `--require ${watch}`, WATCHED_HOSTS: hosts } });
}, 240_000);
afterAll(async () => await session?.close());

it('asks no outside host when it starts, is logged in to and opened', async () => {
	for (const page of ['/rest/settings', '/rest/login', '/rest/workflows', '/rest/credentials'])
		await session.client.get(page);
	expect(seen(hosts)).toEqual([]);
});

it('is watched by something that sees requests', () => {
	const control = `${hosts}-control`;
	rmSync(control, { force: true });
	const work =
		"fetch('https://one.example').catch(() => 0); require('https').get('https://two.example').on('error', () => 0)";
	spawnSync(process.execPath, ['--require', watch, '-e', work], { env: { ...process.env, WATCHED_HOSTS: control } });
	expect(seen(control).sort()).toEqual(['one.example', 'two.example']);
});

it('takes no orders from pages of other sites', async () => {
	const answer = await fetch(`${session.url}/rest/login`, {
		method: 'OPTIONS',
		headers: {
			origin: 'https://evil.example',
			'access-control-request-method': 'POST',
			'access-control-request-headers': 'content-type',
		},
	});
	expect(answer.headers.get('access-control-allow-origin')).toBeNull();
});

it('has a password of its own', async () => {
	const login = async (password: string) =>
		await fetch(`${session.url}/rest/login`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ emailOrLdapLoginId: session.owner.email, password }),
		});
	expect((await login('Demo-1234')).status).toBe(401);
	expect((await login(session.owner.password)).status).toBe(200);
});
