/** Files of a conversation: encrypted piece by piece, since the engine's memory does not hold large ones whole. */
import { joined } from '../client/bytes';
import { InputError } from '../errors/errors';
import type { AttachmentDescriptor, ChatEngine, ConversationKeyMap, FileFacts } from './types';
import { isNewer } from './ids';

const PIECE = 1024 * 1024;
/** More than enough to tell the type and the dimensions of a file. */
const HEAD = 64 * 1024;

/** A file that is read piece by piece. */
interface Readable {
	chunks(size: number): AsyncIterable<Uint8Array>;
}

export interface SealedFile {
	sealed: Uint8Array;
	size: number;
	head: Uint8Array;
}

export async function sealFile(engine: ChatEngine, file: Readable, key: Uint8Array): Promise<SealedFile> {
	const encryptor = engine.streamEncryptor(key);
	const parts: Uint8Array[] = [];
	const beginning: Uint8Array[] = [];
	let size = 0;
	let isWhole = false;
	try {
		for await (const bytes of file.chunks(PIECE)) {
			if (size < HEAD) beginning.push(bytes.slice(0, HEAD - size));
			size += bytes.length;
			for (let at = 0; at < bytes.length; at += PIECE) parts.push(encryptor.push(bytes.subarray(at, at + PIECE)));
		}
		isWhole = true;
	} finally {
		if (!isWhole) encryptor.free();
	}
	parts.push(encryptor.finish());
	return { sealed: joined(parts), size, head: joined(beginning) };
}

/** @throws InputError when none of the keys opens it */
export function openFile(engine: ChatEngine, sealed: Uint8Array, keys: ConversationKeyMap): Uint8Array {
	const versions = Object.keys(keys).sort((a, b) => (isNewer(a, b) ? -1 : 1));
	for (const version of versions) {
		const opened = tryKey(engine, sealed, keys[version]);
		if (opened) return opened;
	}
	throw new InputError(
		'The file cannot be decrypted',
		versions.length === 0
			? 'No key of this conversation was handed to the chat keys of the credential.'
			: 'It was damaged, or encrypted with a conversation key that was not handed to the chat keys of the credential.',
	);
}

/** A stream without a piece is nothing that its sender could have vouched for: X may have cut off all of it. */
const HEADER = 24;

function tryKey(engine: ChatEngine, sealed: Uint8Array, key: Uint8Array): Uint8Array | undefined {
	if (sealed.length <= HEADER) return undefined;
	const decryptor = engine.streamDecryptor(key);
	const parts: Uint8Array[] = [];
	try {
		for (let at = 0; at < sealed.length; at += PIECE) parts.push(decryptor.push(sealed.subarray(at, at + PIECE)));
	} catch {
		decryptor.free();
		return undefined;
	}
	try {
		parts.push(decryptor.finish());
	} catch {
		return undefined;
	}
	return joined(parts);
}

/** X's numbers for kinds of media. */
const MEDIA_TYPES: ReadonlyArray<[type: RegExp, number: number]> = [
	[/^image\/gif$/, 2],
	[/^image\/svg/, 6],
	[/^image\//, 1],
	[/^video\//, 3],
	[/^audio\//, 4],
	[/^/, 5],
];

/** How a message refers to an uploaded file. */
export const attachment = (
	mediaHashKey: string,
	{ name, size }: { name: string; size: number },
	{ mimeType = '', width, height }: FileFacts,
): AttachmentDescriptor => ({
	attachment_type: 'media',
	media_hash_key: mediaHashKey,
	width,
	height,
	filesize_bytes: size,
	filename: name,
	media_type: MEDIA_TYPES.find(([type]) => type.test(mimeType))?.[1] ?? 5,
});
