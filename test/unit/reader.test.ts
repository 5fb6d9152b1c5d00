import type { IExecuteFunctions, INodeParameters } from 'n8n-workflow';
import { createReader } from '../../host/reader';

/** Stands for n8n: evaluates an expression to the item's number, and counts how often it is asked. */
function node(parameters: INodeParameters) {
	const asked: string[] = [];
	const context = {
		getNode: () => ({ parameters }),
		getNodeParameter: (name: string, itemIndex: number, fallback: unknown) => {
			asked.push(name);
			const raw = parameters[name] ?? fallback;
			return JSON.parse(JSON.stringify(raw).replaceAll('"=i"', String(itemIndex))) as unknown;
		},
	} as unknown as IExecuteFunctions;
	return { read: createReader(context), asked };
}

describe('Parameters of many items', () => {
	it('asks n8n once for what has no expression', () => {
		const { read, asked } = node({ text: 'fixed', options: { max: 3 } });
		expect([0, 1, 2].map((i) => [read(i)('text', ''), read(i)('options', {})])).toEqual([0, 1, 2].map(() => ['fixed', { max: 3 }]));
		expect(asked).toEqual(['text', 'options']);
	});

	it('asks for every item where there is an expression, however deep', () => {
		const { read } = node({ text: '=i', user: { __rl: true, mode: 'id', value: '=i' }, media: { item: [{ url: '=i' }] } });
		for (const i of [0, 1, 2]) {
			expect(read(i)('text', '')).toBe(i);
			expect(read(i)('user', '')).toEqual({ __rl: true, mode: 'id', value: i });
			expect(read(i)('media', {})).toEqual({ item: [{ url: i }] });
		}
	});

	it('gives the fallback where n8n keeps no value', () => {
		expect(node({}).read(1)('limit', 50)).toBe(50);
	});
});
