/** Reads files of n8n's binary store. One on the network (S3, Azure) may break off a file: reading goes on from there, once. */
import { InputError } from '../../api/errors/errors';
import { inner, text } from '../../api/json/members';

type Pieces = AsyncIterable<Uint8Array>;
type Open = () => Promise<Pieces>;

/** The store may give no words, or only a code. */
const unreadable = (name: string, error: unknown): InputError =>
	new InputError(
		`The file '${name}' cannot be read from where n8n keeps binary data`,
		`It says: ${text(inner(error).message) || text(inner(error).code) || 'the connection broke off'}. Run again, from the node that makes the file.`,
	);

/** @throws InputError that names the file */
export async function fromStore<T>(name: string, reading: Promise<T>): Promise<T> {
	return await reading.catch((error: unknown) => {
		throw unreadable(name, error);
	});
}

/** Opens a file when it is read. */
export async function* lazily(open: Open): Pieces {
	yield* await open();
}

/** @param first the file from its start, if it has been opened @throws InputError that names the file */
export async function* readOn(name: string, open: Open, first: Pieces = lazily(open)): Pieces {
	let given = 0;
	try {
		for await (const piece of first) {
			given += piece.length;
			yield piece;
		}
		return;
	} catch {
		// Goes on below.
	}
	let skip = given;
	try {
		for await (const piece of lazily(open)) {
			if (piece.length > skip) yield piece.subarray(skip);
			skip = Math.max(0, skip - piece.length);
		}
	} catch (error) {
		throw unreadable(name, error);
	}
}
