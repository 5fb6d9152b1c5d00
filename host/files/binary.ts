/** Opens binary fields of an item as files for X, reading only their first bytes. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { InputError } from '../../api/errors/errors';
import { checkMedia, SNIFF_BYTES, type CheckedMedia, type MediaFile } from '../../api/media/file';

interface Opened {
	file: MediaFile;
	/** Reads the first {@link SNIFF_BYTES}. */
	head(): Promise<Uint8Array>;
}

/** A file that X will process: its type and size must be ones that X accepts. */
export async function openFile(context: IExecuteFunctions, itemIndex: number, field: string): Promise<CheckedMedia> {
	const { file, head } = await open(context, itemIndex, field);
	return checkMedia(file, await head());
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
	if (!id) {
		const bytes = Buffer.from(binary.data, 'base64');
		return {
			file: { name, size: bytes.length, chunks: (size) => slices(bytes, size) },
			head: async () => bytes.subarray(0, SNIFF_BYTES),
		};
	}
	const { fileSize } = await context.helpers.getBinaryMetadata(id);
	const read = async (size: number) =>
		(await context.helpers.getBinaryStream(id, size)) as AsyncIterable<Uint8Array> & { destroy(): void };
	const file: MediaFile = {
		name,
		size: fileSize,
		async *chunks(size) {
			yield* await read(size);
		},
	};
	return { file, head: async () => await firstBytes(await read(SNIFF_BYTES)) };
}

async function* slices(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
	for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function firstBytes(stream: AsyncIterable<Uint8Array> & { destroy(): void }): Promise<Uint8Array> {
	for await (const bytes of stream) {
		stream.destroy();
		return bytes.subarray(0, SNIFF_BYTES);
	}
	return new Uint8Array();
}
