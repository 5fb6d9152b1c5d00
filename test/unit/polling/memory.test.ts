/** What n8n has kept of a poll is read only where all of it is what it should be. */
import { isMemory } from '../../../api/polling/memory';

const list = {
	order: ['a', 'b'],
	met: 2,
	gone: ['c'],
	whole: true,
	count: 3,
	at: 5,
	cuts: [{ token: 't', above: 1 }],
	floor: 'f',
};
const memory = {
	watermark: {
		since: '20',
		marks: [{ id: '30', token: 't' }, { id: '25' }],
		late: { settled: '10', recent: ['10', '19'] },
	},
	list,
	known: ['a', 'b'],
	perPost: [{ id: '1', list, more: true }],
	compared: { '1': { name: 'Ada', bio: '' } },
	roster: {
		members: ['1', '2'],
		count: 2,
		left: ['3'],
		reading: { seen: ['1', '2'], count: 2, token: 't', lost: ['4'] },
	},
};

type Inner = Record<string, unknown>;
const isInner = (value: unknown): value is Inner => typeof value === 'object' && value !== null;
/** Every place in it, by its path. */
const placesIn = (value: unknown, path: string[] = []): string[][] =>
	isInner(value)
		? Object.entries(value).flatMap(([name, inner]) => [[...path, name], ...placesIn(inner, [...path, name])])
		: [];
/** The same with something else in a place; undefined leaves it out. */
function withElse(path: readonly string[], other: unknown): unknown {
	const copy = structuredClone(memory) as Inner;
	const holder = path.slice(0, -1).reduce((inner, name) => inner[name] as Inner, copy);
	const last = path.at(-1) ?? '';
	if (other === undefined && !Array.isArray(holder)) delete holder[last];
	else holder[last] = other;
	return copy;
}
const at = (path: readonly string[]) => path.reduce<unknown>((inner, name) => (inner as Inner)[name], memory);
const OTHERS = [null, true, 5, 'x', [5], ['x', 5], { x: 5 }, { x: {} }];
const kindOf = (value: unknown) => (Array.isArray(value) ? 'list' : typeof value);

it('all of it is one, and nothing is one', () => {
	expect([memory, {}, JSON.parse(JSON.stringify(memory))].map(isMemory)).toEqual([true, true, true]);
	expect([undefined, null, 5, 'x', true, [], [memory]].map(isMemory)).toEqual(Array(7).fill(false));
});

it.each(placesIn(memory).map((path) => [path.join('.'), path]))('%s is of its kind', (_, path) => {
	const own = at(path);
	const wrong = OTHERS.filter((other) => kindOf(other) !== kindOf(own) || isInner(other));
	// A record takes any names.
	const fitting = (other: unknown) => path.at(-1) === 'compared' && JSON.stringify(other) === '{"x":{}}';
	const inCompared = (other: unknown) => path[0] === 'compared' && path.length === 2 && JSON.stringify(other) === '{}';
	for (const other of wrong.filter((each) => !fitting(each) && !inCompared(each)))
		expect([other, isMemory(withElse(path, other))]).toEqual([other, false]);
});

const OPTIONAL = ['whole', 'count', 'at', 'cuts', 'floor', 'token', 'more', 'reading', 'lost'];
it.each(placesIn(memory).map((path) => [path.join('.'), path]))('%s may be missing, or not', (_, path) => {
	const name = path.at(-1) ?? '';
	const holder = at(path.slice(0, -1));
	if (Array.isArray(holder)) return expect(isMemory(withElse(path, undefined))).toBe(false);
	const needed = path[0] === 'roster' ? ['count'] : [];
	const isCut = path.includes('cuts') && path.length > path.indexOf('cuts') + 1;
	const may =
		path.length === 1 || path[0] === 'compared' || (OPTIONAL.includes(name) && !needed.includes(name) && !isCut);
	expect(isMemory(withElse(path, undefined))).toBe(may);
});

it.each(['since', 'marks.0.id', 'late.settled', 'late.recent.1'])('%s is an ID of digits', (place) => {
	const path = ['watermark', ...place.split('.')];
	for (const id of ['', 'x', '7x', 'x7', '-7', ' 7']) expect([id, isMemory(withElse(path, id))]).toEqual([id, false]);
	expect(isMemory(withElse(path, '1849000000000000007'))).toBe(true);
});
