import { XError } from '../../../api/errors/errors';
import { createLedger, ofRun, type RunLedger } from '../../../api/write/ledger';
import type { Attempt } from '../../../api/write/attempt';
import { once, type Seen } from '../../../api/write/write-once';
import { fakeClient, START, xError, xRejection } from '../../support/unwired/surroundings';

const lost = () =>
	new XError(
		{ title: 'No answer from X', detail: 'The connection was reset.', type: '' },
		{ endpoint: 'POST /2/tweets', status: 0, outcomeUnknown: true },
	);
const duplicate = () => xError(403, 'Forbidden', 'You are not allowed to create a Tweet with duplicate content.');
const made = { data: { id: '1' } };
const nothing: Seen = { same: [], others: [] };
const there: Seen = { same: [{ id: '1', answer: made }], others: [] };

interface Around {
	refusesTwins?: boolean;
	ledger?: RunLedger;
	earlier?: Attempt;
	/** X shows it in no list. */
	hidden?: true;
}

/** A write whose attempts end like this one after the other (the last for ever), and what each look shows. */
function write(
	ends: ReadonlyArray<() => unknown>,
	look: (index: number) => Seen = () => nothing,
	{ refusesTwins = true, ledger = ofRun(createLedger()), earlier, hidden }: Around = {},
) {
	const { client, clock } = fakeClient(() => ({}));
	let [sent, looks] = [0, 0];
	const began: number[] = [];
	const noted: Array<Attempt | undefined> = [];
	const seen = async (since: () => number) => {
		began.push(since());
		return look(looks++);
	};
	const run = async () =>
		await once(
			client,
			ledger,
			{
				endpoint: 'POST /2/tweets',
				content: 'this',
				send: async () => ends[Math.min(sent++, ends.length - 1)]() as typeof made,
				idOf: ({ data }) => (data as { id?: string } | undefined)?.id,
				...(hidden ? {} : { look: seen }),
				refusesTwins,
				lookAt: 'at the account',
			},
			{ earlier, note: (attempt) => void noted.push(attempt) },
		);
	return { run, clock, began, noted, counts: () => ({ sent, looks }) };
}
const fail = (error: () => unknown) => () => {
	throw error();
};

it('that is answered is neither looked for nor repeated', async () => {
	const { run, counts, noted } = write([() => made]);
	expect(await run()).toBe(made);
	expect(counts()).toEqual({ sent: 1, looks: 0 });
	expect(noted.at(-1)).toEqual({ began: START, ended: START, id: '1', answer: made });
});

it('that is answered with the ID of another item of the run is looked for', async () => {
	const ledger = ofRun(createLedger());
	ledger.claim('1');
	const other = { id: '2', answer: { data: { id: '2' } } };
	const { run, counts } = write([() => made], () => ({ same: [other], others: [] }), { ledger });
	expect(await run()).toBe(other.answer);
	expect(counts()).toEqual({ sent: 1, looks: 1 });
	const unseen = write([() => made], () => nothing, { ledger, refusesTwins: false });
	const error = await xRejection(unseen.run());
	expect(error.description).toMatch(/the ID of something else: It has given the ID 1 to an earlier item\./);
	expect(unseen.counts().sent).toBe(1);
});

it('that is answered with an ID of an earlier run is taken for what X says it is', async () => {
	const shared = createLedger();
	ofRun(shared, ['1']);
	expect(await write([() => made], () => nothing, { ledger: ofRun(shared) }).run()).toBe(made);
	expect(await write([() => made], () => nothing, { ledger: ofRun(shared, ['2']) }).run()).toBe(made);
});

it('that X refuses is neither looked for nor repeated, nor remembered', async () => {
	const { run, counts, noted } = write([fail(duplicate)]);
	expect((await xRejection(run())).context.status).toBe(403);
	expect(counts()).toEqual({ sent: 1, looks: 0 });
	expect(noted.at(-1)).toBeUndefined();
});

it('that is looked for is one made since the first attempt, however many there were', async () => {
	const { run, began } = write([fail(lost), fail(lost), () => made]);
	await run();
	expect(began).toEqual([START, START, START, START]);
});

describe('where X refuses a second one', () => {
	it('is sent again after a short look, and found where X shows it late', async () => {
		const { run, counts, clock } = write([fail(lost), fail(duplicate)], (index) => (index > 4 ? there : nothing));
		expect(await run()).toBe(made);
		expect(counts()).toEqual({ sent: 2, looks: 6 });
		expect(clock.waits).toEqual([1000, 3000, 1000, 3000, 8000, 15_000]);
	});

	it('that X keeps failing is not therefore absent: the user has to look', async () => {
		const { run, counts } = write([fail(lost)]);
		const error = await xRejection(run());
		expect(error.description).toBe(
			'No answer from X: The connection was reset. The request may have been carried out: look at the account before you send it again. X does not show it so far.',
		);
		expect(error.context.outcomeUnknown).toBe(true);
		expect(counts()).toEqual({ sent: 8, looks: 20 });
	});

	it('that X calls a duplicate and never shows may be there: the user has to look', async () => {
		const { run, counts } = write([fail(lost), fail(duplicate)]);
		expect((await xRejection(run())).description).toMatch(
			/may have been carried out: look at the account.*X calls it a duplicate, but does not show it yet\.$/,
		);
		expect(counts()).toEqual({ sent: 2, looks: 8 });
	});

	it('is no failure when the repetition is refused: the first attempt is still unknown', async () => {
		const spent = () => xError(402, 'Payment Required', 'No credits.');
		const { run } = write([fail(lost), fail(spent)]);
		const error = await xRejection(run());
		expect(error.message).toBe('The outcome is unknown: X may have carried this out');
		expect(error.description).toMatch(/look at the account before you send it again\. Sent once more, it failed: \S/);
		expect(await write([fail(lost), fail(spent)], (index) => (index > 2 ? there : nothing)).run()).toBe(made);
	});
});

describe('where X takes a second one', () => {
	const twice = { refusesTwins: false };

	it('is looked for as long as a list may lag, and never sent again', async () => {
		const { run, counts, clock } = write([fail(lost)], () => nothing, twice);
		expect((await xRejection(run())).description).toMatch(
			/X does not show it so far and would take it a second time\.$/,
		);
		expect(counts()).toEqual({ sent: 1, looks: 6 });
		expect(clock.now() - START).toBeGreaterThan(60_000);
	});

	it('names what the account has made since and cannot be told from it', async () => {
		const { run } = write([fail(lost)], () => ({ same: [], others: ['7', '8'] }), twice);
		expect((await xRejection(run())).description).toMatch(/Since then the account has made 7, 8, which may be it/);
	});

	it('is not looked for where X shows it in no list', async () => {
		const { run, counts } = write([fail(lost)], () => there, { ...twice, hidden: true });
		expect((await xRejection(run())).context.outcomeUnknown).toBe(true);
		expect(counts()).toEqual({ sent: 1, looks: 0 });
	});
});

describe('a 2xx without what was made', () => {
	it('is looked for', async () => {
		const { run, counts } = write([() => ({})], () => there);
		expect(await run()).toBe(made);
		expect(counts()).toEqual({ sent: 1, looks: 1 });
	});

	it('tells the reason that X gave, and is not sent again', async () => {
		const { run, counts } = write([
			() => ({ errors: [{ title: 'Not Found Error', detail: 'Something is not there.' }] }),
		]);
		expect((await xRejection(run())).description).toMatch(
			/^Not Found Error: Something is not there\. .*look at the account/,
		);
		expect(counts()).toEqual({ sent: 1, looks: 2 });
	});
});

it('whose last look fails is not repeated: the user is told why, and where to look', async () => {
	const { run, counts } = write(
		[fail(lost)],
		fail(() => xError(503, 'Service Unavailable')),
	);
	const { description } = await xRejection(run());
	expect(description).toMatch(/before you send it again\. Looking for it failed: X has a temporary fault/);
	expect(counts()).toEqual({ sent: 1, looks: 2 });
});

it('is not looked for again when a look is refused', async () => {
	const { run, counts } = write(
		[fail(lost)],
		fail(() => xError(403, 'Forbidden')),
		{
			refusesTwins: false,
		},
	);
	await xRejection(run());
	expect(counts()).toEqual({ sent: 1, looks: 1 });
});

describe('what others have made', () => {
	it('is not taken for it', async () => {
		const ledger = ofRun(createLedger());
		ledger.claim('1');
		const { run } = write([fail(lost)], () => there, { ledger, refusesTwins: false });
		expect((await xRejection(run())).context.outcomeUnknown).toBe(true);
	});

	it('is not taken for it while their answer is on its way', async () => {
		const ledger = ofRun(createLedger());
		const leave = ledger.enter('this');
		const { run, counts } = write(
			[fail(lost)],
			(index) => {
				if (index === 2) leave();
				return there;
			},
			{ ledger, refusesTwins: false },
		);
		expect(await run()).toBe(made);
		expect(counts()).toEqual({ sent: 1, looks: 3 });
	});

	it('is forgotten in the order in which it came', () => {
		const ledger = createLedger();
		for (let id = 0; id <= 5000; id++) ledger.claim(String(id));
		expect([ledger.isClaimed('0'), ledger.isClaimed('1'), ledger.isClaimed('5000')]).toEqual([false, true, true]);
	});
});

describe('an earlier try of unknown outcome', () => {
	const earlier = { began: START - 5000, ended: START - 4000 };

	it('is looked for before anything is sent', async () => {
		const { run, counts, began } = write([() => made], () => there, { earlier });
		expect(await run()).toBe(made);
		expect(counts()).toEqual({ sent: 0, looks: 1 });
		expect(began).toEqual([START - 5000]);
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

	it('leaves a refusal of the next one in doubt where X refuses twins', async () => {
		const { run } = write([fail(duplicate)], () => nothing, { earlier });
		expect((await xRejection(run())).context.outcomeUnknown).toBe(true);
	});
});
