import type { INodeExecutionData } from 'n8n-workflow';

const starts: Record<string, string> = {
	png: '89504e470d0a1a0a0000000d49484452',
	jpeg: 'ffd8ffe000104a46494600010100000100010000ffc00011080001000103012200021101031101',
	gif: '474946383961010001008000',
	mp4: '000000186674797069736f6d0000020069736f6d',
	pdf: '255044462d312e340a25',
	vtt: Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.000\nHi\n').toString('hex'),
};

/** A file that starts like its kind and is filled up to a size in bytes. */
export function bytesOf(kind: keyof typeof starts, size = 64): Buffer {
	const start = Buffer.from(starts[kind], 'hex');
	return Buffer.concat([start, Buffer.alloc(Math.max(0, size - start.length), 7)]);
}

/** An input item with files, by binary field. */
export const itemWith = (files: Record<string, Buffer>, json = {}): INodeExecutionData => ({
	json,
	binary: Object.fromEntries(
		Object.entries(files).map(([name, bytes]) => [
			name,
			{ data: bytes.toString('base64'), mimeType: 'application/octet-stream', fileName: `${name}.bin` },
		]),
	),
});
