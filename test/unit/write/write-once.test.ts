import { XError } from '../../../api/errors/errors';
import type { CallContext, ProblemType } from '../../../api/errors/problem';
import { createLedger, ofRun } from '../../../api/write/ledger';
import { duplicate, fail, lost, made, nothing, there, write } from '../../support/unwired/one-write';
import { START, xError, xRejection } from '../../support/unwired/surroundings';

it('that is answered is neither looked for nor repeated', async () => {
	const { run, counts, noted } = write([() => made]);
	expect(await run()).toBe(made);
	expect(counts()).toEqual({ sent: 1, looks: 0 });
	// A run that is killed meanwhile leaves that it may be done.
	expect(noted[0]).toEqual({ began: START, ended: START });
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
	expect(error.problem.type).toBe('unconfirmed');
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

it('that is looked for leaves what is known of it, until it is found', async () => {
	const { run, clock, noted } = write([fail(lost)], (index) => (index > 0 ? there : nothing));
	await run();
	expect(noted).toEqual([
		{ began: START, ended: START },
		{ began: START, ended: START },
		{ began: START, ended: clock.now(), id: '1', answer: made },
	]);
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
		const ledger = ofRun(createLedger());
		ledger.claim('7');
		const others = ['1', '2', '3', '7', '4', '5', '6'];
		const { run } = write([fail(lost)], () => ({ same: [], others }), { ...twice, ledger });
		expect((await xRejection(run())).description).toMatch(
			/Since then the account has made 1, 2, 3, 4, 5, which may be it; X would take it a second time\.$/,
		);
	});

	it('is not looked for where X shows it in no list', async () => {
		const { run, counts } = write([fail(lost)], () => there, { ...twice, hidden: true });
		expect((await xRejection(run())).description).toMatch(
			/X does not show it so far and would take it a second time\.$/,
		);
		expect(counts()).toEqual({ sent: 1, looks: 0 });
	});
});

describe('a 2xx without what was made', () => {
	const explained = (status: number, type: ProblemType = '') =>
		fail(
			() =>
				new XError(
					{ title: 'Not Found Error', detail: 'Something is not there.', type },
					{ endpoint: 'POST /2/tweets', status, outcomeUnknown: true },
				),
		);

	it('is looked for', async () => {
		const { run, counts } = write([() => ({})], () => there);
		expect(await run()).toBe(made);
		expect(counts()).toEqual({ sent: 1, looks: 1 });
		const unseen = write([() => ({})], () => nothing, { refusesTwins: false });
		const error = await xRejection(unseen.run());
		expect(error.description).toMatch(/^X did not confirm that it was done: It has no ID\. The/);
		expect(error.problem.type).toBe('unconfirmed');
	});

	it.each([200, 201, 299])('with %d tells the reason that X gave, and is not sent again', async (status) => {
		const { run, counts, clock } = write([explained(status)]);
		expect((await xRejection(run())).description).toMatch(
			/^Not Found Error: Something is not there\. .*look at the account.* X does not show it so far\.$/,
		);
		expect(counts()).toEqual({ sent: 1, looks: 2 });
		expect(clock.waits).toEqual([1000, 3000]);
	});

	it.each(['Status is a duplicate.', 'Status is a duplicate'])('ends what X said with one stop: %s', async (said) => {
		const error = new XError(
			{ title: said, detail: said, type: '' },
			{ endpoint: 'POST /2/tweets', status: 200, outcomeUnknown: true },
		);
		const { run } = write([fail(() => error)]);
		expect((await xRejection(run())).description).toMatch(/^Status is a duplicate\. The request/);
	});

	it.each<[string, number, ProblemType]>([
		['that X has not explained', 200, 'unconfirmed'],
		['of another kind', 303, ''],
		['of another kind', 300, ''],
	])('%s (%d) is sent again', async (_, status, type) => {
		const { run, counts } = write([explained(status, type), () => made]);
		expect(await run()).toBe(made);
		expect(counts()).toEqual({ sent: 2, looks: 2 });
	});
});

it('whose last look fails is not repeated: the user is told why, and where to look', async () => {
	const { run, counts } = write(
		[fail(lost)],
		fail(() => xError(503, 'Service Unavailable')),
	);
	const { description } = await xRejection(run());
	expect(description).toMatch(
		/before you send it again\. Looking for it failed: X has a temporary fault \(status 503\)\.$/,
	);
	expect(counts()).toEqual({ sent: 1, looks: 2 });
	const refusedLook = write(
		[fail(lost)],
		fail(() => xError(403, 'Forbidden', 'Not yours.')),
		{ refusesTwins: false },
	);
	expect((await xRejection(refusedLook.run())).description).toMatch(
		/Looking for it failed: X refused: Not yours\. \S.*scope/,
	);
});

it.each([
	['', /^Broken\. The request may/],
	['Broken', /^Broken\. The request may/],
	['It fell.', /^Broken: It fell\. The request may/],
])('tells its reason once: %j', async (detail, said) => {
	const broken = () =>
		new XError({ title: 'Broken', detail, type: '' }, { endpoint: 'POST /2/tweets', status: 0, outcomeUnknown: true });
	const { run } = write([fail(broken)], () => nothing, { refusesTwins: false });
	expect((await xRejection(run())).description).toMatch(said);
});

it('is looked for on where a look has no answer', async () => {
	const { run, counts } = write([fail(lost)], (index) => (index === 0 ? fail(lost)() : there), { refusesTwins: false });
	expect(await run()).toBe(made);
	expect(counts()).toEqual({ sent: 1, looks: 2 });
});

describe('what may be sent once more, where X refuses a second one', () => {
	const error = (context: Partial<CallContext>) =>
		fail(
			() =>
				new XError({ title: 'Broken', detail: '', type: '' }, { endpoint: 'POST /2/tweets', status: 503, ...context }),
		);
	it.each<[string, Partial<CallContext>, number]>([
		['a fault of X', { outcomeUnknown: true }, 3],
		['what did not reach X', { status: 0, unsent: true }, 3],
		['what did not reach X behind its network', { status: 521, unsent: true }, 3],
		['what would fail the same way again', { status: 0, unsent: true, lasting: true }, 2],
		['what is refused', { status: 403 }, 2],
		['what the user does not want to pay', { status: 0 }, 2],
	])('%s', async (_, context, sent) => {
		const { run, counts } = write([fail(lost), error(context), () => made]);
		if (sent === 3) expect(await run()).toBe(made);
		else expect((await xRejection(run())).context.outcomeUnknown).toBe(true);
		expect(counts().sent).toBe(sent);
	});
});

it.each([
	[403, 'You may not.', /Sent once more, it failed: X refused: You may not\. \S/],
	[400, 'A duplicate parameter.', /Sent once more, it failed: X refused: A duplicate parameter\./],
])('is not called a duplicate where X says %d, %s', async (status, detail, said) => {
	const { run } = write([fail(lost), fail(() => xError(status, 'Forbidden', detail))]);
	expect((await xRejection(run())).description).toMatch(said);
});

it('is not looked for again when a look is refused', async () => {
	const { run, counts } = write(
		[fail(lost)],
		fail(() => xError(400, 'Invalid Request')),
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
