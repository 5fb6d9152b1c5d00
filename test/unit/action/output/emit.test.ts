/** What n8n is handed: items in order, errors where they belong, what there is to say beside them. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { XError } from '../../../../api/errors/errors';
import { failure, success } from '../../../../api/errors/outcome';
import type { CostLine, Meter } from '../../../../api/money/meter';
import { RESOURCES, type Operation } from '../../../../connector';
import { emit } from '../../../../host/action/output/emit';
import type { Settings } from '../../../../host/session/session';
import type { Answered, CheckedItem, Outcomes } from '../../../../host/shared/types';
import { rejection, START, xError } from '../../../support/unwired/surroundings';

const operation = (endpoint: string): Operation => {
	const found = RESOURCES.flatMap(({ operations }) => operations).find((each) => each.endpoint === endpoint);
	if (!found) throw new Error(`There is no operation ${endpoint}`);
	return found;
};
const SEARCH = operation('GET /2/tweets/search/recent');
const LIKE = operation('POST /2/users/{id}/likes');

/** Words that n8n shows are those of the error. */
const FORBIDDEN = xError(403, 'Forbidden').message;
const limit = (more: Partial<XError['context']> = {}) =>
	new XError(
		{ title: 'Too Many Requests', detail: '', type: '' },
		{ endpoint: 'GET /2/tweets', status: 429, exhausted: { window: '15-minute', resetsAt: START }, ...more },
	);
const posts = (...ids: string[]): Answered => ({ answers: [{ data: ids.map((id) => ({ id, text: `Post ${id}` })) }] });
const made = (id?: string): Answered => ({ answers: [{ data: { id } }] });
const item = (result: Outcomes[number]['result'], itemIndex = 0, output = 'simplified'): Outcomes[number] => ({
	checked: { itemIndex, values: {}, outputOptions: { limit: 50, output, select: {} } } as CheckedItem,
	result,
});

/** What came of these outcomes, one an item. */
async function emitted(
	results: ReadonlyArray<Outcomes[number]['result']>,
	{ by = SEARCH, settings = {} as Partial<Settings>, usd = 0, continueOnFail = false, output = 'simplified' } = {},
) {
	const hints: Array<{ message: string; type?: string; location?: string }> = [];
	const context = {
		getNode: () => ({ name: 'X', type: 'n8n-nodes-x.x' }),
		continueOnFail: () => continueOnFail,
		helpers: {
			prepareBinaryData: async (file: Buffer, _: unknown, mimeType: string) =>
				await Promise.resolve({ data: file.toString('base64'), mimeType, fileSize: '3 B' }),
		},
		addExecutionHints: (...added: typeof hints) => void hints.push(...added),
	} as unknown as IExecuteFunctions;
	const lines: CostLine[] = usd > 0 ? [{ price: 'Posts: Read', count: 1, usd }] : [];
	const meter = { total: () => usd, lines: () => lines, along: () => [], owned: () => [], ownedElsewhere: () => [] };
	const usual: Settings = { waitForLimit: 0, parallel: 1, spendingLimit: Infinity, cutShort: 'keep', addCost: false };
	const items = emit(
		{ context, operation: by, settings: { ...usual, ...settings }, meter: meter as unknown as Meter },
		results.map((result, i) => item(result, i, output)),
	);
	return { items, hints };
}
const json = async (...given: Parameters<typeof emitted>) => {
	const { items } = await emitted(...given);
	return (await items).map((each) => each.json);
};
const failed = async (...given: Parameters<typeof emitted>) => {
	const { items } = await emitted(...given);
	return (await rejection(items)) as Error & { description: string };
};

it('items come in order, each with the one that it came of', async () => {
	const { items, hints } = await emitted([success(posts('1', '2')), success(posts()), success(posts('3'))]);
	expect((await items).map(({ json: { id }, pairedItem }) => [id, pairedItem])).toEqual([
		['1', { item: 0 }],
		['2', { item: 0 }],
		['3', { item: 2 }],
	]);
	expect(hints).toEqual([]);
});

describe('one item that fails', () => {
	const results = [success(posts('1')), failure(xError(403, 'Forbidden')), success(posts('3'))];

	it('stops the node', async () => expect((await failed(results)).message).toBe(FORBIDDEN));

	it('stands for itself with Continue On Fail', async () => {
		const { items } = await emitted(results, { continueOnFail: true });
		expect((await items).map((each) => [each.json.id ?? each.json.error, each.pairedItem])).toEqual([
			['1', { item: 0 }],
			[FORBIDDEN, { item: 1 }],
			['3', { item: 2 }],
		]);
	});

	it('has three members at most, by which n8n knows it', async () => {
		const members = async (error: Error) =>
			Object.keys((await json([failure(error)], { continueOnFail: true }))[0]).sort();
		expect(await members(xError(403))).toEqual(['error', 'message']);
		expect(await members(new Error('broken'))).toEqual(['error', 'message']);
		expect(await members(limit())).toEqual(['details', 'error', 'message']);
	});

	it('tells the workflow whether it may have been carried out', async () => {
		const unclear = (endpoint: XError['context']['endpoint']) =>
			new XError({ title: 'No answer', detail: '', type: '' }, { endpoint, status: 0, outcomeUnknown: true });
		const detailsOf = async (error: Error) =>
			(await json([failure(error)], { continueOnFail: true }))[0].details as unknown;
		expect(await detailsOf(unclear('POST /2/tweets'))).toEqual({ outcome_unknown: true });
		expect(await detailsOf(unclear('POST /2/media/upload'))).toBeUndefined();
		expect(await detailsOf(xError(403))).toBeUndefined();
	});

	it('says when its limit ends and what is public already', async () => {
		const published = [{ id: '9' }];
		const [{ details, error }] = await json([failure(limit({ published }))], { continueOnFail: true });
		expect(details).toEqual({ published, resets_at: '2026-05-01T08:00:00.000Z' });
		expect(error).toContain('15-minute');
	});
});

describe('a limit that ends it early', () => {
	const results = [success(posts('1', '2')), failure(limit()), undefined];

	it('keeps what came, and says in the last item what is left', async () => {
		const { items, hints } = await emitted(results);
		const [first, last, ...others] = (await items).map((each) => each.json);
		expect(others).toEqual([]);
		expect(first).not.toHaveProperty('run_ended_early');
		expect(last.run_ended_early).toMatchObject({ remaining_items: [{ item: 1 }, { item: 2 }] });
		expect(hints).toMatchObject([
			{ message: expect.stringContaining('ended early') as string, type: 'warning', location: 'outputPane' },
		]);
	});

	it('fails where the user wants that', async () =>
		expect((await failed(results, { settings: { cutShort: 'fail' } })).message).toBe(limit().message));

	it('is an item of its own with Continue On Fail; what is left stands in the last good one', async () => {
		const items = await json(results, { continueOnFail: true });
		expect(items.map(({ id, error }) => id ?? error)).toEqual(['1', '2', limit().message]);
		expect(items[1].run_ended_early).toBeDefined();
		expect(items[2]).not.toHaveProperty('run_ended_early');
	});

	it('fails where nothing has come that could say what is left', async () =>
		expect((await failed([success(posts()), failure(limit())])).message).toBe(limit().message));

	it('does not hide that X refused another item', async () =>
		expect((await failed([...results, failure(xError(403, 'Forbidden'))])).message).toBe(limit().message));
});

describe('what is said beside the output', () => {
	it('is said once, and what it cost', async () => {
		const note = 'One post could not be read.';
		const { items, hints } = await emitted(
			[success({ ...posts('1'), note }), success({ ...posts('2'), note }), success(posts('3'))],
			{ usd: 0.005 },
		);
		await items;
		expect(hints).toMatchObject([
			{ message: note, type: 'warning', location: 'outputPane' },
			{ message: expect.stringContaining('0.005 USD') as string, type: 'info', location: 'outputPane' },
		]);
	});

	it('stands in each item when wanted: what the run cost', async () => {
		const cost = async (addCost: boolean) =>
			(await json([success(posts('1', '2'))], { usd: 0.01, settings: { addCost } })).map(
				(each: IDataObject) => each.run_cost_usd,
			);
		expect(await cost(true)).toEqual([0.01, 0.01]);
		expect(await cost(false)).toEqual([undefined, undefined]);
	});
});

describe('a run that fails', () => {
	it('says what it cost by then, unless the money is what it failed for', async () => {
		expect((await failed([failure(xError(403))], { usd: 0.005 })).description).toContain('0.005 USD');
		const spent = xError(0, 'Spent', 'Spent so far: about 0.005 USD.', 'spending-limit');
		expect((await failed([failure(spent)], { usd: 0.005, settings: { cutShort: 'fail' } })).description).not.toContain(
			'Estimated cost',
		);
	});

	it('says of a write what was done before', async () => {
		const results = [success(made('1')), success(made()), failure(xError(403))];
		expect((await failed(results, { by: LIKE })).description).toContain(
			'Before this item, 2 had been carried out: item 0 (1), item 1. Do not run those again:',
		);
		expect((await failed([failure(xError(403))], { by: LIKE })).description).not.toContain('Before this item');
		expect((await failed([success(posts('1')), failure(xError(403))])).description).not.toContain('Before this item');
	});

	it('names twenty of them at most', async () => {
		const many = async (n: number) =>
			(
				await failed([...Array.from({ length: n }, (_, i) => success(made(`${i}`))), failure(xError(403))], {
					by: LIKE,
				})
			).description;
		expect(await many(20)).toContain('20 had been carried out: item 0 (0), item 1 (1),');
		expect(await many(20)).toMatch(/item 19 \(19\)\. /);
		expect(await many(21)).toMatch(/item 19 \(19\), …\. /);
	});
});

describe('what comes out', () => {
	it('of a file is binary data', async () => {
		const by = RESOURCES.flatMap(({ operations }) => operations).find(({ returns }) => returns === 'file');
		const { items } = await emitted([success({ answers: [{ file: Buffer.from('abc'), type: 'text/vtt' }] })], { by });
		expect(await items).toMatchObject([{ binary: { data: { data: 'YWJj' } }, pairedItem: { item: 0 } }]);
	});

	it('of a lookup is its own part of the raw answer; of a search, all of it', async () => {
		const answer = { data: { id: '1', author_id: '9' }, includes: { users: [{ id: '9' }, { id: '8' }] }, meta: {} };
		const raw = async (by: Operation, output = 'raw') =>
			(await json([success({ answers: [answer] })], { by, output }))[0];
		const GET = operation('GET /2/tweets/{id}');
		expect(await raw(GET)).toEqual({ data: answer.data, includes: { users: [{ id: '9' }] } });
		expect(await raw(SEARCH)).toEqual(answer);
		expect(await raw(GET, 'full')).toMatchObject({ id: '1', author: { id: '9' } });
	});
});

it('a fault ends a run as a limit does: what came before it is kept', async () => {
	expect(await json([success(posts('1')), failure(xError(503))])).toMatchObject([{ id: '1' }]);
});

it('an item that fails adds no hint; with Continue On Fail it has the words of the error', async () => {
	const error = xError(403);
	const { items, hints } = await emitted([failure(error)], { continueOnFail: true });
	const [first] = await items;
	expect(first.json.message).toBe(error.description);
	expect(first.json.message).not.toBe('');
	expect(hints).toEqual([]);
	const [bare] = await json([failure(new Error('Broken'))], { continueOnFail: true });
	expect(bare).toMatchObject({ message: '' });
});

describe('the description of an error', () => {
	it('is that of X, what was done before and what it cost, and nothing else', async () => {
		const of = async (...given: Parameters<typeof emitted>) => (await failed(...given)).description;
		const advice = xError(403).description;
		const by = { ...LIKE, notice: undefined };
		expect(await of([failure(xError(403))])).toBe(advice);
		expect(await of([failure(xError(403))], { by })).toBe(advice);
		expect(await of([failure(xError(403))], { by, usd: 0.005 })).toBe(
			`${advice} Estimated cost of this run: 0.005 USD.`,
		);
		expect(await of([success(made('1')), failure(xError(403)), undefined], { by: LIKE })).toMatch(
			/ Before this item, 1 had been carried out: item 0 \(1\)\. Do not run [^.]*\.$/,
		);
		const spent = xError(0, 'Spent', 'Spent so far: about 0.005 USD.', 'spending-limit');
		const description = await of([failure(spent)], { by: LIKE, usd: 0.005, settings: { cutShort: 'fail' } });
		expect(description).toBe(spent.description);
	});

	it.each<[string, unknown, string]>([
		['of each of a list', [{ id: '1' }, { id: '2' }], 'item 0 (1, 2).'],
		['by whatever name X has for it', { id: '', dm_event_id: '5' }, 'item 0 (5).'],
		['which is a text', { id: 5, post_id: '6' }, 'item 0 (6).'],
		['if it has one', { id: '' }, 'item 0.'],
	])('names the ID %s', async (_, data, named) => {
		const { description } = await failed([success({ answers: [{ data }] }), failure(xError(403))], { by: LIKE });
		expect(description).toContain(`had been carried out: ${named} Do not`);
	});
});
