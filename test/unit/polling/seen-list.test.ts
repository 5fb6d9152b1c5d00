/** Histories of a list that people join and leave, against what a way without any memory limit would say of it. */
import fc from 'fast-check';
import { findNewIn } from '../../../api/polling/find-in-list';
import { startList, type Depth, type ListSource, type SeenList } from '../../../api/polling/seen-list';
import { World, type Member } from '../../support/unwired/changing-list';
import { runs } from '../../support/runs';

type Step =
	| { kind: 'come'; count: number }
	| { kind: 'leave' | 'comeAgain' | 'suspend' | 'restore'; place: number }
	| { kind: 'purge'; share: number }
	| { kind: 'poll'; most: number; pages: number; fails?: number };

const place = fc.nat(60);
const step = (purges: boolean): fc.Arbitrary<Step> =>
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
			}),
		},
	);

class Watcher {
	list: SeenList;
	readonly came: string[] = [];
	unsure = 0;
	polls = 0;
	/** Entries that the costliest poll has read. */
	mostRead = 0;
	private readonly read = new Set<string>();
	/** Handed out though seen before. */
	readonly known: string[] = [];
	/** Newcomers that every look since their coming has shown. */
	private readonly shownEver = new Set<string>();
	private readonly missed = new Set<string>();

	constructor(
		private readonly world: World,
		private readonly depth: Depth,
		private readonly counts: boolean,
		private readonly window = Infinity,
	) {
		const ids = this.visible()
			.slice(0, depth.depth)
			.map(({ id }) => id);
		for (const id of ids) this.read.add(id);
		this.list = startList(
			{ listed: ids.map((id) => ({ id })), ...(ids.length < this.visible().length ? { next: 'x' } : {}) },
			depth,
			world.now,
			this.count(),
		);
	}
	private visible(): Member[] {
		return this.world.shown().slice(0, this.window);
	}
	private count(): number | undefined {
		return this.counts ? this.world.shown().length : undefined;
	}
	/** Tokens name the place they go on below, as X's do. */
	private source(pages: number, looked: string[], fails?: number): ListSource {
		let asked = 0;
		const count = this.count();
		return {
			...(count === undefined ? {} : { count }),
			mayGoOn: () => asked < pages,
			isCut: () => false,
			now: () => this.world.now,
			read: async (token, size) => {
				if (asked++ === fails) throw new Error('fails');
				const below = this.visible().filter(({ at }) => !token || at < Number(token));
				const page = below.slice(0, size);
				looked.push(...page.map(({ id }) => id));
				return Promise.resolve({
					listed: page.map(({ id }) => ({ id })),
					...(below.length > page.length ? { next: String(page.at(-1)?.at) } : {}),
				});
			},
		};
	}
	async poll(most = 500, pages = 100, fails?: number): Promise<void> {
		this.world.now += 60_000;
		const shown = new Set(this.visible().map(({ id }) => id));
		for (const id of this.world.newcomers)
			if (shown.has(id)) this.shownEver.add(id);
			else this.missed.add(id);
		const looked: string[] = [];
		const source = this.source(pages, looked, fails);
		const found = await findNewIn(this.list, most, source, this.depth).catch(() => undefined);
		this.polls++;
		this.mostRead = Math.max(this.mostRead, looked.length);
		if (!found) return;
		this.known.push(...found.listed.map(({ id }) => id).filter((id) => this.read.has(id)));
		// As n8n keeps it.
		this.list = JSON.parse(JSON.stringify(found.list)) as SeenList;
		this.came.push(...found.listed.map(({ id }) => id));
		if (found.unsure) this.unsure++;
		// A walk that was cut has seen what it has not handed out.
		if (!found.list.cuts?.length) for (const id of found.list.order) this.read.add(id);
	}
	/** Newcomers that were there at every poll since they came. */
	due(): string[] {
		return [...this.shownEver].filter((id) => !this.missed.has(id)).reverse();
	}
}

/** @param isDated whether the IDs of those that come tell that they were made just now */
async function live(world: World, watcher: Watcher, steps: readonly Step[], isDated: boolean): Promise<void> {
	for (const each of steps) {
		world.now += 15_000;
		if (each.kind === 'come') for (let i = 0; i < each.count; i++) world.come(isDated);
		else if (each.kind === 'purge') world.purge(each.share);
		else if (each.kind === 'poll') await watcher.poll(each.most, each.pages, each.fails);
		else world[each.kind](each.place);
	}
	for (let i = 0; i < 12; i++) await watcher.poll(500, 100);
}

const KINDS: ReadonlyArray<[name: string, depth: Depth, counts: boolean, window?: number]> = [
	['followers', { quiet: 20, depth: 50 }, true],
	['bookmarks', { quiet: 5, depth: 40 }, false],
	['bookmark folders', { quiet: 20, depth: 60 }, false],
	['likes', { quiet: 10, depth: 10, window: 100 }, true, 100],
];

describe.each(KINDS)('%s', (_name, depth, counts, window) => {
	const history = (purges: boolean) =>
		fc.record({
			size: fc.constantFrom(0, 1, 4, 30, 120, 400),
			steps: fc.array(step(purges), { maxLength: 30 }),
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
