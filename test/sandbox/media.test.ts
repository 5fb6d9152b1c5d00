import { createHash, randomBytes } from 'node:crypto';
import type { LocalX } from '../../sandbox';
import { as, emptyX, GIF, PIXEL } from './support';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('media on the local X', () => {
	let x: LocalX;
	let anna: ReturnType<typeof as>;
	beforeEach(async () => {
		x = await emptyX();
		anna = as(x, 'anna');
	});
	afterEach(async () => {
		expect(x.violations()).toEqual([]);
		await x.close();
	});

	const form = (media: Buffer, fields: Record<string, string>) => {
		const data = new FormData();
		for (const [name, value] of Object.entries(fields)) data.append(name, value);
		data.append('media', new Blob([new Uint8Array(media)]), 'media');
		return data;
	};
	const upload = async (bytes: Buffer, category = 'tweet_image') =>
		(await anna('POST /2/media/upload', form(bytes, { media_category: category }))).body.data.id as string;
	const post = async (ids: string[], text = 'With media') =>
		await anna('POST /2/tweets', { text, media: { media_ids: ids } });
	const initialize = async (total: number, type = 'video/mp4', category = 'tweet_video') =>
		await anna('POST /2/media/upload/initialize', { media_type: type, media_category: category, total_bytes: total });

	it('takes a picture in one go, as a form and as JSON', async () => {
		const first = await anna('POST /2/media/upload', form(PIXEL, { media_category: 'tweet_image' }));
		expect(first).toMatchObject({
			status: 200,
			body: { data: { media_key: `3_${first.body.data.id}`, size: PIXEL.length, expires_after_secs: 86_400 } },
		});
		expect(first.body.data.processing_info).toBeUndefined();
		const second = await anna('POST /2/media/upload', {
			media: PIXEL.toString('base64'),
			media_category: 'tweet_image',
		});
		for (const { body } of [first, second])
			expect(x.world.media.get(body.data.id)).toMatchObject({
				sha256: sha256(PIXEL),
				kind: 'photo',
				contentType: 'image/png',
				width: 1,
			});
		const made = await post([first.body.data.id, second.body.data.id]);
		expect(made.status).toBe(201);
		expect(x.world.posts.get(made.body.data.id)!.mediaKeys).toHaveLength(2);
		expect(made.body.data.text).toMatch(/^With media https:\/\/t\.co\/\w{10}$/);
	});

	it('puts segments together by their index, whatever order they come in', async () => {
		const bytes = randomBytes(3_000_000);
		const { id } = (await initialize(bytes.length)).body.data;
		const part = (index: number) => bytes.subarray(index * 1_000_000, (index + 1) * 1_000_000);
		const append = async (index: number, asJson = false) =>
			await anna(
				`POST /2/media/upload/${id}/append`,
				asJson
					? { media: part(index).toString('base64'), segment_index: index }
					: form(part(index), { segment_index: String(index) }),
			);
		const appended = await Promise.all([append(2), append(0), append(1, true), append(2)]);
		for (const { status, body } of appended) {
			expect(status).toBe(200);
			expect(body.data.expires_at).toBeGreaterThan(Date.now() / 1000);
		}
		expect((await anna(`POST /2/media/upload/${id}/finalize`)).body.data).toMatchObject({
			id,
			media_key: `7_${id}`,
			size: bytes.length,
			processing_info: { state: 'pending', check_after_secs: 1 },
		});
		expect(x.world.media.get(id)).toMatchObject({ sha256: sha256(bytes), size: bytes.length, kind: 'video' });
		expect(x.world.media.get(id)!.bytes).toBeUndefined();
	});

	it('refuses to finalize what does not add up', async () => {
		const { id } = (await initialize(100)).body.data;
		await anna(`POST /2/media/upload/${id}/append`, form(Buffer.alloc(50), { segment_index: '1' }));
		expect((await anna(`POST /2/media/upload/${id}/finalize`)).status).toBe(400);
		await anna(`POST /2/media/upload/${id}/append`, form(Buffer.alloc(49), { segment_index: '0' }));
		expect((await anna(`POST /2/media/upload/${id}/finalize`)).status).toBe(400);
		await anna(`POST /2/media/upload/${id}/append`, form(Buffer.alloc(50), { segment_index: '0' }));
		expect((await anna(`POST /2/media/upload/${id}/finalize`)).status).toBe(200);
		expect((await anna(`POST /2/media/upload/${id}/finalize`)).status).toBe(404);
		expect(
			(await anna(`POST /2/media/upload/${id}/append`, form(Buffer.alloc(1), { segment_index: '0' }))).status,
		).toBe(404);
	});

	it('processes a video: pending, in progress, succeeded; only then it can be posted', async () => {
		x.faults.set({ mediaProcessingSeconds: 10 });
		const { id } = (await initialize(4)).body.data;
		await anna(`POST /2/media/upload/${id}/append`, form(Buffer.from('clip'), { segment_index: '0' }));
		expect((await anna(`POST /2/media/upload/${id}/finalize`)).body.data.processing_info).toEqual({
			state: 'pending',
			check_after_secs: 5,
		});
		const status = async (skew: number) => {
			x.faults.set({ clockSkewMs: skew });
			return (await anna(`GET /2/media/upload?command=STATUS&media_id=${id}`)).body.data.processing_info;
		};
		expect(await status(4_000)).toMatchObject({
			state: 'in_progress',
			check_after_secs: 5,
			progress_percent: expect.any(Number),
		});
		expect((await post([id])).status).toBe(400);
		expect(await status(11_000)).toEqual({ state: 'succeeded', progress_percent: 100 });
		expect((await post([id])).status).toBe(201);
	});

	it('can fail in processing', async () => {
		x.faults.set({ mediaProcessingSeconds: 0, mediaProcessingFails: 'The file is not a video' });
		const id = await upload(Buffer.from('clip'), 'tweet_video');
		expect((await anna(`GET /2/media/upload?command=STATUS&media_id=${id}`)).body.data.processing_info).toMatchObject({
			state: 'failed',
			error: { message: 'The file is not a video' },
		});
		expect((await post([id])).status).toBe(400);
	});

	it('takes four photos, or one GIF, or one video', async () => {
		x.faults.set({ mediaProcessingSeconds: 0 });
		const photos = await Promise.all([1, 2, 3, 4].map(async () => await upload(PIXEL)));
		const gif = await upload(GIF, 'tweet_gif');
		expect(x.world.media.get(gif)).toMatchObject({
			kind: 'animated_gif',
			contentType: 'image/gif',
			sha256: sha256(GIF),
		});
		expect((await post([photos[0], gif])).status).toBe(400);
		expect((await post([gif, await upload(Buffer.from('clip'), 'tweet_video')])).status).toBe(400);
		expect((await post(photos, 'Four')).status).toBe(201);
		expect((await post([gif], 'GIF')).status).toBe(201);
	});

	it('refuses media of others, of messages and past its time', async () => {
		const theirs = x.world.addMedia({ owner: 'ben', bytes: PIXEL }).id;
		expect((await post([theirs])).status).toBe(400);
		expect((await post([await upload(PIXEL, 'dm_image')])).status).toBe(400);
		const mine = await upload(PIXEL);
		expect((await post([mine, mine])).status).toBe(400);
		const later = as(x, 'anna');
		x.faults.set({ clockSkewMs: 86_401_000 });
		expect((await later('POST /2/tweets', { text: 'late', media: { media_ids: [mine] } })).status).toBe(401);
		x.faults.set({ clockSkewMs: 86_401_000 });
		expect(
			(await as(x, 'anna')('POST /2/tweets', { text: 'late', media: { media_ids: [mine] } })).body.errors[0].message,
		).toBe('Your media IDs are invalid.');
	});

	it("keeps X's sizes and types", async () => {
		expect((await initialize(5 * 1024 * 1024 + 1, 'image/png', 'tweet_image')).status).toBe(400);
		x.world.needUser('anna').premium = false;
		for (const [category, most] of [
			['tweet_video', 8 * 1024 ** 3],
			['dm_video', 512 * 1024 ** 2],
		] as const) {
			expect((await initialize(most, 'video/mp4', category)).status).toBe(200);
			expect((await initialize(most + 1, 'video/mp4', category)).status).toBe(400);
		}
		expect((await initialize(10, 'video/mp4', 'tweet_image')).status).toBe(400);
		expect(
			(await anna('POST /2/media/upload', form(Buffer.from('no picture'), { media_category: 'tweet_image' }))).status,
		).toBe(400);
	});

	it.each([
		['HEIC', Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), Buffer.alloc(100)])],
		['JPEG XL', Buffer.from('ff0acb0601180193610900800a9551c6', 'hex')],
		['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>')],
		['icon', Buffer.concat([Buffer.from('000001000100101000000100200068040000160000', 'hex'), Buffer.alloc(100)])],
	])('takes no picture as %s', async (_, bytes) => {
		const { status, body } = await anna('POST /2/media/upload', form(bytes, { media_category: 'tweet_image' }));
		expect(status).toBe(400);
		expect(body.errors[0].message).toBe('media type unrecognized.');
	});

	it('takes a TIFF, and knows no status of a picture', async () => {
		const id = await upload(Buffer.concat([Buffer.from('II*\0\x08\0\0\0'), Buffer.alloc(100)]));
		const { status, body } = await anna(`GET /2/media/upload?command=STATUS&media_id=${id}`);
		expect([status, body.errors[0].message]).toEqual([400, 'BadRequest: Not found']);
	});

	it('looks at the length of a video when it is posted, by what the account may post', async () => {
		const ofMinutes = (minutes: number) =>
			x.world.addMedia({ owner: 'anna', kind: 'video', durationMs: minutes * 60_000 }).id;
		x.world.needUser('anna').premium = false;
		expect((await post([ofMinutes(20)], 'As long as may be')).status).toBe(201);
		expect(await post([ofMinutes(20.1)])).toMatchObject({
			status: 403,
			body: { detail: 'This user is not allowed to post a video longer than 20 minutes.' },
		});
		x.world.needUser('anna').premium = true;
		expect((await post([ofMinutes(125)])).status).toBe(201);
	});

	it('keeps alt text and other metadata', async () => {
		const id = await upload(PIXEL);
		const metadata = { alt_text: { text: 'One pixel' }, sensitive_media_warning: { other: true } };
		expect((await anna('POST /2/media/metadata', { id, metadata })).body).toEqual({
			data: { id, associated_metadata: metadata },
		});
		expect((await anna(`GET /2/media?media_keys=3_${id},3_1&media.fields=alt_text`)).body).toMatchObject({
			data: [{ alt_text: 'One pixel' }],
			errors: [{ resource_id: '3_1' }],
		});
		expect((await as(x, 'ben')('POST /2/media/metadata', { id, metadata })).status).toBe(403);
		expect((await anna('POST /2/media/metadata', { id: '1', metadata })).status).toBe(404);
		const emoji = { alt_text: { text: '🪁'.repeat(1000) } };
		expect((await anna('POST /2/media/metadata', { id, metadata: emoji })).status).toBe(200);
		expect(
			(await anna('POST /2/media/metadata', { id, metadata: { alt_text: { text: 'x'.repeat(1001) } } })).status,
		).toBe(400);
		x.requests.length = 0;
	});
});
