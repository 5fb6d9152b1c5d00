/** WEBM files that tell how long they are, or do not. */

/** An element of a WEBM by its ID, with its size in one byte, or in eight. */
function element(id: string, content: Buffer, long = false): Buffer {
	const size = Buffer.alloc(long ? 8 : 1, 0);
	if (long) size.writeUIntBE(content.length, 2, 6);
	size[0] |= long ? 0x01 : 0x80 | content.length;
	return Buffer.concat([Buffer.from(id, 'hex'), size, content]);
}

interface Webm {
	/** In units; none if undefined. */
	duration?: number;
	/** Nanoseconds per unit, unless it is the usual. */
	scale?: number;
	isScaleLast?: boolean;
	/** Whether the duration has four bytes. */
	isShort?: boolean;
	/** Whether the segment does not tell its size. */
	isLive?: boolean;
	/** Whether pictures precede what tells of them. */
	isLate?: boolean;
}

export function webmOf({
	duration,
	scale,
	isScaleLast = false,
	isShort = false,
	isLive = false,
	isLate = false,
}: Webm) {
	const head = element('1a45dfa3', element('4282', Buffer.from('webm')));
	const unit = Buffer.alloc(4);
	unit.writeUInt32BE(scale ?? 0);
	const length = Buffer.alloc(isShort ? 4 : 8);
	if (isShort) length.writeFloatBE(duration ?? 0);
	else length.writeDoubleBE(duration ?? 0);
	const told = [
		...(scale === undefined ? [] : [element('2ad7b1', unit)]),
		...(duration === undefined ? [] : [element('4489', length)]),
	];
	const info = element(
		'1549a966',
		Buffer.concat([...(isScaleLast ? told.reverse() : told), element('4d80', Buffer.from('Kites 1.0'))]),
	);
	const cluster = element('1f43b675', Buffer.alloc(100, 7));
	const between = element('ec', Buffer.alloc(60));
	const parts = isLate ? [cluster, info] : [between, info, cluster];
	const segment = element('18538067', Buffer.concat(parts), true);
	if (isLive) segment.fill(0xff, 5, 12);
	return Buffer.concat([head, segment]);
}
