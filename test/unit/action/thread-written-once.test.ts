/** However often a thread breaks off and is begun again: each part once, in order, and the error lists what is up. */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { XError } from '../../../api/errors/errors';
import { createLedger } from '../../../api/write/ledger';
import { answerOne } from '../../../host/action/answer';
import { openWritten } from '../../../host/action/written';
import type { ThreadMemory } from '../../../host/action/threads';
import { ME, ModelX } from '../../support/x/model-x';
import { createClock, noFiles, OPERATIONS, sessionOn, context } from '../../support/unwired/writing';
import { fates, manners, populate } from '../../support/inputs/writes';

const RUNS = Number(process.env.WRITTEN_ONCE_RUNS ?? 2000);

type Part = { text: string; media: { files: []; ids: readonly string[] } };
/** What n8n keeps from run to run: of the workflow, and of the process. */
interface Keeps {
	staticData: IDataObject;
	memory: ThreadMemory;
}

/** One run. @returns the IDs of the parts, or the error that it broke off with */
async function publish(x: ModelX, parts: Part[], kept: Keeps): Promise<{ published: string[] } | { error: XError }> {
	const session = sessionOn(x, x.clock, createLedger());
	const written = openWritten(context(kept.staticData), session, kept.memory);
	const checked = {
		itemIndex: 0,
		values: { source: 'parts', parts },
		outputOptions: { limit: 1, output: 'raw' as const, select: {} },
	};
	let brokeOff = true;
	try {
		const { answers } = (await answerOne(OPERATIONS.thread, checked, session, noFiles(written.of(0)))) as {
			answers: Array<{ data: Array<{ id: string }> }>;
		};
		brokeOff = false;
		return { published: answers[0].data.map(({ id }) => id) };
	} catch (error) {
		if (!(error instanceof XError)) throw error;
		return { error };
	} finally {
		written.end(brokeOff);
		kept.staticData = JSON.parse(JSON.stringify(kept.staticData)) as IDataObject;
	}
}

/** Each part is there once, as it was given, below the one before it. */
function expectOneChain({ made }: ModelX, parts: Part[]): void {
	const texts = made.map((each) => JSON.stringify([each.text, each.media]));
	expect(new Set(texts).size).toBe(texts.length);
	for (const [i, each] of made.entries()) {
		expect(each.text).toBe(parts[i].text);
		expect(each.media).toEqual(parts[i].media.ids);
		expect(each.replyTo).toBe(made[i - 1]?.id);
	}
}

/** An error lists what is up; one part more may be up only where its outcome is unknown. */
function expectListed({ made }: ModelX, { context, description }: XError): void {
	const listed = (context.published ?? []).map(({ id }) => id);
	expect(listed).toEqual(made.slice(0, listed.length).map(({ id }) => id));
	expect(made.length - listed.length).toBeLessThanOrEqual(context.outcomeUnknown ? 1 : 0);
	for (const id of listed) expect(description).toContain(id);
}

const part = fc.record({
	text: fc.constantFrom('Good morning! Here is what happened:', 'Two & more', 'See https://example.com/3', 'Four', ''),
	media: fc.option(fc.constantFrom(['180001'], ['180002'])),
});
const thread: fc.Arbitrary<Part[]> = fc
	.uniqueArray(part, { minLength: 1, maxLength: 4, selector: ({ text, media }) => text || String(media) })
	.map((parts) =>
		parts.map(({ text, media: ids }) => ({ text, media: { files: [], ids: ids ?? (text ? [] : ['180003']) } })),
	);
const repetition = fc.record({ pauseMs: fc.constantFrom(1000, 60_000, 3_600_000), restarted: fc.boolean() });

/** Somebody has posted the first part alone, long before. */
function begin(x: ModelX, [{ text, media }]: Part[]): void {
	if (media.ids.length === 0 && text) x.add({ kind: 'post', by: ME, text, media: [], at: x.clock.now() - 86_400_000 });
}

it('a thread is published once however often it has to be begun', async () => {
	await fc.assert(
		fc.asyncProperty(
			thread,
			fates,
			manners,
			fc.array(repetition, { maxLength: 3 }),
			fc.boolean(),
			async (parts, ahead, how, repetitions, begunAlone) => {
				const clock = createClock();
				const x = new ModelX(clock, how, [...ahead]);
				populate(x, [], { earlier: false, meanwhile: null });
				if (begunAlone) begin(x, parts);
				const kept: Keeps = { staticData: {}, memory: new Map() };
				let end = await publish(x, parts, kept);
				for (const { pauseMs, restarted } of repetitions) {
					if ('published' in end) break;
					clock.pass(pauseMs);
					if (restarted) kept.memory = new Map();
					end = await publish(x, parts, kept);
				}
				if (ahead.slice(0, x.writes).every((each) => each === 'fine')) expect(x.reads).toEqual([]);
				expectOneChain(x, parts);
				if ('error' in end) return expectListed(x, end.error);
				expect(end.published).toEqual(x.made.map(({ id }) => id));
				expect(end.published).toHaveLength(parts.length);
				expect(kept.staticData).toEqual({});
			},
		),
		{ numRuns: RUNS },
	);
}, 300_000);

it.each([
	'x',
	'null',
	'5',
	'[null]',
	'[{}]',
	'[{"key":"a","at":9e15,"attempts":5}]',
	'[{"key":"a","at":9e15,"attempts":[null]}]',
])('what n8n has kept of threads may be damaged: %s', async (threadsBrokenOff) => {
	const x = new ModelX(createClock(), { listedAfterMs: 0, laterMs: 0, escapes: false, aheadMs: 0 }, []);
	const kept: Keeps = { staticData: { threadsBrokenOff }, memory: new Map() };
	const parts = ['One', 'Two'].map((text) => ({ text, media: { files: [] as [], ids: [] } }));
	expect(await publish(x, parts, kept)).toEqual({ published: x.made.map(({ id }) => id) });
	expectOneChain(x, parts);
});
