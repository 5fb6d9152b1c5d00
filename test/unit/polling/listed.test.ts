import { byAbsence } from '../../../api/polling/ways/by-absence';
import { byChange } from '../../../api/polling/ways/by-change';
import { byThreshold } from '../../../api/polling/ways/by-threshold';
import { byGrowingId, byId } from '../../../api/polling/ways/by-id';
import { byList, byWholeList } from '../../../api/polling/ways/by-list';
import { firstOf, type PageRequest } from '../../../api/polling/find-new';
import { byAge, isNewer, latestId, type Page } from '../../../api/polling/listed';
import { byPost } from '../../../api/polling/ways/per-post';
import { entries, idsIn, list } from '../../support/unwired/lists';

describe('IDs', () => {
	it('are compared as the large numbers that they are', () => {
		expect([isNewer('10', '9'), isNewer('9', '10'), isNewer('9', '9')]).toEqual([true, false, false]);
		expect(isNewer('1849000000000000002', '1849000000000000001')).toBe(true);
		expect(latestId(['9', '1849000000000000001', '1849000000000000002', '10'])).toBe('1849000000000000002');
	});

	it('are sorted oldest first', () =>
		expect(idsIn(entries(['10', '9', '9', '100']).sort(byAge))).toEqual(['9', '9', '10', '100']));
});

describe('the first entries of a list', () => {
	const pages = (given: readonly Page[]) => {
		const asked: PageRequest[] = [];
		const read = async (request: PageRequest) => {
			asked.push(request);
			return await Promise.resolve(given[Math.min(asked.length, given.length) - 1]);
		};
		return { read, asked };
	};

	it('are read page by page until they are enough', async () => {
		const { source, asked } = list(['7', '6', '5', '4', '3', '2', '1']);
		expect(idsIn(await firstOf(source, 5))).toEqual(['7', '6', '5', '4', '3', '2']);
		expect(asked).toEqual([{ size: 5 }, { size: 2, token: '3' }]);
	});

	it('may be fewer than are wanted', async () => {
		const { source, asked } = list(['2', '1']);
		expect(idsIn(await firstOf(source, 5))).toEqual(['2', '1']);
		expect(asked).toHaveLength(1);
	});

	it('may stand behind empty pages, but not behind endlessly many', async () => {
		const empty = (n: number) => Array.from({ length: n }, (_, i) => ({ listed: [], next: `after ${i}` }));
		const behind = pages([...empty(4), { listed: entries(['1']) }]);
		expect(idsIn(await firstOf(behind, 1))).toEqual(['1']);
		const endless = pages(empty(9));
		expect(await firstOf(endless, 1)).toEqual([]);
		expect(endless.asked).toHaveLength(5);
	});

	it('end where X gives the same page again', async () => {
		const round = pages([{ listed: entries(['1']), next: 'a' }]);
		expect(idsIn(await firstOf(round, 9))).toEqual(['1', '1']);
		expect(round.asked).toHaveLength(2);
	});
});

it('every way says how it tells what is new', () => {
	const some = { quiet: 1, depth: 1 };
	const lists = [byList(some), byWholeList, byPost(some), byAbsence];
	const ways = [byId, byGrowingId(1), ...lists, byThreshold, byChange(), byChange({ deletions: true })];
	for (const { tellsBy } of ways) expect(tellsBy).toMatch(/^(it|the)\w* /);
});
