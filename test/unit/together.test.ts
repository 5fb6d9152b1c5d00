import { putTogether } from '../../host/together';
import type { Prepared, Wishes } from '../../host/types';

const wishes = { limit: Infinity, output: 'simplified', select: {}, cutShort: 'keep' } as unknown as Wishes;
const item = (itemIndex: number, values: Prepared['values']): Prepared => ({ itemIndex, values, wishes });

describe('Items whose lists go together', () => {
	const ready = [item(0, { job: '1', ids: ['10', '11'] }), item(1, { job: '2', ids: ['20'] }), item(2, { job: '1', ids: ['11', '12'] })];

	it('share a call when everything else is the same, each entry once', () => {
		const shared = putTogether(ready, 'ids');
		expect(shared.map(({ each, others }) => [each.itemIndex, each.values, others.map(({ itemIndex }) => itemIndex)])).toEqual([
			[0, { job: '1', ids: ['10', '11', '12'] }, [2]],
			[1, { job: '2', ids: ['20'] }, []],
		]);
	});

	it('stay apart without such a list', () => {
		expect(putTogether(ready, undefined)).toEqual(ready.map((each) => ({ each, others: [] })));
	});
});
