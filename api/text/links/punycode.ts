/** Maximum length of a domain label, in ASCII characters (RFC 1035, 2.3.4). */
const MAX_LABEL = 63;

/** Characters besides the full stop that separate labels (RFC 3490, 3.1). */
const IDEOGRAPHIC_STOPS = /[.\u3002\uFF0E\uFF61]/;

/**
 * A label of so few UTF-16 units always fits: a code point takes at most 8 characters, "xn--" and a hyphen 5 more, and
 * of 7 units at most 4 are names of their own.
 */
const SHORT_LABEL = 7;

const NOT_PRINTABLE_ASCII = /[^ -~]/;

/** True if every label of `domain`, in its ASCII form for DNS, has 1 to 63 characters. */
export function fitsNameSystem(domain: string): boolean {
	return domain.split('.').every((label) => {
		if (label.length <= SHORT_LABEL) return label.length > 0;
		if (!NOT_PRINTABLE_ASCII.test(label)) return label.length <= MAX_LABEL;
		const parts = label.split(IDEOGRAPHIC_STOPS);
		return parts.reduce((length, part) => length + asciiLength(part), parts.length - 1) <= MAX_LABEL;
	});
}

/** The length of a label as "xn--..."; some number over 63 if it is longer than that. */
function asciiLength(label: string): number {
	if (!NOT_PRINTABLE_ASCII.test(label)) return label.length;
	// Punycode spends at least one character on each code point, and a code point is at most two units.
	if (label.length > 2 * MAX_LABEL) return label.length;
	return 'xn--'.length + punycodeLength(Array.from(label, (character) => character.codePointAt(0)!));
}

/**
 * The number of characters of `points` in Punycode (RFC 3492, 6.3): the ASCII ones, a hyphen after them,
 * then one variable-length number per other code point.
 */
function punycodeLength(points: number[]): number {
	const ascii = points.filter((point) => point < 128).length;
	let length = ascii > 0 ? ascii + 1 : 0;
	let written = ascii;
	let bias = 72;
	let delta = 0;
	let from = 128;
	while (written < points.length) {
		const next = points.reduce((least, point) => (point >= from && point < least ? point : least), Infinity);
		delta += (next - from) * (written + 1);
		for (const point of points) {
			if (point < next) delta++;
			if (point !== next) continue;
			length += digits(delta, bias);
			bias = adapted(delta, written + 1, written === ascii);
			written++;
			delta = 0;
		}
		delta++;
		from = next + 1;
	}
	return length;
}

/** How many base 36 digits the number `delta` takes under thresholds that `bias` shifts (RFC 3492, 3.3). */
function digits(delta: number, bias: number): number {
	let count = 1;
	for (let base = 36, rest = delta; ; base += 36, count++) {
		const threshold = Math.min(Math.max(base - bias, 1), 26);
		if (rest < threshold) return count;
		rest = Math.floor((rest - threshold) / (36 - threshold));
	}
}

/** The bias for the next number (RFC 3492, 6.1). */
function adapted(delta: number, written: number, first: boolean): number {
	let rest = Math.floor(delta / (first ? 700 : 2));
	rest += Math.floor(rest / written);
	let bias = 0;
	for (; rest > 455; bias += 36) rest = Math.floor(rest / 35);
	return bias + Math.floor((36 * rest) / (rest + 38));
}
