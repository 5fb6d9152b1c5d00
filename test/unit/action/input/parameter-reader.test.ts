import type { IDataObject, IExecuteFunctions, INodeParameters } from 'n8n-workflow';
import { createReader } from '../../../../host/action/input/parameter-reader';
import { inputError } from '../../../support/unwired/surroundings';

const nameIn = ({ user }: IDataObject): unknown =>
	typeof user === 'object' && user !== null && Object.hasOwn(user, 'name') ? (user as IDataObject).name : undefined;

/** Stands for n8n: evaluates two expressions, and counts how often it is asked. */
function node(parameters: INodeParameters, items: IDataObject[] = [{}, {}, {}]) {
	const asked: string[] = [];
	const context = {
		getNode: () => ({ parameters }),
		getInputData: () => items.map((json) => ({ json })),
		getNodeParameter: (name: string, itemIndex: number, fallback: unknown) => {
			asked.push(name);
			const raw = JSON.stringify(parameters[name] ?? fallback)
				.replaceAll('"=i"', String(itemIndex))
				.replaceAll('"={{ $json.id }}"', JSON.stringify(items[itemIndex].id ?? 'from n8n'))
				.replaceAll('"={{ $json.user.name }}"', JSON.stringify(nameIn(items[itemIndex]) ?? 'from n8n'));
			return JSON.parse(raw) as unknown;
		},
	} as unknown as IExecuteFunctions;
	return { read: createReader(context), asked };
}

describe('Parameters of many items', () => {
	it('asks n8n once for what has no expression', () => {
		const { read, asked } = node({ text: 'fixed', options: { max: 3 } });
		expect([0, 1, 2].map((i) => [read(i)('text', ''), read(i)('options', {})])).toEqual(
			[0, 1, 2].map(() => ['fixed', { max: 3 }]),
		);
		expect(asked).toEqual(['text', 'options']);
	});

	it('asks n8n once for what has none, whatever it is', () => {
		const { read, asked } = node({ empty: { a: null } });
		for (const i of [0, 1, 2]) expect(['empty', 'missing'].map((name) => read(i)(name, 50))).toEqual([{ a: null }, 50]);
		expect(asked).toEqual(['empty', 'missing']);
	});

	it('asks for every item where there is an expression, however deep', () => {
		const { read } = node({
			text: '=i',
			user: { __rl: true, mode: 'id', value: '=i' },
			media: { item: [{ url: '=i' }] },
		});
		for (const i of [0, 1, 2]) {
			expect(read(i)('text', '')).toBe(i);
			expect(read(i)('user', '')).toEqual({ __rl: true, mode: 'id', value: i });
			expect(read(i)('media', {})).toEqual({ item: [{ url: i }] });
		}
	});

	it.each<[string, INodeParameters[string]]>([
		['a text', '{{ $json.text }}'],
		['one inside', { item: [{ altText: 'Seen at {{$now}}' }] }],
		['one that asks an agent', "{{ $fromAI('text') }}"],
		['one beside an expression', ['=i', "Dear {{ $('Sheet').item.json.name }}"]],
	])('refuses an expression that n8n does not evaluate: %s', (_, text) => {
		expect(inputError(() => void node({ text }).read(0)('text', ''))).toMatchObject({
			message: expect.stringMatching(/^An expression is not evaluated here: .*\{\{/) as string,
			advice: expect.stringContaining('put = before its text') as string,
		});
	});

	it.each(['Prices in {{ braces }}', 'It costs $json 5', '={{ $json.id }}', '={{ "{{ $json.id }}" }}'])(
		'takes others as they are: %s',
		(text) => expect(() => node({ text }).read(0)('text', '')).not.toThrow(),
	);

	it('gives the fallback where n8n keeps no value', () => {
		expect(node({}).read(1)('limit', 50)).toBe(50);
	});

	const ID = '={{ $json.id }}';

	it.each([
		['a text', ID, (id: unknown) => id],
		['a locator', { __rl: true, mode: 'id', value: ID }, (id: unknown) => ({ __rl: true, mode: 'id', value: id })],
		[
			'rows',
			{ item: [{ source: 'ids', mediaIds: ID }] },
			(id: unknown) => ({ item: [{ source: 'ids', mediaIds: id }] }),
		],
	])('asks once for a path into the item (%s)', (_, parameter, shown) => {
		const { read, asked } = node({ post: parameter }, [{ id: '1' }, { id: 2 }, { id: false }]);
		expect([0, 1, 2].map((i) => read(i)('post', ''))).toEqual(['1', 2, false].map(shown));
		expect(asked).toEqual(['post']);
	});

	it('asks where the item holds no plain value at that path', () => {
		const { read, asked } = node({ post: ID }, [
			{ id: '1' },
			{},
			{ id: null },
			{ id: { a: 1 } },
			{ id: ['x'] },
			{ id: '6' },
		]);
		expect([0, 1, 2, 3, 4, 5].map((i) => read(i)('post', ''))).toEqual([
			'1',
			'from n8n',
			'from n8n',
			{ a: 1 },
			['x'],
			'6',
		]);
		expect(asked).toHaveLength(5);
	});

	it('asks where it is not a path of plain objects that are the own ones of the item', () => {
		const users: unknown[] = [
			{ name: 'a' },
			'text',
			5,
			null,
			undefined,
			Object.create({ name: 'inherited' }),
			{ name: 'b' },
		];
		const { read, asked } = node(
			{ user: { value: '={{ $json.user.name }}', mode: null } } as unknown as INodeParameters,
			users.map((user) => ({ user }) as IDataObject),
		);
		expect(users.map((_, i) => (read(i)('user', '') as IDataObject).value)).toEqual([
			'a',
			...Array<string>(5).fill('from n8n'),
			'b',
		]);
		expect(asked).toHaveLength(6);
	});

	it('asks for every item when n8n has something else for the first: in a tool, $json is not the input', () => {
		const items = [{ id: '1' }, { id: '2' }];
		const { read } = node({ post: ID }, items);
		const context = {
			getNode: () => ({ parameters: { post: ID } }),
			getInputData: () => items.map((json) => ({ json })),
			getNodeParameter: (_: string, i: number) => `other ${i}`,
		} as unknown as IExecuteFunctions;
		const elsewhere = createReader(context);
		expect([0, 1].map((i) => [read(i)('post', ''), elsewhere(i)('post', '')])).toEqual([
			['1', 'other 0'],
			['2', 'other 1'],
		]);
	});
});
