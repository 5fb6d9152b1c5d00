/** Posts that reach a value: each once, and only those that were below it before. */
import fc from 'fast-check';
import { inner } from '../../../../api/json/members';
import type { Memory, Source } from '../../../../api/polling/find-new';
import { byThreshold } from '../../../../api/polling/ways/by-threshold';
import { idAt } from '../../../../api/polling/watermark';
import { START } from '../../../support/unwired/surroundings';

const HOUR = 3_600_000;
const VALUE = 100;
const old = (n: number) => idAt(START - n * 24 * HOUR);

/** Posts with their number of likes; X answers with those that are asked for. */
function watcher() {
	let now = START;
	let memory: Memory | undefined;
	const source = (posts: Record<string, number | undefined>): Source => ({
		read: async () => ({
			listed: Object.entries(posts).map(([id, likes]) => ({ id, object: { likes } })),
		}),
		posts: async () => [],
		isEvent: ({ object }) => Number(inner(object).likes) >= VALUE,
		compared: ({ object }) => {
			const { likes } = inner(object);
			return Object.fromEntries(likes === undefined ? [] : [['likes', String(likes)]]);
		},
		now: () => now,
		mayGoOn: () => true,
		isCut: () => false,
	});
	return {
		sourceOf: source,
		pass: (ms: number) => void (now += ms),
		now: () => now,
		async poll(posts: Record<string, number | undefined>, { most = 100 } = {}) {
			const found = memory
				? await byThreshold.next(source(posts), memory, most)
				: await byThreshold.start(source(posts), 0);
			memory = JSON.parse(JSON.stringify(found.memory)) as Memory;
			return found.listed.map(({ id }) => id);
		},
	};
}

it('a post that rises comes once, also after it has fallen', async () => {
	const { poll } = watcher();
	const id = old(1);
	expect(await poll({ [id]: 99 })).toEqual([]);
	expect(await poll({ [id]: 100 })).toEqual([id]);
	expect(await poll({ [id]: 90 })).toEqual([]);
	expect(await poll({ [id]: 120 })).toEqual([]);
});

it('what passes in one poll comes in the order of the list turned round, and so does what a test shows', async () => {
	const { poll, sourceOf } = watcher();
	const [a, b, c] = [1, 2, 3].map(old);
	await poll({ [a]: 1, [b]: 1, [c]: 1 });
	expect(await poll({ [a]: 200, [b]: 200, [c]: 200 })).toEqual([c, b, a].sort((x, y) => Number(BigInt(x) - BigInt(y))));
	const shown = await byThreshold.start(sourceOf({ [a]: 200, [b]: 200, [c]: 1 }), 5);
	expect(shown.listed.map(({ id }) => id)).toEqual([a, b].sort((x, y) => Number(BigInt(x) - BigInt(y))));
});

it.each([{ known: ['1'] }, { below: { at: START, ids: [old(1)] } }])(
	'with half of what it has to know, it begins anew: %j',
	async (half) => {
		const { sourceOf } = watcher();
		const found = await byThreshold.next(sourceOf({ [old(1)]: 200 }), half as Memory, 10);
		expect(found).toEqual({ listed: [], memory: { known: [old(1)], below: { at: START, ids: [] } } });
	},
);

it('a source that compares nothing has no value', async () => {
	const { sourceOf } = watcher();
	const source: Source = { ...sourceOf({ [old(1)]: 1 }), compared: undefined };
	expect((await byThreshold.start(source, 0)).memory).toEqual({ known: [], below: { at: START, ids: [] } });
});

it('a post that is above the value when it is first seen has not passed it', async () => {
	const { poll, pass } = watcher();
	// X leaves one out; after a deletion an older one moves up.
	expect(await poll({ [old(1)]: 500 })).toEqual([]);
	pass(HOUR);
	expect(await poll({ [old(1)]: 500, [old(2)]: 500, [old(30)]: 500 })).toEqual([]);
});

it('a post that is newer than the poll before has, however fast', async () => {
	const { poll, pass, now } = watcher();
	await poll({ [old(1)]: 1 });
	pass(HOUR);
	const fast = idAt(now() - 60_000);
	expect(await poll({ [old(1)]: 1, [fast]: 5000 })).toEqual([fast]);
});

it.each([
	[9, 1],
	[11, 0],
])(
	'a post that X shows %d minutes after it was made may be newer than the poll before: %d',
	async (minutes, events) => {
		const { poll, pass, now } = watcher();
		const late = idAt(now() - minutes * 60_000);
		await poll({ [old(1)]: 1 });
		pass(60_000);
		expect(await poll({ [old(1)]: 1, [late]: 5000 })).toHaveLength(events);
	},
);

it('a thousand posts below the value are remembered, the newest looks first', async () => {
	const { sourceOf } = watcher();
	const posts = (from: number, to: number) =>
		Object.fromEntries(Array.from({ length: to - from }, (_, i) => [`p${from + i}`, 1]));
	const before: Memory = { known: [], below: { at: START, ids: Object.keys(posts(100, 1100)) } };
	const { memory } = await byThreshold.next(sourceOf(posts(2000, 2010)), before, 100);
	expect(memory.below?.ids).toEqual(Object.keys({ ...posts(2000, 2010), ...posts(100, 1100) }).slice(0, 1000));
});

it('what does not fit into one poll comes with the next ones', async () => {
	const { poll } = watcher();
	const ids = [old(1), old(2), old(3)];
	const all = (likes: number) => Object.fromEntries(ids.map((id) => [id, likes]));
	await poll(all(1));
	const came = [];
	for (let i = 0; i < 4; i++) came.push(await poll(all(200), { most: 1 }));
	expect(came.flat().sort()).toEqual([...ids].sort());
	expect(came.at(-1)).toEqual([]);
});

it('values that X leaves out are none below', async () => {
	const { poll } = watcher();
	expect(await poll({ [old(1)]: undefined })).toEqual([]);
	expect(await poll({ [old(1)]: 500 })).toEqual([]);
});

it('whatever X leaves out, each post that rises while it is watched comes exactly once, and no other', async () => {
	const step = fc.record({ shown: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), rises: fc.nat({ max: 4 }) });
	await fc.assert(
		fc.asyncProperty(fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), fc.array(step), async (above, steps) => {
			const { poll, pass } = watcher();
			const ids = above.map((_, n) => old(n + 1));
			const likes = new Map(ids.map((id, n) => [id, above[n] ? 500 : 1]));
			const below = new Set<string>();
			const expected: string[] = [];
			const came: string[] = [];
			for (const { shown, rises } of [{ shown: [], rises: 0 }, ...steps]) {
				const seen = ids.filter((_, n) => shown[n]);
				for (const id of seen) {
					if (likes.get(id)! < VALUE) below.add(id);
					else if (below.delete(id)) expected.push(id);
				}
				came.push(...(await poll(Object.fromEntries(seen.map((id) => [id, likes.get(id)!])))));
				likes.set(ids[rises], 500);
				pass(HOUR);
			}
			expect(came.sort()).toEqual(expected.sort());
		}),
	);
});
