/** The types of X Chat: X's cryptographic engine, and what it works on. */
import type { ChatWithJuicebox } from '@xdevplatform/chat-xdk';

export type {
	ActionSignature,
	AttachmentDescriptor,
	ConversationKeyMap,
	Event as OpenedEvent,
	PreparedConversationChange,
	PublicKeyRegistrationPayload,
	SendPayload,
	SigningKeyEntry,
} from '@xdevplatform/chat-xdk';

/** The engine itself; the package's wrapper adds a key store that asks for a PIN, and hides the keys. */
export type ChatEngine = Pick<
	ChatWithJuicebox,
	| 'decrypt'
	| 'decryptEvent'
	| 'decryptEvents'
	| 'encrypt'
	| 'encryptAddReaction'
	| 'encryptEdit'
	| 'encryptMessage'
	| 'encryptRemoveReaction'
	| 'encryptReply'
	| 'extractConversationKeys'
	| 'free'
	| 'isUnlocked'
	| 'generateKeypairs'
	| 'getPublicKeyFingerprint'
	| 'getPublicKeys'
	| 'lock'
	| 'matchesRegisteredKey'
	| 'prepareConversationKeyChange'
	| 'prepareGroupCreate'
	| 'prepareGroupMembersChange'
	| 'prepareMessageDelete'
	| 'setIdentity'
	| 'setRejectUnverified'
	| 'setSigningKeys'
	| 'streamDecryptor'
	| 'streamEncryptor'
	| 'verifyKeyBinding'
> & {
	/** @param version the version under which X has registered them; the bytes are overwritten */
	importKeys(keys: Uint8Array, version?: string): void;
	exportKeys(): Uint8Array;
};

/** An account's own keys. */
export interface ChatKeys {
	/** As the engine exports them, in Base64. */
	privateKeys: string;
	/** The version under which X has registered them; looked up where it is not known. */
	version?: string;
}

/** What X tells of a registered public key; `user_id` only where keys of several users were asked for. */
export interface PublicKeyRow {
	user_id?: string;
	public_key_version?: string;
	/** The key that conversation keys are encrypted with. */
	public_key?: string;
	/** The key that messages are signed with. */
	signing_public_key?: string;
	/** Proves that both belong together. */
	identity_public_key_signature?: string;
}

/** An event of a conversation as X lists it: its ID is the position in the conversation. */
export interface ChatEventRow {
	id: string;
	conversation_id?: string;
	sender_id?: string;
	created_at?: string;
	encoded_event?: string;
}

export interface FileFacts {
	mimeType?: string;
	/** Of an image; 0 for other files. */
	width: number;
	height: number;
}
