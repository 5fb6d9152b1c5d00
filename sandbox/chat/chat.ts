/** X Chat as X has it: public keys, conversations, and events and files that it cannot read. */
import type { Clock } from '../clock';
import type { Snowflakes } from '../world/ids';
import { actionEvent, KEY_CHANGE, kindOf, messageEvent, type SentSignature } from './wrap';

export interface PublicKey {
	public_key_version: string;
	public_key: string;
	signing_public_key: string;
	identity_public_key_signature: string;
	juicebox_config: Record<string, unknown>;
}

export interface ChatEvent {
	/** Position in the conversation. */
	id: string;
	messageId: string;
	senderId: string;
	createdAt: number;
	encoded: string;
	/** The conversation key that it brings, or that it is encrypted with. */
	keyVersion?: string;
	isKeyChange: boolean;
	/** Accounts that have deleted it for themselves. */
	hiddenFrom: string[];
}

export interface Conversation {
	/** For paths: A-B, or the ID of a group. */
	id: string;
	memberIds: string[];
	adminIds: string[];
	createdAt: number;
	updatedAt: number;
	keyVersion: string;
	groupName?: string;
	groupAvatarUrl?: string;
	ttlMs?: number;
	events: ChatEvent[];
}

export interface ChatState {
	keys: Record<string, PublicKey[]>;
	conversations: Conversation[];
	/** Encrypted files by conversation and hash key, in Base64. */
	files: Record<string, string>;
}

export class Chat {
	readonly keys = new Map<string, PublicKey[]>();
	readonly conversations = new Map<string, Conversation>();
	readonly files = new Map<string, Buffer>();
	/** Files being uploaded, by session. */
	readonly uploads = new Map<string, { key: string; segments: Map<number, Buffer>; totalBytes: number }>();
	/** X's samples say that changes of keys come beside the events alone; its specification says among them. */
	keyChangesApart = false;

	constructor(
		private readonly clock: Clock,
		private readonly ids: Snowflakes,
	) {}

	next = (): string => this.ids.next(this.clock.now());

	open(id: string, memberIds: string[], adminIds: string[] = []): Conversation {
		const now = this.clock.now();
		const made: Conversation = {
			id,
			memberIds,
			adminIds,
			createdAt: now,
			updatedAt: now,
			keyVersion: '',
			events: [],
		};
		this.conversations.set(id, made);
		return made;
	}

	private envelope(conversation: Conversation, senderId: string) {
		return {
			sequenceId: this.next(),
			senderId,
			conversationId: conversation.id.replace('-', ':'),
			createdAt: this.clock.now(),
			previousId: conversation.events.at(-1)?.id,
		};
	}

	private keep(
		conversation: Conversation,
		{ sequenceId, senderId, createdAt }: ReturnType<Chat['envelope']>,
		more: Pick<ChatEvent, 'messageId' | 'encoded' | 'keyVersion' | 'isKeyChange'>,
	): ChatEvent {
		const kept = { id: sequenceId, senderId, createdAt, hiddenFrom: [], ...more };
		conversation.events.push(kept);
		conversation.updatedAt = createdAt;
		return kept;
	}

	say(
		conversation: Conversation,
		senderId: string,
		sent: { messageId: string; created: string; signature: string; keyVersion?: string },
	): ChatEvent {
		const about = this.envelope(conversation, senderId);
		const encoded = messageEvent({ ...about, messageId: sent.messageId }, sent.created, sent.signature);
		return this.keep(conversation, about, { ...sent, encoded, isKeyChange: false });
	}

	/** @param keyVersion the version that a change of keys brings */
	act(conversation: Conversation, senderId: string, signed: SentSignature, keyVersion?: string): ChatEvent {
		const about = this.envelope(conversation, senderId);
		const isKeyChange = kindOf(signed.encoded_message_event_detail) === KEY_CHANGE;
		if (isKeyChange && keyVersion) conversation.keyVersion = keyVersion;
		return this.keep(conversation, about, {
			messageId: signed.message_id,
			encoded: actionEvent(about, signed),
			isKeyChange,
			...(isKeyChange && keyVersion ? { keyVersion } : {}),
		});
	}

	get state(): ChatState {
		return {
			keys: Object.fromEntries(this.keys),
			conversations: [...this.conversations.values()],
			files: Object.fromEntries([...this.files].map(([key, bytes]) => [key, bytes.toString('base64')])),
		};
	}

	set state({ keys, conversations, files }: ChatState) {
		this.clear();
		for (const [id, rows] of Object.entries(keys)) this.keys.set(id, rows);
		for (const each of conversations) {
			this.conversations.set(each.id, each);
			for (const { id } of each.events) this.ids.startAfter(id);
		}
		for (const [key, bytes] of Object.entries(files)) this.files.set(key, Buffer.from(bytes, 'base64'));
	}

	clear(): void {
		this.keys.clear();
		this.conversations.clear();
		this.files.clear();
		this.uploads.clear();
		this.keyChangesApart = false;
	}
}
