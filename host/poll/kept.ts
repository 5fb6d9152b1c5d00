/** What a polling node stores in n8n's static data, and the settings that it belongs to. */
import { createHash } from 'node:crypto';
import type { IPollFunctions } from 'n8n-workflow';
import type { Memory } from '../../api/polling/find-new';
import { tokenIn, type CredentialType, type StoredCredential } from '../session/credential';
import type { Job } from './read-pages';

/** `of` identifies the settings that it belongs to. */
export interface Kept {
	of: string;
	memory: Memory;
	users: KnownUsers;
}

/** Account IDs, so that not every poll requests them; `mark` changes with the connected account and every day. */
export interface KnownUsers {
	mark: string;
	ids: Record<string, string>;
}

const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);

/** n8n returns an object that tracks changes, so work on a copy. */
export function keptBy(context: IPollFunctions): Kept | undefined {
	const { watch } = context.getWorkflowStaticData('node');
	return watch ? (JSON.parse(JSON.stringify(watch)) as Kept) : undefined;
}

export function keep(context: IPollFunctions, kept: Kept): void {
	context.getWorkflowStaticData('node').watch = { ...kept };
}

/** A hash that reveals nothing about the token. */
export async function markOf(context: IPollFunctions, credential: CredentialType): Promise<string> {
	const stored = await context.getCredentials<StoredCredential>(credential);
	return hash([tokenIn(stored) ?? '', new Date().toISOString().slice(0, 10)]);
}

/** Identifies what is watched and by which account, since a credential may be reconnected to another account. */
export async function fingerprint(context: IPollFunctions, { event, values, session }: Job): Promise<string> {
	const owner = context.getNode().credentials?.[session.credential]?.id ?? '';
	const isOwn = event.source.self !== undefined || event.own === true || JSON.stringify(values).includes('"me"');
	const account = isOwn && session.credential === 'xUserOAuth2Api' ? await session.me() : '';
	return hash([event.name, values, session.credential, owner, account]);
}
