import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { root, runFolder } from '../../demo/made';
import { freePort, isFree } from '../../demo/n8n/ports';

const stateFolder = path.join(runFolder, 'e2e', 'start');

interface Started {
	child: ChildProcess;
	output(): string;
	/** Resolves when the output has this text. */
	says(text: string): Promise<void>;
	code: Promise<number | null>;
}

const children: ChildProcess[] = [];

/** What `npm start -- ...` runs. */
function start(...options: string[]): Started {
	const child = spawn(process.execPath, ['demo/main.mjs', ...options], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	children.push(child);
	let text = '';
	const listeners = new Set<() => void>();
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (more: string) => {
			text += more;
			for (const listener of listeners) listener();
		});
	}
	const code = new Promise<number | null>((resolve) => child.once('close', resolve));
	return {
		child,
		output: () => text,
		says: (wanted) =>
			new Promise((resolve, reject) => {
				const look = () => text.includes(wanted) && resolve();
				listeners.add(look);
				look();
				void code.then(() => reject(new Error(`It ended without saying "${wanted}":\n${text}`)));
			}),
		code,
	};
}

const ports = async () => {
	const [n8n, x] = [await freePort(), await freePort()];
	return { n8n, x, options: ['--port', String(n8n), '--x-port', String(x), '--state', stateFolder] };
};

describe('npm start', () => {
	beforeAll(() => rmSync(stateFolder, { recursive: true, force: true }));

	// A test that failed half way must not leave an n8n behind.
	afterEach(() => children.splice(0).forEach((child) => child.exitCode === null && child.kill('SIGINT')));

	it('runs the example once, says what it read and created, and ends with --once', async () => {
		const { options, x } = await ports();
		const started = start('--once', ...options);
		expect({ code: await started.code, output: started.output() }).toMatchObject({ code: 0 });
		expect(started.output()).toMatch(/Read \(10\)\n {2}• @newsroom: /);
		expect(started.output()).toMatch(
			new RegExp(`Created \\(1\\)\n {2}• @ourbrand: .+\n {4}http://127\\.0\\.0\\.1:${x}/ourbrand/status/\\d+`),
		);
	}, 240_000);

	it('does it again with what is there, stays up, and ends cleanly at Ctrl-C', async () => {
		const { options, n8n, x } = await ports();
		const started = start(...options);
		await started.says('Ctrl-C ends both');
		expect(started.output()).toMatch(/Created \(1\)/);
		const { password } = JSON.parse(readFileSync(path.join(stateFolder, 'owner.json'), 'utf8')) as { password: string };
		expect(password.length).toBeGreaterThan(15);
		expect(started.output()).toContain(`password ${password}`);
		expect((await fetch(`http://127.0.0.1:${n8n}/signin`)).status).toBe(200);
		expect(await (await fetch(`http://127.0.0.1:${x}/ourbrand`)).text()).toContain('seen from the tower');
		started.child.kill('SIGINT');
		expect(await started.code).toBe(0);
		expect([await isFree(n8n), await isFree(x)]).toEqual([true, true]);
	}, 240_000);

	it('leaves nothing behind when it is interrupted while it starts', async () => {
		const { options, n8n, x } = await ports();
		const started = start(...options);
		await started.says(`n8n on port ${n8n}`);
		started.child.kill('SIGINT');
		expect(await started.code).toBe(130);
		expect([await isFree(n8n), await isFree(x)]).toEqual([true, true]);
	}, 120_000);

	it('tells a taken port in one line before anything is done', async () => {
		const taken = createServer();
		const port = await new Promise<number>((resolve) => {
			taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port));
		});
		try {
			const started = start('--port', String(port));
			expect(await started.code).toBe(1);
			expect(started.output()).toBe(
				`✖ Port ${port} for n8n is taken by another program: stop that one, or choose another port with \`npm start -- --port ${port + 2}\`.\n`,
			);
		} finally {
			taken.close();
		}
	});

	it('tells an option it does not know', async () => {
		const started = start('--prot', '1');
		expect(await started.code).toBe(1);
		expect(started.output()).toMatch(/^✖ Unknown option '--prot'\. .+\n$/);
	});
});
