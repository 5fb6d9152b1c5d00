import fc from 'fast-check';
import { videoSeconds } from '../../../api/media/video-length';
import { movieOf } from '../../support/inputs/files';

/** The file in pieces of any size. */
function* inPieces(bytes: Uint8Array, size: number, read: number[] = []): Iterable<Uint8Array, undefined> {
	for (let from = 0; from < bytes.length; from += size) {
		read.push(from);
		yield bytes.subarray(from, from + size);
	}
	return undefined;
}

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
});
