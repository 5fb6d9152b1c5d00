import type { XClient } from '../../../api/client/call';
import type { XError } from '../../../api/errors/errors';
import { ready, upload, uploadedMedia } from '../../../api/media/upload';
import { thrownBy, xRejection } from '../../support/unwired/surroundings';
import { fileOf, FINALIZE, options, STATUS, to, video, x } from '../../support/unwired/uploads';

describe('the processing at X', () => {
	type Info = Record<string, unknown> | undefined;
	const answer = (info: Info, more: Record<string, unknown> = {}) => ({
		data: { id: '77', media_key: '7_77', ...more, ...(info ? { processing_info: info } : {}) },
	});

	/** X that says these things about the file, first when it is ended, then each time it is asked. */
	function processing(infos: readonly Info[]) {
		let said = 0;
		return x((made) =>
			made.endpoint === FINALIZE || made.endpoint === STATUS
				? answer(
						infos[Math.min(said++, infos.length - 1)],
						made.endpoint === FINALIZE ? { size: 10, expires_after_secs: 86400 } : {},
					)
				: undefined,
		);
	}
	const run = async (client: XClient, maxProcessingMs = 60_000) =>
		await upload(client, video(fileOf(10)), { ...options, maxProcessingMs });

	it('is over at once where X says nothing of it', async () => {
		const { client, calls, clock } = processing([undefined]);
		expect(await run(client)).toEqual({
			id: '77',
			media_key: '7_77',
			size: 10,
			expires_after_secs: 86400,
			state: 'succeeded',
		});
		expect(to(calls, STATUS)).toHaveLength(0);
		expect(clock.waits).toEqual([]);
	});

	it('is asked about when X says, a second later at the least, until it is over', async () => {
		const { client, calls, clock } = processing([
			{ state: 'pending', check_after_secs: 5 },
			{ state: 'in_progress', check_after_secs: 0, progress_percent: 10 },
			{ state: 'in_progress', progress_percent: 50 },
			{ state: 'in_progress', check_after_secs: 0.2 },
			{ state: 'succeeded', progress_percent: 100 },
		]);
		expect(await run(client)).toEqual({
			id: '77',
			media_key: '7_77',
			size: 10,
			expires_after_secs: 86400,
			state: 'succeeded',
			progress_percent: 100,
		});
		expect(clock.waits).toEqual([5000, 1000, 1000, 1000]);
		expect(to(calls, STATUS).map(({ path }) => path)).toEqual(
			Array<string>(4).fill('/2/media/upload?command=STATUS&media_id=77'),
		);
	});

	it('that is over leaves nothing of what was said on the way', async () => {
		const { client } = processing([{ state: 'pending', check_after_secs: 5, progress_percent: 3 }, undefined]);
		expect(JSON.parse(JSON.stringify(await run(client)))).toEqual({
			id: '77',
			media_key: '7_77',
			size: 10,
			expires_after_secs: 86400,
			state: 'succeeded',
		});
	});

	it('that takes longer than one may wait leaves the file as it is, and no wait goes beyond', async () => {
		const { client, clock } = processing([{ state: 'in_progress', check_after_secs: 7, progress_percent: 42 }]);
		const media = await run(client, 20_000);
		expect(media).toMatchObject({ id: '77', state: 'in_progress', progress_percent: 42, check_after_secs: 7 });
		expect(clock.waits).toEqual([7000, 7000, 6000]);
		expect((thrownBy(() => ready(media)) as XError).description).toMatch(
			/Media ID 77, 42 % done\. Attach it by its media ID once/,
		);
	});

	it('may last exactly as long as one may wait', async () => {
		const { client, clock } = processing([{ state: 'pending', check_after_secs: 20 }, { state: 'succeeded' }]);
		expect((await run(client, 20_000)).state).toBe('succeeded');
		expect(clock.waits).toEqual([20_000]);
	});

	it.each([1e9, -1, 0, '7', 'soon', null, Number.NaN])(
		'is looked at in the time there is, whatever X says: %p',
		async (said) => {
			const { client, clock } = processing([
				{ state: 'pending', check_after_secs: said },
				{ state: 'in_progress', check_after_secs: said },
				{ state: 'succeeded' },
			]);
			expect((await run(client, 70_000)).state).toBe('succeeded');
			const waited = clock.waits.reduce((sum, ms) => sum + ms, 0);
			expect(Math.min(...clock.waits)).toBeGreaterThanOrEqual(1000);
			expect(waited).toBeLessThanOrEqual(70_000);
		},
	);

	it('is not waited for when one does not want to', async () => {
		const { client, calls, clock } = processing([{ state: 'pending', check_after_secs: 5 }]);
		expect(await run(client, 0)).toMatchObject({ id: '77', state: 'pending', check_after_secs: 5 });
		expect([to(calls, STATUS).length, clock.waits]).toEqual([0, []]);
	});

	it.each([
		['at once', [{ state: 'failed', error: { message: 'Unsupported codec' } }]],
		[
			'later',
			[
				{ state: 'pending', check_after_secs: 1 },
				{ state: 'failed', error: { message: 'Unsupported codec' } },
			],
		],
	])("that fails %s is an error with X's reason and the media ID", async (_, infos) => {
		const error = await xRejection(run(processing(infos).client));
		expect(error.problem).toMatchObject({ type: 'media-processing-failed', detail: 'Unsupported codec' });
		expect(error.description).toContain('77');
	});
});

describe('what X says about a file', () => {
	it.each([
		[
			'ready, without processing_info',
			{ id: '1', media_key: '3_1' },
			{ id: '1', media_key: '3_1', state: 'succeeded' },
		],
		[
			'on its way',
			{ id: '1', processing_info: { state: 'in_progress', check_after_secs: 5, progress_percent: 0 } },
			{ id: '1', state: 'in_progress', check_after_secs: 5, progress_percent: 0 },
		],
		[
			'on its way, without a word of how far',
			{ id: '1', processing_info: { check_after_secs: 5 } },
			{ id: '1', state: 'in_progress', check_after_secs: 5 },
		],
		['ready, in capitals', { id: '1', processing_info: { state: 'SUCCEEDED' } }, { id: '1', state: 'succeeded' }],
		[
			'ready, as all of it is done',
			{ id: '1', processing_info: { progress_percent: 100 } },
			{ id: '1', state: 'succeeded', progress_percent: 100 },
		],
		[
			'failed, in capitals',
			{ id: '1', processing_info: { state: 'FAILED' } },
			{ id: '1', state: 'failed', failure: 'X gave no reason.' },
		],
		[
			'failed, with a message',
			{
				id: '1',
				processing_info: { state: 'failed', error: { code: 1, name: 'InvalidMedia', message: 'Unsupported codec' } },
			},
			{ id: '1', state: 'failed', failure: 'Unsupported codec' },
		],
		[
			'failed, with a name',
			{ id: '1', processing_info: { state: 'failed', error: { name: 'InvalidMedia' } } },
			{ id: '1', state: 'failed', failure: 'InvalidMedia' },
		],
		[
			'failed, and nothing else',
			{ id: '1', processing_info: { state: 'failed' } },
			{ id: '1', state: 'failed', failure: 'X gave no reason.' },
		],
		[
			'failed, in words alone',
			{ id: 7, processing_info: { state: 'failed', error: 'No frames' } },
			{ id: '7', state: 'failed', failure: 'No frames' },
		],
		[
			'on its way, with numbers as text',
			{ id: '1', processing_info: { state: 'pending', check_after_secs: '5', progress_percent: null } },
			{ id: '1', state: 'pending', check_after_secs: 5 },
		],
	])('is read: %s', (_, data, media) => {
		expect(uploadedMedia({ data })).toEqual(media);
	});

	it('without an ID is an error', () => {
		for (const answer of [{}, { data: {} }, { data: null }])
			expect(thrownBy(() => uploadedMedia(answer))).toMatchObject({ message: 'X did not return a media ID' });
	});
});
