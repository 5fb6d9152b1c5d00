import { checkMedia, SNIFF_BYTES } from '../../../api/media/file';

/** The first bytes of a file: text and bytes one after the other, filled up with zeros. */
function head(...parts: Array<string | readonly number[]>): Uint8Array {
	const bytes = new Uint8Array(SNIFF_BYTES);
	bytes.set(
		parts.flatMap((part) => (typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : [...part])),
	);
	return bytes;
}
describe('an animated image', () => {
	const file = { name: 'kite', size: 500, async *chunks() {} };
	const png = '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x01\x02\x03\x04';
	const webp = (flags: number) => head('RIFF', [1, 2, 3, 4], 'WEBPVP8X', [10, 0, 0, 0, flags]);
	it.each([
		['PNG', head(png, [0, 0, 0, 8], 'acTL'), /^'kite' is an animated PNG: X has announced/],
		['PNG with a profile first', head(png, [0, 0, 0, 1], 'sRGB', [0, 1, 2, 3, 4, 0, 0, 0, 8], 'acTL'), /animated PNG/],
		['WebP', webp(0b10), /^'kite' is an animated WebP: X does not say/],
		['WebP with transparency', webp(0b10010), /animated WebP/],
	])('%s is accepted, and told', (_, bytes, said) => {
		expect(checkMedia(file, bytes).note).toMatch(said);
	});

	it.each([
		['PNG', head(png, [0, 0, 0, 8], 'IDAT')],
		['WebP', webp(0b10000)],
		['simple WebP', head('RIFF', [1, 2, 3, 4], 'WEBPVP8 ', [0, 0, 0, 0, 2])],
		['GIF', head('GIF89a', [1, 0, 1, 0])],
	])('%s that is none has no note', (_, bytes) => {
		expect(checkMedia(file, bytes).note).toBeUndefined();
	});
});
