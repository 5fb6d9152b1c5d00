/** Decrypts the events of a conversation and checks who has signed them. */
import { isNewer } from './ids';
import type { ChatEngine, ChatEventRow, ConversationKeyMap, OpenedEvent } from './types';

/** One event: what it is, or why it cannot be read. */
export interface Opened {
	row: ChatEventRow;
	event?: OpenedEvent;
	/** Why it cannot be read, or why nobody vouches for it. */
	why?: string;
}

/** A key that messages can be encrypted with. */
export interface SendingKey {
	conversationKey: Uint8Array;
	conversationKeyVersion: string;
}

export interface History {
	opened: readonly Opened[];
	/** All keys that were handed to this account, by version. */
	keys: ConversationKeyMap;
	/** The newest key that a participant has signed; X could have slipped in any other. */
	sending?: SendingKey;
}

/**
 * @param keyEvents the changes of keys that X delivers beside the events
 * @param signed the conversation's ID as it is signed: an event of another one does not belong here
 */
export function openHistory(
	engine: ChatEngine,
	rows: readonly ChatEventRow[],
	keyEvents: readonly string[],
	signed: string,
): History {
	const encoded = rows.flatMap(({ encoded_event }) => (encoded_event ? [encoded_event] : []));
	const { keys } = engine.extractConversationKeys([...keyEvents, ...encoded]);
	const opened = rows.map((row) => openEvent(engine, row, keys, signed));
	const changes = [
		...opened,
		...keyEvents.map((encoded_event) => openEvent(engine, { id: '', encoded_event }, keys, signed)),
	];
	const versions = changes.flatMap(({ event, why }) =>
		event?.type === 'keyChange' && !why && event.keyVersion && keys[event.keyVersion] ? [event.keyVersion] : [],
	);
	const newest = versions.reduce((best, version) => (isNewer(version, best) ? version : best), '');
	return {
		opened,
		keys,
		...(newest ? { sending: { conversationKey: keys[newest], conversationKeyVersion: newest } } : {}),
	};
}

/** Kinds that X's protocol does not sign; they say nothing that has to be believed. */
const UNSIGNED: ReadonlySet<string> = new Set(['failure', 'memberDeleted', 'typing']);

export function openEvent(
	engine: ChatEngine,
	row: ChatEventRow,
	keys: ConversationKeyMap,
	signed: string | undefined,
): Opened {
	const { encoded_event } = row;
	if (!encoded_event) return { row, why: 'X has delivered no content.' };
	engine.setRejectUnverified(true);
	try {
		return inPlace(row, engine.decryptEvent(encoded_event, keys), signed);
	} catch (error) {
		return unverified(engine, row, keys, encoded_event, reasonOf(error));
	} finally {
		engine.setRejectUnverified(true);
	}
}

/** What it says is readable even where nobody vouches for it. */
function unverified(
	engine: ChatEngine,
	row: ChatEventRow,
	keys: ConversationKeyMap,
	encoded: string,
	why: string,
): Opened {
	engine.setRejectUnverified(false);
	try {
		const event = engine.decryptEvent(encoded, keys);
		return { row, event, ...(UNSIGNED.has(event.type) ? {} : { why }) };
	} catch (error) {
		return { row, why: reasonOf(error) };
	}
}

function inPlace(row: ChatEventRow, event: OpenedEvent, signed: string | undefined): Opened {
	if (!signed || !event.conversationId || event.conversationId === signed) return { row, event };
	return { row, event, why: `It was signed for another conversation, ${event.conversationId}.` };
}

const REASONS: ReadonlyArray<[said: RegExp, why: (found: RegExpExecArray) => string]> = [
	[
		/encrypted with key version '(\w+)' but no matching key found/,
		([, version]) =>
			`The conversation key ${version} was not handed to these chat keys: it is older than they are, or than the account's membership.`,
	],
	[
		/no matching signing key/,
		() => 'The signature cannot be checked: X lists no public key of its sender for it. The account may have left X.',
	],
	[/signature/i, () => 'The signature does not hold: this is not what its sender has signed.'],
	[/./, () => 'It cannot be decrypted: the content is damaged, or of a form that this version does not know.'],
];

function reasonOf(error: unknown): string {
	const said = error instanceof Error ? error.message : String(error);
	for (const [pattern, why] of REASONS) {
		const found = pattern.exec(said);
		if (found) return why(found);
	}
	return said;
}
