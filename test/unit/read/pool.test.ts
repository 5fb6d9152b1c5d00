import { inOrder } from '../../../api/read/pool';
import { rejection, settle } from '../../support/unwired/surroundings';

interface Step {
	started: number[];
	finish(index: number): void;
	fail(index: number, error: Error): void;
	work(entry: string, index: number): Promise<string>;
}

/** Work that ends when the test says so. */
function steps(): Step {
	const open = new Map<number, { resolve(value: string): void; reject(error: Error): void }>();
	const started: number[] = [];
	return {
		started,
		finish: (index) => open.get(index)?.resolve(`result ${index}`),
		fail: (index, error) => open.get(index)?.reject(error),
		work: async (_entry, index) => {
			started.push(index);
			return await new Promise<string>((resolve, reject) => void open.set(index, { resolve, reject }));
		},
	};
}

const entries = ['a', 'b', 'c', 'd', 'e'];

it('results come in the order of the entries, whatever ends first', async () => {
	const { finish, work } = steps();
	const results = inOrder(entries, 5, work);
	for (const index of [3, 0, 4, 2, 1]) finish(index);
	expect(await results).toEqual(['result 0', 'result 1', 'result 2', 'result 3', 'result 4']);
});

it('each entry is worked on once, with its index', async () => {
	expect(await inOrder(entries, 2, async (entry, index) => `${entry}${index}`)).toEqual(['a0', 'b1', 'c2', 'd3', 'e4']);
});

it('as many are under way as the width says, and the next starts as soon as one ends', async () => {
	const { finish, started, work } = steps();
	const results = inOrder(entries, 2, work);
	expect(started).toEqual([0, 1]);
	finish(1);
	await settle();
	expect(started).toEqual([0, 1, 2]);
	for (const index of [0, 2]) finish(index);
	await settle();
	expect(started).toEqual([0, 1, 2, 3, 4]);
	for (const index of [3, 4]) finish(index);
	await results;
});

it('nothing is started after the first failure; what is under way ends before it is told', async () => {
	const { fail, finish, started, work } = steps();
	let told = false;
	const failure = rejection(inOrder(entries, 2, work)).then((error) => {
		told = true;
		return error;
	});
	const first = new Error('first');
	fail(0, first);
	await settle();
	expect([started, told]).toEqual([[0, 1], false]);
	finish(1);
	expect(await failure).toBe(first);
	expect(started).toEqual([0, 1]);
});

it('of several failures the first is told', async () => {
	const { fail, work } = steps();
	const failure = rejection(inOrder(entries, 3, work));
	const first = new Error('first');
	fail(2, first);
	fail(0, new Error('second'));
	fail(1, new Error('third'));
	expect(await failure).toBe(first);
});

it('a failure may be undefined', async () => {
	expect(await rejection(inOrder(entries, 1, async () => await Promise.reject<string>(undefined)))).toBeUndefined();
});

it('no entries give no results', async () => {
	expect(await inOrder([], 5, async () => 'x')).toEqual([]);
});
