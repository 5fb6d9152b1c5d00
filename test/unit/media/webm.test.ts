/** How long a WEBM says that it is. */
import * as fc from 'fast-check';
import { checkMedia, SNIFF_BYTES } from '../../../api/media/file';
import { inspected } from '../../../api/media/inspect';
import { webmOf } from '../../support/inputs/webm';

async function secondsOf(bytes: Buffer, pieces: readonly Buffer[] = [bytes]): Promise<number | undefined> {
	const file = { name: 'kite.webm', size: bytes.length, async *chunks() {} };
	return (await inspected(checkMedia(file, bytes.subarray(0, SNIFF_BYTES)), () => pieces, true)).seconds;
}

it.each([
	['milliseconds', webmOf({ duration: 90_500 }), 90.5],
	['another unit', webmOf({ duration: 905, scale: 100_000_000 }), 90.5],
	['a short number', webmOf({ duration: 90_500, isShort: true }), 90.5],
	['a segment of any length', webmOf({ duration: 90_500, isLive: true }), 90.5],
	['the unit behind it', webmOf({ duration: 905, scale: 100_000_000, isScaleLast: true }), 90.5],
	['nothing', webmOf({}), undefined],
	['a length of 0', webmOf({ duration: 0 }), undefined],
	['no number', webmOf({ duration: NaN }), undefined],
	['no end', webmOf({ duration: Infinity }), undefined],
	['pictures before it', webmOf({ duration: 90_500, isLate: true }), undefined],
])('is told in %s', async (_, bytes, seconds) => expect(await secondsOf(bytes)).toBe(seconds));

it('is told however the file comes, and of no file that ends within', async () => {
	const bytes = webmOf({ duration: 90_500 });
	const at = bytes.indexOf(Buffer.from('1f43b675', 'hex'));
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 40, max: bytes.length }), async (step, end) => {
			const pieces = Array.from({ length: Math.ceil(end / step) }, (_, i) =>
				bytes.subarray(i * step, Math.min(end, (i + 1) * step)),
			);
			expect(await secondsOf(bytes, pieces)).toBe(end >= at ? 90.5 : undefined);
		}),
	);
});

it('lengths that lie end the reading, whatever they say', async () => {
	const bytes = webmOf({ duration: 90_500 });
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 40, max: bytes.length - 1 }), fc.nat({ max: 255 }), async (at, byte) => {
			const changed = Buffer.from(bytes);
			changed[at] = byte;
			const seconds = await secondsOf(changed);
			expect(seconds === undefined || seconds > 0).toBe(true);
		}),
	);
});
