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

/** Of a number. */
const MOST_BYTES = 8;
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

interface Element {
	id: number;
	/** Bytes of what it holds, which follows. */
	size: number;
}

async function next(reader: Reader): Promise<Element | undefined> {
	const id = await number(reader, true);
	const size = await number(reader, false);
	return id === undefined || size === undefined ? undefined : { id, size };
}

/** Passes over what comes before `Info`. @returns where that ends */
async function toInfo(reader: Reader): Promise<number | undefined> {
	for (let found = await next(reader); found && found.id !== CLUSTER; found = await next(reader)) {
		if (found.id === INFO) return reader.position + found.size;
		if (found.id !== SEGMENT && !(await reader.skip(found.size))) return undefined;
	}
	return undefined;
}

/** What stands there, by its ID; texts are passed over. */
async function numbersUpTo(end: number, reader: Reader): Promise<ReadonlyMap<number, DataView> | undefined> {
	const numbers = new Map<number, DataView>();
	while (reader.position < end) {
		const found = await next(reader);
		if (!found) return undefined;
		const content = found.size <= MOST_BYTES ? await reader.take(found.size) : undefined;
		if (content) numbers.set(found.id, content);
		else if (!(await reader.skip(found.size))) return undefined;
	}
	return numbers;
}

/** @returns undefined where the file does not tell */
export async function webmSeconds(reader: Reader): Promise<number | undefined> {
	const end = await toInfo(reader);
	const numbers = end === undefined ? undefined : await numbersUpTo(end, reader);
	const [duration, scale] = [numbers?.get(DURATION), numbers?.get(SCALE)];
	const seconds = (((duration && float(duration)) ?? 0) * (scale ? unsigned(scale) : USUAL_SCALE)) / 1e9;
	return seconds > 0 && Number.isFinite(seconds) ? seconds : undefined;
}
