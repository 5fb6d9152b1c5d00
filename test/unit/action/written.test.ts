/** What an item's writes find of an earlier try: its own, whatever process made it. */
import type { IDataObject } from 'n8n-workflow';
import type { Attempt } from '../../../api/write/attempt';
import { createLedger } from '../../../api/write/ledger';
import { openWritten } from '../../../host/action/written';
import { context } from '../../support/unwired/writing';

const attempt = (id?: string): Attempt => ({ began: 5, ended: 10, ...(id ? { id } : {}) });

/** A run of a process of its own, which has nothing in memory. */
function run(nodeContext: IDataObject, { owner = 'the account', text = 'edited' } = {}) {
	const ledger = createLedger();
	const again = context({}, 'retry', nodeContext, { text });
	return { ledger, written: openWritten(again, { ledger, owner }, new Map()) };
}
const AS_BEFORE = { text: '={{ $now }}' };

/** What the execution keeps of a run that broke off. */
function after(write: (written: ReturnType<typeof openWritten>) => void): IDataObject {
	const kept: IDataObject = {};
	const { written } = run(kept, AS_BEFORE);
	write(written);
	written.end(true);
	return JSON.parse(JSON.stringify(kept)) as IDataObject;
}

it('a write is found by the same item and the same account', () => {
	const kept = after((written) => written.of(1).single('like').note(attempt('1')));
	const { written, ledger } = run(kept);
	expect(written.of(1).single('like').earlier).toEqual(attempt('1'));
	expect(written.of(1).single('repost').earlier).toBeUndefined();
	expect(written.of(0).single('like').earlier).toBeUndefined();
	expect(
		run(kept, { ...AS_BEFORE, owner: 'another' })
			.written.of(1)
			.single('like').earlier,
	).toBeUndefined();
	// What X shows of it is no other item's.
	expect(ledger.isClaimed('1')).toBe(true);
});

it('a write that X has refused is not kept', () => {
	const kept = after((written) => {
		const { note } = written.of(0).single('like');
		note(attempt());
		note(undefined);
	});
	expect(kept).toEqual({});
});

it('each thread finds its own parts, in order, up to the first that was not attempted', () => {
	const parts = [attempt('1'), attempt('2'), attempt()];
	const kept = after((written) => {
		written.of(0).chain('thread').note(parts, false);
		written
			.of(1)
			.chain('thread')
			.note([attempt('4')], false);
		// X has refused the second.
		written
			.of(2)
			.chain('thread')
			.note([attempt('5'), attempt()], false);
		written
			.of(2)
			.chain('thread')
			.note([attempt('5')], false);
	});
	const { written } = run(kept);
	const earlier = (item: number, key = 'thread') => written.of(item).chain(key).earlier;
	expect([0, 1, 2, 3].map((item) => earlier(item))).toEqual([parts, [attempt('4')], [attempt('5')], []]);
	expect(earlier(0, 'other')).toEqual([]);
});

describe('the parameters are the same, and an expression gives something else in each try', () => {
	const differs = { differs: true };

	it('the write of an item is the one that it made before', () => {
		const kept = after((written) => {
			written.of(0).single('noon').note(attempt());
			written.of(1).single('noon').note(attempt('1'));
			written
				.of(2)
				.chain('noon')
				.note([attempt('2')], false);
		});
		const { written } = run(kept, AS_BEFORE);
		expect(written.of(0).single('later').earlier).toEqual({ ...attempt(), ...differs });
		expect(written.of(1).single('later').earlier).toEqual({ ...attempt('1'), ...differs });
		// What has the same content is found as such.
		expect(written.of(1).single('noon').earlier).toEqual(attempt('1'));
		expect([2, 3].map((item) => written.of(item).single('later').earlier)).toEqual([undefined, undefined]);
		expect(run(kept).written.of(1).single('later').earlier).toBeUndefined();
	});

	it('a thread goes on behind the parts that are up', () => {
		const kept = after((written) =>
			written
				.of(0)
				.chain('noon')
				.note([attempt('1'), attempt()], false),
		);
		const { written } = run(kept, AS_BEFORE);
		expect(written.of(0).chain('later').earlier).toEqual([
			{ ...attempt('1'), ...differs },
			{ ...attempt(), ...differs },
		]);
		expect(written.of(0).single('later').earlier).toBeUndefined();
		expect(run(kept).written.of(0).chain('later').earlier).toEqual([]);
	});

	it('and of several tries the latest counts', () => {
		const first = after((written) => {
			written.of(0).single('noon').note(attempt());
			written
				.of(1)
				.chain('noon')
				.note([attempt('1'), attempt()], false);
		});
		const { written } = run(first, AS_BEFORE);
		written
			.of(0)
			.single('later')
			.note({ ...attempt(), ended: 20 });
		written
			.of(1)
			.chain('later')
			.note([attempt('1'), attempt('2'), attempt()], false);
		written.end(true);
		const third = run(first, AS_BEFORE).written;
		expect(third.of(0).single('last').earlier).toEqual({ ...attempt(), ended: 20, ...differs });
		expect(third.of(0).single('noon').earlier?.ended).toBe(20);
		expect(
			third
				.of(1)
				.chain('last')
				.earlier.map(({ id }) => id),
		).toEqual(['1', '2', undefined]);
	});
});
