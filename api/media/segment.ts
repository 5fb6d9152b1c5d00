/**
 * A segment of a file being uploaded: a buffer that is filled, sent as a multipart form without copying, and reused.
 */
import { randomUUID } from 'node:crypto';
import type { Multipart } from '../client/call';

export interface Segment {
	/** Adds as many bytes as fit. @returns how many were added */
	add(bytes: Uint8Array): number;
	isFull(): boolean;
	/** The form of these fields and the bytes added so far, sharing their memory. */
	form(fields: Readonly<Record<string, string>>): Multipart;
	/** Empties the buffer for reuse. */
	empty(): void;
}

/** Room for the fields, which precede the file. */
const HEAD = 4096;

const fieldPart = (boundary: string, name: string, value: string) =>
	`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const filePart = (boundary: string, type: string) =>
	`--${boundary}\r\nContent-Disposition: form-data; name="media"; filename="media"\r\nContent-Type: ${type}\r\n\r\n`;

/** @param size capacity for bytes of the file @param type of the whole file, if it is one */
export function createSegment(size: number, type = 'application/octet-stream'): Segment {
	const boundary = `segment-${randomUUID()}`;
	const text = new TextEncoder();
	const end = text.encode(`\r\n--${boundary}--\r\n`);
	const memory = new Uint8Array(HEAD + size + end.length);
	let length = 0;
	return {
		add(bytes) {
			const part = bytes.subarray(0, size - length);
			memory.set(part, HEAD + length);
			length += part.length;
			return part.length;
		},
		isFull: () => length === size,
		form(fields) {
			const head = text.encode(
				Object.entries(fields)
					.map(([name, value]) => fieldPart(boundary, name, value))
					.join('') + filePart(boundary, type),
			);
			memory.set(head, HEAD - head.length);
			memory.set(end, HEAD + length);
			return {
				contentType: `multipart/form-data; boundary=${boundary}`,
				content: memory.subarray(HEAD - head.length, HEAD + length + end.length),
				fields,
				file: memory.subarray(HEAD, HEAD + length),
			};
		},
		empty: () => void (length = 0),
	};
}
