/** An account's own keys, and the public ones of others. */
import { InputError } from '../errors/errors';
import { isNewer } from './ids';
import type { ChatEngine, ChatKeys, PublicKeyRow, SigningKeyEntry } from './types';

const NOT_KEYS = new InputError(
	'The chat keys in the credential cannot be read',
	"Paste 'Private Chat Keys' again, exactly as Set Up Keys or X's own tool has given them.",
);

/** Puts the account's keys into the engine. @throws InputError that does not repeat them */
export function unlock(engine: ChatEngine, { privateKeys, version }: ChatKeys, userId: string): void {
	const bytes = Uint8Array.from(Buffer.from(privateKeys.trim(), 'base64'));
	try {
		engine.importKeys(bytes, version);
		if (version) engine.setIdentity(userId, version);
	} catch {
		throw NOT_KEYS;
	} finally {
		bytes.fill(0);
	}
	if (!engine.isUnlocked()) throw NOT_KEYS;
}

/** The version under which X has registered the keys in the engine. */
export const registeredVersion = (engine: ChatEngine, rows: readonly PublicKeyRow[]): string | undefined =>
	rows.find(({ public_key }) => public_key && engine.matchesRegisteredKey(public_key))?.public_key_version;

/** Makes new keys. @returns what X is to register, and what only the account may have */
export function makeKeys(engine: ChatEngine) {
	const { publicKey, version, generateVersion } = engine.generateKeypairs();
	const exported = engine.exportKeys();
	const privateKeys = Buffer.from(exported).toString('base64');
	exported.fill(0);
	return {
		privateKeys,
		version: version ?? '1',
		fingerprint: engine.getPublicKeyFingerprint(),
		body: {
			public_key: {
				identity_public_key_signature: publicKey.identityPublicKeySignature,
				public_key: publicKey.publicKey,
				public_key_fingerprint: publicKey.publicKeyFingerprint,
				registration_method: publicKey.registrationMethod,
				signing_public_key: publicKey.signingPublicKey,
				signing_public_key_signature: publicKey.signingPublicKeySignature,
			},
			version: version ?? '1',
			generate_version: generateVersion,
		},
	};
}

/** Public keys by the ID of their owner. */
export type KeysByUser = ReadonlyMap<string, readonly PublicKeyRow[]>;

/** The keys that signatures are checked with. */
export const signingKeys = (keys: KeysByUser): SigningKeyEntry[] =>
	[...keys].flatMap(([userId, rows]) =>
		rows.map((row) => ({
			userId,
			publicKeyVersion: row.public_key_version ?? '',
			publicKey: row.signing_public_key ?? '',
			identityPublicKey: row.public_key ?? '',
			identityPublicKeySignature: row.identity_public_key_signature ?? '',
		})),
	);

/**
 * The newest key of each account, which a conversation key is handed out with.
 * @throws InputError for an account that has none, or one that is not bound to its signing key
 */
export const recipientKeys = (engine: ChatEngine, keys: KeysByUser) =>
	[...keys].map(([userId, rows]) => {
		const newest = rows.reduce<PublicKeyRow | undefined>(
			(best, row) => (best && !isNewer(versionOf(row), versionOf(best)) ? best : row),
			undefined,
		);
		if (!newest?.public_key)
			throw new InputError(
				`The account ${userId} has no keys for X Chat`,
				'It has to open Chat in the app of X once, or to set up keys otherwise, before it can be written to.',
			);
		if (!isBound(engine, newest))
			throw new InputError(
				`The public keys that X lists for the account ${userId} do not belong together`,
				'Nothing was encrypted with them. Try again later; if it stays so, the account has to set up its keys anew.',
			);
		return { userId, publicKey: newest.public_key, keyVersion: versionOf(newest) };
	});

const versionOf = ({ public_key_version = '' }: PublicKeyRow): string => public_key_version;

function isBound(engine: ChatEngine, row: PublicKeyRow): boolean {
	const { public_key = '', signing_public_key = '', identity_public_key_signature = '' } = row;
	try {
		return engine.verifyKeyBinding(public_key, signing_public_key, identity_public_key_signature);
	} catch {
		return false;
	}
}
