/** Objects that change, vanish and come back, against what emitted changes would make of them. */
import fc from 'fast-check';
import { byChange } from '../../../../api/polling/ways/by-change';
import type { Memory, Source } from '../../../../api/polling/find-new';
import type { Compared, Listed } from '../../../../api/polling/listed';

const IDS = ['1', '2', '3'] as const;
const NAMES = ['name', 'bio'] as const;

/** What X, or time, does to a poll. */
const TROUBLES = ['none', 'fails', 'partial', 'missesOnce', 'leavesOutOnce', 'noTime'] as const;
type Trouble = (typeof TROUBLES)[number];

type Step =
	| { kind: 'change'; id: (typeof IDS)[number]; name: (typeof NAMES)[number]; value: string }
	| { kind: 'vanish' | 'return'; id: (typeof IDS)[number] }
	| { kind: 'poll'; most: number; trouble: Trouble };

const id = fc.constantFrom(...IDS);
const step: fc.Arbitrary<Step> = fc.oneof(
	fc.record({
		kind: fc.constant('change' as const),
		id,
		name: fc.constantFrom(...NAMES),
		value: fc.constantFrom('', 'a', 'b'),
	}),
	fc.record({ kind: fc.constantFrom('vanish' as const, 'return' as const), id }),
	fc.record({
		kind: fc.constant('poll' as const),
		most: fc.constantFrom(1, 2, 100),
		trouble: fc.constantFrom(...TROUBLES),
	}),
);

interface Changes {
	[name: string]: { before: string; after: string };
}

class Watched {
	readonly real = new Map<string, Record<string, string>>(IDS.map((each) => [each, { name: '', bio: '' }]));
	readonly gone = new Set<string>();
	/** What the start and the emitted changes say. */
	readonly told = new Map<string, Record<string, string>>();
	private memory: Memory = {};

	constructor(private readonly way = byChange({ deletions: true })) {}

	private source(trouble: Trouble): Source {
		let reads = 0;
		return {
			read: async () => {
				reads++;
				if (trouble === 'fails') throw new Error('503');
				const hidden = trouble === 'missesOnce' && reads === 1 ? IDS : [...this.gone];
				const isPartial = trouble === 'partial';
				const listed = IDS.filter((each) => !hidden.includes(each)).map((each): Listed => ({
					id: each,
					object: {
						id: each,
						...(isPartial || (trouble === 'leavesOutOnce' && reads === 1) ? {} : this.real.get(each)),
					},
				}));
				return await Promise.resolve({ listed, missing: hidden, ...(isPartial ? { partial: true as const } : {}) });
			},
			compared: ({ object }) =>
				Object.fromEntries(NAMES.map((name) => [name, (object as Record<string, string>)[name] ?? ''])),
			posts: async () => await Promise.resolve([]),
			isEvent: () => true,
			now: () => 0,
			mayGoOn: () => trouble !== 'noTime',
			isCut: () => false,
		};
	}

	async start() {
		this.memory = (await this.way.start(this.source('none'), 0)).memory;
		for (const each of IDS) this.told.set(each, { ...this.real.get(each), deleted: 'false' });
	}

	/** Whether an object that came back is remembered anew, without an event. */
	private forgive(trouble: Trouble) {
		const seen = (each: string) => (trouble === 'leavesOutOnce' ? { name: '', bio: '' } : this.real.get(each));
		for (const each of IDS)
			if (this.told.get(each)?.deleted === 'true' && !this.gone.has(each))
				this.told.set(each, { ...seen(each), deleted: 'false' });
	}

	async poll(most: number, trouble: Trouble): Promise<number> {
		// As n8n keeps it.
		const memory = JSON.parse(JSON.stringify(this.memory)) as Memory;
		if (trouble === 'fails') {
			await expect(this.way.next(this.source(trouble), memory, most)).rejects.toThrow('503');
			return 0;
		}
		if (trouble !== 'partial' && trouble !== 'missesOnce') this.forgive(trouble);
		const found = await this.way.next(this.source(trouble), memory, most);
		this.memory = found.memory;
		expect(found.listed.length).toBeLessThanOrEqual(most);
		for (const { id: which, object } of found.listed) {
			const known = this.told.get(which)!;
			const changes = Object.entries((object as { changes: Changes }).changes);
			expect(changes.length).toBeGreaterThan(0);
			for (const [name, { before, after }] of changes) {
				// Not told before, and true now.
				expect(before).toBe(known[name]);
				expect(after).not.toBe(before);
				expect(after).toBe(name === 'deleted' ? String(this.gone.has(which)) : this.real.get(which)![name]);
				known[name] = after;
			}
		}
		return found.listed.length;
	}
}

async function follow(steps: readonly Step[]): Promise<Watched> {
	const watched = new Watched();
	await watched.start();
	for (const each of steps) {
		if (each.kind === 'change') watched.real.get(each.id)![each.name] = each.value;
		else if (each.kind === 'poll') await watched.poll(each.most, each.trouble);
		else if (each.kind === 'vanish') watched.gone.add(each.id);
		else watched.gone.delete(each.id);
	}
	return watched;
}

it('nothing is lost, nothing is told twice or wrongly, whatever fails in between', () =>
	fc.assert(
		fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
			const watched = await follow(steps);
			await watched.poll(100, 'none');
			for (const each of IDS) {
				const { deleted, ...told } = watched.told.get(each)!;
				expect(deleted).toBe(String(watched.gone.has(each)));
				if (deleted === 'false') expect(told).toEqual(watched.real.get(each));
			}
			// Nothing has happened since.
			expect(await watched.poll(100, 'none')).toBe(0);
		}),
		{ numRuns: 500 },
	));

describe('a change', () => {
	const look = (entries: ReadonlyArray<{ id: string; value: string }>, missing: string[] = []): Source => ({
		read: async () =>
			await Promise.resolve({
				listed: entries.map(({ id: each, value }) => ({ id: each, object: { value } })),
				missing,
			}),
		compared: ({ object }): Compared => ({ value: (object as { value: string }).value }),
		posts: async () => await Promise.resolve([]),
		isEvent: () => true,
		now: () => 0,
		mayGoOn: () => true,
		isCut: () => false,
	});

	it('comes with what it was and what it is', async () => {
		const { memory } = await byChange().start(look([{ id: '1', value: 'a' }]), 5);
		const found = await byChange().next(look([{ id: '1', value: 'b' }]), memory, 5);
		expect(found.listed).toEqual([
			{ id: '1', object: { value: 'b', changes: { value: { before: 'a', after: 'b' } } } },
		]);
	});

	it('nothing is emitted at the start, nor for an object that is seen for the first time', async () => {
		const start = await byChange().start(look([{ id: '1', value: 'a' }]), 5);
		expect(start.listed).toEqual([]);
		const found = await byChange().next(
			look([
				{ id: '1', value: 'a' },
				{ id: '2', value: 'b' },
			]),
			start.memory,
			5,
		);
		expect(found.listed).toEqual([]);
		expect(found.memory.compared).toEqual({ 1: { value: 'a' }, 2: { value: 'b' } });
	});

	it('a first answer with a part of the members is no ground for one', async () => {
		const part = look([{ id: '1', value: '' }]);
		const { memory } = await byChange().start(
			{ ...part, read: async () => ({ ...(await part.read({})), partial: true }) },
			0,
		);
		const second = await byChange().next(look([{ id: '1', value: 'a' }]), memory, 5);
		expect(second.listed).toEqual([]);
		expect((await byChange().next(look([{ id: '1', value: 'b' }]), second.memory, 5)).listed).toHaveLength(1);
	});

	it('a member that was emptied comes once two readings say so', async () => {
		const { memory } = await byChange().start(look([{ id: '1', value: 'a' }]), 0);
		expect((await byChange().next(look([{ id: '1', value: '' }]), memory, 5)).listed).toMatchObject([
			{ object: { changes: { value: { before: 'a', after: '' } } } },
		]);
	});

	it('a missing object is no event unless deletions are', async () => {
		const { memory } = await byChange().start(look([{ id: '1', value: 'a' }]), 0);
		expect((await byChange().next(look([], ['1']), memory, 5)).listed).toEqual([]);
		expect((await byChange({ deletions: true }).next(look([], ['1']), memory, 5)).listed).toEqual([
			{ id: '1', object: { id: '1', changes: { deleted: { before: 'false', after: 'true' } } } },
		]);
	});
});
