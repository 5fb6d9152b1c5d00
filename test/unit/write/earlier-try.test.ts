/** What is known of an earlier try of a run, and what is made of it. */
import { isAttempt } from '../../../api/write/attempt';
import { digest } from '../../../api/write/digest';
import { createLedger, ofRun } from '../../../api/write/ledger';
import { uploadedBefore } from '../../../api/write/write-once';
import { duplicate, fail, lost, made, nothing, there, write } from '../../support/unwired/one-write';
import { START, xRejection } from '../../support/unwired/surroundings';

describe('an earlier try of unknown outcome', () => {
	const earlier = { began: START - 5000, ended: START - 4000 };

	it('is looked for before anything is sent', async () => {
		const { run, counts, began, noted } = write([() => made], () => there, { earlier });
		expect(await run()).toBe(made);
		expect(counts()).toEqual({ sent: 0, looks: 1 });
		expect(began).toEqual([START - 5000]);
		expect(noted).toEqual([{ ...earlier, ended: START, id: '1', answer: made }]);
	});

	it('is not sent again where X lists it nowhere, however old it is', async () => {
		const old = { began: START - 700_000, ended: START - 690_000 };
		const { run, counts } = write([() => made], () => nothing, { earlier: old, refusesTwins: false, hidden: true });
		const error = await xRejection(run());
		expect(error.context).toMatchObject({ endpoint: 'POST /2/tweets', status: 0, outcomeUnknown: true });
		expect(error.problem.type).toBe('');
		expect(error.description).toMatch(/^No answer from X: An earlier try ended before X had answered\. The request/);
		expect(counts().sent).toBe(0);
	});

	it.each([
		[600_000, 0],
		[600_001, 1],
	])('may be sent again after %d ms and the looks: %d times', async (ms, times) => {
		const at = START - ms;
		const { run, counts } = write([() => made], () => nothing, {
			earlier: { began: at, ended: at },
			refusesTwins: false,
		});
		await run().catch(() => undefined);
		expect(counts().sent).toBe(times);
	});

	it('is not sent again where it cannot be looked for', async () => {
		const old = { began: START - 700_000, ended: START - 690_000 };
		const { run, counts } = write([() => made], fail(lost), { earlier: old, refusesTwins: false });
		expect((await xRejection(run())).description).toMatch(/Looking for it failed: No answer from X/);
		expect(counts().sent).toBe(0);
	});

	it('is not sent again where X would take it twice, until its list cannot lag any more', async () => {
		const { run, counts } = write([() => made], () => nothing, { earlier, refusesTwins: false });
		expect((await xRejection(run())).description).toMatch(/An earlier try ended before X had answered/);
		expect(counts()).toEqual({ sent: 0, looks: 2 });
		const old = { began: START - 700_000, ended: START - 690_000 };
		expect(await write([() => made], () => nothing, { earlier: old, refusesTwins: false }).run()).toBe(made);
		const other = write([() => made], () => ({ same: [], others: ['7'] }), { earlier: old, refusesTwins: false });
		expect((await xRejection(other.run())).context.outcomeUnknown).toBe(true);
	});

	it('is not taken for refused twins where it carried something else', async () => {
		const { run, counts } = write([() => made], () => nothing, { earlier: { ...earlier, differs: true } });
		expect((await xRejection(run())).description).toMatch(/An earlier try ended before X had answered/);
		expect(counts()).toEqual({ sent: 0, looks: 2 });
	});

	it('is made good by the next one where X refuses twins', async () => {
		const { run, counts, noted } = write([() => made], () => nothing, { earlier });
		expect(await run()).toBe(made);
		expect(counts().sent).toBe(1);
		// It may be the earlier one that X made.
		expect(noted.at(-1)).toMatchObject({ began: earlier.began, id: '1' });
	});

	it('that has made nothing leaves nothing to look for from then on', async () => {
		const old = { began: START - 700_000, ended: START - 690_000 };
		const { run, noted } = write([() => made], () => nothing, { earlier: old });
		await run();
		expect(noted.map((attempt) => attempt?.began)).toEqual([START, START]);
	});

	it('leaves a refusal of the next one in doubt where X refuses twins', async () => {
		const { run } = write([fail(duplicate)], () => nothing, { earlier });
		expect((await xRejection(run())).context.outcomeUnknown).toBe(true);
	});
});

it.each([
	[undefined, undefined],
	[{ began: START - 12 * 3_600_000 + 1, ended: START, media: ['1'] }, ['1']],
	[{ began: START - 12 * 3_600_000, ended: START, media: ['1'] }, undefined],
	[{ began: START, ended: START }, undefined],
	[{ began: START, ended: START, media: ['1'], differs: true as const }, undefined],
])('media of an earlier try are used again for half a day: %j', (earlier, media) =>
	expect(uploadedBefore(earlier, START)).toEqual(media),
);

it('a run knows what its earlier tries have made, and nothing else', () => {
	const shared = createLedger();
	expect(ofRun(shared).isOwn('Stryker was here')).toBe(false);
	const run = ofRun(shared, ['1']);
	run.claim('2');
	expect(['1', '2', '3'].map(run.isOwn)).toEqual([true, true, false]);
	expect(['1', '2', '3'].map(shared.isClaimed)).toEqual([true, true, false]);
});

describe('what n8n has kept', () => {
	const attempt = { began: 1, ended: 2 };
	it.each<[unknown, boolean]>([
		[attempt, true],
		[{ ...attempt, id: '1', messageId: '2', media: ['3'] }, true],
		[null, false],
		['text', false],
		[{ ended: 2 }, false],
		[{ began: 1 }, false],
		[{ ...attempt, id: 1 }, false],
		[{ ...attempt, messageId: 1 }, false],
		[{ ...attempt, id: '1', messageId: null }, false],
		[{ ...attempt, media: '3' }, false],
		[{ ...attempt, media: { length: 0 } }, false],
		[{ ...attempt, media: ['3', 4] }, false],
	])('%j is an attempt: %p', (value, is) => expect(isAttempt(value)).toBe(is));

	it('holds content as 22 characters that tell it apart', () => {
		expect(digest(['a'])).toMatch(/^[\w-]{22}$/);
		expect(digest(['a'])).toBe(digest(['a']));
		expect(digest(['a'])).not.toBe(digest(['b']));
	});
});
