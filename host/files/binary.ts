/** Opens binary fields of an item as files for X, of which only the first bytes are inspected. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { InputError } from '../../api/errors/errors';
import { checkMedia, SNIFF_BYTES, type CheckedMedia, type MediaFile } from '../../api/media/file';
import { inspected } from '../../api/media/inspect';
import { fromStore } from './read-on';
import { openStored, READ } from './stored';

interface Opened {
	file: MediaFile;
	/** The first {@link SNIFF_BYTES}. */
	head: Uint8Array;
	/** Lets go of a file that nobody will read. */
	close(): void;
	/** Its content once more; undefined where that would be loaded or transferred as a whole. */
	again?(): AsyncIterable<Uint8Array>;
}

/** A file that X will process: its type and size must be ones that X accepts. */
export async function openFile(context: IExecuteFunctions, itemIndex: number, field: string): Promise<CheckedMedia> {
	const { file, head, close, again } = await open(context, itemIndex, field);
	return await Promise.resolve()
		.then(async () => (again ? await inspected(checkMedia(file, head), again, true) : checkMedia(file, head)))
		.catch((error: unknown) => {
			close();
			throw error;
		});
}

/** A file that X cannot inspect, such as an encrypted one. */
export async function openAnyFile(context: IExecuteFunctions, itemIndex: number, field: string): Promise<MediaFile> {
	const { file } = await open(context, itemIndex, field);
	if (file.size === 0) throw new InputError(`The file '${file.name}' is empty`, 'Check the node that creates it.');
	return file;
}

async function open(context: IExecuteFunctions, itemIndex: number, field: string): Promise<Opened> {
	const present = Object.keys(context.getInputData()[itemIndex]?.binary ?? {});
	if (!present.includes(field)) {
		throw new InputError(
			`The item has no binary field '${field}'`,
			present.length > 0
				? `Its binary fields are: ${present.join(', ')}.`
				: 'It has no files at all. Add a node before this one that reads or downloads the file.',
		);
	}
	const binary = context.helpers.assertBinaryData(itemIndex, field);
	const name = binary.fileName ?? field;
	const { id } = binary;
	if (!id) return inMemory(name, binary.data);
	const { fileSize } = await fromStore(name, context.helpers.getBinaryMetadata(id));
	const { chunks, ...opened } = await openStored(context, { id, name, size: fileSize });
	const again = async function* () {
		yield* (await context.helpers.getBinaryStream(id, READ)) as AsyncIterable<Uint8Array>;
	};
	return { file: { name, size: fileSize, chunks }, ...opened, ...(isOnDisk(id) ? { again } : {}) };
}

const isOnDisk = (id: string): boolean => id.startsWith('filesystem');

/** Decoded piece by piece: the file stands in n8n's memory already, as base64. */
function inMemory(name: string, base64: string): Opened {
	const isPlain = !/[^\w+/=-]/.test(base64);
	// Some nodes leave the beginning of a data URL before it.
	if (!isPlain) return inMemory(name, base64.replace(/^\s*data:[^,]{0,200},/i, '').replace(/[^\w+/=-]/g, ''));
	const decoded = (from: number, to: number): Buffer =>
		Buffer.from(base64.slice((from / 3) * 4, Math.ceil(to / 3) * 4), 'base64').subarray(0, to - from);
	const size = Buffer.byteLength(base64, 'base64');
	const chunks = async function* (asked: number): AsyncIterable<Uint8Array> {
		// Four characters stand for three bytes.
		const step = Math.max(3, asked - (asked % 3));
		for (let from = 0; from < size; from += step) yield decoded(from, Math.min(from + step, size));
	};
	return {
		head: decoded(0, SNIFF_BYTES),
		close: () => undefined,
		again: () => chunks(READ),
		file: { name, size, chunks },
	};
}
