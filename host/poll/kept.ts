/** What a polling node stores in n8n's static data, and the settings that it belongs to. */
import type { IPollFunctions } from 'n8n-workflow';
import { isObject } from '../../api/json/members';
import type { Memory } from '../../api/polling/find-new';
import { isMemory } from '../../api/polling/memory';
import { digest } from '../../api/write/digest';
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

/**
 * n8n returns an object that tracks changes, so work on a copy.
 * @returns undefined if there is nothing yet, or nothing that can be read
 */
export function keptBy(context: IPollFunctions): Kept | undefined {
	const { watch } = context.getWorkflowStaticData('node');
	const kept: unknown = watch ? JSON.parse(JSON.stringify(watch)) : undefined;
	return isKept(kept) ? kept : undefined;
}

/** Something is kept that cannot be read. */
export const isDamaged = (context: IPollFunctions): boolean =>
	Boolean(context.getWorkflowStaticData('node').watch) && !keptBy(context);

const isKept = (kept: unknown): kept is Kept =>
	isObject(kept) &&
	typeof kept.of === 'string' &&
	isMemory(kept.memory) &&
	isObject(kept.users) &&
	typeof kept.users.mark === 'string' &&
	isObject(kept.users.ids) &&
	Object.values(kept.users.ids).every((id) => typeof id === 'string' && /^\d+$/.test(id));

export function keep(context: IPollFunctions, kept: Kept): void {
	context.getWorkflowStaticData('node').watch = { ...kept };
}

/** A hash that reveals nothing about the token. */
export async function markOf(context: IPollFunctions, credential: CredentialType): Promise<string> {
	const stored = await context.getCredentials<StoredCredential>(credential);
	return digest([tokenIn(stored) ?? '', new Date().toISOString().slice(0, 10)]);
}

/**
 * Identifies what is watched and by which account, since a credential may be reconnected to another account. A copy of a
 * workflow, with what n8n kept for the original, is another one.
 */
export async function fingerprint(context: IPollFunctions, { event, values, session }: Job): Promise<string> {
	const owner = context.getNode().credentials?.[session.credential]?.id ?? '';
	const isOwn = event.source.self !== undefined || event.own === true || JSON.stringify(values).includes('"me"');
	const account = isOwn && session.credential === 'xUserOAuth2Api' ? await session.me() : '';
	return digest([context.getWorkflow().id, event.name, values, session.credential, owner, account]);
}
