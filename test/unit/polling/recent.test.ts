/** What may still be listed late, and what was emitted: what is asked for again, and what is remembered. */
import {
	askedSince,
	newestVersions,
	remembered,
	settledAt,
	startRecent,
	withoutKnown,
	type Recent,
} from '../../../api/polling/late';
import { idAt, isElsewhere, timeIn } from '../../../api/polling/watermark';
import { entries, idsIn } from '../../support/unwired/lists';
import { START } from '../../support/unwired/surroundings';

const MINUTE = 60_000;
const id = (minutes: number, n = 0) => String(BigInt(idAt(START + minutes * MINUTE)) + BigInt(n));
const ids = (count: number, minutes = 0) => Array.from({ length: count }, (_, i) => id(minutes, count - i));

describe('an ID', () => {
	it('tells when it was made', () => {
		expect(timeIn(idAt(START))).toBe(START);
		expect(['', '12', '12345678901234567890', 'x1849000000000000000', '1849000000000000000x'].map(timeIn)).toEqual(
			Array(5).fill(undefined),
		);
	});

	it('of before X gave any of this kind is the first', () =>
		expect([0, Date.parse('2010-11-04T01:42:54.657Z'), Date.parse('2010-11-04T01:42:54.658Z')].map(idAt)).toEqual([
			'0',
			'0',
			String(1n << 22n),
		]));

	it.each([
		[0, false],
		[4.9, false],
		[5, false],
		[5.1, true],
	])('that is %d minutes away is elsewhere: %s', (minutes, elsewhere) => {
		expect(isElsewhere(id(minutes), id(0))).toBe(elsewhere);
		expect(isElsewhere(id(0), id(minutes))).toBe(elsewhere);
	});
});

describe('nothing is listed late', () => {
	it.each([
		['five minutes before now', id(-1), 0, id(-5)],
		['up to the newest, where that is older', id(-20), 0, id(-20)],
		['five minutes before the newest, where the clock is behind', id(60), 0, id(55)],
		['from the first ID on', '1000', -60 * 24 * 365 * 30, '0'],
	])('%s', (_, newest, now, settled) => expect(settledAt(newest, START + now * MINUTE)).toBe(settled));
});

describe('at the start', () => {
	it('all that is there is known, with its versions, and what is older than it', () => {
		const there = [{ id: id(-1), versions: [id(-2), id(-1)] }, { id: id(-3) }, { id: id(-2) }];
		expect(startRecent(there, id(-1), START)).toEqual({
			settled: id(-3),
			recent: [id(-1), id(-2), id(-1), id(-3), id(-2)],
		});
		expect(startRecent([], id(-60), START)).toEqual({ settled: id(-60), recent: [] });
		expect(startRecent([], id(0), START)).toEqual({ settled: id(0), recent: [] });
	});

	it('a thousand are remembered', () => {
		const { recent } = startRecent(entries(ids(1200)), id(0, 1200), START);
		expect(recent).toEqual(ids(1200).slice(0, 1000));
	});
});

describe('what is asked for again', () => {
	const recent = (count: number, settled: string): Recent => ({ settled, recent: [...ids(count, -1), id(-30)] });

	it.each([
		['what may still come late', 50, -4, 0, id(-4)],
		['nothing, where that would be much', 51, -4, 0, id(-1, 51)],
		['much of it once in five minutes', 51, -10, 0, id(-10)],
		['much of it, not a moment sooner', 51, -9.99, 0, id(-1, 51)],
		['much of it, once nothing may come late any more', 51, -4, 60, id(-4)],
	])('%s', (_, count, settled, now, since) =>
		expect(askedSince(id(-1, count), recent(count, id(settled)), START + now * MINUTE)).toBe(since),
	);

	it('is never more than what is newer', () =>
		expect(askedSince(id(-5), { settled: id(-1), recent: [] }, START)).toBe(id(-5)));
});

describe('versions of a post', () => {
	const [first, second, other] = [id(0, 1), id(0, 2), id(0, 3)];

	it('that came together are one: the newest', () => {
		const edited = { id: second, versions: [first, second] };
		expect(newestVersions([{ id: first, versions: [first] }, edited, { id: other }])).toEqual([edited, { id: other }]);
	});

	it('that came before are left out, but not what ends the reading', () => {
		const listed = [{ id: other, versions: [first, other] }, { id: second }, { id: first }];
		const page = { listed, next: 'more' };
		expect(withoutKnown(page, first, { settled: first, recent: [first] })).toEqual({
			listed: listed.slice(1),
			next: 'more',
		});
	});
});

describe('what is remembered', () => {
	const before: Recent = { settled: id(-9), recent: [id(-6), id(-7)] };

	it('are the newest first, each once, with their versions', () =>
		expect(
			remembered(before, [{ id: id(-4) }, { id: id(-3), versions: [id(-6), id(-3)] }], true, id(-3), START),
		).toEqual({ settled: id(-5), recent: [id(-3), id(-6), id(-4), id(-7)] }));

	it('settles only when all was read, and never backwards', () => {
		expect(remembered(before, [], false, id(-3), START).settled).toBe(id(-9));
		expect(remembered(before, [], true, id(-20), START).settled).toBe(id(-9));
	});

	it('are a thousand: what is forgotten does not come late', () => {
		const listed = entries([...ids(1003, -1)].reverse());
		const { settled, recent } = remembered(before, listed, true, id(-1, 1003), START);
		expect(recent).toEqual(ids(1003, -1).slice(0, 1000));
		expect(settled).toBe(id(-1, 3));
	});

	it('are a thousand: what is settled may be forgotten', () => {
		const listed = entries([...ids(999, -1)].reverse());
		const { settled, recent } = remembered(before, listed, true, id(-1, 999), START);
		expect([recent.length, idsIn(entries(recent)).at(-1), settled]).toEqual([1000, id(-6), id(-5)]);
	});
});
