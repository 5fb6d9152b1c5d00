/** What later runs know of a thread that broke off, and for how long. */
import type { IDataObject } from 'n8n-workflow';
import type { Attempt } from '../../../api/write/attempt';
import { openThreads, type ThreadContext, type ThreadMemory } from '../../../host/action/threads';

const START = Date.parse('2026-05-01T08:00:00Z');
const DAY_MS = 86_400_000;
let time = START;
beforeEach(() => {
	time = START;
	jest.spyOn(Date, 'now').mockImplementation(() => time);
});
afterEach(() => void jest.restoreAllMocks());

/** What n8n keeps: of the process, and of the workflow. */
interface Keeps {
	memory: ThreadMemory;
	staticData: IDataObject;
	/** How often a run has looked at the static data, which n8n saves from then on. */
	looks: number;
}
const keeps = (more: Partial<Keeps> = {}): Keeps => ({ memory: new Map(), staticData: {}, looks: 0, ...more });

function open(kept: Keeps, { mode = 'trigger', node = 'node' } = {}) {
	const context = {
		getMode: () => mode,
		getWorkflowStaticData: () => {
			kept.looks++;
			return kept.staticData;
		},
	} as unknown as ThreadContext;
	return openThreads(context, node, kept.memory);
}

const attempt = (id?: string): Attempt => ({ began: START, ended: START, id });
const known = (kept: Keeps, key = 'thread', node = 'node') => open(kept, { node }).earlier(key);
/** A run in which these threads break off. */
function breakOff(kept: Keeps, keys: readonly string[], attempts = [attempt('1')], how?: Parameters<typeof open>[1]) {
	const threads = open(kept, how);
	for (const key of keys) threads.note(key, attempts, false);
	threads.end();
}
function complete(kept: Keeps, key = 'thread') {
	const threads = open(kept);
	threads.note(key, [attempt('1')], true);
	threads.end();
}
const restarted = (kept: Keeps): Keeps =>
	keeps({ staticData: JSON.parse(JSON.stringify(kept.staticData)) as IDataObject });
const numbered = (count: number, first = 0) => Array.from({ length: count }, (_, i) => `thread ${first + i}`);

describe('A thread that broke off', () => {
	it('is known to later runs, after a start of n8n too', () => {
		const kept = keeps();
		breakOff(kept, ['thread']);
		expect(known(kept)).toEqual([attempt('1')]);
		expect(known(restarted(kept))).toEqual([attempt('1')]);
		expect(known(kept, 'other')).toEqual([]);
		expect(known(kept, 'thread', 'other node')).toEqual([]);
	});

	it('is kept as the ID of each part, and by the media of one in doubt', () => {
		const kept = keeps();
		const sent = { answer: { data: { id: '1', text: 'Secret' } }, media: ['7'] };
		breakOff(
			kept,
			['thread'],
			[
				{ ...attempt('1'), ...sent },
				{ ...attempt(), ...sent },
			],
		);
		expect(known(kept)).toEqual([attempt('1'), { ...attempt(), media: ['7'] }]);
		expect(JSON.stringify(kept.staticData)).not.toMatch(/Secret|thread"/);
	});

	it('is known for three days', () => {
		const kept = keeps();
		breakOff(kept, ['thread']);
		time += 3 * DAY_MS - 1;
		expect(known(kept)).toEqual([attempt('1')]);
		time += 1;
		expect(known(kept)).toEqual([]);
		expect(known(restarted(kept))).toEqual([]);
	});

	it('is forgotten once it is complete, and others are not', () => {
		const kept = keeps();
		breakOff(kept, ['other', 'thread']);
		complete(kept);
		for (const each of [kept, restarted(kept)]) {
			expect(known(each)).toEqual([]);
			expect(known(each, 'other')).toEqual([attempt('1')]);
		}
		complete(kept, 'other');
		expect(kept.staticData).toEqual({});
	});

	it('is known as the process left it that ran last', () => {
		const [here, there] = [keeps(), keeps()];
		const staticData: IDataObject = {};
		for (const each of [here, there]) each.staticData = staticData;
		breakOff(here, ['thread'], [attempt('1')]);
		time += 1000;
		breakOff(there, ['thread'], [attempt('1'), attempt('2')]);
		expect(known(here)).toEqual([attempt('1'), attempt('2')]);
		time += 1000;
		// A manual run's static data is not saved.
		breakOff({ ...here, staticData: {} }, ['thread'], [attempt('3')]);
		expect(known(here)).toEqual([attempt('3')]);
	});

	it('is kept in memory alone where the run is a retry, with the static data of the run before it', () => {
		const kept = keeps();
		breakOff(kept, ['thread'], [attempt('1')], { mode: 'retry' });
		expect(kept.staticData).toEqual({});
		expect(known(kept)).toEqual([attempt('1')]);
	});
});

describe('What is kept is bounded', () => {
	it('to the 20 latest threads of a node', () => {
		const kept = keeps();
		breakOff(kept, ['first']);
		time += 1000;
		breakOff(kept, numbered(19));
		expect(known(kept, 'first')).toEqual([attempt('1')]);
		time += 1000;
		breakOff(kept, ['last']);
		for (const each of [kept, restarted(kept)]) {
			expect(known(each, 'first')).toEqual([]);
			expect([...numbered(19), 'last'].map((key) => known(each, key).length)).toEqual(Array(20).fill(1));
		}
	});

	it('and threads that nothing was left of take no room', () => {
		const kept = keeps();
		breakOff(kept, numbered(20));
		time += 1000;
		complete(kept, 'another');
		expect(numbered(20).map((key) => known(kept, key).length)).toEqual(Array(20).fill(1));
	});

	it('to the 500 nodes that ran last', () => {
		const { memory } = keeps();
		const run = (node: string) => breakOff(keeps({ memory }), ['thread'], [attempt('1')], { node });
		const isKnown = (node: string) => known(keeps({ memory }), 'thread', node).length > 0;
		for (const node of numbered(500)) run(node);
		expect(isKnown('thread 0')).toBe(true);
		run('thread 0');
		run('another');
		expect(['thread 0', 'thread 1', 'thread 2', 'another'].map(isKnown)).toEqual([true, false, true, true]);
	});
});

it('a run without a thread leaves static data alone, which n8n would save', () => {
	const kept = keeps();
	open(kept).end();
	expect(kept.looks).toBe(0);
});

describe('What n8n keeps may be anything', () => {
	const saved = keeps();
	beforeAll(() => {
		time = START;
		jest.spyOn(Date, 'now').mockImplementation(() => time);
		breakOff(saved, ['thread']);
	});
	const keyOf = () => Object.keys(saved.staticData)[0];
	const threads = () => JSON.parse(String(saved.staticData[keyOf()])) as IDataObject[];

	it.each<[string, (good: IDataObject) => unknown]>([
		['no JSON', () => 'damaged'],
		['a number', () => 5],
		['JSON of an object', () => '{}'],
		['a thread that is none', () => '[null]'],
		['a thread without its time', (good) => JSON.stringify([{ ...good, at: String(START) }])],
		['a thread without parts', (good) => JSON.stringify([{ ...good, attempts: { length: 0 } }])],
		['a part that is none', (good) => JSON.stringify([{ ...good, attempts: [attempt('1'), { began: 'long ago' }] }])],
	])('%s is no thread', (_, damaged) => {
		const kept = keeps({ staticData: { [keyOf()]: damaged(threads()[0]) } as IDataObject });
		expect(known(kept)).toEqual([]);
		breakOff(kept, ['thread'], [attempt('2')]);
		expect(known(restarted(kept))).toEqual([attempt('2')]);
	});

	it('and what is no thread is not kept any longer', () => {
		const [good] = threads();
		const kept = keeps({ staticData: { [keyOf()]: JSON.stringify([{ ...good, key: 5 }]) } });
		breakOff(kept, ['thread']);
		expect(kept.staticData).toEqual(saved.staticData);
	});
});
