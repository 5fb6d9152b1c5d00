/**
 * How X wraps what a client has sent into the event that it delivers: Thrift's binary form of a `MessageEvent`, with the
 * field numbers of X's Chat XDK (crates/core/src/thrift/event.rs of xdevplatform/chat-xdk).
 */

/** Types of Thrift's binary protocol. */
const [BOOL, I32, I64, STRING, STRUCT, LIST] = [2, 8, 10, 11, 12, 15];
const SIZES: Readonly<Record<number, number>> = { [BOOL]: 1, [I32]: 4, [I64]: 8 };
const STOP = Buffer.from([0]);

const field = (type: number, id: number, value: Buffer): Buffer => {
	const head = Buffer.alloc(3);
	head.writeUInt8(type, 0);
	head.writeInt16BE(id, 1);
	return Buffer.concat([head, value]);
};
const text = (id: number, value: string): Buffer => {
	const bytes = Buffer.from(value);
	const length = Buffer.alloc(4);
	length.writeInt32BE(bytes.length, 0);
	return field(STRING, id, Buffer.concat([length, bytes]));
};

/** What every event says about itself; nothing of it but the IDs of message, sender and conversation is signed. */
export interface Envelope {
	sequenceId: string;
	messageId: string;
	senderId: string;
	/** As it is signed: A:B, or the ID of a group. */
	conversationId: string;
	createdAt: number;
	previousId?: string;
}

const event = (about: Envelope, detail: Buffer, signature: Buffer): string =>
	Buffer.concat([
		text(1, about.sequenceId),
		text(2, about.messageId),
		text(3, about.senderId),
		text(4, about.conversationId),
		text(6, String(about.createdAt)),
		field(STRUCT, 7, detail),
		field(STRUCT, 9, signature),
		...(about.previousId ? [text(10, about.previousId)] : []),
		STOP,
	]).toString('base64');

/** A message: `encoded_message_create_event` and `encoded_message_event_signature` as they were sent. */
export const messageEvent = (about: Envelope, created: string, signature: string): string =>
	event(
		about,
		Buffer.concat([field(STRUCT, 1, Buffer.from(created, 'base64')), STOP]),
		Buffer.from(signature, 'base64'),
	);

export interface SentSignature {
	message_id: string;
	encoded_message_event_detail: string;
	message_event_signature: { signature: string; public_key_version: string; signature_version: string };
}

/** A change of keys or members, or a deletion: one of `action_signatures`. */
export const actionEvent = (about: Omit<Envelope, 'messageId'>, sent: SentSignature): string => {
	const { signature, public_key_version, signature_version } = sent.message_event_signature;
	return event(
		{ ...about, messageId: sent.message_id },
		Buffer.from(sent.encoded_message_event_detail, 'base64'),
		Buffer.concat([text(1, signature), text(2, public_key_version), text(3, signature_version), STOP]),
	);
};

/** The kinds of detail, by their number in the union. */
export const KEY_CHANGE = 3;

/** The number of a detail's kind; undefined for what is not one. */
export const kindOf = (detail: string): number | undefined => {
	const bytes = Buffer.from(detail, 'base64');
	return bytes.length > 3 && bytes[0] === STRUCT ? bytes.readInt16BE(1) : undefined;
};

/** The version of the conversation key that a `MessageCreateEvent` says it is encrypted with. */
export function keyVersionOf(created: string): string | undefined {
	const bytes = Buffer.from(created, 'base64');
	for (let at = 0; at + 3 <= bytes.length && bytes[at] !== 0;) {
		const [type, id] = [bytes[at], bytes.readInt16BE(at + 1)];
		at += 3;
		if (type === STRUCT || type === LIST) return undefined;
		if (type !== STRING) {
			at += SIZES[type] ?? bytes.length;
			continue;
		}
		const length = bytes.readInt32BE(at);
		if (id === 101) return bytes.toString('utf8', at + 4, at + 4 + length);
		at += 4 + length;
	}
	return undefined;
}
