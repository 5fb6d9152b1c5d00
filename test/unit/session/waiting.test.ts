/** Waiting within a run, which may be cancelled meanwhile. */
import { getEventListeners } from 'node:events';
import type { IExecuteFunctions } from 'n8n-workflow';
import { waitOrCancel } from '../../../host/session/context';
import { START } from '../../support/unwired/surroundings';

function run() {
	const ending = new AbortController();
	const context = { getNode: () => ({ name: 'X' }), getExecutionCancelSignal: () => ending.signal };
	return { context: context as unknown as IExecuteFunctions, ending };
}

describe('waiting', () => {
	beforeEach(() => void jest.useFakeTimers({ now: START, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] }));
	afterEach(() => void jest.useRealTimers());
	const over = (promise: Promise<unknown>) => {
		const state = { done: false, error: undefined as unknown };
		promise.then(
			() => (state.done = true),
			(error: unknown) => (state.error = error),
		);
		return state;
	};

	it('takes the time that was asked for, not a moment longer or shorter', async () => {
		const { context } = run();
		const waiting = over(waitOrCancel(context, 2500));
		await jest.advanceTimersByTimeAsync(2499);
		expect(waiting.done).toBe(false);
		await jest.advanceTimersByTimeAsync(1);
		expect(waiting.done).toBe(true);
	});

	it('leaves nothing at the signal of the run, which may wait many times', async () => {
		const { context, ending } = run();
		const waiting = over(waitOrCancel(context, 1500));
		await jest.advanceTimersByTimeAsync(1500);
		expect([waiting.done, getEventListeners(ending.signal, 'abort')]).toEqual([true, []]);
	});

	it('ends at once when the run is cancelled, and before it began', async () => {
		const { context, ending } = run();
		const waiting = over(waitOrCancel(context, 60_000));
		await jest.advanceTimersByTimeAsync(300);
		ending.abort();
		await jest.advanceTimersByTimeAsync(0);
		expect(String(waiting.error)).toMatch(/cancelled/);
		await expect(waitOrCancel(context, 0)).rejects.toThrow(/cancelled/);
	});

	it('leaves nothing running for long after that', async () => {
		const { context, ending } = run();
		over(waitOrCancel(context, 3_600_000));
		ending.abort();
		await jest.advanceTimersByTimeAsync(1000);
		expect(jest.getTimerCount()).toBe(0);
	});

	it('cannot be cancelled where n8n has no run', async () => {
		const waiting = over(waitOrCancel({ getNode: () => ({}) } as unknown as IExecuteFunctions, 1500));
		await jest.advanceTimersByTimeAsync(1500);
		expect(waiting.done).toBe(true);
	});
});
