/** Histories of a list whose IDs grow, but that X shows with a delay, and in which posts are edited. */
import fc from 'fast-check';
import { byGrowingId, byId } from '../../../api/polling/ways/by-id';
import type { Memory, Source } from '../../../api/polling/find-new';
import { isNewer, type Listed } from '../../../api/polling/listed';
import { idAt } from '../../../api/polling/watermark';
import { START } from '../../support/unwired/surroundings';
import { runs } from '../../support/runs';

interface Post extends Listed {
	shownFrom: number;
}

/** X with its clock, and a clock of n8n's own. */
class World {
	now = START;
	private made = 0;
	readonly posts: Post[] = [];
	readonly edited = new Map<string, string>();

	constructor(private readonly ahead = 0) {}
	publish(late: number): void {
		this.posts.push({ id: String(BigInt(idAt(this.now)) + BigInt(++this.made)), shownFrom: this.now + late });
	}
	edit(place: number): void {
		const post = this.posts[place % Math.max(1, this.posts.length)];
		if (!post || this.edited.has(post.id) || this.now - post.shownFrom > 3_000_000) return;
		const id = String(BigInt(idAt(this.now)) + BigInt(++this.made));
		this.posts.push({ id, versions: [...(post.versions ?? [post.id]), id], shownFrom: this.now });
		this.edited.set(post.id, id);
	}
	/** @param isShort whether the poll has time for one page only */
	source(isShort = false): Source {
		return {
			read: async ({ since, below, token, size = 5 }) => {
				const shown = this.posts
					.filter(({ id, shownFrom }) => shownFrom <= this.now && !this.edited.has(id))
					.filter(({ id }) => (!since || isNewer(id, since)) && (!below || isNewer(below, id)))
					.sort((a, b) => (isNewer(a.id, b.id) ? -1 : 1));
				const from = Number(token ?? 0);
				const page = shown.slice(from, from + Math.max(5, size));
				const next = from + page.length < shown.length ? { next: String(from + page.length) } : {};
				return await Promise.resolve({ listed: page.map(({ id, versions }) => ({ id, versions })), ...next });
			},
			posts: async () => await Promise.resolve([]),
			isEvent: () => true,
			now: () => this.now + this.ahead,
			mayGoOn: () => !isShort,
			isCut: () => false,
		};
	}
}

const step = fc.oneof(
	fc.record({
		kind: fc.constant('publish' as const),
		late: fc.constantFrom(0, 0, 6_000, 60_000, 200_000),
		// Of a burst, every third is late.
		count: fc.constantFrom(1, 1, 1, 1, 1, 1, 1, 60),
	}),
	fc.record({ kind: fc.constant('edit' as const), place: fc.nat(20) }),
	fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1_000, 30_000, 60_000, 600_000) }),
	fc.record({ kind: fc.constant('poll' as const), most: fc.constantFrom(2, 500), isShort: fc.boolean() }),
);

describe.each([
	['X can be asked for what is newer', byId],
	['it cannot', byGrowingId(5)],
])('where %s', (_what, way) => {
	test('each post comes once, however late X shows it, and edits do not come again: 1,000 histories', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
				const world = new World();
				let { memory } = await way.start(world.source(), 0);
				const came: Listed[] = [];
				const poll = async (most: number, isShort = false) => {
					const found = await way.next(world.source(isShort), memory, most);
					memory = JSON.parse(JSON.stringify(found.memory)) as Memory;
					came.push(...found.listed);
				};
				for (const each of steps) {
					world.now += 10;
					if (each.kind === 'publish') for (let i = 0; i < each.count; i++) world.publish(i % 3 === 0 ? each.late : 0);
					else if (each.kind === 'edit') world.edit(each.place);
					else if (each.kind === 'wait') world.now += each.ms;
					else await poll(each.most, each.isShort);
				}
				for (let i = 0; i < 40; i++) {
					world.now += 15_000;
					await poll(500);
				}
				const originals = came.map(({ id, versions }) => versions?.[0] ?? id);
				expect(new Set(originals).size).toBe(originals.length);
				const due = world.posts.filter(({ versions }) => !versions).map(({ id }) => id);
				expect([...originals].sort()).toEqual(due.sort());
			}),
			{ numRuns: runs(1000), seed: 5 },
		);
	}, 60_000);
});

test('a clock that is ahead or behind loses nothing of what comes in order', async () => {
	for (const ahead of [-3_600_000, 3_600_000]) {
		const world = new World(ahead);
		let { memory } = await byId.start(world.source(), 0);
		const came: Listed[] = [];
		for (let i = 0; i < 20; i++) {
			world.publish(0);
			world.now += 60_000;
			const found = await byId.next(world.source(), memory, 100);
			({ memory } = found);
			came.push(...found.listed);
		}
		expect(came.map(({ id }) => id)).toEqual(world.posts.map(({ id }) => id));
	}
});

test.each([
	['X can be asked for what is newer', byId],
	['it cannot', byGrowingId(5)],
])('where %s, a poll that has time only for what it knows leaves late posts to the next one', async (_what, way) => {
	const world = new World();
	let { memory } = await way.start(world.source(), 0);
	const poll = async (isShort: boolean) => {
		const found = await way.next(world.source(isShort), memory, 100);
		({ memory } = found);
		return found.listed.length;
	};
	world.publish(200_000);
	world.now += 1_000;
	for (let i = 0; i < 5; i++) world.publish(0);
	expect(await poll(false)).toBe(5);
	world.now += 310_000;
	expect(await poll(true)).toBe(0);
	expect(await poll(false)).toBe(1);
});
