/** Success and failure as values. */
import { XError } from '../../../api/errors/errors';
import { attempt, failure, messageOf, settle, settleCall, success, valueOf } from '../../../api/errors/outcome';
import { rejection, thrownBy, xError } from '../../support/unwired/surroundings';

const cancelled = new Error('The run was cancelled');

it('a promise settles to what it gave or threw, whatever that is', async () => {
	expect(await settle(Promise.resolve(1))).toEqual({ ok: true, value: 1 });
	expect(await settle(Promise.reject(cancelled))).toEqual({ ok: false, error: cancelled });
});

it('a call settles to what X answered or refused; anything else goes on as it is', async () => {
	const refusal = xError(403);
	expect(await settleCall(Promise.resolve({ data: [] }))).toEqual({ ok: true, value: { data: [] } });
	expect(await settleCall(Promise.reject<unknown>(refusal))).toEqual({ ok: false, error: refusal });
	expect(refusal).toBeInstanceOf(XError);
	expect(await rejection(settleCall(Promise.reject<unknown>(cancelled)))).toBe(cancelled);
});

it('an outcome gives its value, or throws its error', () => {
	expect(valueOf(success(1))).toBe(1);
	expect(thrownBy(() => valueOf(failure(cancelled)))).toBe(cancelled);
});

it('a call that throws is a failure with what it threw', () => {
	expect(attempt(() => 1)).toEqual({ ok: true, value: 1 });
	expect(
		attempt(() => {
			throw cancelled;
		}),
	).toEqual({ ok: false, error: cancelled });
});

it('whatever was thrown has words', () =>
	expect([cancelled, { message: 'In an object' }, 'A text', undefined].map(messageOf)).toEqual([
		'The run was cancelled',
		'In an object',
		'A text',
		'undefined',
	]));
