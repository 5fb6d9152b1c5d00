import fc from 'fast-check';
import { readMovie } from '../../../api/media/movie';
import { Reader, type Pieces } from '../../../api/media/reader';
import { box, movieOf, trackOf } from '../../support/inputs/files';

/** The file in pieces of any size. */
function* inPieces(bytes: Uint8Array, size: number, read: number[] = []): Iterable<Uint8Array, undefined> {
	for (let from = 0; from < bytes.length; from += size) {
		read.push(from);
		yield bytes.subarray(from, from + size);
	}
	return undefined;
}

const movie = async (pieces: Pieces) => await readMovie(new Reader(pieces));
const videoSeconds = async (pieces: Pieces) => (await movie(pieces)).seconds;

describe('the length of a video', () => {
	test('is what its header says, wherever that stands and however the file is read', async () => {
		const movies = fc.record({
			seconds: fc.integer({ min: 1, max: 100_000 }),
			scale: fc.integer({ min: 1, max: 10_000 }),
			atEnd: fc.boolean(),
			large: fc.boolean(),
			frames: fc.integer({ min: 0, max: 5_000 }),
		});
		await fc.assert(
			fc.asyncProperty(movies, fc.integer({ min: 1, max: 300 }), async (movie, size) => {
				expect(await videoSeconds(inPieces(movieOf(movie), size))).toBe(movie.seconds);
			}),
			{ numRuns: 60 },
		);
	});

	test('is read no further than it stands', async () => {
		const read: number[] = [];
		await videoSeconds(inPieces(movieOf({ seconds: 5, frames: 100_000 }), 1_000, read));
		expect(read).toEqual([0]);
	});

	test('is unknown where the file does not tell, is cut off, or is nothing of the kind', async () => {
		const whole = movieOf({ seconds: 5, atEnd: true });
		expect(await videoSeconds([movieOf({ seconds: 0 })])).toBeUndefined();
		expect(await videoSeconds([whole.subarray(0, whole.length - 80)])).toBeUndefined();
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (bytes) => {
				const seconds = await videoSeconds([bytes]);
				expect(seconds === undefined || seconds > 0).toBe(true);
			}),
			{ numRuns: 60 },
		);
	});

	test('is that of all fragments, where the header leaves it open or names the first', async () => {
		const mehd = (large: boolean) => {
			const content = Buffer.alloc(12);
			content.writeUInt8(large ? 1 : 0);
			if (large) content.writeBigUInt64BE(600n * 90n, 4);
			else content.writeUInt32BE(600 * 90, 4);
			return box('mvex', Buffer.concat([box('mehd', content), box('trex', Buffer.alloc(24))]));
		};
		for (const seconds of [0, 2])
			for (const large of [true, false])
				expect(await videoSeconds([movieOf({ seconds, beside: [mehd(large)] })])).toBe(90);
	});

	test('is unknown where the header names the first fragment, and nothing all of them', async () => {
		const mvex = box('mvex', box('trex', Buffer.alloc(24)));
		expect(await videoSeconds([movieOf({ seconds: 0.4, beside: [mvex] })])).toBeUndefined();
	});

	test('is read from no header elsewhere', async () => {
		const other = box('udta', movieOf({ seconds: 7 }));
		expect(await videoSeconds([Buffer.concat([other, movieOf({ seconds: 5 })])])).toBe(5);
	});
});

describe('the tracks of a video', () => {
	const beside = [trackOf('vide', 'avc1'), trackOf('soun', 'mp4a')];

	test.each([false, true])('are named by their handler and format (64 bits: %p)', async (large) => {
		const whole = movieOf({ seconds: 5, large, beside, atEnd: true });
		expect(await movie(inPieces(whole, 7))).toEqual({
			seconds: 5,
			handlers: ['vide', 'soun'],
			formats: ['avc1', 'mp4a'],
			isKnown: true,
			isCut: false,
		});
	});

	test('a file that ends before its header is cut off, one that ends in it is not known', async () => {
		const [head] = [movieOf({ seconds: 5, beside, atEnd: true })];
		const at = head.indexOf('moov') - 4;
		expect(await movie([head.subarray(0, at - 5)])).toMatchObject({ isCut: true, isKnown: false });
		expect(await movie([head.subarray(0, head.length - 5)])).toMatchObject({
			isCut: false,
			isKnown: false,
			seconds: 5,
		});
	});

	test('sizes that lie end the reading, whatever they say', async () => {
		const lying = (size: number, name: string) => {
			const head = Buffer.alloc(8);
			head.writeUInt32BE(size);
			head.write(name, 4, 'latin1');
			return head;
		};
		const moov = movieOf({ seconds: 5, beside }).subarray(20);
		expect(await movie([lying(3, 'free'), moov])).toMatchObject({ isCut: true });
		expect(await movie([lying(0, 'mdat'), moov])).toMatchObject({ isCut: true });
		expect(await movie([lying(0xffffffff, 'moov'), moov.subarray(8)])).toMatchObject({ seconds: 5, isKnown: false });
		expect(await movie([movieOf({ seconds: 5, beside: [lying(9999, 'free')] })])).toMatchObject({ isKnown: true });
		expect(await movie([lying(1, 'moov'), Buffer.alloc(8, 0xff), moov.subarray(8)])).toMatchObject({ isKnown: false });
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.nat({ max: moov.length - 1 }), { maxLength: 8 }),
				fc.uint8Array(),
				async (places, values) => {
					const broken = Buffer.from(moov);
					places.forEach((place, index) => (broken[place] = values[index] ?? 0));
					await movie(inPieces(broken, 50));
				},
			),
			{ numRuns: 60 },
		);
	});
});
