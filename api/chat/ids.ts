/** The IDs of conversations: paths and lists have A-B for two accounts, events and signatures A:B; groups begin with g. */

const PAIR = /^(\d+)[-:](\d+)$/;

export interface ConversationId {
	/** For paths. */
	path: string;
	/** As it is signed. */
	signed: string;
	/** The two accounts; undefined for a group. */
	pair?: readonly [string, string];
}

/** @param given its ID in either form, or the ID of the other account */
export function conversationId(given: string, me: string): ConversationId {
	if (given.startsWith('g')) return { path: given, signed: given };
	const [, a, b] = PAIR.exec(given) ?? [given, me, given];
	const pair = BigInt(a) <= BigInt(b) ? ([a, b] as const) : ([b, a] as const);
	return { path: pair.join('-'), signed: pair.join(':'), pair };
}

/** Versions of keys are numbers of any length, usually milliseconds since 1970. */
export const isNewer = (version: string, than: string): boolean =>
	version.length === than.length ? version > than : version.length > than.length;
