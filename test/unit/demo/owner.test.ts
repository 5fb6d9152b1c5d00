/** Each demo has a log-in of its own, which stays the same from one start to the next. */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ownerOf } from '../../../demo/owner';

let folder: string;
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'demo-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('is made once, at random, and read by its owner only', () => {
	const first = ownerOf(folder);
	expect(ownerOf(folder)).toEqual(first);
	expect(statSync(path.join(folder, 'owner.json')).mode & 0o077).toBe(0);
	rmSync(path.join(folder, 'owner.json'));
	expect(ownerOf(folder).password).not.toBe(first.password);
	// What n8n asks of a password.
	expect(first.password).toMatch(/^(?=.*[A-Z])(?=.*\d).{8,64}$/);
});

it('is not guessed for a state that another version has left', () => {
	mkdirSync(path.join(folder, 'n8n'));
	expect(() => ownerOf(folder)).toThrow(/earlier version.* delete the folder/);
});
