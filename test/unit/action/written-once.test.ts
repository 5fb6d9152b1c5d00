/** Whatever happens to requests, and however X shows what it has made: never two, never a success or a failure that is none. */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { createClient } from '../../../api/client/client';
import { XError } from '../../../api/errors/errors';
import { createLedger, type Ledger } from '../../../api/client/ledger';
import { createLimiter } from '../../../api/client/limits';
import { createMeter } from '../../../api/money/meter';
import { RESOURCES, type Operation, type Values } from '../../../connector';
import { answerOne } from '../../../host/action/answer';
import { openWritten } from '../../../host/action/written';
import type { ThreadMemory } from '../../../host/action/threads';
import type { Session } from '../../../host/session/session';
import { AUTHOR, ME, ModelX, type Fate, type Kept, type Manners } from '../../support/x/model-x';

const RUNS = Number(process.env.WRITTEN_ONCE_RUNS ?? 2000);
const START = Date.parse('2026-05-01T08:00:00.350Z');

interface Clock {
	now(): number;
	pass(ms: number): void;
	wait(ms: number): Promise<void>;
}
function createClock(): Clock {
	let time = START;
	const waiting: Array<{ until: number; resolve: () => void }> = [];
	return {
		now: () => time,
		pass: (ms) => void (time += ms),
		/** Who waits the shortest goes on first. */
		wait: async (ms) =>
			await new Promise((resolve) => {
				waiting.push({ until: time + ms, resolve });
				setImmediate(() => {
					const [next] = waiting.sort((a, b) => a.until - b.until).splice(0, 1);
					time = Math.max(time, next.until);
					next.resolve();
				});
			}),
	};
}

const operationOf = (resource: string, operation: string): Operation =>
	RESOURCES.find(({ name }) => name === resource)!.operations.find(({ name }) => name === operation)!;
const OPERATIONS = {
	post: operationOf('post', 'create'),
	thread: operationOf('post', 'createThread'),
	toUser: operationOf('directMessage', 'send'),
	toConversation: operationOf('directMessage', 'sendToConversation'),
	group: operationOf('directMessage', 'createGroup'),
};
type Kind = keyof typeof OPERATIONS;

function sessionOn(x: ModelX, clock: Clock, ledger: Ledger): Session {
	const client = createClient({
		send: x.send,
		wait: clock.wait,
		now: clock.now,
		random: () => 0.5,
		limiter: createLimiter(),
		maxWaitMs: 0,
	});
	return {
		settings: { waitForLimit: 0, parallel: 1, spendingLimit: Infinity, cutShort: 'fail', addCost: false },
		client,
		meter: createMeter(() => undefined),
		directory: { learn: async () => undefined, id: (key: string) => key, learnt: () => ({}), recall: () => undefined },
		me: async () => {
			await client.call('GET /2/users/me');
			return ME;
		},
		plain: async () => '',
		credential: 'xUserOAuth2Api',
		owner: 'the account',
		ledger,
		missing: () => [],
	} as unknown as Session;
}

let executions = 0;
/** n8n's side of one run: its tries share the node's context, and so does a retried execution. */
function context(staticData: IDataObject, mode = 'trigger', nodeContext: IDataObject = {}) {
	const id = String(++executions);
	return {
		getMode: () => mode,
		getNode: () => ({ id: 'node' }),
		getWorkflow: () => ({ id: 'workflow' }),
		getContext: () => nodeContext,
		getExecutionId: () => id,
		getWorkflowDataProxy: () => ({ $runIndex: 0 }),
		isToolExecution: () => false,
		getWorkflowStaticData: () => staticData,
	} as unknown as Parameters<typeof openWritten>[0];
}

interface Item {
	kind: Kind;
	values: Values;
	/** What X has to keep of it. */
	content: string;
}

const contentOf = ({ kind, text, media, replyTo, quotes, hidden = false }: Partial<Kept>, to = ''): string =>
	JSON.stringify([kind, text, media, replyTo, quotes, hidden, to]);
const madeContent = (made: Kept): string =>
	contentOf(made, made.kind === 'message' ? (made.conversation ?? '').replace(/^9000000000000.*/, 'group') : '');

const TEXTS = [
	'We are live',
	'We are live https://example.com/live',
	'We are live https://example.com/',
	'Good morning! Here is what happened:',
	'AT&T offer',
	'AT&amp;T offer',
	'Links stay: https://example.com/a?b=1&c=2 and n8n.io <b> & "quotes" 🚀',
	'a < b && c > d',
	'@author @other what do you say to n8n.io/x?',
	'Two\n\nlines  and spaces ',
	`${'A long text with https://example.com/long in it. '.repeat(8)}End`,
	'1',
	'https://example.com/only',
];
const PARENT = '1500000000000000000';
const QUOTED = '1500000000000000001';
const TO = '1000000000000000003';
const CONVERSATION = '1600000000000000000';

const text = fc.oneof(
	{ weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
	{
		weight: 1,
		arbitrary: fc
			.array(
				fc.constantFrom('&', '<', 'lt;', 'amp;', ' ', '\n', 'a', 'é', '🚀', '@me', 'n8n.io', 'https://example.com/b'),
				{
					minLength: 1,
					maxLength: 8,
				},
			)
			.map((words) => `x${words.join('')}`),
	},
);
const media = fc.constantFrom<string[]>(['170001'], ['170002'], ['170001', '170002']);
const withIds = (ids: readonly string[]) => ({ files: [], ids });

const post = (values: Values, kept: Partial<Kept>): Item => ({
	kind: 'post',
	values,
	content: contentOf({ kind: 'post', text: '', media: [], ...kept }),
});
const message = (kind: Kind, values: Values, to: string): Item => {
	const { text = '', media: attached } = values as { text?: string; media?: { ids: string[] } };
	return { kind, values, content: contentOf({ kind: 'message', text, media: attached?.ids ?? [] }, to) };
};

const item: fc.Arbitrary<Item> = fc.oneof(
	text.map((text) => post({ text }, { text })),
	text.map((text) => post({ text, replyTo: PARENT }, { text, replyTo: PARENT })),
	text.map((text) => post({ text, quote: QUOTED }, { text, quotes: QUOTED })),
	text.map((text) => post({ text, promotedOnly: true }, { text, hidden: true })),
	media.map((ids) => post({ text: '', media: withIds(ids) }, { media: ids })),
	fc.tuple(text, media).map(([text, ids]) => post({ text, media: withIds(ids) }, { text, media: ids })),
	text.map((text) => message('toUser', { user: TO, text }, `${ME}-${TO}`)),
	media.map(([id]) => message('toUser', { user: TO, media: withIds([id]) }, `${ME}-${TO}`)),
	text.map((text) => message('toConversation', { conversation: CONVERSATION, text }, CONVERSATION)),
	text.map((text) => message('group', { participants: [TO, AUTHOR], text }, 'group')),
);

const fate: fc.Arbitrary<Fate> = fc.oneof(
	{ weight: 4, arbitrary: fc.constant<Fate>('fine') },
	{
		weight: 6,
		arbitrary: fc.constantFrom<Fate>(
			'cutBefore',
			'cutAfter',
			'faultBefore',
			'faultAfter',
			'timeoutBefore',
			'timeoutAfter',
			'emptyAfter',
			'errorsInstead',
			'doneLater',
			'slow',
			'refused',
		),
	},
);
const fates = fc.array(fate, { maxLength: 10 });
const manners: fc.Arbitrary<Manners> = fc.record({
	listedAfterMs: fc.constantFrom(0, 6000, 60_000),
	escapes: fc.boolean(),
	aheadMs: fc.constantFrom(0, -600_000, 600_000, 300),
	laterMs: fc.constantFrom(900, 5000, 90_000),
});

/** What else goes on at the account. */
const bystanders = fc.record({
	/** The same words an hour ago, in a conversation. */
	earlier: fc.boolean(),
	/** Something else, or the same beginning, soon after. */
	meanwhile: fc.option(fc.record({ ms: fc.constantFrom(20, 500, 3000), text: fc.constantFrom('Else', 'We are', '') })),
});

function populate(
	x: ModelX,
	items: readonly Item[],
	{ earlier, meanwhile }: { earlier: boolean; meanwhile: { ms: number; text: string } | null },
) {
	x.kept.push({ id: PARENT, kind: 'post', at: 0, by: AUTHOR, text: 'Your view, @me?', media: [] });
	x.kept.push({ id: QUOTED, kind: 'post', at: 0, by: AUTHOR, text: 'News', media: [] });
	const message = { kind: 'message' as const, media: [], conversation: `${ME}-${TO}` };
	if (earlier)
		for (const { values } of items)
			x.add({ ...message, by: ME, text: String(values.text ?? ''), at: x.clock.now() - 3_600_000 });
	if (!meanwhile) return;
	const alike = `${String(items[0].values.text ?? '')} https://example.com/besides`;
	x.soon(meanwhile.ms, (at) => {
		// Where nothing else is said: a link more, and other media.
		if (!meanwhile.text)
			for (const more of [message, { kind: 'post' as const }]) {
				x.add({ ...more, at, by: ME, text: alike, media: [] });
				x.add({ ...more, at, by: ME, text: '', media: ['190001'] });
			}
		x.add({ kind: 'post', at, by: ME, text: `${meanwhile.text} ${at}`, media: [] });
		x.add({ ...message, at, by: ME, text: `${meanwhile.text} ${at}` });
		x.add({ ...message, at, by: TO, text: String(items[0].values.text ?? '') });
	});
}

type End = { id: string } | { unclear: true } | { failed: XError };

async function carryOut(step: () => ReturnType<typeof answerOne>): Promise<End> {
	try {
		const { answers } = (await step()) as { answers: Array<{ data: Record<string, string> }> };
		const { id, dm_event_id } = answers[0].data;
		return { id: id ?? dm_event_id };
	} catch (error) {
		if (!(error instanceof XError)) throw error;
		if (!error.context.outcomeUnknown) return { failed: error };
		expect(error.description).toMatch(/look .* before you send it again/);
		return { unclear: true };
	}
}

/** Every object that came of a request is some item's, and no item has one that did not. */
function judge(x: ModelX, items: readonly Item[], ends: ReadonlyArray<End | undefined>): void {
	const ids = ends.flatMap((end) => (end && 'id' in end ? [end.id] : []));
	expect(new Set(ids).size).toBe(ids.length);
	for (const [i, end] of ends.entries()) {
		if (!end || !('id' in end)) continue;
		const made = x.made.find(({ id }) => id === end.id);
		expect(made && madeContent(made)).toBe(items[i].content);
	}
	for (const content of new Set(items.map((each) => each.content))) {
		const count = (is: (end: End | undefined) => boolean) =>
			items.filter((each, i) => each.content === content && is(ends[i])).length;
		const made = x.made.filter((each) => madeContent(each) === content).length;
		const claimed = count((end) => end !== undefined && 'id' in end);
		expect(made).toBeGreaterThanOrEqual(claimed);
		expect(made).toBeLessThanOrEqual(claimed + count((end) => end !== undefined && 'unclear' in end));
	}
	expect(x.made.every((each) => items.some(({ content }) => content === madeContent(each)))).toBe(true);
}

/** What X shows within a minute is found, however it is shown; only a request that X explained is looked for no longer than a moment. */
function foundWhereShown(
	x: ModelX,
	items: readonly Item[],
	ends: ReadonlyArray<End | undefined>,
	ahead: readonly Fate[],
) {
	const { listedAfterMs, laterMs } = x.manners;
	if (ahead.includes('errorsInstead') && listedAfterMs > 0) return;
	if (ahead.includes('doneLater') && laterMs + listedAfterMs > 60_000) return;
	for (const [i, end] of ends.entries()) {
		if (!end || 'id' in end) continue;
		const made = x.made.filter((each) => !each.hidden && madeContent(each) === items[i].content);
		const twins = items.filter(({ content }) => content === items[i].content);
		if (twins.length === 1) expect(made).toEqual([]);
	}
}

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
							async () => await answerOne(OPERATIONS[kind], checked, session, written.of(itemIndex)),
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
								written.of(0),
							),
					);
				}),
			);
			judge(x, items, ends);
		}),
		{ numRuns: RUNS / 4 },
	);
}, 300_000);

describe('a thread', () => {
	const part = fc.record({
		text: fc.constantFrom(
			'Good morning! Here is what happened:',
			'Two & more',
			'See https://example.com/3',
			'Four',
			'',
		),
		media: fc.option(fc.constantFrom(['180001'], ['180002'])),
	});
	const thread = fc
		.uniqueArray(part, { minLength: 1, maxLength: 4, selector: ({ text, media }) => text || String(media) })
		.map((parts) => parts.map(({ text, media: ids }) => ({ text, media: withIds(ids ?? (text ? [] : ['180003'])) })));

	it('is published once however often it has to be begun', async () => {
		await fc.assert(
			fc.asyncProperty(
				thread,
				fates,
				manners,
				fc.array(fc.record({ pauseMs: fc.constantFrom(1000, 60_000, 3_600_000), restarted: fc.boolean() }), {
					maxLength: 3,
				}),
				fc.boolean(),
				async (parts, ahead, how, repetitions, begunAlone) => {
					const clock = createClock();
					const x = new ModelX(clock, how, [...ahead]);
					populate(x, [], { earlier: false, meanwhile: null });
					// Somebody has posted the first part alone, long before.
					const alone = begunAlone && parts[0].media.ids.length === 0 ? parts[0].text : undefined;
					if (alone) x.add({ kind: 'post', by: ME, text: alone, media: [], at: clock.now() - 86_400_000 });
					let [staticData, memory]: [IDataObject, ThreadMemory] = [{}, new Map()];
					let published: Array<{ id: string }> = [];
					let last: XError | undefined;
					for (const { pauseMs, restarted } of [{ pauseMs: 0, restarted: false }, ...repetitions]) {
						clock.pass(pauseMs);
						if (restarted) memory = new Map();
						const session = sessionOn(x, clock, createLedger());
						const written = openWritten(context(staticData), session, memory);
						const readsBefore = x.reads.length;
						last = undefined;
						try {
							const { answers } = (await answerOne(
								OPERATIONS.thread,
								{
									itemIndex: 0,
									values: { source: 'parts', parts },
									outputOptions: { limit: 1, output: 'raw', select: {} },
								},
								session,
								written.of(0),
							)) as { answers: Array<{ data: Array<{ id: string }> }> };
							published = answers[0].data;
						} catch (error) {
							if (!(error instanceof XError)) throw error;
							last = error;
						}
						written.end(last !== undefined);
						staticData = JSON.parse(JSON.stringify(staticData)) as IDataObject;
						if (ahead.slice(0, x.writes).every((each) => each === 'fine'))
							expect(x.reads.slice(readsBefore)).toEqual([]);
						if (!last) break;
					}
					const texts = x.made.map((each) => JSON.stringify([each.text, each.media]));
					expect(new Set(texts).size).toBe(texts.length);
					for (const [i, made] of x.made.entries()) {
						expect(made.text).toBe(parts[i].text);
						expect(made.media).toEqual(parts[i].media.ids);
						expect(made.replyTo).toBe(x.made[i - 1]?.id);
					}
					if (!last) {
						expect(published.map(({ id }) => id)).toEqual(x.made.map(({ id }) => id));
						expect(published).toHaveLength(parts.length);
						expect(staticData).toEqual({});
						return;
					}
					const listed = (last.context.published ?? []).map(({ id }) => id);
					const unlisted = x.made.slice(listed.length);
					expect(listed).toEqual(x.made.slice(0, listed.length).map(({ id }) => id));
					expect(unlisted.length).toBeLessThanOrEqual(last.context.outcomeUnknown ? 1 : 0);
					for (const id of listed) expect(last.description).toContain(id);
				},
			),
			{ numRuns: RUNS },
		);
	}, 300_000);
});
