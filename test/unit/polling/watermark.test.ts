import { catchUp, idAt, withinRecent, type Range, type Source, type Watermark } from '../../../api/polling/watermark';

/** Lists of IDs beyond what a number holds exactly; the next one differs in the last digit. */
const BASE = 1_849_000_000_000_000_000n;
const id = (n: number) => String(BASE + BigInt(n));
const entry = (n: number) => ({ id: id(n) });

/** X with `newest` objects, in pages of 10. */
function list(
	newest: number,
	{
		bounded,
		requests = Infinity,
		refuse,
	}: { bounded: boolean; requests?: number; refuse?(range: Range): Error | undefined },
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
			const page = start < 0 ? [] : all.slice(start, start + 10);
			return {
				listed: page.map(entry),
				...(start + 10 < all.length && start >= 0 ? { next: String(page.at(-1)) } : {}),
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
		expect(state.marks.map((mark) => mark.id)).toEqual([id(31)]);
		expect(numbers((await catchUp(state, 100, list(50, { bounded }))).listed)).toEqual(range(1, 50));
		await expect(catchUp(start, 100, list(50, { bounded, refuse: refuseAt(3, 'broken') }))).rejects.toThrow('broken');
		await expect(catchUp(start, 100, list(50, { bounded, refuse: refuseAt(1, 'limit') }))).rejects.toThrow('limit');
	});

	test('the marks of a huge burst have a bound, and nothing is lost with those left out', async () => {
		const { state } = await catchUp({ since: id(0), marks: [] }, 1, list(400, { bounded, requests: 30 }));
		expect(state.marks.length).toBeLessThanOrEqual(100);
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
