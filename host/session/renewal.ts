/**
 * Renews an expired token once for all of its users, on every version of n8n. X's refresh tokens are single-use: if
 * several processes renew at the same time, X rejects all but one, and n8n before 2.39 lets them try.
 */
import { createHash } from 'node:crypto';
import type { Fault } from '../../api/client/call';

/** Identifies a credential's token and gives access to it. */
export interface TokenHolder {
	/** Identifies the credential. */
	owner: string;
	/** Whether n8n can obtain a new token; it cannot for a pasted one. */
	renewable: boolean;
	/** What to say when X no longer accepts a token that is not renewable; by default what X said. */
	expired?: Fault;
	/** Reads the token that n8n currently stores. */
	stored(): Promise<string>;
	/** Called after X has issued a new token, which belongs to the same account. */
	renewed?(before: string, after: string): void;
	wait(ms: number): Promise<void>;
}

/** The outcome of an attempt: an answer, a 401, or no new token. */
export type Verdict = 'answered' | 'expired' | 'refused';

/** How to send a request and judge its result. */
export interface Sending<Result> {
	/** @param renew whether n8n treats a 401 as an error, so that it renews the token and sends the request again */
	attempt(renew: boolean): Promise<Result>;
	verdict(result: Result): Verdict;
}

/** Another process stores the new token within moments, or within seconds where the database is busy; each pause is jittered, 10 s in total. */
const LOOKS_MS = [100, 200, 400, 800, 1500, 3000, 4000];
/** How long a request waits for a renewal by another one before it tries for itself. */
const PATIENCE_MS = 3_000;
const MOST_ROUNDS = 4;

/** Renewals in progress in this process, by credential. */
const leaders = new Map<string, Promise<unknown>>();
/** Hashes of tokens for which X issued no replacement and no other process stored one. */
const lost = new Map<string, string>();

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Sends a request, and resends it with a new token if X answers 401: nothing has been done then, so this is safe for
 * writes.
 */
export async function sendRenewed<Result>(holder: TokenHolder, sending: Sending<Result>): Promise<Result> {
	const { owner, renewable, wait } = holder;
	let result: Result = await sending.attempt(false);
	if (!renewable) return result;
	for (let round = 1; sending.verdict(result) === 'expired' && round <= MOST_ROUNDS; round++) {
		const leader = leaders.get(owner);
		if (leader && round < MOST_ROUNDS) {
			await Promise.race([leader, wait(PATIENCE_MS)]);
			result = await sending.attempt(false);
			continue;
		}
		const renewed = await lead(owner, async () => await renew(holder, sending));
		if (renewed.final) return renewed.result;
		result = renewed.result;
	}
	return result;
}

/** Makes other requests wait while the work is in progress. */
async function lead<Result>(owner: string, work: () => Promise<Result>): Promise<Result> {
	const working = work();
	const over = working.then(
		() => undefined,
		() => undefined,
	);
	leaders.set(owner, over);
	return await working.finally(() => leaders.delete(owner));
}

/** @returns whether the result is final; a token that another process stored may have expired too */
async function renew<Result>(
	holder: TokenHolder,
	{ attempt, verdict }: Sending<Result>,
): Promise<{ result: Result; final: boolean }> {
	const before = await holder.stored();
	const result = await attempt(true);
	if (verdict(result) === 'answered') holder.renewed?.(before, await holder.stored());
	if (verdict(result) !== 'refused' || lost.get(holder.owner) === hashOf(before)) return { result, final: true };
	for (const ms of LOOKS_MS) {
		await holder.wait(ms * (0.5 + Math.random()));
		if ((await holder.stored()) !== before) return { result: await attempt(false), final: false };
	}
	lost.set(holder.owner, hashOf(before));
	return { result, final: true };
}
