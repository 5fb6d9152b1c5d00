/** Somebody else on X Chat: X's own Chat XDK, used as its documentation says, over plain HTTP. */
import { createChat, type ChatWithJuicebox, type Event, type SendPayload } from '@xdevplatform/chat-xdk';
import type { LocalX } from '../../../sandbox';

const SCOPES = ['dm.read', 'dm.write', 'tweet.read', 'users.read', 'media.write'] as const;

/** The store for keys behind a PIN needs servers of its own; the rest of the XDK works without it. */
class NoStore {}
const juiceboxModule = { Client: NoStore, Configuration: NoStore };

interface Listed {
	id: string;
	encoded_event: string;
	sender_id: string;
	conversation_id: string;
}
interface KeyRow {
	public_key_version: string;
	public_key: string;
	signing_public_key: string;
	identity_public_key_signature: string;
}

export interface Said {
	id: string;
	event: Event;
	raw: string;
}

export class Person {
	/** What X has answered, by endpoint. */
	readonly answers: Array<{ endpoint: string; status: number; body: unknown }> = [];

	private constructor(
		private readonly x: LocalX,
		readonly id: string,
		private readonly token: string,
		readonly xdk: ChatWithJuicebox,
	) {}

	/** Registers keys for an account of the local X, as the XDK makes them. */
	static async join(x: LocalX, handle: string): Promise<Person> {
		const options = { juiceboxConfig: '{}', getAuthToken: async () => '', juiceboxModule };
		const xdk = await createChat(options);
		const person = new Person(x, x.world.needUser(handle).id, x.userToken(handle, SCOPES), xdk);
		await person.register();
		return person;
	}

	/** New keys in place of those that it has. */
	async register(): Promise<void> {
		const { publicKey, version, generateVersion } = this.xdk.generateKeypairs();
		const { public_key_version } = await this.call<{ public_key_version: string }>(
			'POST',
			`users/${this.id}/public_keys`,
			{
				public_key: {
					identity_public_key_signature: publicKey.identityPublicKeySignature,
					public_key: publicKey.publicKey,
					registration_method: publicKey.registrationMethod,
					signing_public_key: publicKey.signingPublicKey,
					signing_public_key_signature: publicKey.signingPublicKeySignature,
				},
				version: version ?? '1',
				generate_version: generateVersion,
			},
		);
		this.xdk.setIdentity(this.id, public_key_version);
	}

	async call<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
		const { data } = await this.ask<T>(method, path, body);
		return data;
	}

	private async ask<T>(
		method: 'GET' | 'POST',
		path: string,
		body?: object,
	): Promise<{ data: T; meta?: { conversation_key_events?: string[] } }> {
		const answer = await fetch(`${this.x.url}/2/${path}`, {
			method,
			headers: { authorization: `Bearer ${this.token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
			...(body ? { body: JSON.stringify(body) } : {}),
		});
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
		const heard = (await answer.json()) as { data: T };
		this.answers.push({ endpoint: this.x.requests.at(-1)?.endpoint ?? '', status: answer.status, body: heard });
		return heard;
	}

	private async rows(userId: string): Promise<KeyRow[]> {
		return (await this.call<KeyRow[] | undefined>('GET', `users/${userId}/public_keys`)) ?? [];
	}

	/** The keys that a conversation key is handed out with. */
	async keysOf(userIds: readonly string[]) {
		const all = await Promise.all(
			userIds.map(async (userId) =>
				(await this.rows(userId)).map((row) => ({
					userId,
					publicKey: row.public_key,
					keyVersion: row.public_key_version,
				})),
			),
		);
		return all.flat();
	}

	private async knows(userIds: readonly string[]): Promise<void> {
		const all = await Promise.all(
			[...new Set(userIds)].map(async (userId) =>
				(await this.rows(userId)).map((row) => ({
					userId,
					publicKeyVersion: row.public_key_version,
					publicKey: row.signing_public_key,
					identityPublicKey: row.public_key,
					identityPublicKeySignature: row.identity_public_key_signature,
				})),
			),
		);
		this.xdk.setSigningKeys(all.flat());
		this.xdk.setCacheKeys(true);
	}

	/** Everything in a conversation that can be decrypted and verified, oldest first. */
	async read(conversation: string, members: readonly string[] = []): Promise<Said[]> {
		const fields = 'chat_message_event.fields=conversation_id,created_at,encoded_event,id,sender_id';
		const { data = [], meta } = await this.ask<Listed[] | undefined>(
			'GET',
			`chat/conversations/${conversation}/events?max_results=100&${fields}`,
		);
		await this.knows([this.id, ...members, ...data.map(({ sender_id }) => sender_id)]);
		const keyEvents = meta?.conversation_key_events ?? [];
		const events = [...keyEvents, ...data.map(({ encoded_event }) => encoded_event).reverse()];
		const { messages, errors } = this.xdk.decryptEvents(events);
		if (Object.keys(errors).length > 0) throw new Error(`The XDK cannot read: ${JSON.stringify(errors)}`);
		return messages.map(({ event, originalB64 = '' }) => ({
			id: data.find(({ encoded_event }) => encoded_event === originalB64)?.id ?? '',
			event,
			raw: originalB64,
		}));
	}

	async texts(conversation: string): Promise<string[]> {
		return (await this.read(conversation)).flatMap(({ event }) => event.content?.text ?? []);
	}

	private async handOut(members: readonly string[], conversationId?: string): Promise<void> {
		const change = this.xdk.prepareConversationKeyChange({ publicKeys: await this.keysOf(members), conversationId });
		const path = (conversationId ?? change.conversationId).replace(':', '-');
		await this.call('POST', `chat/conversations/${path}/keys`, this.changeOf(change));
	}

	rotate = async (conversation: string, members: readonly string[]): Promise<void> =>
		await this.handOut(members, conversation.startsWith('g') ? conversation : undefined);

	/** Begins a conversation with another account. @returns its ID */
	async begin(other: string): Promise<string> {
		await this.handOut([this.id, other]);
		return [this.id, other].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1)).join('-');
	}

	async createGroup(members: readonly string[], title?: string): Promise<string> {
		const { conversation_id: conversationId } = await this.call<{ conversation_id: string }>(
			'POST',
			'chat/conversations/group/initialize',
		);
		const memberIds = [this.id, ...members];
		const change = this.xdk.prepareGroupCreate({
			publicKeys: await this.keysOf(memberIds),
			conversationId,
			memberIds,
			adminIds: [this.id],
			title,
		});
		await this.call('POST', 'chat/conversations/group', {
			conversation_id: conversationId,
			group_members: memberIds,
			group_admins: [this.id],
			...(title ? { group_name: title } : {}),
			...this.changeOf(change),
		});
		return conversationId;
	}

	changeOf(change: ReturnType<ChatWithJuicebox['prepareConversationKeyChange']>) {
		const signing_public_key = this.xdk.getPublicKeys().signing;
		return {
			conversation_key_version: change.conversationKeyVersion,
			conversation_participant_keys: change.participantKeys.map((each) => ({
				user_id: each.userId,
				encrypted_conversation_key: each.encryptedKey,
				public_key_version: each.publicKeyVersion,
			})),
			action_signatures: change.actionSignatures.map((each) => ({
				message_id: each.messageId,
				encoded_message_event_detail: each.encodedMessageEventDetail,
				...(each.signaturePayload ? { signature_payload: each.signaturePayload } : {}),
				message_event_signature: {
					signature: each.signature,
					signature_version: each.signatureVersion,
					public_key_version: each.publicKeyVersion,
					signing_public_key,
				},
			})),
		};
	}

	/** Sends what the XDK has encrypted with the key that it has kept of the conversation. */
	async post(conversation: string, payload: SendPayload): Promise<void> {
		await this.call('POST', `chat/conversations/${conversation}/messages`, {
			message_id: payload.messageId,
			encoded_message_create_event: payload.encryptedContent,
			encoded_message_event_signature: payload.encodedEventSignature,
		});
	}

	async say(conversation: string, text: string): Promise<void> {
		await this.read(conversation);
		await this.post(conversation, this.xdk.encryptMessage({ conversationId: conversation, text }));
	}
}
