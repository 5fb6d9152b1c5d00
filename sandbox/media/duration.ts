/** How long a video is, from the first movie header in its bytes, wherever that stands. */

const MARK = Buffer.from('mvhd');
const HEADER = 32;

/** Looks through a file as it passes by. */
export class DurationSearch {
	private rest: Buffer = Buffer.alloc(0);
	private found: number | undefined;

	see(chunk: Buffer): void {
		if (this.found !== undefined) return;
		const bytes = Buffer.concat([this.rest, chunk]);
		const at = bytes.indexOf(MARK);
		if (at < 0) this.rest = bytes.subarray(-MARK.length);
		else if (bytes.length < at + MARK.length + HEADER) this.rest = bytes.subarray(at);
		else this.found = durationIn(bytes.subarray(at + MARK.length));
	}

	/** @returns undefined if the file does not tell */
	get milliseconds(): number | undefined {
		return this.found || undefined;
	}
}

function durationIn(header: Buffer): number {
	const isLarge = header[0] === 1;
	const scale = header.readUInt32BE(isLarge ? 20 : 12);
	const duration = isLarge ? Number(header.readBigUInt64BE(24)) : header.readUInt32BE(16);
	return scale > 0 ? Math.round((1000 * duration) / scale) : 0;
}
