/** Lookups of very many items share their requests; what each item gets does not cost a pass over all others. */
import type { Parts } from '../../../api/client/call';
import { XError } from '../../../api/errors/errors';
import { failure } from '../../../api/errors/outcome';
import { answerLookups } from '../../../host/action/lookups';
import { RESOURCES, type Batch, type Operation } from '../../../connector';
import type { Session } from '../../../host/session/session';
import type { CheckedItem, Result } from '../../../host/shared/types';
import { expectLinear } from '../../support/inputs/hostile';
import { fakeClient, START, xError } from '../../support/unwired/surroundings';

const operation = RESOURCES.flatMap(({ operations }) => operations).find(
	({ endpoint, batch }) => endpoint === 'GET /2/tweets/{id}' && batch,
) as Operation & { batch: Batch };

const session = {
	client: {
		now: () => 0,
		xTime: (ms: number) => ms,
		call: async (_: string, { query }: { query: { ids: readonly string[] } }) =>
			await Promise.resolve({ data: query.ids.map((id) => ({ id })) }),
	},
	settings: { parallel: 5, cutShort: 'keep' },
} as unknown as Session;

const itemsOf = (count: number): CheckedItem[] =>
	Array.from({ length: count }, (_, itemIndex) => ({
		itemIndex,
		values: { post: String(1000 + itemIndex) },
		outputOptions: { limit: Infinity, output: 'simplified', select: {} },
	}));

/** A tenth as many items as the size of a hostile text. */
const lookedUp = async (text: string) =>
	await answerLookups(operation, operation.batch, itemsOf(text.length / 10), session, false);

it('each item gets its own object', async () => {
	const results = await answerLookups(operation, operation.batch, itemsOf(250), session, false);
	expect(results.size).toBe(250);
	expect(results.get(249)).toMatchObject({ ok: true, value: { answers: [{ data: { id: '1249' } }] } });
});

it('the time grows with the number of items', async () => await expectLinear(lookedUp, (size) => ' '.repeat(size)));

/** Lookups of these items, one value of its required field each. */
async function lookUp(
	name: string,
	given: ReadonlyArray<CheckedItem['values'][string]>,
	answer: Parameters<typeof fakeClient>[0],
	{
		cutShort = 'keep',
		stopAtFirst = false,
		values = (() => ({})) as (itemIndex: number) => CheckedItem['values'],
	} = {},
) {
	const by = RESOURCES.flatMap(({ name: resource, operations }) =>
		operations.map((each) => ({ ...each, name: `${resource}.${each.name}` })),
	).find((each) => each.name === name) as Operation & { batch: Batch };
	const field = by.fields.find(({ required }) => required)!;
	const { client, calls } = fakeClient(answer);
	const results = await answerLookups(
		by,
		by.batch,
		given.map((value, itemIndex) => ({
			itemIndex,
			values: { ...values(itemIndex), [field.name]: value },
			outputOptions: { limit: Infinity, output: 'simplified', select: {} },
		})),
		{ client, settings: { parallel: 1, cutShort } } as unknown as Session,
		stopAtFirst,
	);
	return { results, calls };
}
const idsIn = ({ parts }: { parts: Parts }): string[] =>
	[parts.query?.ids ?? parts.path?.id ?? parts.path?.username ?? parts.query?.usernames].flat().map(String);
const found =
	(...missing: string[]): Parameters<typeof fakeClient>[0] =>
	(call) => ({
		data: idsIn(call)
			.filter((id) => !missing.includes(id))
			.map((id) => ({ id, username: id })),
	});
const numbered = (count: number, first = 1) => Array.from({ length: count }, (_, i) => String(first + i));
const noteOf = (result?: Result) => (result?.ok ? result.value.note : undefined);
const dataOf = (result?: Result) => result?.ok && result.value.answers.map(({ data }) => (data as { id: string }).id);
const LIMIT = new XError(
	{ title: 'Too Many Requests', detail: '', type: '' },
	{ endpoint: 'GET /2/tweets', status: 429, exhausted: { window: '15-minute', resetsAt: START } },
);

describe('A missing one', () => {
	it('fails alone where the items go on', async () => {
		const { results, calls } = await lookUp('post.get', numbered(250), found('1'));
		expect(results.get(0)).toMatchObject({ ok: false, error: { context: { status: 404 } } });
		expect([1, 249].map((i) => dataOf(results.get(i)))).toEqual([['2'], ['250']]);
		expect(calls).toHaveLength(3);
	});

	it('ends the run where it stops at the first: what was not asked for has no result', async () => {
		const { results, calls } = await lookUp('post.get', numbered(250), found('1'), { stopAtFirst: true });
		expect(calls).toHaveLength(1);
		expect([results.has(0), results.has(99), results.has(100)]).toEqual([true, true, false]);
	});

	it('of a list is left out of it, and the run goes on', async () => {
		const lists = [numbered(150), numbered(100, 151)];
		const { results, calls } = await lookUp('post.getMany', lists, found('1', '2'), { stopAtFirst: true });
		expect(calls).toHaveLength(3);
		expect(results.get(0)).toMatchObject({
			value: { note: 'X did not return 2 of 150: 1 (X returned nothing for 1.); 2 (X returned nothing for 2.)' },
		});
		expect(dataOf(results.get(0))).toHaveLength(148);
		expect(results.get(1)).toMatchObject({ ok: true, value: { answers: { length: 100 } } });
		expect(results.get(1)).not.toHaveProperty('value.note');
	});

	it('of a list is one of ten that are named at most', async () => {
		const note = async (count: number) => {
			const { results } = await lookUp('post.getMany', [numbered(20)], found(...numbered(count)));
			return noteOf(results.get(0));
		};
		expect(await note(10)).toMatch(/^X did not return 10 of 20: .*; 10 \(X returned nothing for 10\.\)$/);
		expect(await note(11)).toMatch(/^X did not return 11 of 20: .*; 10 \(X returned nothing for 10\.\); …$/);
	});

	it('is named with the title of the problem where X gives no detail, beside what else X left out', async () => {
		const errors = [
			{ title: 'Not Found Error', resource_id: '1', resource_type: 'tweet' },
			{ title: 'Gone', detail: 'The quoted post is gone.', resource_id: '77', resource_type: 'tweet' },
		];
		const { results } = await lookUp('post.getMany', [['1', '2']], () => ({ data: [{ id: '2' }], errors }));
		expect(results.get(0)).toMatchObject({
			value: {
				note: expect.stringMatching(/^X did not return 1 of 2: 1 \(\S.*\) X left out something that belongs to this: /),
			},
		});
	});
});

describe('A run that X ends in between', () => {
	const thenLimit: Parameters<typeof fakeClient>[0] = async (call, index) => {
		if (index > 0) throw LIMIT;
		return await found()(call, index);
	};

	it('keeps what has come of a list, and says what is left of it', async () => {
		const { results } = await lookUp('post.getMany', [numbered(150), numbered(100, 151)], thenLimit);
		expect(results.get(0)).toMatchObject({
			ok: true,
			value: { cut: { error: LIMIT, missing: numbered(50, 101) }, answers: { length: 100 } },
		});
		const withGone = await lookUp('post.getMany', [numbered(150)], async (call, index) => {
			if (index > 0) throw LIMIT;
			return await found('1')(call, index);
		});
		expect(noteOf(withGone.results.get(0))).toBe('X did not return 1 of 150: 1 (X returned nothing for 1.)');
		// Nothing has come of the other.
		expect(results.get(1)).toEqual(failure(LIMIT));
	});

	it('keeps nothing of it where the settings say so, or where the error says nothing of a limit', async () => {
		const lists = [numbered(150)];
		expect((await lookUp('post.getMany', lists, thenLimit, { cutShort: 'fail' })).results.get(0)).toEqual(
			failure(LIMIT),
		);
		const refused = xError(400, 'Invalid Request');
		const { results } = await lookUp('post.getMany', lists, async (call, index) => {
			if (index > 0) throw refused;
			return await found()(call, index);
		});
		expect(results.get(0)).toEqual(failure(refused));
	});
});

describe('What is asked for beside the keys', () => {
	it('is asked in a request of its own where it differs, and the keys are not part of it', async () => {
		const { calls } = await lookUp('post.getMany', [['1'], ['2'], ['3']], found());
		expect(calls.map(idsIn)).toEqual([['1', '2', '3']]);
		const values = (i: number) => ({ granularity: i === 1 ? 'daily' : 'total' });
		const analytics = await lookUp('post.getAnalytics', [['1'], ['2'], ['3']], found(), { values });
		expect(analytics.calls.map(({ parts }) => [parts.query?.ids, parts.query?.granularity])).toEqual([
			[['1', '3'], 'total'],
			[['2'], 'daily'],
		]);
		expect(analytics.calls[0].parts.query).toHaveProperty(['analytics.fields']);
	});

	it('may be what X cannot answer: nothing is sent for that item', async () => {
		const values = (i: number) => ({ startTime: '2026-04-30T08:00:00Z', endTime: `2026-04-30T0${7 + i}:00:00Z` });
		const run = async (stopAtFirst: boolean) =>
			await lookUp('post.getAnalytics', [['1'], ['2'], ['3']], found(), { values, stopAtFirst });
		const { results, calls } = await run(false);
		expect(calls.map(idsIn)).toEqual([['3']]);
		expect([0, 1, 2].map((i) => results.get(i)?.ok)).toEqual([false, false, true]);
		const stopped = await run(true);
		expect(stopped.calls).toEqual([]);
		expect([...stopped.results.values()].map(({ ok }) => ok)).toEqual([false, false]);
	});
});

describe('Users', () => {
	it('are looked up by ID, by handle and as the connected account, each in a request of its kind', async () => {
		const { results, calls } = await lookUp('user.getMany', [['1', '@a', 'me', '@b', '2']], (call, index) =>
			call.endpoint === 'GET /2/users/me' ? { data: { id: 'me' } } : found()(call, index),
		);
		expect(calls.map(({ endpoint }) => endpoint)).toEqual(['GET /2/users', 'GET /2/users/by', 'GET /2/users/me']);
		expect(calls.slice(0, 2).map(idsIn)).toEqual([
			['1', '2'],
			['a', 'b'],
		]);
		expect(calls[2].parts.query).toHaveProperty(['user.fields']);
		expect(dataOf(results.get(0))).toEqual(['1', 'a', 'me', 'b', '2']);
	});

	it('named in one way alone take one request', async () => {
		expect((await lookUp('user.getMany', [['@a', '@b']], found())).calls).toHaveLength(1);
		expect((await lookUp('user.getMany', [['1', '2']], found())).calls).toHaveLength(1);
	});

	it('named me in vain fail like others', async () => {
		const { results } = await lookUp('user.getMany', [['me']], async () => await Promise.reject(LIMIT));
		expect(results.get(0)).toEqual(failure(LIMIT));
		await expect(
			lookUp('user.getMany', [['me']], async () => await Promise.reject(new TypeError('A fault'))),
		).rejects.toThrow('A fault');
	});
});
