import fc from 'fast-check';
import { findNewIn, remember, type Known } from '../../../api/polling/known-list';
import type { Page } from '../../../api/polling/listed';

describe('lists without growing IDs', () => {
	const pages = (names: string[], size = 3, requests = Infinity) => {
		const asked: Array<[token: string | undefined, first: boolean]> = [];
		return {
			asked: () => asked,
			mayGoOn: () => asked.length < requests,
			isCut: (_error: unknown) => false,
			async read(token: string | undefined, first: boolean): Promise<Page> {
				asked.push([token, first]);
				const start = token ? names.indexOf(token) + 1 : 0;
				return {
					listed: names.slice(start, start + size).map((name) => ({ id: name })),
					...(start + size < names.length ? { next: names[start + size - 1] } : {}),
				};
			},
		};
	};
	const found = async (names: string[], known: string[]) =>
		(await findNewIn({ known }, 100, pages(names))).listed.map((each) => each.id);

	test('what stands above something known is new, oldest first, over pages', async () => {
		expect(await found(['e', 'd', 'c', 'b', 'a'], ['b', 'a'])).toEqual(['c', 'd', 'e']);
		expect(await found(['b', 'a'], ['b', 'a'])).toEqual([]);
	});

	test('what moves up when others leave is not, and a small disorder does no harm', async () => {
		expect(await found(['b', 'x', 'y'], ['c', 'b'])).toEqual([]);
		expect(await found(['b', 'n', 'a'], ['b', 'a'])).toEqual(['n']);
	});

	test('a walk that is cut goes on where it was, the oldest first', async () => {
		const names = ['h', 'g', 'f', 'e', 'd', 'c', 'b', 'a'];
		const first = await findNewIn({ known: ['b', 'a'] }, 100, pages(names, 3, 1));
		expect(first).toEqual({ listed: [], state: { known: ['b', 'a'], token: 'f' } });
		const second = await findNewIn(first.state, 2, pages(names));
		expect(second.listed.map((each) => each.id)).toEqual(['c', 'd']);
		const third = await findNewIn(second.state, 100, pages(names));
		expect(third.listed.map((each) => each.id)).toEqual(['e']);
		const fourth = await findNewIn(third.state, 100, pages(names));
		expect(fourth.listed.map((each) => each.id)).toEqual(['f', 'g', 'h']);
	});

	test('what is met at the top ends the poll, and so does the end of the list', async () => {
		const met = pages(['b', 'x', 'y', 'z']);
		expect((await findNewIn({ known: ['b', 'a'] }, 100, met)).listed).toEqual([]);
		expect(met.asked()).toHaveLength(1);
		const nothingKnown = pages(['e', 'd', 'c', 'b', 'a'], 2);
		const { listed, state } = await findNewIn({ known: [] }, 100, nothingKnown);
		expect(listed.map((each) => each.id)).toEqual(['a', 'b', 'c', 'd', 'e']);
		expect(state).toStrictEqual({ known: ['e', 'd', 'c', 'b', 'a'] });
		expect(nothingKnown.asked()).toEqual([
			[undefined, true],
			['d', false],
			['b', false],
		]);
	});

	test('a page that X gives again and again ends the poll', async () => {
		const source = pages(['b', 'a']);
		const { read } = source;
		source.read = async (_token, first) => ({ ...(await read(undefined, first)), next: 'same' });
		expect((await findNewIn({ known: [] }, 100, source)).listed).toHaveLength(2);
		expect(source.asked()).toHaveLength(2);
	});

	test('what is remembered is bounded: the most recent thousand', () => {
		const ids = Array.from({ length: 1001 }, (_, i) => String(i));
		expect(remember(['x', '3'], ids)).toEqual(['x', '3', ...ids.filter((id) => id !== '3').slice(0, 998)]);
	});

	test('a list in no order: anything unknown is new, wherever it stands, and it is read to its end', async () => {
		const source = { ...pages(['a', 'n', 'b', 'm']), whole: true };
		const { listed, state } = await findNewIn({ known: ['a', 'b'] }, 100, source);
		expect(listed.map((each) => each.id)).toEqual(['m', 'n']);
		expect(state).toEqual({ known: ['n', 'm', 'a', 'b'] });
	});

	test('a poll asks once although there is no time', async () => {
		const source = pages(['c', 'b', 'a'], 1, 0);
		expect(await findNewIn({ known: [] }, 100, source)).toEqual({ listed: [], state: { known: [], token: 'c' } });
		expect(source.asked()).toHaveLength(1);
	});

	describe('a refusal', () => {
		const limit = new Error('limit');
		const broken = new Error('broken');
		/** The list, which is refused at these requests. */
		const refusing = (refusals: Record<number, Error>) => {
			const source = pages(['e', 'd', 'c', 'b', 'a'], 2);
			const { read } = source;
			return {
				...source,
				isCut: (error: unknown) => error === limit,
				read: async (token: string | undefined, first: boolean) => {
					const page = await read(token, first);
					const refusal = refusals[source.asked().length];
					if (refusal) throw refusal;
					return page;
				},
			};
		};

		test('of the first page is the poll its own, whatever it is', async () => {
			for (const refusal of [limit, broken])
				await expect(findNewIn({ known: ['a'] }, 100, refusing({ 1: refusal }))).rejects.toBe(refusal);
		});

		test('for a limit on a later page keeps the walk, any other is thrown', async () => {
			expect(await findNewIn({ known: ['a'] }, 100, refusing({ 2: limit }))).toEqual({
				listed: [],
				state: { known: ['a'], token: 'd' },
			});
			await expect(findNewIn({ known: ['a'] }, 100, refusing({ 2: broken }))).rejects.toBe(broken);
		});

		test('of a token that was kept begins anew at the top, unless it is for a limit', async () => {
			const before = { known: ['a'], token: 'd' };
			const source = refusing({ 1: broken });
			expect((await findNewIn(before, 100, source)).listed.map((each) => each.id)).toEqual(['b', 'c', 'd', 'e']);
			expect(source.asked().map(([token]) => token)).toEqual(['d', undefined, 'd', 'b']);
			await expect(findNewIn(before, 100, refusing({ 1: limit }))).rejects.toBe(limit);
			await expect(findNewIn(before, 100, refusing({ 1: broken, 2: broken }))).rejects.toBe(broken);
		});
	});

	test('whoever comes is handed out once, whatever cuts the polls', async () => {
		const poll = fc.record({ arrive: fc.nat(7), requests: fc.integer({ min: 1, max: 3 }) });
		await fc.assert(
			fc.asyncProperty(
				fc.integer({ min: 1, max: 5 }),
				fc.integer({ min: 1, max: 3 }),
				fc.array(poll, { maxLength: 10 }),
				async (most, size, polls) => {
					let names = ['first'];
					let state: Known = { known: ['first'] };
					const came: string[] = [];
					const run = async (requests: number) => {
						const found = await findNewIn(state, most, pages(names, size, requests));
						expect(found.listed.length).toBeLessThanOrEqual(most);
						came.push(...found.listed.map((each) => each.id));
						state = JSON.parse(JSON.stringify(found.state)) as Known;
					};
					for (const { arrive, requests } of polls) {
						names = [...Array.from({ length: arrive }, (_, i) => `${names.length + i}`).reverse(), ...names];
						await run(requests);
					}
					for (let i = 0; i < 100; i++) await run(Infinity);
					expect([...came].sort()).toEqual(names.filter((name) => name !== 'first').sort());
				},
			),
			{ numRuns: 60 },
		);
	});
});
