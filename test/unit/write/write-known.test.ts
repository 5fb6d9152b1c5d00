/** A write that nothing on X shows: a later try of its run does not make it twice. */
import { createLedger, ofRun } from '../../../api/write/ledger';
import type { Attempt } from '../../../api/write/attempt';
import { unlessDone, type KnownWrite } from '../../../api/write/write-known';
import { XError } from '../../../api/errors/errors';
import type { CallContext } from '../../../api/errors/problem';
import { xRejection } from '../../support/unwired/surroundings';

const CREATE = 'POST /2/lists';
const REMOVE = 'DELETE /2/lists/{id}';
const made = { data: { id: '5' } };
const refusal = (context: Partial<CallContext>, endpoint = CREATE) =>
	new XError({ title: 'Forbidden', detail: 'No.', type: '' }, { endpoint, status: 403, ...context });

/** One write at a time of a clock that goes on by one with every look at it. */
function write(end: unknown, given: Partial<KnownWrite> = {}, earlier?: Attempt, ledger = ofRun(createLedger())) {
	let time = 100;
	let sent = 0;
	const noted: Array<Attempt | undefined> = [];
	const known: KnownWrite = {
		endpoint: CREATE,
		harmless: false,
		async send() {
			sent++;
			if (end instanceof Error) throw end;
			return end as typeof made;
		},
		...given,
	};
	const run = async () =>
		await unlessDone({ now: () => time++ }, ledger, known, { earlier, note: (attempt) => void noted.push(attempt) });
	return { run, noted, count: () => sent };
}
const tried = { began: 1, ended: 2 };

it('is noted with its answer', async () => {
	const { run, noted } = write(made);
	expect(await run()).toBe(made);
	expect(noted).toEqual([{ began: 100, ended: 101, answer: made }]);
});

it('that is done is not done again', async () => {
	const { run, count } = write(made, {}, { ...tried, answer: { data: { id: '1' } } });
	expect(await run()).toEqual({ data: { id: '1' } });
	expect(count()).toBe(0);
});

it('that may be done is done again where that does no harm, and has begun with the first try', async () => {
	const doubtful = write(made, {}, tried);
	const error = await xRejection(doubtful.run());
	expect(error.context).toMatchObject({ endpoint: CREATE, outcomeUnknown: true });
	expect(error.description).toMatch(/look at the account before you send it again\. It was not sent again, because X/);
	expect(doubtful.count()).toBe(0);
	const harmless = write(made, { harmless: true }, tried);
	expect(await harmless.run()).toBe(made);
	expect(harmless.noted).toEqual([{ began: 1, ended: 100, answer: made }]);
});

it.each<[string, Partial<CallContext>, Attempt | undefined]>([
	['that X refuses is nothing to a later try', {}, undefined],
	['of unknown outcome is', { outcomeUnknown: true }, { began: 100, ended: 101 }],
	['is none where another call of it failed', { outcomeUnknown: true, endpoint: 'GET /2/lists' }, undefined],
])('%s', async (_, context, noted) => {
	const one = write(refusal(context));
	await xRejection(one.run());
	expect(one.noted).toEqual([noted]);
});

describe('refused, after a try of unknown outcome', () => {
	it('is done where there is nothing left to delete', async () => {
		const gone = refusal({ status: 404 }, REMOVE);
		const given = { endpoint: REMOVE, harmless: true } as const;
		const { run, noted } = write(gone, given, tried);
		expect(await run()).toEqual({ data: { deleted: true } });
		expect(noted).toEqual([{ began: 1, ended: 100, answer: { data: { deleted: true } } }]);
		expect(await xRejection(write(gone, given).run())).toBe(gone);
		for (const other of [refusal({}, REMOVE), refusal({ status: 404 })])
			expect(
				await xRejection(write(other, { ...given, endpoint: other.context.endpoint as typeof REMOVE }, tried).run()),
			).toBe(other);
	});

	const there = { data: { id: '9' } };
	it.each<[string, Partial<CallContext>, KnownWrite['doneBefore'] | undefined, boolean]>([
		['is done as X shows it', {}, async () => there, true],
		['is refused where X does not show it', {}, async () => undefined, false],
		['is refused where X cannot be asked', {}, async () => await Promise.reject(refusal({})), false],
		['is refused where nothing tells', {}, undefined, false],
		['is not looked for where its own outcome is unknown', { outcomeUnknown: true }, async () => there, false],
		['is not looked for where X refuses everything', { status: 402 }, async () => there, false],
	])('%s', async (_, context, doneBefore, isDone) => {
		const error = refusal(context);
		const one = write(error, { harmless: true, doneBefore }, tried);
		if (!isDone) return expect(await xRejection(one.run())).toBe(error);
		expect(await one.run()).toBe(there);
		expect(one.noted).toEqual([{ began: 1, ended: 100, answer: there }]);
	});

	it('is not looked for at the first try', async () => {
		const error = refusal({});
		expect(await xRejection(write(error, { doneBefore: async () => there }).run())).toBe(error);
	});
});

describe('answered with the ID of another item', () => {
	const idOf = () => '5';

	it('may be done', async () => {
		const ledger = ofRun(createLedger());
		expect(await write(made, { idOf }, undefined, ledger).run()).toBe(made);
		const second = write(made, { idOf }, undefined, ledger);
		expect(await xRejection(second.run())).toMatchObject({
			message: 'X answered with the ID of something else',
			context: { outcomeUnknown: true },
		});
		expect(second.noted).toEqual([{ began: 100, ended: 101 }]);
	});

	it('is done where X counts the IDs of each kind for itself, or names none', async () => {
		const ledger = ofRun(createLedger());
		for (const given of [{ idOf }, { idOf, endpoint: 'POST /2/notes' } as const, {}, { idOf: () => undefined }])
			expect(await write(made, given, undefined, ledger).run()).toBe(made);
	});
});
