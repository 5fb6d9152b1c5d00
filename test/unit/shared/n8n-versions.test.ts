import type { IExecuteFunctions, IPollFunctions, ITriggerFunctions, NodeApiError } from 'n8n-workflow';
import { isTool, pollBudget, tellFailure, tellHint } from '../../../host/shared/n8n-versions';

test('a poll has what n8n gives it, and a minute where n8n says nothing', () => {
	expect(pollBudget({ getPollBudgetMs: () => 36_000 } as unknown as IPollFunctions)).toBe(36_000);
	expect(pollBudget({} as unknown as IPollFunctions)).toBe(60_000);
});

test('a failure of a trigger becomes a failed execution, or a line of the log where n8n has none', () => {
	const error = { message: 'No answer from X', description: 'Check the network.' } as NodeApiError;
	const saveFailedExecution = jest.fn();
	const log = jest.fn();
	const context = { getNode: () => ({ name: 'X Stream Trigger' }), logger: { error: log } };
	tellFailure({ ...context, saveFailedExecution } as unknown as ITriggerFunctions, error);
	expect([saveFailedExecution.mock.calls, log.mock.calls]).toEqual([[[error]], []]);
	tellFailure(context as unknown as ITriggerFunctions, error);
	expect(log.mock.calls).toEqual([['X Stream Trigger: No answer from X Check the network.']]);
	tellFailure(context as unknown as ITriggerFunctions, { message: 'No answer from X' } as NodeApiError);
	expect(log.mock.calls[1]).toEqual(['X Stream Trigger: No answer from X']);
});

test('a run is one of a tool where n8n says so', () => {
	const told = (isToolExecution?: () => boolean) => isTool({ isToolExecution } as unknown as IExecuteFunctions);
	expect([told(() => true), told(() => false), told()]).toEqual([true, false, false]);
});

test('a hint is told where n8n has a place for it', () => {
	const addExecutionHints = jest.fn();
	const hint = { message: 'Estimated cost: 0.015 USD' };
	tellHint({ addExecutionHints } as unknown as IExecuteFunctions, hint);
	tellHint({} as unknown as IExecuteFunctions, hint);
	expect(addExecutionHints.mock.calls).toEqual([[hint]]);
});
