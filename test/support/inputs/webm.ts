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

const number = (value: number, write: 'writeFloatBE' | 'writeDoubleBE' | 'writeUInt32BE'): Buffer => {
	const content = Buffer.alloc(write === 'writeDoubleBE' ? 8 : 4);
	content[write](value);
	return content;
};

function infoOf({ duration, scale, isScaleLast, isShort }: Webm): Buffer {
	const told: Buffer[] = [];
	if (scale !== undefined) told.push(element('2ad7b1', number(scale, 'writeUInt32BE')));
	if (duration !== undefined) told.push(element('4489', number(duration, isShort ? 'writeFloatBE' : 'writeDoubleBE')));
	if (isScaleLast) told.reverse();
	return element('1549a966', Buffer.concat([...told, element('4d80', Buffer.from('Kites 1.0'))]));
}

export function webmOf(webm: Webm): Buffer {
	const head = element('1a45dfa3', element('4282', Buffer.from('webm')));
	const cluster = element('1f43b675', Buffer.alloc(100, 7));
	const between = element('ec', Buffer.alloc(60));
	const parts = webm.isLate ? [cluster, infoOf(webm)] : [between, infoOf(webm), cluster];
	const segment = element('18538067', Buffer.concat(parts), true);
	if (webm.isLive) segment.fill(0xff, 5, 12);
	return Buffer.concat([head, segment]);
}
