import { XError } from '../../../api/errors/errors';
import { failure, success } from '../../../api/errors/outcome';
import { resultsPerItem, putTogether } from '../../../host/action/group-items';
import type { CheckedItem, OutputOptions } from '../../../host/shared/types';

const outputOptions = {
	limit: Infinity,
	output: 'simplified',
	select: {},
	cutShort: 'keep',
} as unknown as OutputOptions;
const item = (itemIndex: number, values: CheckedItem['values']): CheckedItem => ({ itemIndex, values, outputOptions });

describe('Items whose lists go together', () => {
	const ready = [
		item(0, { job: '1', ids: ['10', '11'] }),
		item(1, { job: '2', ids: ['20'] }),
		item(2, { job: '1', ids: ['11', '12'] }),
	];

	it('share a call when everything else is the same, each entry once', () => {
		const shared = putTogether(ready, 'ids');
		expect(
			shared.map(({ each, others }) => [each.itemIndex, each.values, others.map(({ itemIndex }) => itemIndex)]),
		).toEqual([
			[0, { job: '1', ids: ['10', '11', '12'] }, [2]],
			[1, { job: '2', ids: ['20'] }, []],
		]);
	});

	it('stay apart without such a list', () => {
		expect(putTogether(ready, undefined)).toEqual(ready.map((each) => ({ each, others: [] })));
	});
});

describe('Items that are the entries of one thing', () => {
	const together = {
		when: { field: 'source', value: 'items' },
		of: ['text', 'media'],
		as: 'parts',
		perItem: true,
	} as const;
	const ready = [
		item(0, { source: 'items', text: 'One' }),
		item(1, { source: 'text', text: 'A' }),
		item(2, { source: 'items', text: 'Two' }),
		item(3, { source: 'text', text: 'A' }),
		item(4, { source: 'items', text: 'Other', replyTo: '9' }),
	];

	it('go together when they agree in the rest; the others stay apart', () => {
		expect(
			putTogether(ready, together).map(({ each, others, perItem }) => [
				each.itemIndex,
				each.values.parts,
				each.values.text,
				others.map(({ itemIndex }) => itemIndex),
				perItem,
			]),
		).toEqual([
			[0, [{ text: 'One' }, { text: 'Two' }], undefined, [2], true],
			[1, undefined, 'A', [], undefined],
			[3, undefined, 'A', [], undefined],
			[4, [{ text: 'Other' }], undefined, [], true],
		]);
	});

	it('get each its own result, or the error with what was done before it', () => {
		const [first] = putTogether(ready, together);
		expect(resultsPerItem(first, success({ answers: [{ data: [{ id: '1' }, { id: '2' }] }] }), true)).toEqual([
			[0, success({ answers: [{ data: { id: '1' } }] })],
			[2, success({ answers: [{ data: { id: '2' } }] })],
		]);
		const error = new XError(
			{ title: 'No', detail: '', type: '' },
			{ endpoint: '', status: 403, published: [{ id: '1' }] },
		);
		expect(resultsPerItem(first, failure(error), false)).toEqual([
			[0, success({ answers: [{ data: { id: '1' } }] })],
			[2, failure(error)],
		]);
		expect(resultsPerItem(first, failure(error), true)).toEqual([
			[0, failure(error)],
			[2, failure(error)],
		]);
		const before = new XError({ title: 'No', detail: '', type: '' }, { endpoint: '', status: 403 });
		expect(resultsPerItem(first, failure(before), false)).toEqual([
			[0, failure(before)],
			[2, failure(before)],
		]);
	});

	it('of a list of values have one result, at the first item', () => {
		const [first] = putTogether([item(0, { job: '1', ids: ['10'] }), item(1, { job: '1', ids: ['11'] })], 'ids');
		const result = success({ answers: [{ data: { uploaded: 2 } }], note: 'X left out something.' });
		expect(resultsPerItem(first, result, true)).toEqual([
			[0, result],
			[1, success({ answers: [] })],
		]);
	});
});
