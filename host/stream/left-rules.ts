/** Rules that could not be removed at X when their trigger was deactivated, by the credential that added them. */
import type { XClient } from '../../api/client/call';
import { XError } from '../../api/errors/errors';
import { settle } from '../../api/errors/outcome';
import { removeRules } from '../../api/push/stream-rules';

/** IDs of rules by the node that left them. */
const left = new Map<string, Map<string, readonly string[]>>();

export function noteLeft(owner: string, node: string, ids: readonly string[]): void {
	left.set(owner, (left.get(owner) ?? new Map<string, readonly string[]>()).set(node, ids));
}

export const noteRemoved = (owner: string, node: string): void => void left.get(owner)?.delete(node);

/** What X does not have any more need not be removed. */
const isGone = (error: unknown): boolean => error instanceof XError && [400, 404].includes(error.context.status);

/**
 * Removes what other nodes of the credential have left behind, before the node's own rules are put in step: X accepts
 * each rule only once. What fails again is left to the next one.
 */
export async function removeLeft(client: XClient, owner: string, node: string): Promise<void> {
	for (const [other, ids] of [...(left.get(owner) ?? [])]) {
		if (other === node) continue;
		const removed = await settle(removeRules(client, ids));
		if (removed.ok || isGone(removed.error)) noteRemoved(owner, other);
	}
}
