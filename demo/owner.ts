import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Owner } from './n8n/client';
import { Problem } from './problem';

/** n8n requires a capital letter and a digit. */
const newPassword = () => `N8n-${randomBytes(12).toString('base64url')}`;

export const newOwner = (): Owner => ({
	email: 'demo@example.com',
	password: newPassword(),
	firstName: 'Demo',
	lastName: 'User',
});

/** Login for the demo's n8n: created on the first start and stored next to n8n's data, readable only by this user. */
export function ownerOf(stateFolder: string): Owner {
	const file = path.join(stateFolder, 'owner.json');
	if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Owner;
	if (existsSync(path.join(stateFolder, 'n8n')))
		throw new Problem(
			`${stateFolder} is from an earlier version, whose n8n had a password that everybody knows: delete the folder and start again.`,
		);
	const owner = newOwner();
	writeFileSync(file, JSON.stringify(owner, null, '\t'), { mode: 0o600 });
	return owner;
}
