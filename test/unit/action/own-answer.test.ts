/** Operations of several calls: how they read pages, what they say, and that they write once. */
import { XError } from '../../../api/errors/errors';
import type { Operation } from '../../../connector';
import { answer, answered, ids, LIMIT, page, SEARCH, type Given } from '../../support/unwired/answering';
import { xRejection } from '../../support/unwired/surroundings';
import { operationOf } from '../../support/unwired/writing';

describe('An operation of several calls', () => {
	const CONVERSATION = operationOf('post', 'getConversation');

	it('reads pages and says what it has to say', async () => {
		const read: Operation = {
			...CONVERSATION,
			run: async ({ reading }) => {
				await Promise.resolve();
				reading.tell('One.');
				reading.tell('Two.');
				return { data: [] };
			},
		};
		const errors = [{ title: 'Gone', detail: 'A post is gone.' }];
		expect(await answered(read, { post: '1' })).toMatchObject({ answers: [{ data: [] }], note: 'One. Two.' });
		const silent = { ...read, run: async () => await Promise.resolve({ data: [], errors }) };
		expect(await answered(silent, { post: '1' })).not.toHaveProperty('note');
	});

	describe('that reads pages', () => {
		const other = 'GET /2/users/{id}/tweets';
		/** Reads its own pages, and then those of another endpoint. */
		const READ: Operation = {
			...SEARCH,
			run: async ({ reading, query }) => {
				const own = await reading.pages(SEARCH.endpoint, SEARCH.page!, { query });
				const others = await reading.pages(other, SEARCH.page!, { path: { id: '1' } });
				return { data: [...own, ...others].flatMap(({ data }) => data) };
			},
		};
		const read = async (answerOf: Given['answer'], settings: Given['settings'] = {}) =>
			await answer(READ, { query: 'kites' }, { options: { limit: 150, from: 'a' }, answer: answerOf, settings });

		it('goes on with its own where an earlier run stopped, up to the limit', async () => {
			const { run, calls } = await read((_, i) => page(ids(100, 1 + 100 * i), 'b'));
			expect((await run).answers[0].data).toHaveLength(300);
			expect(await run).not.toHaveProperty('cut');
			expect(calls.map(({ endpoint, parts: { query } }) => [endpoint, query?.next_token])).toEqual([
				[SEARCH.endpoint, 'a'],
				[SEARCH.endpoint, 'b'],
				[other, undefined],
				[other, 'b'],
			]);
		});

		it('keeps what has come when X ends it, with where to go on with its own', async () => {
			const late = new XError(LIMIT.problem, LIMIT.context);
			const { run } = await read((_, i) => {
				if (i === 1) throw LIMIT;
				if (i === 3) throw late;
				return page(ids(100, 1 + 100 * i), i > 0 ? 'c' : 'b');
			});
			expect(await run).toMatchObject({ answers: [{ data: { length: 200 } }], cut: { error: LIMIT, nextToken: 'b' } });
			const elsewhere = await read(({ endpoint }, i) => {
				if (endpoint === other && i > 1) throw LIMIT;
				return page(ids(100, 1 + 100 * i), endpoint === other ? 'c' : undefined);
			});
			expect((await elsewhere.run).cut).toStrictEqual({ error: LIMIT });
		});

		it('fails where the settings say so, and only where it is ended', async () => {
			const run = async (fault: number) => {
				const pages = await read(
					(_, i) => {
						if (i === fault) throw LIMIT;
						return page(ids(100, 1 + 100 * i), 'b');
					},
					{ cutShort: 'fail' },
				);
				return await pages.run;
			};
			expect(await xRejection(run(1))).toBe(LIMIT);
			expect((await run(-1)).answers[0].data).toHaveLength(300);
		});
	});

	it('that writes is told of what X left out, and done once', async () => {
		const errors = [{ title: 'Gone', detail: 'A post is gone.' }];
		let runs = 0;
		const write: Operation = {
			...operationOf('list', 'create'),
			run: async ({ values, path, body, files }) => {
				runs++;
				expect([values, path, body, [...files]]).toEqual([{ name: 'Kites' }, {}, { name: 'Kites' }, []]);
				return await Promise.resolve({ data: { id: '1' }, errors });
			},
		};
		const { note, earlier } = await answered(write, { name: 'Kites' });
		expect(note).toMatch(/A post is gone/);
		await answered(write, { name: 'Kites' }, { earlier });
		expect(runs).toBe(1);
		await answered({ ...write, tracks: true }, { name: 'Kites' }, { earlier });
		await answered({ ...write, offline: true }, { name: 'Kites' }, { earlier });
		expect(runs).toBe(3);
	});
});
