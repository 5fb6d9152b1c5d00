/** What the next try of a run knows of the one that broke off, whatever n8n has made of what it keeps. */
import type { IDataObject } from 'n8n-workflow';
import type { Attempt } from '../../../api/write/attempt';
import { openTries, type TriesContext } from '../../../host/action/tries';

let executions = 0;
const newExecution = () => String(++executions);

interface Run {
	node?: string;
	execution?: string;
	index?: number;
	asTool?: boolean;
	parameters?: string;
}

const open = (
	kept: IDataObject,
	{ node = 'node', execution = newExecution(), index = 0, asTool = false, parameters = 'as ever' }: Run = {},
) =>
	openTries(
		{
			getContext: () => kept,
			getExecutionId: () => execution,
			getWorkflowDataProxy: () => ({ $runIndex: index }),
			isToolExecution: () => asTool,
		} as unknown as TriesContext,
		node,
		parameters,
	);

const attempt = (ended = 10, more: Partial<Attempt> = {}): Attempt => ({ began: 5, ended, ...more });
const of = (each: Attempt, key = 'write') => new Map([[key, each]]);
const copyOf = (kept: IDataObject) => JSON.parse(JSON.stringify(kept)) as IDataObject;
/** As n8n keeps it after a run that broke off. */
function brokeOff(run: Run, attempts: ReadonlyMap<string, Attempt>, kept: IDataObject = {}): IDataObject {
	open(kept, run).save(attempts, true);
	return copyOf(kept);
}

describe('What a run has written is known', () => {
	const run = { execution: newExecution() };
	const kept = brokeOff(run, of(attempt(10, { id: '1' })));

	it.each<[string, Run]>([
		['the next try', run],
		['a retry of the execution', {}],
	])('to %s', (_, again) => expect(open(kept, again).earlier).toEqual(of(attempt(10, { id: '1' }))));

	it.each<[string, Run]>([
		['another node', { node: 'other' }],
		['the next run of the node in a loop', { index: 1 }],
		['the node as a tool', { asTool: true }],
	])('not to %s', (_, other) => expect(open(kept, { ...run, ...other }).earlier.size).toBe(0));

	it('to each further try of a tool, which n8n counts as runs', () => {
		const asTool = { execution: newExecution(), asTool: true };
		const left = brokeOff({ ...asTool, index: 1 }, of(attempt()));
		expect(open(left, { ...asTool, index: 2 }).earlier).toEqual(of(attempt()));
	});
});

describe('An item writes what it wrote before', () => {
	const kept = brokeOff({}, of(attempt()));
	const asTool = { asTool: true };

	it.each<[string, boolean, IDataObject, Run]>([
		['where the parameters are the same', true, kept, {}],
		['but where they have been edited', false, kept, { parameters: 'edited' }],
		[
			'but where an agent calls the node as a tool, each time for something else',
			false,
			brokeOff(asTool, of(attempt())),
			asTool,
		],
		['but where there was no earlier try', false, {}, {}],
	])('%s', (_, is, context, run) => expect(open(context, run).unchanged).toBe(is));
});

describe('Nothing is kept', () => {
	it('of a run that went well, neither in the execution nor for the next call of a tool', () => {
		const asTool = { execution: newExecution(), asTool: true };
		const kept = brokeOff(asTool, of(attempt()));
		open(kept, asTool).save(of(attempt(20, { id: '1' })), false);
		expect(kept).toEqual({});
		expect(open(kept, asTool).earlier.size).toBe(0);
	});

	it('of a run that broke off before it wrote anything', () => expect(brokeOff({}, new Map())).toEqual({}));

	it('but what other runs of the node in a loop have left', () => {
		const execution = newExecution();
		const kept = brokeOff({ execution, index: 1 }, of(attempt(20)), brokeOff({ execution }, of(attempt(10))));
		open(kept, { execution, index: 1 }).save(of(attempt(30)), false);
		expect(open(kept, { execution }).earlier).toEqual(of(attempt(10)));
		expect(open(kept, { execution, index: 1 }).earlier.size).toBe(0);
	});
});

describe('An execution that is retried several times, each time with the data it ended with', () => {
	const retried = (first: Attempt, second: Attempt) => {
		const kept = brokeOff({}, of(first));
		open(copyOf(kept)).save(of(second), false);
		return { kept, earlier: open(kept).earlier };
	};

	it('knows what the latest retry has done', () => {
		expect(retried(attempt(10), attempt(20, { id: '1' })).earlier).toEqual(of(attempt(20, { id: '1' })));
		expect(retried(attempt(10), attempt(10, { id: '1' })).earlier).toEqual(of(attempt(10, { id: '1' })));
	});

	it('and what another process has done since', () => {
		const { earlier } = retried(attempt(20, { id: '1' }), attempt(10));
		expect(earlier).toEqual(of(attempt(20, { id: '1' })));
	});

	it('is remembered with 500 others', () => {
		const all = Array.from({ length: 501 }, () => brokeOff({}, of(attempt(10))));
		const retry = (kept: IDataObject) => open(copyOf(kept)).save(of(attempt(20)), false);
		const known = (kept: IDataObject) => open(kept).earlier.get('write')?.ended;
		for (const kept of all.slice(0, 500)) retry(kept);
		expect(known(all[0])).toBe(20);
		// Remembered anew, it is the latest.
		retry(all[0]);
		retry(all[500]);
		expect([all[0], all[1], all[2]].map(known)).toEqual([20, 10, 20]);
	});
});

describe('What n8n keeps may be anything', () => {
	const run = { execution: newExecution() };
	const [[key, text]] = Object.entries(brokeOff(run, of(attempt())));
	const [[own, good]] = Object.entries(JSON.parse(String(text)) as Record<string, object>);
	const entry = ['write', attempt()];

	it.each<[string, unknown]>([
		['no JSON', 'damaged'],
		['a number', 5],
		['JSON of a list', '[]'],
		['a run that is none', JSON.stringify({ [own]: null })],
		['a run without its execution', JSON.stringify({ [own]: { attempts: [entry] } })],
		['a run without a list', JSON.stringify({ [own]: { ...good, attempts: { length: 1 } } })],
		['a write that is none', JSON.stringify({ [own]: { ...good, attempts: [entry, null] } })],
		['a write of another form', JSON.stringify({ [own]: { ...good, attempts: [entry, { 0: 'a', 1: attempt() }] } })],
		['a write without its key', JSON.stringify({ [own]: { ...good, attempts: [entry, [5, attempt()]] } })],
		['a write without an attempt', JSON.stringify({ [own]: { ...good, attempts: [entry, ['a']] } })],
	])('%s is no earlier try', (_, kept) => {
		const context = { [key]: kept } as IDataObject;
		const { earlier, save } = open(context, run);
		expect(earlier.size).toBe(0);
		save(of(attempt(20)), true);
		expect(open(context, run).earlier).toEqual(of(attempt(20)));
	});

	it('and a run that is none is not kept any longer', () => {
		const context: IDataObject = { [key]: JSON.stringify({ [own]: good, other: { origin: 5, attempts: [] } }) };
		open(context, run).save(of(attempt()), true);
		expect(context).toEqual({ [key]: JSON.stringify({ [own]: good }) });
	});
});
