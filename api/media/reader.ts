/** Reads a file from its start, passing over what is not needed. */

export type Pieces = AsyncIterable<Uint8Array, undefined> | Iterable<Uint8Array, undefined>;

export class Reader {
	/** Bytes read and passed over so far. */
	position = 0;
	private readonly pieces: AsyncIterator<Uint8Array, undefined> | Iterator<Uint8Array, undefined>;
	private rest: Uint8Array = new Uint8Array();

	constructor(pieces: Pieces) {
		this.pieces = Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
	}

	/** @returns undefined if the file ends before */
	async take(count: number): Promise<DataView | undefined> {
		const bytes = new Uint8Array(count);
		for (let at = 0; at < count;) {
			if (!(await this.fill())) return undefined;
			const part = this.advance(count - at);
			bytes.set(part, at);
			at += part.length;
		}
		return new DataView(bytes.buffer);
	}

	/** @returns whether there is as much */
	async skip(count: number): Promise<boolean> {
		for (let left = count; left > 0;) {
			if (!(await this.fill())) return false;
			left -= this.advance(left).length;
		}
		return true;
	}

	async close(): Promise<void> {
		await this.pieces.return?.();
	}

	private advance(most: number): Uint8Array {
		const part = this.rest.subarray(0, most);
		this.rest = this.rest.subarray(part.length);
		this.position += part.length;
		return part;
	}

	private async fill(): Promise<boolean> {
		while (this.rest.length === 0) {
			const { done, value } = await this.pieces.next();
			if (done) return false;
			this.rest = value;
		}
		return true;
	}
}
