/**
 * How long a WEBM is: that stands in its `Info`, before its pictures (RFC 8794 and RFC 9559). A recording that a browser made
 * does not tell.
 */
import type { Reader } from './reader';

/** Elements, by their IDs. */
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const CLUSTER = 0x1f43b675;
const SCALE = 0x2ad7b1;
const DURATION = 0x4489;

/** Nanoseconds that one unit of the duration is, unless told. */
const USUAL_SCALE = 1_000_000;

/** A number that says by its first bits how many bytes it has. @param mark what of these bits belongs to it */
async function number(reader: Reader, mark: boolean): Promise<number | undefined> {
	const first = (await reader.take(1))?.getUint8(0);
	if (!first) return undefined;
	const length = Math.clz32(first) - 23;
	const rest = await reader.take(length - 1);
	if (!rest) return undefined;
	return unsigned(rest, mark ? first : first & (0xff >> length));
}

function unsigned(content: DataView, begin = 0): number {
	let value = begin;
	for (let at = 0; at < content.byteLength; at++) value = value * 256 + content.getUint8(at);
	return value;
}

function float(content: DataView): number | undefined {
	if (content.byteLength === 4) return content.getFloat32(0);
	return content.byteLength === 8 ? content.getFloat64(0) : undefined;
}

/** @returns undefined where the file does not tell */
export async function webmSeconds(reader: Reader): Promise<number | undefined> {
	let scale = USUAL_SCALE;
	let duration: number | undefined;
	for (let end = Infinity; reader.position < end;) {
		const id = await number(reader, true);
		const size = await number(reader, false);
		if (id === undefined || size === undefined || id === CLUSTER) return undefined;
		// What they hold follows.
		if (id === SEGMENT) continue;
		if (id === INFO) end = reader.position + size;
		else if (id === SCALE || id === DURATION) {
			const content = size <= 8 ? await reader.take(size) : undefined;
			if (!content) return undefined;
			if (id === SCALE) scale = unsigned(content);
			else duration = float(content);
		} else if (!(await reader.skip(size))) return undefined;
	}
	const seconds = ((duration ?? 0) * scale) / 1e9;
	return seconds > 0 && Number.isFinite(seconds) ? seconds : undefined;
}
