/** `npm run contract -- --spec FILE` tells what differs, by endpoint, and ends with 1. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { report } from '../../contract/report';
import { describeWith, SOURCE } from './support';

const ROOT = resolve(__dirname, '..', '..');
const contract = (spec: string) =>
	spawnSync(
		process.execPath,
		[join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs'), join(ROOT, 'contract', 'main.ts'), '--spec', spec],
		{ cwd: ROOT, encoding: 'utf8' },
	);

describe('The report', () => {
	it('groups by endpoint, parts in one column', () => {
		const at = { endpoint: 'GET /2/tweets', aspect: 'enum' };
		expect(
			report([
				{ ...at, part: '', text: 'a' },
				{ ...at, part: 'query.ids', text: 'b' },
				{ ...at, endpoint: 'GET /2/users', part: '', text: 'c' },
			]),
		).toBe(
			[
				'GET /2/tweets',
				'                       a',
				'  query parameter ids  b',
				'',
				'GET /2/users',
				'  c',
				'',
				'3 differences at 2 endpoints.',
			].join('\n'),
		);
		expect(report([])).toBe('No difference.');
	});
});

describeWith(SOURCE && !/^https?:/.test(SOURCE), "a file with X's specification", 'npm run contract', () => {
	const folder = mkdtempSync(join(tmpdir(), 'contract-'));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it('tells what a new release of X changes', () => {
		const released = JSON.parse(readFileSync(SOURCE as string, 'utf8')) as {
			info: { version: string };
			paths: Record<string, Record<string, unknown>>;
		};
		released.info.version = '9.9';
		released.paths['/2/tweets/trending'] = { get: { tags: ['Posts'], responses: {} } };
		delete released.paths['/2/users/me'];
		const file = join(folder, 'openapi.json');
		writeFileSync(file, JSON.stringify(released));

		const { status, stdout } = contract(file);
		expect(stdout).toMatch(/^X API 9\.9, \d+ endpoints/);
		expect(stdout).toContain('GET /2/tweets/trending\n  the spec has it; there is neither a row nor a reason\n');
		expect(stdout).toContain('GET /2/users/me\n  the spec has no such endpoint, a row calls it\n');
		expect(status).toBe(1);
	});

	it('says when there is nothing to read', () => {
		const { status, stderr } = contract(join(folder, 'none.json'));
		expect(stderr).toMatch(/^✖ No OpenAPI document could be read from .*none\.json/);
		expect(status).toBe(2);
	});
});
