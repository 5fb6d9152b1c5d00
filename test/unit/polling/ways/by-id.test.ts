/** What is new in lists whose newer objects have greater IDs: what is asked for, handed out and remembered. */
import { byGrowingId, byId } from '../../../../api/polling/ways/by-id';
import { type Memory } from '../../../../api/polling/find-new';
import { idAt } from '../../../../api/polling/watermark';
import { START } from '../../../support/unwired/surroundings';
import { idsIn, settled, list, started, next } from '../../../support/unwired/lists';

describe.each([
	['by ID, where X can be asked for what is newer', byId, 1, 0],
	['by ID, where it cannot', byGrowingId(2), 2, 2],
])('%s', (_, way, quiet, rereads) => {
	it('says what it costs to find nothing', () => expect(way.rereads).toBe(rereads));

	it('starts behind the newest that is there, in whatever order X lists them', async () => {
		const { source, asked } = list(['20', '30', '10']);
		expect(await started(way, source)).toEqual({
			shown: [],
			memory: { watermark: { since: '30', marks: [], late: { settled: '30', recent: ['30', '20', '10'] } } },
		});
		expect(asked).toEqual([{ size: quiet }]);
	});

	it('hands out as many of the newest at the start as are wanted, oldest first', async () => {
		const { source, asked } = list(['40', '20', '30', '10']);
		expect((await started(way, source, 3)).shown).toEqual(['20', '30', '40']);
		expect(asked[0].size).toBe(3);
	});

	it('starts an hour ago where nothing is there', async () => {
		const { memory } = await started(way, list([]).source);
		const since = idAt(START - 3_600_000);
		expect(memory).toEqual({ watermark: { since, marks: [], late: settled(since) } });
	});

	it('finds what came since, each once', async () => {
		const { memory } = await started(way, list(['30', '20', '10']).source);
		const second = await next(way, list(['60', '50', '40', '30', '20', '10']).source, memory);
		expect(second.came).toEqual(['40', '50', '60']);
		expect((await next(way, list(['60', '50', '40', '30', '20', '10']).source, second.memory)).came).toEqual([]);
	});

	it('hands out what is too much for one poll in the next ones', async () => {
		const ids = ['70', '60', '50', '40', '30', '20', '10'];
		let { memory } = await started(way, list(['10']).source);
		const came: string[][] = [];
		for (let i = 0; i < 4; i++) {
			const found = await next(way, list(ids).source, memory, 2);
			came.push(found.came);
			({ memory } = found);
		}
		expect(came).toEqual([['20', '30'], ['40', '50'], ['60', '70'], []]);
	});

	it('does not read a burst again once it is handed out, nor what a poll has settled', async () => {
		const ids = ['70', '60', '50', '40', '30', '20', '10'];
		let { memory } = await started(way, list(['10']).source);
		for (let i = 0; i < 3; i++) ({ memory } = await next(way, list(ids).source, memory, 2));
		expect(memory.watermark).toMatchObject({ since: '70', marks: [], late: { settled: '70' } });
		const { source, asked } = list(ids);
		await next(way, source, memory);
		expect(asked).toEqual([way === byId ? { since: '70' } : { size: quiet }]);
	});

	it('keeps to the bounds of a poll', async () => {
		const ids = ['70', '60', '50', '40', '30', '20', '10'];
		const { memory } = await started(way, list(['10']).source);
		const late = list(ids, { more: { mayGoOn: () => false } });
		expect((await next(way, late.source, memory)).came).toEqual([]);
		expect(late.asked).toHaveLength(1);
		const limit = new Error('limit');
		const cut = list(ids, { more: { isCut: (error) => error === limit } });
		const { read } = cut.source;
		let asked = 0;
		cut.source.read = async (request) => {
			if (++asked === 2) throw limit;
			return await read(request);
		};
		expect((await next(way, cut.source, memory)).came).toEqual([]);
	});

	it('starts where nothing is remembered: what is there is not new', async () => {
		const { source } = list(['20', '10']);
		expect(await next(way, source, {})).toEqual({ came: [], memory: (await started(way, source)).memory });
	});

	it('shows the newest', async () => {
		const { source, asked } = list(['10', '30', '20']);
		expect(idsIn(await way.newest(source))).toEqual(['30', '20', '10']);
		expect(asked).toEqual([{ size: quiet }]);
	});
});

it('X is asked for what is newer only where it can be', async () => {
	const ids = ['60', '50', '40', '30', '20', '10'];
	const memory: Memory = { watermark: { since: '10', marks: [{ id: '50', token: '1' }], late: settled('10') } };
	const bounded = list(ids);
	await byId.next(bounded.source, memory, 9);
	expect(bounded.asked).toEqual([{ since: '10', below: '50' }, { since: '40' }]);
	const growing = list(ids);
	await byGrowingId(2).next(growing.source, { watermark: { since: '40', marks: [], late: settled('40') } }, 9);
	expect(growing.asked).toEqual([{ size: 2 }]);
	const long = list(ids);
	await byGrowingId(2).next(long.source, { watermark: { since: '10', marks: [], late: settled('10') } }, 9);
	expect(long.asked).toEqual([{ size: 2 }, { token: '3' }]);
});

describe('what may still come late', () => {
	const ids = ['80', '70', '60', '50', '40', '30', '20', '10'];
	const known = ['40', '30', '20'];

	it('is read again by the next poll, and then settled', async () => {
		const { source, asked } = list(ids.slice(3));
		const before: Memory = { watermark: { since: '40', marks: [], late: { settled: '10', recent: known } } };
		const first = await next(byId, source, before);
		expect(first.came).toEqual(['50']);
		expect((await next(byId, source, first.memory)).came).toEqual([]);
		expect(asked.map(({ since }) => since)).toEqual(['10', '10', '50']);
	});

	it('waits while a burst is handed out', async () => {
		const { source, asked } = list(ids);
		const marks = [{ id: '60' }];
		const before: Memory = { watermark: { since: '40', marks, late: { settled: '10', recent: known } } };
		expect((await next(byId, source, before, 1)).came).toEqual(['50']);
		expect(asked).toEqual([{ since: '40', below: '60' }]);
	});

	it('is given up where a poll cannot read so much and something new waits', async () => {
		const { source } = list(ids, { more: { mayGoOn: () => false } });
		let memory: Memory = { watermark: { since: '40', marks: [], late: { settled: '10', recent: known } } };
		const came: string[][] = [];
		for (let i = 0; i < 3; i++) {
			const found = await next(byId, source, memory);
			came.push(found.came);
			({ memory } = found);
		}
		expect(came).toEqual([[], ['50'], ['60', '70', '80']]);
	});

	it('stays so while there is too much of it to be read by each poll', async () => {
		const now = idAt(START);
		const recent = Array.from({ length: 51 }, (_, i) => String(BigInt(now) - BigInt(i)));
		const late = { settled: idAt(START - 400_000), recent };
		const { source, asked } = list(recent, { page: 99 });
		const { memory } = await next(byId, source, { watermark: { since: now, marks: [], late } });
		expect(asked).toEqual([{ since: now }]);
		expect(memory.watermark?.late).toEqual(late);
	});
});
