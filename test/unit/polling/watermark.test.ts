import fc from 'fast-check';
import { catchUp, idAt, withinRecent, type Range, type Source, type Watermark } from '../../../api/polling/watermark';
import { runs } from '../../support/runs';

/** Lists of IDs beyond what a number holds exactly; the next one differs in the last digit. */
const BASE = 1_849_000_000_000_000_000n;
const id = (n: number) => String(BASE + BigInt(n));
const entry = (n: number) => ({ id: id(n) });

/** X with `newest` objects, in pages of 10 unless told. */
function list(
	newest: number,
	{
		bounded,
		requests = Infinity,
		size = 10,
		refuse,
	}: { bounded: boolean; requests?: number; size?: number; refuse?(range: Range): Error | undefined },
): Source & { ranges: Range[] } {
	const ranges: Range[] = [];
	return {
		ranges,
		bounded,
		mayGoOn: () => ranges.length < requests,
		isCut: (error) => (error as Error).message === 'limit',
		async read(range) {
			ranges.push(range);
			const error = refuse?.(range);
			if (error) throw error;
			const all = Array.from({ length: newest }, (_, i) => newest - i).filter(
				(n) =>
					!bounded || (BigInt(id(n)) > BigInt(range.since) && (!range.below || BigInt(id(n)) < BigInt(range.below))),
			);
			const start = range.token ? all.findIndex((n) => n < Number(range.token)) : 0;
			const page = start < 0 ? [] : all.slice(start, start + size);
			return {
				listed: page.map(entry),
				...(start + size < all.length && start >= 0 ? { next: String(page.at(-1)) } : {}),
			};
		},
	};
}

const numbers = (listed: ReadonlyArray<{ id: string }>) => listed.map((each) => Number(BigInt(each.id) - BASE));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe.each([
	['X keeps to since_id and until_id', true],
	['X does not', false],
])('%s', (_what, bounded) => {
	test('a burst of many polls comes in order, each once, whatever cuts the walk', async () => {
		let state: Watermark = { since: id(0), marks: [] };
		const came: number[] = [];
		for (let poll = 0; poll < 60; poll++) {
			const found = await catchUp(state, 15, list(120 + poll, { bounded, requests: 3 }));
			came.push(...numbers(found.listed));
			state = JSON.parse(JSON.stringify(found.state)) as Watermark;
		}
		expect(came).toEqual(range(1, came.length));
		expect(came.length).toBeGreaterThan(160);
	});

	test('a limit in the middle keeps the walk, any other refusal is thrown', async () => {
		const refuseAt = (count: number, message: string) => {
			let asked = 0;
			return () => (++asked === count ? new Error(message) : undefined);
		};
		const start = { since: id(0), marks: [] };
		const { listed, state } = await catchUp(start, 100, list(50, { bounded, refuse: refuseAt(3, 'limit') }));
		expect(listed).toEqual([]);
		expect(state.marks).toStrictEqual([bounded ? { id: id(31) } : { id: id(31), token: '31' }]);
		expect(numbers((await catchUp(state, 100, list(50, { bounded }))).listed)).toEqual(range(1, 50));
		await expect(catchUp(start, 100, list(50, { bounded, refuse: refuseAt(3, 'broken') }))).rejects.toThrow('broken');
		await expect(catchUp(start, 100, list(50, { bounded, refuse: refuseAt(1, 'limit') }))).rejects.toThrow('limit');
	});

	test('whatever comes and whatever cuts the polls, each is handed out once, in order, and no more than wanted', async () => {
		const poll = fc.record({
			arrive: fc.nat(12),
			requests: fc.integer({ min: 1, max: 4 }),
			refuseAt: fc.option(fc.integer({ min: 1, max: 4 })),
		});
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 7 }),
				fc.integer({ min: 1, max: 4 }),
				fc.array(poll, { maxLength: 12 }),
				async (most, size, polls) => {
					let state: Watermark = { since: id(0), marks: [] };
					let newest = 0;
					const came: number[] = [];
					const run = async (source: Source) => {
						const found = await catchUp(state, most, source).catch((error: Error) => {
							if (error.message !== 'limit') throw error;
							return { listed: [], state };
						});
						expect(found.listed.length).toBeLessThanOrEqual(most);
						came.push(...numbers(found.listed));
						state = JSON.parse(JSON.stringify(found.state)) as Watermark;
					};
					for (const { arrive, requests, refuseAt } of polls) {
						newest += arrive;
						let asked = 0;
						const refuse = () => (++asked === refuseAt ? new Error('limit') : undefined);
						await run(list(newest, { bounded, requests, size, refuse }));
					}
					for (let i = 0; i < 200 && came.length < newest; i++) await run(list(newest, { bounded, size }));
					expect(came).toEqual(range(1, newest));
				},
			),
			{ numRuns: runs(60) },
		);
	});

	test('a poll asks once although there is no time, and tells its first request from the others', async () => {
		const late = list(50, { bounded, requests: 0 });
		await catchUp({ since: id(0), marks: [] }, 100, late);
		expect(late.ranges).toHaveLength(1);
		const long = list(50, { bounded });
		await catchUp({ since: id(0), marks: [{ id: id(30) }] }, 100, long);
		expect(long.ranges.map(({ first }) => first)).toEqual(long.ranges.map((_, i) => i === 0));
	});

	test('a page that X gives again and again ends the walk', async () => {
		const source = list(50, { bounded, requests: 100 });
		const { read } = source;
		source.read = async (asked) => ({ ...(await read(asked)), next: 'same' });
		await catchUp({ since: id(0), marks: [] }, 100, source);
		expect(source.ranges.length).toBeLessThan(5);
	});

	test('a burst is divided into what one poll hands out each, the newest part first', async () => {
		const { listed, state } = await catchUp({ since: id(0), marks: [] }, 10, list(45, { bounded }));
		expect(numbers(listed)).toEqual(range(1, 10));
		expect(state.since).toBe(id(10));
		expect(numbers(state.marks)).toEqual([41, 31, 21]);
		for (const mark of state.marks) expect('token' in mark).toBe(!bounded && mark.id !== id(41));
	});

	test('a poll that is full asks for nothing more', async () => {
		const source = list(45, { bounded });
		const marks = [{ id: id(31) }, { id: id(11) }];
		const found = await catchUp({ since: id(0), marks }, 10, source);
		expect(numbers(found.listed)).toEqual(range(1, 10));
		expect(found.state).toEqual({ since: id(10), marks: [{ id: id(31) }] });
		expect(source.ranges.every(({ below }) => below === id(11))).toBe(true);
	});

	test('parts that are handed out stay so when a limit meets the next one', async () => {
		const refuse = ({ below }: Range) => (below === id(31) ? new Error('limit') : undefined);
		const marks = [{ id: id(31) }, { id: id(11) }];
		const found = await catchUp({ since: id(0), marks }, 100, list(45, { bounded, refuse }));
		expect(numbers(found.listed)).toEqual(range(1, 10));
		expect(found.state).toEqual({ since: id(10), marks: [{ id: id(31) }] });
	});

	test('the marks of a huge burst have a bound, and nothing is lost with those left out', async () => {
		const { state } = await catchUp({ since: id(0), marks: [] }, 1, list(400, { bounded, requests: 30 }));
		expect(state.marks.length).toBeLessThanOrEqual(100);
		expect(state.marks.length).toBeGreaterThan(50);
		expect(state.marks.at(-1)?.id).toBe(id(101));
		expect(numbers((await catchUp(state, 1000, list(400, { bounded }))).listed)).toEqual(range(1, 400));
	});
});

test('a page token that X no longer takes: from the top again', async () => {
	const { state } = await catchUp({ since: id(0), marks: [] }, 100, list(50, { bounded: false, requests: 3 }));
	expect(state.marks).toEqual([{ id: id(21), token: '21' }]);
	const refuse = ({ token }: Range) => (token === '21' ? new Error('old token') : undefined);
	let once = false;
	const source = list(50, {
		bounded: false,
		refuse: (asked) => (once ? undefined : ((once = asked.token === '21'), refuse(asked))),
	});
	expect(numbers((await catchUp(state, 100, source)).listed)).toEqual(range(1, 50));
});

test('neighbouring IDs are told apart where numbers could not', async () => {
	expect(Number(id(1))).toBe(Number(id(2)));
	expect(numbers((await catchUp({ since: id(1), marks: [] }, 10, list(2, { bounded: false }))).listed)).toEqual([2]);
});

test('since_id of a search stays within seven days', () => {
	const now = Date.parse('2026-05-08T00:00:00Z');
	expect(withinRecent(idAt(now - 3_600_000), now)).toBe(idAt(now - 3_600_000));
	expect(withinRecent('1', now)).toBe(idAt(Date.parse('2026-05-01T00:05:00Z')));
});

test('a walk that was cut before it met anything stays where it was', async () => {
	const marks = Array.from({ length: 100 }, (_, i) => ({ id: id(200 - i) }));
	const { listed, state } = await catchUp({ since: id(0), marks }, 100, list(300, { bounded: false, requests: 1 }));
	expect([listed, state]).toEqual([[], { since: id(0), marks }]);
});

test('the lowest ID of a moment is at most that of a post made then', () => {
	// An example in X's documentation, which is dated to this second.
	const [post, made] = [1212092628029698048n, Date.parse('2019-12-31T19:26:16Z')];
	expect(BigInt(idAt(made)) <= post && post < BigInt(idAt(made + 1000))).toBe(true);
	expect(idAt(made + 0.9)).toBe(idAt(made));
});
