/** Limits that open again within a run. */
import { createHash } from 'node:crypto';
import { endpoints } from '../../../../connector';
import { bytesOf, itemWith } from '../../../support/inputs/files';
import { useLocalX } from '../../../support/x/local-x';
import { useAccounts } from '../../../support/x/accounts';

const { newest, accounts, PAGES } = useAccounts();

afterEach(() => jest.restoreAllMocks());

describe('short windows', () => {
	const APPEND = 'POST /2/media/upload/{id}/append';
	const narrow = useLocalX({
		endpoints: endpoints().map((each) =>
			[PAGES, APPEND].includes(each.endpoint) ? { ...each, limits: { user: ['2/1s'] } } : each,
		),
	});

	const statuses = (endpoint: string) =>
		narrow.requests.filter((request) => request.endpoint === endpoint).map(({ status }) => status);

	test('two executions of one account: what one was told, the other keeps to; nothing is lost and nobody hammers', async () => {
		const connection = narrow.connect();
		const input = accounts(6, narrow);
		const one = () => narrow.run(newest({ parallel: 3 }), { input, connection });
		for (const { json, error } of await Promise.all([one(), one()])) {
			expect(error).toBeUndefined();
			expect(json).toHaveLength(6);
		}
		const got = statuses(PAGES);
		expect(got.filter((status) => status === 200)).toHaveLength(12);
		// A window that two requests use up refuses at most the four others that were under way with them.
		expect(got.filter((status) => status === 429).length).toBeLessThanOrEqual(2 * 12);
	}, 60_000);

	test('segments of an upload that X refuses for now go up again, each with its own bytes', async () => {
		const video = bytesOf('mp4', 9 * 1024 * 1024);
		let seen = 0;
		// The second and the third, which are under way together once the first was taken.
		jest
			.spyOn(narrow.faults, 'strike')
			.mockImplementation((match) =>
				match === APPEND && [2, 3].includes(++seen) ? { match, kind: 'rateLimit' } : undefined,
			);
		const { json, error } = await narrow.run(
			{ resource: 'media', operation: 'upload', file: 'data' },
			{ input: [itemWith({ data: video })] },
		);
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({ state: 'succeeded' });
		expect([...narrow.world.media.values()].at(-1)?.sha256).toBe(createHash('sha256').update(video).digest('hex'));
		expect(statuses(APPEND)).toContain(429);
	}, 60_000);

	test('a clock that is two hours off waits no longer', async () => {
		narrow.faults.set({ clockSkewMs: 7_200_000 });
		const began = Date.now();
		const { json, error } = await narrow.run(newest({ parallel: 1, waitForLimit: 20 }), { input: accounts(4, narrow) });
		narrow.faults.set({ clockSkewMs: 0 });
		expect(error).toBeUndefined();
		expect(json).toHaveLength(4);
		expect(Date.now() - began).toBeLessThan(15_000);
	}, 60_000);
});
