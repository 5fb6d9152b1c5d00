import { InputError, XError } from '../../../api/errors/errors';
import { MEDIA_LIMITS, type CheckedMedia, type MediaFile } from '../../../api/media/file';
import { division, PARALLEL, SEGMENT } from '../../../api/media/append';
import { upload } from '../../../api/media/upload';
import {
	noAnswer,
	rejection,
	settle,
	unhandledIn,
	until,
	world,
	xError,
	xRejection,
} from '../../support/unwired/surroundings';
import {
	APPEND,
	bytesOf,
	fileOf,
	FINALIZE,
	INITIALIZE,
	options,
	segmentOf,
	to,
	video,
	x,
} from '../../support/unwired/uploads';

describe('an image', () => {
	const image = (file: MediaFile): CheckedMedia => ({ file, type: 'image/png', kind: 'image' });

	it.each([
		['in one piece', undefined],
		['in many pieces, as the store likes', 1000],
	])('goes up whole in one request (%s)', async (_, cut) => {
		const file = fileOf(12_345, cut);
		const { client, calls } = x();
		expect(await upload(client, image(file), { category: 'tweet_image', maxProcessingMs: 0 })).toEqual({
			id: '77',
			media_key: '7_77',
			state: 'succeeded',
		});
		expect(calls.map(({ endpoint }) => endpoint)).toEqual(['POST /2/media/upload']);
		expect(calls[0].parts.multipart?.fields).toEqual({ media_category: 'tweet_image' });
		expect(Buffer.from(calls[0].parts.multipart?.content ?? []).toString('latin1')).toContain(
			'name="media"; filename="media"\r\nContent-Type: image/png\r\n\r\n',
		);
		expect(Buffer.compare(await bytesOf(calls[0]), file.bytes)).toBe(0);
	});

	it('whose bytes have gone in the meantime is refused by name', async () => {
		const error = await rejection(upload(x().client, image(fileOf(0)), options));
		expect(error).toBeInstanceOf(InputError);
		expect((error as InputError).message).toContain('film.mp4');
	});
});

describe('a video', () => {
	it('is announced, sent in segments, and ended', async () => {
		const file = fileOf(2 * SEGMENT + 5);
		const { client, calls } = x();
		expect(await upload(client, video(file), options)).toEqual({ id: '77', media_key: '7_77', state: 'succeeded' });
		expect(calls.map(({ endpoint }) => endpoint)).toEqual([INITIALIZE, APPEND, APPEND, APPEND, FINALIZE]);
		expect(calls[0].parts.body).toEqual({
			media_type: 'video/mp4',
			total_bytes: 2 * SEGMENT + 5,
			media_category: 'tweet_video',
		});
		expect(calls[1].path).toBe('/2/media/upload/77/append');
		expect(calls[4].path).toBe('/2/media/upload/77/finalize');
	});

	it.each([
		['of the size asked for', undefined],
		['of 64 KB', 65_536],
		['of an odd size', 3_000_001],
		['larger than a segment', 9_000_000],
	])('is the same when put together by index (the store hands over pieces %s)', async (_, cut) => {
		const file = fileOf(2 * SEGMENT + 12_345, cut);
		const { client, calls } = x();
		await upload(client, video(file), options);
		const sent = to(calls, APPEND);
		const pieces = await Promise.all(
			sent.map(async (made) => ({ index: segmentOf(made), bytes: await bytesOf(made) })),
		);
		pieces.sort((a, b) => a.index - b.index);
		expect(pieces.map(({ index, bytes }) => [index, bytes.length])).toEqual([
			[0, SEGMENT],
			[1, SEGMENT],
			[2, 12_345],
		]);
		expect(Buffer.compare(Buffer.concat(pieces.map(({ bytes }) => bytes)), file.bytes)).toBe(0);
	});

	it.each([1, SEGMENT, 1000 * SEGMENT, 1000 * SEGMENT + 1, 4_000_000_001, MEDIA_LIMITS.video.bytes])(
		'of %d bytes stays within the 1,000 segments X allows, and within the memory of the usual ones',
		(size) => {
			const { segment, parallel } = division(size);
			expect(Math.ceil(size / segment)).toBeLessThanOrEqual(1000);
			expect(segment * parallel).toBeLessThanOrEqual(Math.max(PARALLEL * SEGMENT, segment));
			expect(segment * parallel).toBeGreaterThan((PARALLEL * SEGMENT) / 2);
		},
	);

	it('has only a few segments under way; each keeps its index whatever ends first; it is ended when all have come', async () => {
		const open = new Map<number, () => void>();
		let [underWay, most] = [0, 0];
		const { client, calls } = x((made) => {
			if (made.endpoint !== APPEND) return undefined;
			most = Math.max(most, ++underWay);
			return new Promise(
				(resolve) =>
					void open.set(segmentOf(made), () => {
						underWay--;
						resolve({});
					}),
			);
		});
		const file = fileOf(6 * SEGMENT);
		const done = upload(client, video(file), options);
		for (const index of [2, 1, 3, 5, 4, 0]) {
			await until(() => open.has(index));
			expect(to(calls, FINALIZE)).toHaveLength(0);
			open.get(index)?.();
			await settle();
		}
		await done;
		expect(most).toBe(PARALLEL);
		const sent = to(calls, APPEND);
		expect(sent.map(segmentOf)).toEqual([0, 1, 2, 3, 4, 5]);
		for (const made of sent)
			expect(
				Buffer.compare(
					await bytesOf(made),
					file.bytes.subarray(segmentOf(made) * SEGMENT, (segmentOf(made) + 1) * SEGMENT),
				),
			).toBe(0);
	});

	describe('one of whose segments', () => {
		const passing: Array<[string, () => XError]> = [
			['got no answer', () => xError(0)],
			['met a 503', () => xError(503)],
		];

		it.each(passing)('%s: it alone is sent again, with the same bytes and index, after a wait', async (_, fault) => {
			let failures = 2;
			const { client, calls, clock } = x((made) => {
				if (made.endpoint === APPEND && segmentOf(made) === 1 && failures-- > 0) throw fault();
				return undefined;
			});
			const file = fileOf(3 * SEGMENT);
			await upload(client, video(file), options);
			const sent = to(calls, APPEND);
			expect(sent.map(segmentOf).sort()).toEqual([0, 1, 1, 1, 2]);
			for (const made of sent.filter((each) => segmentOf(each) === 1))
				expect(Buffer.compare(await bytesOf(made), file.bytes.subarray(SEGMENT, 2 * SEGMENT))).toBe(0);
			expect(clock.waits).toHaveLength(2);
			expect(Math.min(...clock.waits)).toBeGreaterThan(0);
			expect(to(calls, FINALIZE)).toHaveLength(1);
		});

		it('fails for good: it is given up after three attempts, and nothing is ended', async () => {
			const fault = xError(503);
			const { client, calls } = x((made) => {
				if (made.endpoint === APPEND && segmentOf(made) === 1) throw fault;
				return undefined;
			});
			expect(await rejection(upload(client, video(fileOf(3 * SEGMENT)), options))).toBe(fault);
			expect(to(calls, APPEND).filter((made) => segmentOf(made) === 1)).toHaveLength(3);
			expect(to(calls, FINALIZE)).toHaveLength(0);
		});

		it.each([[400], [401], [403], [413], [429]])('is refused with a %d: it is not sent again', async (status) => {
			const { client, calls } = x((made) => {
				if (made.endpoint === APPEND && segmentOf(made) === 0) throw xError(status);
				return undefined;
			});
			expect((await xRejection(upload(client, video(fileOf(SEGMENT)), options))).context.status).toBe(status);
			expect(to(calls, APPEND)).toHaveLength(1);
		});
	});

	it('is not sent with a credential that is not connected, however often', async () => {
		const lasting = new XError(
			{ title: 'The credential has to be reconnected', detail: '', type: '' },
			{ endpoint: APPEND, status: 0, lasting: true },
		);
		const { client, calls } = x((made) => {
			if (made.endpoint === APPEND) throw lasting;
			return undefined;
		});
		expect(await rejection(upload(client, video(fileOf(10)), options))).toBe(lasting);
		expect(to(calls, APPEND)).toHaveLength(1);
	});

	it('of which several segments fail tells the first and leaves no rejection unhandled', async () => {
		const rejects: Array<(error: unknown) => void> = [];
		const unhandled = await unhandledIn(async () => {
			const { client } = x((made) =>
				made.endpoint === APPEND ? new Promise((_, reject) => void rejects.push(reject)) : undefined,
			);
			const told = rejection(upload(client, video(fileOf(5 * SEGMENT)), options));
			await until(() => rejects.length === PARALLEL);
			const [first, second, third] = [xError(400, 'first'), xError(400, 'second'), xError(400, 'third')];
			rejects[1](first);
			expect(await told).toBe(first);
			rejects[0](second);
			rejects[2](third);
			rejects[3](third);
		});
		expect(unhandled).toEqual([]);
		expect(rejects).toHaveLength(PARALLEL);
	});

	it('of which a segment fails is not sent any more of', async () => {
		const rejects: Array<(error: unknown) => void> = [];
		const { client, calls } = x((made) =>
			made.endpoint === APPEND ? new Promise((_, reject) => void rejects.push(reject)) : undefined,
		);
		const told = rejection(upload(client, video(fileOf(9 * SEGMENT)), options));
		await until(() => rejects.length === PARALLEL);
		const [refused, passing] = [xError(400), xError(503)];
		rejects[1](refused);
		expect(await told).toBe(refused);
		rejects[0](passing);
		rejects[2](passing);
		for (let i = 0; i < 20; i++) await settle();
		expect(to(calls, APPEND)).toHaveLength(PARALLEL);
	});

	it('one of whose segments fails while the file is still being read leaves no rejection unhandled', async () => {
		const fault = xError(400);
		const slow: MediaFile = {
			...fileOf(2 * SEGMENT),
			async *chunks(size) {
				yield new Uint8Array(size);
				for (let i = 0; i < 5; i++) await settle();
				yield new Uint8Array(size);
			},
		};
		const unhandled = await unhandledIn(async () => {
			const { client } = x((made) => {
				if (made.endpoint === APPEND) throw fault;
				return undefined;
			});
			expect(await rejection(upload(client, video(slow), options))).toBe(fault);
		});
		expect(unhandled).toEqual([]);
	});

	it('that X gives no ID to is not sent at all', async () => {
		const { client, calls } = x((made) => (made.endpoint === INITIALIZE ? {} : undefined));
		expect((await xRejection(upload(client, video(fileOf(10)), options))).message).toBe('X did not return a media ID');
		expect(calls).toHaveLength(1);
	});

	it('is announced once only: no answer to that is the end of it', async () => {
		const { client, sent } = world([noAnswer]);
		expect((await xRejection(upload(client, video(fileOf(10)), options))).context.outcomeUnknown).toBe(true);
		expect(sent).toHaveLength(1);
	});
});

it('subtitles go up whole, a GIF in segments', async () => {
	const file = fileOf(10);
	const whole = x();
	await upload(
		whole.client,
		{ file, type: 'text/srt', kind: 'subtitles' },
		{ category: 'subtitles', maxProcessingMs: 0 },
	);
	expect(whole.calls.map(({ endpoint }) => endpoint)).toEqual(['POST /2/media/upload']);
	const parts = x();
	await upload(parts.client, { file, type: 'image/gif', kind: 'gif' }, { category: 'tweet_gif', maxProcessingMs: 0 });
	expect(parts.calls.map(({ endpoint }) => endpoint)).toEqual([INITIALIZE, APPEND, FINALIZE]);
});
