/** Keeps a file in n8n's binary store until its turn comes; n8n deletes it together with the data of the execution. */
import type { IExecuteFunctions } from 'n8n-workflow';
import type { MediaFile } from '../../api/media/file';
import { readOn } from './read-on';

/** Bytes stored at a time: a file of any size takes no more memory than this. */
const SEGMENT = 8 * 1024 * 1024;

const store = async (context: IExecuteFunctions, bytes: Buffer): Promise<string | undefined> =>
	(await context.helpers.prepareBinaryData(bytes, 'media', 'application/octet-stream')).id;

/** Whether n8n stores binary data outside of its memory. */
const stores = new WeakMap<IExecuteFunctions, Promise<boolean>>();

export async function hasStore(context: IExecuteFunctions): Promise<boolean> {
	const known = stores.get(context) ?? store(context, Buffer.alloc(1)).then((id) => id !== undefined);
	stores.set(context, known);
	return await known;
}

/** @param name for messages */
export async function stash(
	context: IExecuteFunctions,
	name: string,
	pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<MediaFile['chunks']> {
	const ids: string[] = [];
	let waiting: Uint8Array[] = [];
	let size = 0;
	const flush = async () => {
		const id = size > 0 ? await store(context, Buffer.concat(waiting)) : undefined;
		if (id) ids.push(id);
		[waiting, size] = [[], 0];
	};
	for await (const piece of pieces) {
		waiting.push(piece);
		size += piece.length;
		if (size >= SEGMENT) await flush();
	}
	await flush();
	return async function* (asked) {
		for (const id of ids) {
			const open = async () => (await context.helpers.getBinaryStream(id, asked)) as AsyncIterable<Uint8Array>;
			yield* readOn(name, open);
		}
	};
}
