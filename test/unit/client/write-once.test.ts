import { XError } from '../../../api/client/errors';
import { once } from '../../../api/client/write-once';
import { fakeClient, START, xError, xRejection } from '../../support/surroundings';

const lost = () =>
	new XError(
		{ title: 'No answer from X', detail: 'The connection was reset.', type: '' },
		{ endpoint: 'POST /2/tweets', status: 0, outcomeUnknown: true },
	);
const duplicate = () => xError(403, 'Forbidden', 'You are not allowed to create a Tweet with duplicate content.');
const made = { data: { id: '1' } };

/** A write whose attempts end like this one after the other (the last for ever), and what each look finds. */
function write(ends: ReadonlyArray<() => unknown>, look: () => unknown = () => undefined) {
	const { client, clock } = fakeClient(() => ({}));
	let [sent, looks] = [0, 0];
	const began: number[] = [];
	const run = async () =>
		await once(client, {
			send: async () => ends[Math.min(sent++, ends.length - 1)]() as typeof made,
			async find(since) {
				looks++;
				began.push(since());
				return look() as typeof made | undefined;
			},
			lookAt: 'at the account',
		});
	return { run, clock, began, counts: () => ({ sent, looks }) };
}
const fail = (error: () => unknown) => () => {
	throw error();
};

it('that is answered is neither looked for nor repeated', async () => {
	const { run, counts } = write([() => made]);
	expect(await run()).toBe(made);
	expect(counts()).toEqual({ sent: 1, looks: 0 });
});

it('that X refuses is neither looked for nor repeated', async () => {
	const { run, counts } = write([fail(duplicate)]);
	expect((await xRejection(run())).context.status).toBe(403);
	expect(counts()).toEqual({ sent: 1, looks: 0 });
});

it('that X keeps failing is given up, proven absent: nobody has to look', async () => {
	const { run, counts } = write([fail(lost)]);
	const error = await xRejection(run());
	expect(error.description).toBe('The connection was reset. Check the network and the Base URL of the credential.');
	expect(counts()).toEqual({ sent: 8, looks: 16 });
});

it('that is looked for is one made since the first attempt, however many there were', async () => {
	const { run, began } = write([fail(lost), fail(lost), () => made]);
	await run();
	expect(began).toEqual([START, START, START, START]);
});

it('whose last look fails is not repeated: the user is told why, and where to look', async () => {
	const { run, counts } = write(
		[fail(lost)],
		fail(() => xError(503, 'Service Unavailable')),
	);
	const { description, context } = await xRejection(run());
	expect(context.outcomeUnknown).toBe(true);
	expect(description).toBe(
		'The connection was reset. The request may have been carried out: look at the account before you send it again. Looking for it failed: Service Unavailable. X has a passing fault: run again later.',
	);
	expect(counts()).toEqual({ sent: 1, looks: 2 });
});

it('is not looked for any longer once it is found', async () => {
	const { run, counts, clock } = write([fail(lost)], () => made);
	expect(await run()).toBe(made);
	expect(counts()).toEqual({ sent: 1, looks: 1 });
	expect(clock.waits).toEqual([1000]);
});

it.each([
	['for another reason', () => xError(403, 'Forbidden', 'Not permitted.')],
	['with other words about duplicates', () => xError(400, 'Invalid Request', 'The media is duplicate content.')],
])('that X then refuses %s is refused: nothing more is looked for', async (_, refusal) => {
	const { run, counts } = write([fail(lost), fail(refusal)]);
	expect((await xRejection(run())).message).toBe(refusal().message);
	expect(counts()).toEqual({ sent: 2, looks: 2 });
});

it('that X then calls a duplicate is looked for longer', async () => {
	let looks = 0;
	const { run, counts, clock } = write([fail(lost), fail(duplicate)], () => (++looks > 5 ? made : undefined));
	expect(await run()).toBe(made);
	expect(counts()).toEqual({ sent: 2, looks: 6 });
	expect(clock.waits).toEqual([1000, 3000, 1000, 3000, 8000, 15_000]);
});

it('that X calls a duplicate and never shows may be there: the user has to look', async () => {
	const { run, counts } = write([fail(lost), fail(duplicate)]);
	expect((await xRejection(run())).description).toMatch(
		/may have been carried out: look at the account.*X calls it a duplicate, but does not show it yet\.$/,
	);
	expect(counts()).toEqual({ sent: 2, looks: 6 });
});
