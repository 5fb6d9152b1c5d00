/**
 * Renews an expired token once for all who use it, on every version of n8n. X's refresh tokens work once: of several
 * processes that renew at the same time, X refuses all but one, and n8n before 2.39 lets them try.
 */
import { createHash } from 'node:crypto';

/** What the token of a credential is known by, and how it is looked at. */
export interface TokenHolder {
	/** Tells credentials apart. */
	owner: string;
	/** Can n8n get another token? It cannot for one that was pasted. */
	renewable: boolean;
	/** The token that n8n has stored by now. */
	stored(): Promise<string>;
	wait(ms: number): Promise<void>;
}

/** What came of an attempt: an answer, a 401, or no new token. */
export type Verdict = 'answered' | 'expired' | 'refused';

/** How one request is sent, and its result judged. */
export interface Sending<Result> {
	/** @param renew whether n8n is to take a 401 for an error, so that it renews the token and sends the request again */
	attempt(renew: boolean): Promise<Result>;
	verdict(result: Result): Verdict;
}

/** Another process stores the new token within moments; each pause is jittered, 6 s in all. */
const LOOKS_MS = [100, 200, 400, 800, 1500, 3000];
/** How long a request waits for another one's renewal before it looks for itself. */
const PATIENCE_MS = 3_000;
const MOST_ROUNDS = 4;

/** Who renews the token of a credential in this process. */
const leaders = new Map<string, Promise<unknown>>();
/** Tokens, as hashes, for which X gave no other and nobody else stored one. */
const lost = new Map<string, string>();

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Sends a request, again with a new token where X answers 401: nothing has been done then, so this is safe for writes, too. */
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

/** Lets the others wait while the work goes on. */
async function lead<Result>(owner: string, work: () => Promise<Result>): Promise<Result> {
	const working = work();
	const over = working.then(
		() => undefined,
		() => undefined,
	);
	leaders.set(owner, over);
	return await working.finally(() => leaders.delete(owner));
}

/** @returns whether the result stands; one with another process's token may have met its end, too */
async function renew<Result>(
	holder: TokenHolder,
	{ attempt, verdict }: Sending<Result>,
): Promise<{ result: Result; final: boolean }> {
	const before = await holder.stored();
	const result = await attempt(true);
	if (verdict(result) !== 'refused' || lost.get(holder.owner) === hashOf(before)) return { result, final: true };
	for (const ms of LOOKS_MS) {
		await holder.wait(ms * (0.5 + Math.random()));
		if ((await holder.stored()) !== before) return { result: await attempt(false), final: false };
	}
	lost.set(holder.owner, hashOf(before));
	return { result, final: true };
}
