/** What goes in comes out, for anything that people write; X's own XDK is everybody else. One changed bit is noticed. */
import { createChat, type ChatWithJuicebox } from '@xdevplatform/chat-xdk';
import fc from 'fast-check';
import { createEngine } from '../../../api/chat/engine';
import { openFile, sealFile } from '../../../api/chat/file';
import { makeKeys, recipientKeys, signingKeys, unlock } from '../../../api/chat/keys';
import { shown } from '../../../api/chat/message';
import { openEvent, openHistory } from '../../../api/chat/open';
import type { ActionSignature, ChatEngine, PublicKeyRow, SendPayload } from '../../../api/chat/types';
import { actionEvent, messageEvent } from '../../../sandbox/chat/wrap';

const ME = '111';
const GROUP = 'g1849000000000000000';
class NoStore {}
const options = {
	juiceboxConfig: '{}',
	getAuthToken: async () => '',
	juiceboxModule: { Client: NoStore, Configuration: NoStore },
};

/** Somebody's XDK and what X lists of its keys. */
interface Member {
	id: string;
	xdk: ChatWithJuicebox;
	row: PublicKeyRow;
}
async function member(id: string): Promise<Member> {
	const xdk = await createChat(options);
	const { publicKey } = xdk.generateKeypairs();
	xdk.setIdentity(id, '1');
	return {
		id,
		xdk,
		row: {
			public_key_version: '1',
			public_key: publicKey.publicKey,
			signing_public_key: publicKey.signingPublicKey,
			identity_public_key_signature: publicKey.identityPublicKeySignature,
		},
	};
}

let engine: ChatEngine;
let own: PublicKeyRow;
let others: Member[];
let keys: Map<string, PublicKeyRow[]>;
let sequence = 0;

beforeAll(async () => {
	engine = createEngine();
	const made = makeKeys(engine);
	unlock(engine, { privateKeys: made.privateKeys, version: '1' }, ME);
	own = { ...made.body.public_key, public_key_version: '1' };
	others = await Promise.all(Array.from({ length: 19 }, async (_, i) => await member(String(200 + i))));
	keys = new Map([[ME, [own]], ...others.map(({ id, row }): [string, PublicKeyRow[]] => [id, [row]])]);
	engine.setSigningKeys(signingKeys(keys));
});
afterAll(() => engine.free());

const about = (senderId: string, conversationId: string) => ({
	sequenceId: String(++sequence),
	senderId,
	conversationId,
	createdAt: 1_769_472_000_000 + sequence,
});
const wrapped = (senderId: string, conversationId: string, sent: SendPayload) =>
	messageEvent(
		{ ...about(senderId, conversationId), messageId: sent.messageId },
		sent.encryptedContent,
		sent.encodedEventSignature,
	);
const changed = (senderId: string, conversationId: string, signature: ActionSignature) =>
	actionEvent(about(senderId, conversationId), {
		message_id: signature.messageId,
		encoded_message_event_detail: signature.encodedMessageEventDetail,
		message_event_signature: {
			signature: signature.signature,
			public_key_version: signature.publicKeyVersion,
			signature_version: signature.signatureVersion,
		},
	});
const row = (encoded_event: string) => ({ id: '1', encoded_event });

const LONGEST = 100_000;

/** Words of any script, emoji, and texts as long as 100 kB; cut nowhere, since half an emoji is no text. */
const anyText = fc.oneof(
	fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
	fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }),
	fc
		.tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }), fc.constantFrom(1, 100, 33_000))
		.map(([text, times]) => text.repeat(Math.min(times, Math.floor(LONGEST / text.length)))),
);

test('any text, in conversations of 2 to 20, with keys changed in between', () => {
	fc.assert(
		fc.property(anyText, fc.integer({ min: 1, max: 19 }), fc.integer({ min: 1, max: 3 }), (text, count, rotations) => {
			const members = others.slice(0, count);
			const publicKeys = recipientKeys(
				engine,
				new Map([ME, ...members.map(({ id }) => id)].map((id) => [id, keys.get(id)!])),
			);
			const [reader] = members;
			const history: string[] = [];
			for (let i = 0; i < rotations; i++) {
				const change = engine.prepareConversationKeyChange({ publicKeys, conversationId: GROUP });
				history.push(changed(ME, GROUP, change.actionSignatures[0]));
				const { conversationKey, conversationKeyVersion } = change;
				const sent = engine.encryptMessage({ conversationId: GROUP, text, conversationKey, conversationKeyVersion });
				history.push(wrapped(ME, GROUP, sent));
				reader.xdk.setCacheKeys(true);
				reader.xdk.decryptEvents(history, signingKeys(keys));
				history.push(wrapped(reader.id, GROUP, reader.xdk.encryptMessage({ conversationId: GROUP, text })));
			}
			const theirs = reader.xdk.decryptEvents(history, signingKeys(keys));
			expect(theirs.errors).toEqual({});
			const read = theirs.messages.flatMap(({ event }) => (event.type === 'message' ? [event.content?.text] : []));
			expect(read).toEqual(Array.from({ length: 2 * rotations }, () => text));
			const { opened, sending } = openHistory(engine, history.map(row), [], GROUP);
			expect(opened.map(shown).flatMap((each) => (each.type === 'text' ? [[each.text, each.verified]] : []))).toEqual(
				Array.from({ length: 2 * rotations }, () => [text, true]),
			);
			expect(sending?.conversationKeyVersion).toBe(theirs.conversationKeys.latestVersion);
		}),
		{ numRuns: 25 },
	);
});

test('one bit changed anywhere is noticed, or changes nothing that was said', () => {
	const [other] = others;
	const publicKeys = recipientKeys(engine, new Map([ME, other.id].map((id) => [id, keys.get(id)!])));
	const { conversationKey, conversationKeyVersion } = other.xdk.prepareConversationKeyChange({ publicKeys });
	const pair = `${ME}:${other.id}`;
	const sent = other.xdk.encryptMessage({
		conversationId: pair,
		text: 'As said',
		conversationKey,
		conversationKeyVersion,
	});
	const event = Buffer.from(wrapped(other.id, pair, sent), 'base64');
	const opened = (bytes: Buffer) =>
		openEvent(engine, row(bytes.toString('base64')), { [conversationKeyVersion]: conversationKey }, pair);
	const asSaid = shown(opened(event));
	expect(asSaid).toMatchObject({ text: 'As said', verified: true });
	fc.assert(
		fc.property(fc.integer({ min: 0, max: 8 * event.length - 1 }), (bit) => {
			const bytes = Buffer.from(event);
			bytes[bit >> 3] ^= 1 << (bit & 7);
			const { verified, text, message_id } = shown(opened(bytes));
			// X's own words about an event, its position and its time, are not signed.
			if (verified) expect({ text, message_id }).toEqual({ text: asSaid.text, message_id: asSaid.message_id });
		}),
		{ numRuns: 400 },
	);
});

test('any file, and no changed one', async () => {
	const { xdk } = others[0];
	const conversationKey = new Uint8Array(32).fill(7);
	const sizes = fc.oneof(
		fc.uint8Array({ minLength: 1, maxLength: 300 }),
		fc.constant(new Uint8Array(2_500_000).fill(9)),
	);
	await fc.assert(
		fc.asyncProperty(sizes, fc.nat(), async (bytes, at) => {
			const file = {
				async *chunks(size: number) {
					for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
				},
			};
			const { sealed, size } = await sealFile(engine, file, conversationKey);
			expect(size).toBe(bytes.length);
			expect(Buffer.from(xdk.decryptStream(sealed, conversationKey)).equals(bytes)).toBe(true);
			const theirs = xdk.encryptStream(bytes, conversationKey);
			expect(Buffer.from(openFile(engine, theirs, { 1: conversationKey })).equals(bytes)).toBe(true);
			const wrong = Uint8Array.from(sealed);
			wrong[at % wrong.length] ^= 1;
			expect(() => openFile(engine, wrong, { 1: conversationKey })).toThrow('cannot be decrypted');
			for (const left of [sealed.length - 1, 24]) {
				const cut = sealed.subarray(0, left);
				expect(() => openFile(engine, cut, { 1: conversationKey })).toThrow('cannot be decrypted');
			}
		}),
		{ numRuns: 20 },
	);
});

test('keys that do not belong together get no conversation key', () => {
	const mixed = { ...others[0].row, signing_public_key: others[1].row.signing_public_key };
	expect(() => recipientKeys(engine, new Map([['200', [mixed]]]))).toThrow('do not belong together');
});

test('the newest key of an account is used, by number', () => {
	const [{ row: one }, { row: two }] = others;
	const rows = [
		{ ...one, public_key_version: '999' },
		{ ...two, public_key_version: '1000' },
	];
	expect(recipientKeys(engine, new Map([['200', rows]]))).toMatchObject([
		{ keyVersion: '1000', publicKey: two.public_key },
	]);
});
