/** Histories of a list that people join and leave, against what a way without any memory limit would say of it. */
import fc from 'fast-check';
import type { Depth } from '../../../api/polling/seen-list';
import { World } from '../../support/unwired/changing-list';
import { Watcher, type Odd } from '../../support/unwired/list-watcher';
import { runs } from '../../support/runs';

type Step =
	| { kind: 'come'; count: number }
	| { kind: 'leave' | 'comeAgain' | 'suspend' | 'restore'; place: number }
	| { kind: 'purge'; share: number }
	| { kind: 'poll'; most: number; pages: number; fails?: number; odd?: Odd };

const place = fc.nat(60);
const step = (purges: boolean, odd: readonly Odd[] = []): fc.Arbitrary<Step> =>
	fc.oneof(
		{
			weight: 5,
			arbitrary: fc.record({ kind: fc.constant('come' as const), count: fc.integer({ min: 1, max: 45 }) }),
		},
		{ weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('leave' as const, 'suspend' as const), place }) },
		{ weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('comeAgain' as const, 'restore' as const), place }) },
		...(purges
			? [
					{
						weight: 2,
						arbitrary: fc.record({ kind: fc.constant('purge' as const), share: fc.integer({ min: 1, max: 90 }) }),
					},
				]
			: []),
		{
			weight: 6,
			arbitrary: fc.record({
				kind: fc.constant('poll' as const),
				most: fc.constantFrom(3, 20, 500),
				pages: fc.constantFrom(1, 2, 5, 100),
				fails: fc.option(fc.nat(3), { nil: undefined }),
				...(odd.length > 0 ? { odd: fc.option(fc.constantFrom(...odd), { nil: undefined }) } : {}),
			}),
		},
	);

/** @param isDated whether the IDs of those that come tell that they were made just now */
async function live(world: World, watcher: Watcher, steps: readonly Step[], isDated: boolean): Promise<void> {
	for (const each of steps) {
		world.now += 15_000;
		if (each.kind === 'come') for (let i = 0; i < each.count; i++) world.come(isDated);
		else if (each.kind === 'purge') world.purge(each.share);
		else if (each.kind === 'poll') await watcher.poll(each.most, each.pages, each.fails, each.odd);
		else world[each.kind](each.place);
	}
	for (let i = 0; i < 12; i++) await watcher.poll(500, 100);
	// What X answers for an hour is the list.
	world.now += 3_600_000;
	await watcher.poll();
}

const KINDS: ReadonlyArray<[name: string, depth: Depth, counts: boolean, window?: number]> = [
	['followers', { quiet: 20, depth: 50 }, true],
	['bookmarks', { quiet: 5, depth: 40 }, false],
	['bookmark folders', { quiet: 20, depth: 60 }, false],
	['likes', { quiet: 10, depth: 10, window: 100 }, true, 100],
];

describe.each(KINDS)('%s', (_name, depth, counts, window) => {
	const history = (purges: boolean, odd?: readonly Odd[]) =>
		fc.record({
			size: fc.constantFrom(0, 1, 4, 30, 120, 400),
			steps: fc.array(step(purges, odd), { maxLength: 30 }),
			isDated: fc.boolean(),
		});

	const falseOnes = (world: World, { came }: Watcher) =>
		came.filter((id) => !world.newcomers.has(id) && !world.returned.has(id));

	/** Where it could not tell, those may be missing whose IDs do not tell when they were made, or that X no longer shows. */
	const lost = (world: World, watcher: Watcher) =>
		watcher
			.due()
			.filter((id) => watcher.unsure === 0 || (window === undefined && world.young.has(id)))
			.filter((id) => !watcher.came.includes(id));

	test('no false one, none twice, none lost that was there at each poll: 1,000 histories', async () => {
		let [unsure, polls] = [0, 0];
		await fc.assert(
			fc.asyncProperty(history(false), async ({ size, steps, isDated }) => {
				const world = new World(size);
				const watcher = new Watcher(world, depth, counts, window);
				await live(world, watcher, steps, isDated);
				expect(falseOnes(world, watcher)).toEqual([]);
				expect(watcher.known).toEqual([]);
				expect(new Set(watcher.came).size).toBe(watcher.came.length);
				expect(lost(world, watcher)).toEqual([]);
				unsure += watcher.unsure;
				polls += watcher.polls;
			}),
			{ numRuns: runs(1000), seed: 11 },
		);
		// Saying that it cannot be told is the exception.
		expect(unsure).toBeLessThan(polls / 60);
	}, 120_000);

	test('when many leave at once, none is false or comes twice, and what is not sure is said', async () => {
		await fc.assert(
			fc.asyncProperty(history(true), async ({ size, steps, isDated }) => {
				const world = new World(size);
				const watcher = new Watcher(world, depth, counts, window);
				await live(world, watcher, steps, isDated);
				expect(falseOnes(world, watcher)).toEqual([]);
				expect(watcher.known).toEqual([]);
				expect(new Set(watcher.came).size).toBe(watcher.came.length);
				expect(lost(world, watcher)).toEqual([]);
			}),
			{ numRuns: runs(300), seed: 12 },
		);
	}, 120_000);

	test.each([
		['nothing', ['empty']],
		['nothing, or a part', ['empty', 'short']],
	] as const)(
		'when X answers with %s, as if that were all, none is false or comes twice',
		async (_, odd) => {
			await fc.assert(
				fc.asyncProperty(history(false, odd), async ({ size, steps, isDated }) => {
					const world = new World(size);
					const watcher = new Watcher(world, depth, counts, window);
					await live(world, watcher, steps, isDated);
					expect(falseOnes(world, watcher)).toEqual([]);
					expect(watcher.known).toEqual([]);
					expect(new Set(watcher.came).size).toBe(watcher.came.length);
					// A part hides what is below it, and nothing tells that more of it is new.
					if (odd.length === 1) expect(lost(world, watcher)).toEqual([]);
				}),
				{ numRuns: runs(150), seed: 13 },
			);
		},
		120_000,
	);
});

describe('what people have met', () => {
	const followers: Depth = { quiet: 20, depth: 50 };
	const after = async (size: number, change: (world: World) => void, { depth = followers, counts = true } = {}) => {
		const world = new World(size);
		const watcher = new Watcher(world, depth, counts);
		change(world);
		watcher.mostRead = 0;
		await watcher.poll();
		return watcher;
	};
	const many = (count: number, what: () => void) => Array.from({ length: count }).forEach(what);

	test('a purge of 3,000 followers starts nothing, reads little and is said', async () => {
		const { came, unsure, mostRead } = await after(10_000, (world) => world.purge(3000));
		expect([came, unsure]).toEqual([[], 1]);
		expect(mostRead).toBeLessThan(150);
	});

	test('a purge of all that is known, and 30 new ones: by the counter they are certain', async () => {
		const { came } = await after(1000, (world) => {
			world.purge(50);
			many(30, () => world.come());
		});
		expect(came).toEqual(Array.from({ length: 30 }, (_, i) => `new${i}`));
	});

	test.each([
		['followers', followers, true],
		['bookmarks', { quiet: 5, depth: 40 }, false],
	])('a purge of all that is known, and 30 new ones whose IDs tell it: the 30 (%s)', async (_, depth, counts) => {
		const { came, unsure } = await after(
			1000,
			(world) => {
				world.purge(200);
				world.now += 60_000;
				many(30, () => world.come(true));
			},
			{ depth, counts },
		);
		expect([came.length, unsure]).toEqual([30, 1]);
	});

	test('a poll that goes on where an earlier one was cut counts only what it knows: none of 63 is lost', async () => {
		const world = new World(0);
		const watcher = new Watcher(world, followers, true);
		many(21, () => world.come());
		await watcher.poll(3, 1);
		many(42, () => world.come());
		for (let i = 0; i < 12; i++) await watcher.poll();
		expect([watcher.came.length, watcher.unsure]).toEqual([63, 0]);
	});

	test('a list that X answers as empty: what comes back is not new, and what came meanwhile comes', async () => {
		const world = new World(200);
		const watcher = new Watcher(world, { quiet: 5, depth: 40 }, false);
		await watcher.poll(500, 100, undefined, 'empty');
		many(3, () => world.come());
		await watcher.poll(500, 100, undefined, 'empty');
		await watcher.poll();
		expect([watcher.came, watcher.unsure]).toEqual([['new0', 'new1', 'new2'], 0]);
	});

	test('a long list that is emptied at once is believed after an hour; the next ones come', async () => {
		const world = new World(200);
		const watcher = new Watcher(world, { quiet: 5, depth: 40 }, false);
		world.purge(200);
		await watcher.poll();
		world.now += 3_600_000;
		await watcher.poll();
		many(2, () => world.come());
		await watcher.poll();
		expect([watcher.came, watcher.unsure]).toEqual([['new0', 'new1'], 1]);
	});

	test.each([0, 1, 7, 19])(
		'30 new ones among which one that is known leaves and comes again (the %i. from the top)',
		async (place) => {
			const { came } = await after(200, (world) => {
				many(15, () => world.come());
				world.leave(15 + place);
				world.comeAgain(0);
				many(15, () => world.come());
			});
			expect(came).toEqual(Array.from({ length: 30 }, (_, i) => `new${i}`));
		},
	);

	test('6 new bookmarks, and a known one bookmarked anew on top', async () => {
		const { came } = await after(
			40,
			(world) => {
				many(6, () => world.come());
				world.leave(8);
				world.comeAgain(0);
			},
			{ depth: { quiet: 5, depth: 40 }, counts: false },
		);
		expect(came).toHaveLength(6);
	});

	test('a workflow that removes each bookmark after it was handled', async () => {
		const world = new World(40);
		const watcher = new Watcher(world, { quiet: 5, depth: 20 }, false);
		for (let i = 0; i < 40; i++) {
			world.leave(0);
			if (i % 3 === 0) world.come();
			await watcher.poll();
		}
		expect(watcher.came.filter((id) => !world.newcomers.has(id))).toEqual([]);
		expect(watcher.came).toHaveLength(14);
	});
});
