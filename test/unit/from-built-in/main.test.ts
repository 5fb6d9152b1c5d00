import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../../../demo/made';

const folder = mkdtempSync(path.join(tmpdir(), 'convert-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string) => path.join(folder, name);
const run = (...names: string[]) => {
	const program = ['node_modules/tsx/dist/cli.mjs', 'tools/from-built-in/main.ts', ...names.map(file)];
	const { status, stdout, stderr } = spawnSync(process.execPath, program, { cwd: root, encoding: 'utf8' });
	return { status, stdout, stderr };
};
const node = (name: string, type: string) => ({ name, type, typeVersion: 2, parameters: {} });

describe('npm run convert', () => {
	beforeAll(() => {
		const workflows = ['One', 'Two'].map((name) => ({ name, nodes: [node(`Post ${name}`, 'n8n-nodes-base.twitter')] }));
		writeFileSync(file('all.json'), JSON.stringify(workflows));
		writeFileSync(file('one.json'), JSON.stringify(workflows[0]));
		writeFileSync(file('other.json'), '{"a":1}');
	});

	it('writes what was one workflow or a list as the same, and tells what is left', () => {
		expect(run('all.json', 'new.json')).toEqual({
			status: 0,
			stdout: `2 nodes were rewritten; ${file('all.json')} is as it was.\n\nOne\n  Post One: Choose an X OAuth2 API credential.\n\nTwo\n  Post Two: Choose an X OAuth2 API credential.\n`,
			stderr: '',
		});
		expect(JSON.parse(readFileSync(file('new.json'), 'utf8'))).toMatchObject([
			{ name: 'One', nodes: [{ type: 'n8n-nodes-x.x' }] },
			{ name: 'Two', nodes: [{ type: 'n8n-nodes-x.x' }] },
		]);
		expect(run('one.json', 'new-one.json').status).toBe(0);
		expect(JSON.parse(readFileSync(file('new-one.json'), 'utf8'))).toMatchObject({ name: 'One' });
	}, 60_000);

	it('writes over nothing, and says in a line what is wrong', () => {
		const before = readFileSync(file('one.json'), 'utf8');
		expect(run('one.json', 'one.json')).toMatchObject({
			status: 1,
			stderr: expect.stringMatching(/^EEXIST.+one\.json'\n$/),
		});
		expect(readFileSync(file('one.json'), 'utf8')).toBe(before);
		expect(run('other.json', 'x.json').stderr).toMatch(/is not a workflow of n8n: it has no nodes\.\n$/);
		expect(run('missing.json', 'x.json').stderr).toMatch(/^ENOENT.+\n$/);
		expect(run('one.json').stderr).toMatch(/^npm run convert -- OLD\.json NEW\.json/);
	}, 60_000);
});
