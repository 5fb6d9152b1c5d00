/** Limits and cost: what the user sets, what it is otherwise, and for which operations it is there. */
import type { INodeProperties } from 'n8n-workflow';
import { RESOURCES, type Operation } from '../../../connector';
import { ACTIVATION, drawSettings, EDITOR, isRead, readSettings, settingsKind } from '../../../host/shared/settings';
import { inputError } from '../../support/unwired/surroundings';

const operation = (endpoint: string): Operation => {
	const found = RESOURCES.flatMap(({ operations }) => operations).find((each) => each.endpoint === endpoint);
	if (!found) throw new Error(`There is no operation ${endpoint}`);
	return found;
};
const TIMELINE = operation('GET /2/users/{id}/tweets');
const CREATE = operation('POST /2/tweets');
const USAGE = operation('GET /2/usage/tweets');
const offline = RESOURCES.flatMap(({ operations }) => operations).find((each) => each.offline);
const namesOf = (each: Operation) =>
	drawSettings(each).flatMap(({ options }) => (options as INodeProperties[]).map(({ name }) => name));

describe('what is there', () => {
	it('for a list that costs', () =>
		expect(namesOf(TIMELINE)).toEqual(
			// By display name, as n8n wants it.
			['addCost', 'continueFrom', 'parallel', 'spendingLimit', 'waitForLimit', 'cutShort'],
		));
	it('for a write that costs', () =>
		expect(namesOf(CREATE)).toEqual(['addCost', 'spendingLimit', 'waitForLimit', 'cutShort']));
	it('for what costs nothing', () => expect(namesOf(USAGE)).toEqual(['parallel', 'waitForLimit', 'cutShort']));
	it('nothing for what asks X for nothing', () => expect(offline && drawSettings(offline)).toEqual([]));

	it('stands in a collection of its own, with words for what becomes of a run that is cut short', () => {
		const [limits] = drawSettings(TIMELINE);
		expect(limits).toMatchObject({ displayName: 'Limits and Cost', type: 'collection', placeholder: 'Add setting' });
		const drawn = limits.options as INodeProperties[];
		expect(drawn.find(({ name }) => name === 'cutShort')?.options).toEqual([
			{ name: 'Fail', value: 'fail' },
			{
				name: 'Return What Was Received',
				value: 'keep',
				description: expect.stringContaining('run_ended_early') as string,
			},
		]);
	});

	it('is the same for operations of one kind', () => {
		const all = RESOURCES.flatMap(({ operations }) => operations);
		const byKind = new Map(all.map((each) => [settingsKind(each), JSON.stringify(drawSettings(each))]));
		for (const each of all) expect(JSON.stringify(drawSettings(each))).toBe(byKind.get(settingsKind(each)));
		expect(byKind.size).toBeGreaterThan(3);
	});

	it('keeps what a read received by default, and fails a write that is not whole', () => {
		const usual = (each: Operation) =>
			drawSettings(each)
				.flatMap(({ options }) => options as INodeProperties[])
				.find(({ name }) => name === 'cutShort')?.default;
		expect([isRead(TIMELINE), usual(TIMELINE)]).toEqual([true, 'keep']);
		expect([isRead(CREATE), usual(CREATE)]).toEqual([false, 'fail']);
	});
});

describe('what is set', () => {
	it('is otherwise what the panel says, without a spending limit', () => {
		const usual = { waitForLimit: 60, parallel: 5, spendingLimit: Infinity, addCost: false };
		for (const raw of [undefined, null, {}]) {
			expect(readSettings(TIMELINE, raw)).toEqual({ ...usual, cutShort: 'keep' });
			expect(readSettings(CREATE, raw)).toEqual({ ...usual, cutShort: 'fail' });
		}
	});

	it('is taken as it is', () =>
		expect(
			readSettings(TIMELINE, {
				waitForLimit: 0,
				parallel: '20',
				spendingLimit: 0.25,
				cutShort: 'fail',
				addCost: true,
			}),
		).toEqual({ waitForLimit: 0, parallel: 20, spendingLimit: 0.25, cutShort: 'fail', addCost: true }));

	it.each([
		[{ waitForLimit: -1 }, 'Wait for Rate Limit (Seconds)'],
		[{ parallel: 0 }, 'Parallel Requests'],
		[{ parallel: 21 }, 'Parallel Requests'],
		[{ spendingLimit: -1 }, 'Spending Limit per Run (USD)'],
		// An expression that came to nothing is no wish for no limit.
		[{ spendingLimit: undefined }, 'Spending Limit per Run (USD)'],
		[{ spendingLimit: '' }, 'Spending Limit per Run (USD)'],
		[{ cutShort: 'stop' }, 'When a Limit Ends It Early'],
		[{ addCost: 'perhaps' }, 'Add Cost to Output'],
		['none', 'Limits and Cost'],
	])('is refused by its name: %j', (raw, name) =>
		expect(inputError(() => readSettings(TIMELINE, raw)).message).toContain(name),
	);
});

it('outside of a run nobody waits for long, and nothing is kept of what was cut', () => {
	expect(EDITOR).toEqual({ waitForLimit: 0, parallel: 5, spendingLimit: Infinity, cutShort: 'fail', addCost: false });
	expect(ACTIVATION).toEqual({ ...EDITOR, waitForLimit: 30 });
});
