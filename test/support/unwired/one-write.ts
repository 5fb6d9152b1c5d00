/** One write that is made once: how its attempts end, and what each look for it shows. */
import { XError } from '../../../api/errors/errors';
import { createLedger, ofRun, type RunLedger } from '../../../api/write/ledger';
import type { Attempt, Earlier } from '../../../api/write/attempt';
import { once, type Seen } from '../../../api/write/write-once';
import { fakeClient, xError } from './surroundings';

export const lost = () =>
	new XError(
		{ title: 'No answer from X', detail: 'The connection was reset.', type: '' },
		{ endpoint: 'POST /2/tweets', status: 0, outcomeUnknown: true },
	);
export const duplicate = () =>
	xError(403, 'Forbidden', 'You are not allowed to create a Tweet with duplicate content.');
export const made = { data: { id: '1' } };
export const nothing: Seen = { same: [], others: [] };
export const there: Seen = { same: [{ id: '1', answer: made }], others: [] };

interface Around {
	refusesTwins?: boolean;
	ledger?: RunLedger;
	earlier?: Earlier;
	/** X shows it in no list. */
	hidden?: true;
}

/** A write whose attempts end like this one after the other (the last for ever), and what each look shows. */
export function write(
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
export const fail = (error: () => unknown) => () => {
	throw error();
};
