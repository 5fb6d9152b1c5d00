import type { Answer, XClient } from '../../api/client';
import { InputError, type XError } from '../../api/errors';
import { checkMedia, checkTogether, MEDIA_LIMITS, mediaCategory, mediaKind, mediaType, SNIFF_BYTES, upload, uploadedMedia, type CheckedMedia, type MediaFile, type MediaKind } from '../../api/media';
import { fakeClient, inputError, noAnswer, rejection, settle, thrownBy, unhandledIn, until, world, xError, xRejection, type Made } from './surroundings';

const MB = 1024 * 1024;
const INITIALIZE = 'POST /2/media/upload/initialize';
const APPEND = 'POST /2/media/upload/{id}/append';
const FINALIZE = 'POST /2/media/upload/{id}/finalize';
const STATUS = 'GET /2/media/upload';

/** The first bytes of a file: text and bytes one after the other, filled up with zeros. */
function head(...parts: Array<string | readonly number[]>): Uint8Array {
	const bytes = new Uint8Array(SNIFF_BYTES);
	bytes.set(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : [...part])));
	return bytes;
}
const text = (content: string) => Uint8Array.from([...content].map((letter) => letter.charCodeAt(0)));
const transportStream = (() => {
	const bytes = new Uint8Array(SNIFF_BYTES);
	bytes[0] = bytes[188] = 0x47;
	return bytes;
})();

describe('the type of a file', () => {
	it.each([
		['image/jpeg', head([0xff, 0xd8, 0xff, 0xe0])],
		['image/png', head([0x89], 'PNG\r\n\x1a\n')],
		['image/gif', head('GIF87a')],
		['image/gif', head('GIF89a')],
		['image/webp', head('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
		['image/bmp', head('BM', [0x36, 0, 0x0c, 0, 0, 0, 0, 0, 0x36])],
		['image/tiff', head('II*\0')],
		['image/tiff', head('MM\0*')],
		['video/mp4', head([0, 0, 0, 0x20], 'ftypisom')],
		['video/mp4', head([0, 0, 0, 0x20], 'ftypmp42')],
		['video/mp4', head([0, 0, 0, 0x20], 'ftypM4V ')],
		['video/quicktime', head([0, 0, 0, 0x14], 'ftypqt  ')],
		['video/webm', head([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84], 'webm')],
		['video/mp2t', transportStream],
		['text/vtt', text('WEBVTT\n\n00:00.000 --> 00:01.000\nHi')],
		['text/vtt', text('\xef\xbb\xbfWEBVTT')],
		['text/srt', text('1\r\n00:00:01,000 --> 00:00:02,500\r\nHi')],
		['text/srt', text('\xef\xbb\xbf1\n00:00:01,000 --> 00:00:02,500\nHi')],
	])('is %s by its first bytes', (type, bytes) => {
		expect(mediaType(bytes)).toBe(type);
	});

	it.each([
		['PDF', head('%PDF-1.7')],
		['ZIP', head('PK\x03\x04')],
		['SVG', text('<svg xmlns="http://www.w3.org/2000/svg"></svg>')],
		['HTML', text('<!DOCTYPE html>')],
		['HEIC of a phone', head([0, 0, 0, 0x18], 'ftypheic')],
		['AVIF', head([0, 0, 0, 0x18], 'ftypavif')],
		['M4A sound', head([0, 0, 0, 0x18], 'ftypM4A ')],
		['WAV sound', head('RIFF', [1, 2, 3, 4], 'WAVE')],
		['Matroska', head([0x1a, 0x45, 0xdf, 0xa3, 0xa3, 0x42, 0x82, 0x88], 'matroska')],
		['text that begins with G', text(`Great news: ${'this is plain text. '.repeat(20)}`)],
		['text that begins with BM', text('BMW, a maker of cars and motorcycles')],
		['text that begins with a number', text('1\n2\n3')],
		['too few bytes', new Uint8Array([0xff, 0xd8])],
		['nothing', new Uint8Array()],
	])('is none that X takes: %s', (_, bytes) => {
		expect(mediaType(bytes)).toBeUndefined();
	});

	it.each([['image/jpeg', 'image'], ['image/webp', 'image'], ['image/gif', 'gif'], ['video/mp4', 'video'], ['video/mp2t', 'video'], ['text/srt', 'subtitles'], ['text/vtt', 'subtitles']] as const)('%s is of the kind %s', (type, kind) => {
		expect(mediaKind(type)).toBe(kind);
	});

	it.each([
		['image', 'post', 'tweet_image'], ['gif', 'post', 'tweet_gif'], ['video', 'post', 'tweet_video'], ['subtitles', 'post', 'subtitles'],
		['image', 'message', 'dm_image'], ['gif', 'message', 'dm_gif'], ['video', 'message', 'dm_video'], ['subtitles', 'message', 'subtitles'],
	] as const)('%s for a %s is %s', (kind, use, category) => {
		expect(mediaCategory(kind, use)).toBe(category);
	});
});

const SAMPLES: Record<MediaKind, Uint8Array> = { image: head([0x89], 'PNG'), gif: head('GIF89a'), video: head([0, 0, 0, 0x20], 'ftypisom'), subtitles: text('WEBVTT') };
const KINDS = Object.keys(SAMPLES) as MediaKind[];
const sized = (size: number): MediaFile => ({ name: 'file.bin', size, async *chunks() { yield* []; } });

describe('a file', () => {
	it.each(KINDS)('may have as many bytes as X takes, and not one more (%s)', (kind) => {
		const { bytes, label } = MEDIA_LIMITS[kind];
		expect(checkMedia(sized(bytes), SAMPLES[kind])).toMatchObject({ kind, type: mediaType(SAMPLES[kind]) });
		const { message } = inputError(() => checkMedia(sized(bytes + 1), SAMPLES[kind]));
		expect(message).toContain(label);
		expect(message).toContain("'file.bin'");
		// What is told must be more than the limit, however little it is.
		expect(Number(/has ([\d.]+) MB/.exec(message)?.[1])).toBeGreaterThan(bytes / MB);
	});

	it('has the limits that X documents', () => {
		expect(KINDS.map((kind) => MEDIA_LIMITS[kind].bytes / MB)).toEqual([5, 15, 512, 1]);
		for (const kind of KINDS) expect(MEDIA_LIMITS[kind].label).toContain(`${MEDIA_LIMITS[kind].bytes / MB} MB`);
	});

	it('that is empty, or of a type X does not take, is refused by name', () => {
		expect(inputError(() => checkMedia(sized(0), new Uint8Array())).message).toBe("The file 'file.bin' is empty");
		const error = inputError(() => checkMedia(sized(10), head('%PDF-1.7')));
		expect(error.message).toContain("'file.bin'");
		expect(error.advice).toMatch(/JPEG.*MP4.*SRT/);
	});
});

describe('one post takes', () => {
	it.each<[MediaKind[]]>([[[]], [['image']], [['image', 'image', 'image', 'image']], [['gif']], [['video']]])('%j', (kinds) => {
		expect(thrownBy(() => checkTogether(kinds))).toBeUndefined();
	});

	it.each<[MediaKind[], RegExp]>([
		[['image', 'image', 'image', 'image', 'image'], /up to 4 images, not 5/],
		[['video', 'video'], /one video or GIF, not 2/],
		[['gif', 'gif'], /one video or GIF, not 2/],
		[['gif', 'video'], /one video or GIF, not 2/],
		[['image', 'video'], /not a mix/],
		[['gif', 'image'], /images, or one video, or one GIF/],
		[['image', 'image', 'image', 'image', 'image', 'video'], /not a mix/],
		[['subtitles'], /Subtitles/],
		[['video', 'subtitles'], /Subtitles/],
	])('not %j', (kinds, message) => {
		const error = inputError(() => checkTogether(kinds));
		expect(error.message).toMatch(message);
		expect(error.advice).not.toBe('');
	});
});

describe('what X says about a file', () => {
	it.each([
		['ready, without processing_info', { id: '1', media_key: '3_1' }, { id: '1', media_key: '3_1', state: 'succeeded' }],
		['on its way', { id: '1', processing_info: { state: 'in_progress', check_after_secs: 5, progress_percent: 0 } }, { id: '1', state: 'in_progress', check_after_secs: 5, progress_percent: 0 }],
		['failed, with a message', { id: '1', processing_info: { state: 'failed', error: { code: 1, name: 'InvalidMedia', message: 'Unsupported codec' } } }, { id: '1', state: 'failed', failure: 'Unsupported codec' }],
		['failed, with a name', { id: '1', processing_info: { state: 'failed', error: { name: 'InvalidMedia' } } }, { id: '1', state: 'failed', failure: 'InvalidMedia' }],
		['failed, and nothing else', { id: '1', processing_info: { state: 'failed' } }, { id: '1', state: 'failed', failure: 'X gave no reason.' }],
	])('is read: %s', (_, data, media) => {
		expect(uploadedMedia({ data })).toEqual(media);
	});

	it('without an ID is an error', () => {
		for (const answer of [{}, { data: {} }, { data: null }]) expect(thrownBy(() => uploadedMedia(answer))).toMatchObject({ message: 'X answered without a media ID' });
	});
});

/** A file of these many bytes that a store hands over in pieces of `cut` bytes, or as asked. Its bytes tell their place. */
function fileOf(size: number, cut?: number): MediaFile & { bytes: Uint8Array } {
	const bytes = new Uint8Array(size);
	for (let i = 0; i < size; i++) bytes[i] = (i * 31 + (i >> 12)) & 0xff;
	return {
		name: 'film.mp4', size, bytes,
		async *chunks(wanted) {
			const step = cut ?? wanted;
			for (let from = 0; from < size; from += step) yield bytes.subarray(from, from + step);
		},
	};
}
const video = (file: MediaFile): CheckedMedia => ({ file, type: 'video/mp4', kind: 'video' });
const options = { category: 'tweet_video', maxProcessingMs: 60_000 };
const formOf = ({ parts }: Made) => parts.form as FormData;
const segmentOf = ({ parts }: Made) => Number(parts.multipart?.fields.segment_index);
const bytesOf = async (made: Made) => made.parts.multipart?.file ?? new Uint8Array(await (formOf(made).get('media') as Blob).arrayBuffer());

/** X that takes uploads: answers what each endpoint answers, unless the test has something else for it. */
function x(special: (made: Made) => Answer | Promise<Answer> | undefined = () => undefined) {
	return fakeClient((made) => {
		const own = special(made);
		if (own) return own;
		if (made.endpoint === APPEND) return {};
		return { data: { id: '77', media_key: '7_77' } };
	});
}
const to = (calls: readonly Made[], endpoint: string) => calls.filter((made) => made.endpoint === endpoint);

describe('an image', () => {
	const image = (file: MediaFile): CheckedMedia => ({ file, type: 'image/png', kind: 'image' });

	it.each([['in one piece', undefined], ['in many pieces, as the store likes', 1000]])('goes up whole in one request (%s)', async (_, cut) => {
		const file = fileOf(12_345, cut);
		const { client, calls } = x();
		expect(await upload(client, image(file), { category: 'tweet_image', maxProcessingMs: 0 })).toEqual({ id: '77', media_key: '7_77', state: 'succeeded' });
		expect(calls.map(({ endpoint }) => endpoint)).toEqual(['POST /2/media/upload']);
		expect(formOf(calls[0]).get('media_category')).toBe('tweet_image');
		expect((formOf(calls[0]).get('media') as Blob).type).toBe('image/png');
		expect(Buffer.compare(await bytesOf(calls[0]), file.bytes)).toBe(0);
	});

	it('whose bytes have gone in the meantime is refused by name', async () => {
		const error = await rejection(upload(x().client, image(fileOf(0)), options));
		expect(error).toBeInstanceOf(InputError);
		expect((error as InputError).message).toContain('film.mp4');
	});
});

describe('a video', () => {
	const SEGMENT = 4 * MB;

	it('is announced, sent in segments, and ended', async () => {
		const file = fileOf(2 * SEGMENT + 5);
		const { client, calls } = x();
		expect(await upload(client, video(file), options)).toEqual({ id: '77', media_key: '7_77', state: 'succeeded' });
		expect(calls.map(({ endpoint }) => endpoint)).toEqual([INITIALIZE, APPEND, APPEND, APPEND, FINALIZE]);
		expect(calls[0].parts.body).toEqual({ media_type: 'video/mp4', total_bytes: 2 * SEGMENT + 5, media_category: 'tweet_video' });
		expect(calls[1].path).toBe('/2/media/upload/77/append');
		expect(calls[4].path).toBe('/2/media/upload/77/finalize');
	});

	it.each([['of the size asked for', undefined], ['of 64 KB', 65_536], ['of an odd size', 3_000_001], ['larger than a segment', 9_000_000]])('is the same when put together by index (the store hands over pieces %s)', async (_, cut) => {
		const file = fileOf(2 * SEGMENT + 12_345, cut);
		const { client, calls } = x();
		await upload(client, video(file), options);
		const sent = to(calls, APPEND);
		const pieces = await Promise.all(sent.map(async (made) => ({ index: segmentOf(made), bytes: await bytesOf(made) })));
		pieces.sort((a, b) => a.index - b.index);
		expect(pieces.map(({ index, bytes }) => [index, bytes.length])).toEqual([[0, SEGMENT], [1, SEGMENT], [2, 12_345]]);
		expect(Buffer.compare(Buffer.concat(pieces.map(({ bytes }) => bytes)), file.bytes)).toBe(0);
	});

	it('of the largest size stays within the 1,000 segments X allows', () => {
		expect(MEDIA_LIMITS.video.bytes / SEGMENT).toBeLessThanOrEqual(1000);
	});

	it('has at most four segments under way; each keeps its index whatever ends first; it is ended when all have come', async () => {
		const open = new Map<number, () => void>();
		let [underWay, most] = [0, 0];
		const { client, calls } = x((made) => {
			if (made.endpoint !== APPEND) return undefined;
			most = Math.max(most, ++underWay);
			return new Promise((resolve) => void open.set(segmentOf(made), () => {
				underWay--;
				resolve({});
			}));
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
		expect(most).toBe(4);
		const sent = to(calls, APPEND);
		expect(sent.map(segmentOf)).toEqual([0, 1, 2, 3, 4, 5]);
		for (const made of sent) expect(Buffer.compare(await bytesOf(made), file.bytes.subarray(segmentOf(made) * SEGMENT, (segmentOf(made) + 1) * SEGMENT))).toBe(0);
	});

	describe('one of whose segments', () => {
		const passing: Array<[string, () => XError]> = [['got no answer', () => xError(0)], ['met a 503', () => xError(503)]];

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
			for (const made of sent.filter((each) => segmentOf(each) === 1)) expect(Buffer.compare(await bytesOf(made), file.bytes.subarray(SEGMENT, 2 * SEGMENT))).toBe(0);
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

	it('of which several segments fail tells the first and leaves no rejection unhandled', async () => {
		const rejects: Array<(error: unknown) => void> = [];
		const unhandled = await unhandledIn(async () => {
			const { client } = x((made) => (made.endpoint === APPEND ? new Promise((_, reject) => void rejects.push(reject)) : undefined));
			const told = rejection(upload(client, video(fileOf(5 * SEGMENT)), options));
			await until(() => rejects.length === 4);
			const [first, second, third] = [xError(400, 'first'), xError(400, 'second'), xError(400, 'third')];
			rejects[1](first);
			expect(await told).toBe(first);
			rejects[0](second);
			rejects[2](third);
			rejects[3](third);
		});
		expect(unhandled).toEqual([]);
		expect(rejects).toHaveLength(4);
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
		expect((await xRejection(upload(client, video(fileOf(10)), options))).message).toBe('X answered without a media ID');
		expect(calls).toHaveLength(1);
	});

	it('is announced once only: no answer to that is the end of it', async () => {
		const { client, sent } = world([noAnswer]);
		expect((await xRejection(upload(client, video(fileOf(10)), options))).context.outcomeUnknown).toBe(true);
		expect(sent).toHaveLength(1);
	});
});

describe('the processing at X', () => {
	type Info = Record<string, unknown> | undefined;
	const answer = (info: Info, more: Record<string, unknown> = {}) => ({ data: { id: '77', media_key: '7_77', ...more, ...(info ? { processing_info: info } : {}) } });

	/** X that says these things about the file, first when it is ended, then each time it is asked. */
	function processing(infos: readonly Info[]) {
		let said = 0;
		return x((made) => (made.endpoint === FINALIZE || made.endpoint === STATUS ? answer(infos[Math.min(said++, infos.length - 1)], made.endpoint === FINALIZE ? { size: 10, expires_after_secs: 86400 } : {}) : undefined));
	}
	const run = async (client: XClient, maxProcessingMs = 60_000) => await upload(client, video(fileOf(10)), { ...options, maxProcessingMs });

	it('is over at once where X says nothing of it', async () => {
		const { client, calls, clock } = processing([undefined]);
		expect(await run(client)).toEqual({ id: '77', media_key: '7_77', size: 10, expires_after_secs: 86400, state: 'succeeded' });
		expect(to(calls, STATUS)).toHaveLength(0);
		expect(clock.waits).toEqual([]);
	});

	it('is asked about when X says, a second later at the least, until it is over', async () => {
		const { client, calls, clock } = processing([{ state: 'pending', check_after_secs: 5 }, { state: 'in_progress', check_after_secs: 0, progress_percent: 10 }, { state: 'in_progress', progress_percent: 50 }, { state: 'in_progress', check_after_secs: 0.2 }, { state: 'succeeded', progress_percent: 100 }]);
		expect(await run(client)).toEqual({ id: '77', media_key: '7_77', size: 10, expires_after_secs: 86400, state: 'succeeded', progress_percent: 100 });
		expect(clock.waits).toEqual([5000, 1000, 1000, 1000]);
		expect(to(calls, STATUS).map(({ path }) => path)).toEqual(Array<string>(4).fill('/2/media/upload?command=STATUS&media_id=77'));
	});

	it('that is over leaves nothing of what was said on the way', async () => {
		const { client } = processing([{ state: 'pending', check_after_secs: 5, progress_percent: 3 }, undefined]);
		expect(JSON.parse(JSON.stringify(await run(client)))).toEqual({ id: '77', media_key: '7_77', size: 10, expires_after_secs: 86400, state: 'succeeded' });
	});

	it('that takes longer than one may wait ends in an error with the media ID, and no wait goes beyond', async () => {
		const { client, clock } = processing([{ state: 'in_progress', check_after_secs: 7, progress_percent: 42 }]);
		const error = await xRejection(run(client, 20_000));
		expect(error.problem.type).toBe('media-processing');
		expect(error.description).toContain('77');
		expect(error.description).toContain('42 %');
		expect(error.description).toContain("'Wait for Processing'");
		expect(clock.waits).toEqual([7000, 7000]);
	});

	it('may last exactly as long as one may wait', async () => {
		const { client, clock } = processing([{ state: 'pending', check_after_secs: 20 }, { state: 'succeeded' }]);
		expect((await run(client, 20_000)).state).toBe('succeeded');
		expect(clock.waits).toEqual([20_000]);
	});

	it('is not waited for when one does not want to', async () => {
		const { client, calls, clock } = processing([{ state: 'pending', check_after_secs: 5 }]);
		expect(await run(client, 0)).toMatchObject({ id: '77', state: 'pending', check_after_secs: 5 });
		expect([to(calls, STATUS).length, clock.waits]).toEqual([0, []]);
	});

	it.each([['at once', [{ state: 'failed', error: { message: 'Unsupported codec' } }]], ['later', [{ state: 'pending', check_after_secs: 1 }, { state: 'failed', error: { message: 'Unsupported codec' } }]]])('that fails %s is an error with X\'s reason and the media ID', async (_, infos) => {
		const error = await xRejection(run(processing(infos).client));
		expect(error.problem).toMatchObject({ type: 'media-processing-failed', detail: 'Unsupported codec' });
		expect(error.description).toContain('77');
	});
});

it('subtitles go up whole, a GIF in segments', async () => {
	const file = fileOf(10);
	const whole = x();
	await upload(whole.client, { file, type: 'text/srt', kind: 'subtitles' }, { category: 'subtitles', maxProcessingMs: 0 });
	expect(whole.calls.map(({ endpoint }) => endpoint)).toEqual(['POST /2/media/upload']);
	const parts = x();
	await upload(parts.client, { file, type: 'image/gif', kind: 'gif' }, { category: 'tweet_gif', maxProcessingMs: 0 });
	expect(parts.calls.map(({ endpoint }) => endpoint)).toEqual([INITIALIZE, APPEND, FINALIZE]);
});
