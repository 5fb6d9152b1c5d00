/** Whatever happens to requests, and however X shows what it has made: never two, never a success or a failure that is none. */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { createLedger } from '../../../api/write/ledger';
import { answerOne } from '../../../host/action/answer';
import { openWritten } from '../../../host/action/written';
import { ModelX } from '../../support/x/model-x';
import {
	createClock,
	noFiles,
	OPERATIONS,
	sessionOn,
	context,
	type End,
	carryOut,
	judge,
	foundWhereShown,
} from '../../support/unwired/writing';
import { item, fates, manners, bystanders, populate } from '../../support/inputs/writes';

const RUNS = Number(process.env.WRITTEN_ONCE_RUNS ?? 2000);

it('items one after the other, and tries of the same run, by itself or by Retry of its execution', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(item, { minLength: 1, maxLength: 3 }),
			fates,
			manners,
			bystanders,
			fc.array(fc.constantFrom('retryOnFail', 'retried', 'retriedElsewhere'), { maxLength: 2 }),
			fc.boolean(),
			async (items, ahead, how, others, tries, continueOnFail) => {
				const clock = createClock();
				const x = new ModelX(clock, how, [...ahead]);
				populate(x, items, others);
				let session = sessionOn(x, clock, createLedger());
				let nodeContext: IDataObject = {};
				let run = context({}, 'trigger', nodeContext);
				let ends: Array<End | undefined> = [];
				for (const way of ['first', ...tries]) {
					clock.pass(1000);
					if (way === 'retriedElsewhere') session = sessionOn(x, clock, createLedger());
					if (way.startsWith('retried')) {
						nodeContext = JSON.parse(JSON.stringify(nodeContext)) as IDataObject;
						run = context({}, 'retry', nodeContext);
					}
					const written = openWritten(run, session);
					ends = [];
					for (const [itemIndex, { kind, values }] of items.entries()) {
						const checked = { itemIndex, values, outputOptions: { limit: 1, output: 'raw' as const, select: {} } };
						const end = await carryOut(
							async () => await answerOne(OPERATIONS[kind], checked, session, noFiles(written.of(itemIndex))),
						);
						ends.push(end);
						if (!('id' in end) && !continueOnFail) break;
					}
					const brokeOff = ends.length < items.length || ends.some((end) => end && !('id' in end));
					written.end(brokeOff);
					if (!brokeOff) break;
				}
				judge(x, items, ends);
				foundWhereShown(x, items, ends, ahead);
				const asDone = ahead.slice(0, x.writes).every((each) => ['fine', 'slow', 'refused'].includes(each));
				if (asDone) expect(x.reads).toEqual([]);
			},
		),
		{ numRuns: RUNS },
	);
}, 300_000);

it('runs side by side', async () => {
	await fc.assert(
		fc.asyncProperty(item, fc.array(fates, { minLength: 2, maxLength: 3 }), manners, async (each, ahead, how) => {
			const clock = createClock();
			const x = new ModelX(clock, how, ahead.flat());
			populate(x, [], { earlier: false, meanwhile: null });
			const ledger = createLedger();
			const items = ahead.map(() => each);
			const ends = await Promise.all(
				ahead.map(async () => {
					const session = sessionOn(x, clock, ledger);
					const written = openWritten(context({}), session);
					return await carryOut(
						async () =>
							await answerOne(
								OPERATIONS[each.kind],
								{ itemIndex: 0, values: each.values, outputOptions: { limit: 1, output: 'raw', select: {} } },
								session,
								noFiles(written.of(0)),
							),
					);
				}),
			);
			judge(x, items, ends);
		}),
		{ numRuns: RUNS / 4 },
	);
}, 300_000);
