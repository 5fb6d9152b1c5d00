/** Histories of a list that people join and leave, against who really left it. */
import fc from 'fast-check';
import { byAbsence, MOST_MEMBERS } from '../../../../api/polling/ways/by-absence';
import type { Memory, Source } from '../../../../api/polling/find-new';
import { START } from '../../../support/unwired/surroundings';

type Trouble = 'none' | 'fails' | 'misses' | 'expired';
type Step =
	| { kind: 'come'; count: number }
	| { kind: 'leave' | 'comeAgain'; place: number }
	| { kind: 'poll'; most: number; pages: number; trouble: Trouble };

const place = fc.nat(60);
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 3, arbitrary: fc.record({ kind: fc.constant('come' as const), count: fc.integer({ min: 1, max: 9 }) }) },
	{ weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('leave' as const, 'comeAgain' as const), place }) },
	{
		weight: 5,
		arbitrary: fc.record({
			kind: fc.constant('poll' as const),
			most: fc.constantFrom(1, 3, 500),
			pages: fc.constantFrom(1, 2, 100),
			trouble: fc.constantFrom<Trouble>('none', 'none', 'fails', 'misses', 'expired'),
		}),
	},
);

const PAGE = 4;

class Limit extends Error {}

interface Member {
	id: string;
	since: number;
}

class List {
	/** Most recent first; the number gives the time of joining. */
	members: Member[] = [];
	readonly gone: string[] = [];
	/** How often each has left, and how often that was emitted. */
	readonly departures = new Map<string, number>();
	readonly told = new Map<string, number>();
	/** Those whom a complete reading has found since they came last. */
	readonly known = new Set<string>();
	requests = 0;
	/** Whom X left out when their page was read last. */
	private readonly hidden = new Set<string>();
	private memory?: Memory;
	private clock = 0;
	private born = 0;

	come(id = String(++this.born)) {
		this.members.unshift({ id, since: ++this.clock });
		this.known.delete(id);
	}

	leave(at: number) {
		if (this.members.length === 0) return;
		const [{ id }] = this.members.splice(at % this.members.length, 1);
		this.gone.push(id);
		this.departures.set(id, (this.departures.get(id) ?? 0) + 1);
	}

	comeAgain(at: number) {
		if (this.gone.length > 0) this.come(this.gone.splice(at % this.gone.length, 1)[0]);
	}

	/** X does not always show everybody; whom it leaves out twice in a row counts as gone. */
	private without(shown: readonly Member[]): readonly Member[] {
		const [first] = shown;
		if (!first || this.hidden.has(first.id)) return shown;
		this.hidden.add(first.id);
		return shown.slice(1);
	}

	/** A token names the last entry above, as X's do: what leaves does not move the others. */
	private source(pages: number, trouble: Trouble): Source {
		let reads = 0;
		return {
			count: async () => await Promise.resolve(this.members.length),
			read: async ({ token }) => {
				this.requests++;
				reads++;
				if (trouble === 'fails' && reads === 2) throw new Error('503');
				if (trouble === 'expired' && reads === 1 && token) throw new Error('400');
				if (reads > pages) throw new Limit();
				const below = this.members.filter(({ since }) => !token || since < Number(token));
				const shown = below.slice(0, PAGE);
				const next = below.length > PAGE ? { next: String(shown.at(-1)!.since) } : {};
				const listed = trouble === 'misses' && reads === 1 ? this.without(shown) : shown;
				for (const { id } of listed) this.hidden.delete(id);
				return await Promise.resolve({ listed: listed.map(({ id }) => ({ id })), ...next });
			},
			posts: async () => await Promise.resolve([]),
			isEvent: () => true,
			now: () => 0,
			mayGoOn: () => reads < pages,
			isCut: (error) => error instanceof Limit,
		};
	}

	async poll(most: number, pages: number, trouble: Trouble): Promise<number> {
		const source = this.source(pages, trouble);
		// As n8n keeps it.
		const before = this.memory && (JSON.parse(JSON.stringify(this.memory)) as Memory);
		const found = await (before ? byAbsence.next(source, before, most) : byAbsence.start(source, 0)).catch(
			(error: Error) => {
				if (!/503|400/.test(error.message)) throw error;
				return undefined;
			},
		);
		if (!found) return 0;
		this.memory = found.memory;
		expect(found.listed.length).toBeLessThanOrEqual(most);
		for (const { id } of found.listed) {
			this.told.set(id, (this.told.get(id) ?? 0) + 1);
			// Nobody is told more often than he has left.
			expect(this.told.get(id)).toBeLessThanOrEqual(this.departures.get(id) ?? 0);
		}
		const remembered = new Set(found.memory.roster?.members);
		for (const { id } of this.members) if (remembered.has(id)) this.known.add(id);
		return found.listed.length;
	}
}

async function follow(steps: readonly Step[]): Promise<List> {
	const list = new List();
	for (let i = 0; i < 10; i++) list.come();
	await list.poll(500, 100, 'none');
	for (const each of steps) {
		if (each.kind === 'come') for (let i = 0; i < each.count; i++) list.come();
		else if (each.kind === 'poll') await list.poll(each.most, each.pages, each.trouble);
		else if (each.kind === 'leave') list.leave(each.place);
		else list.comeAgain(each.place);
	}
	return list;
}

it('who has left is told once, and nobody else, whatever fails in between', () =>
	fc.assert(
		fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
			const list = await follow(steps);
			for (let i = 0; i < 5; i++) await list.poll(500, 100, 'none');
			// One more who leaves alone makes the counter fall, so that everybody else who has left is found as well.
			const staying = list.members.findIndex(({ id }) => list.known.has(id));
			fc.pre(staying >= 0);
			list.leave(staying);
			for (let i = 0; i < 5; i++) await list.poll(500, 100, 'none');
			const here = new Set(list.members.map(({ id }) => id));
			const lost = [...list.known].filter((id) => !here.has(id) && !list.told.has(id));
			expect(lost).toEqual([]);
			// A counter that stands still costs no reading.
			list.requests = 0;
			expect(await list.poll(500, 100, 'none')).toBe(0);
			expect(list.requests).toBe(0);
		}),
		{ numRuns: 500 },
	));

it('a rising counter costs no reading, a fallen one reads the list twice at most', async () => {
	const list = new List();
	for (let i = 0; i < 10; i++) list.come();
	await list.poll(500, 100, 'none');
	list.requests = 0;
	list.come();
	await list.poll(500, 100, 'none');
	expect(list.requests).toBe(0);
	list.leave(5);
	expect(await list.poll(500, 100, 'none')).toBe(1);
	expect(list.requests).toBe(2 * Math.ceil(10 / PAGE));
});

it('a list that would cost too much is refused', async () => {
	const list = new List();
	for (let i = 0; i <= MOST_MEMBERS; i++) list.come();
	await expect(list.poll(500, 1, 'none')).rejects.toThrow('up to 5000 can be watched');
	expect(list.requests).toBe(0);
});

describe('X answers with a part of the list, as if that were all', () => {
	const ids = Array.from({ length: 200 }, (_, i) => ({ id: String(i) }));
	const HOUR = 3_600_000;
	const answers = (shown: number, count: number, now = START): Source => ({
		count: async () => await Promise.resolve(count),
		read: async () => await Promise.resolve({ listed: ids.slice(200 - shown) }),
		posts: async () => await Promise.resolve([]),
		isEvent: () => true,
		now: () => now,
		mayGoOn: () => true,
		isCut: () => false,
	});
	const polls = async (...sources: Source[]) => {
		let { memory } = await byAbsence.start(answers(200, 200), 0);
		const left: number[] = [];
		for (const source of sources) {
			const found = await byAbsence.next(source, JSON.parse(JSON.stringify(memory)) as Memory, 500);
			left.push(found.listed.length);
			({ memory } = found);
		}
		return left;
	};

	it('nobody in the rest has left: only those whom whole answers miss', async () =>
		expect(await polls(answers(0, 199), answers(100, 199), answers(5, 199), answers(199, 199))).toEqual([0, 0, 0, 1]));

	it('what it answers for an hour, twice, is the list', async () =>
		expect(
			await polls(answers(100, 199), answers(100, 199, START + HOUR), answers(100, 199, START + 2 * HOUR)),
		).toEqual([0, 0, 100]));

	it.each([
		[100, 100],
		[90, 110],
		[89, 0],
	])('after the counter has fallen by half, an answer with %d says that %d have left', async (shown, left) =>
		expect(await polls(answers(shown, 100))).toEqual([left]),
	);

	it('accounts that X counts and does not show are no ground to doubt it', async () =>
		expect(await polls(answers(195, 199))).toEqual([5]));
});
