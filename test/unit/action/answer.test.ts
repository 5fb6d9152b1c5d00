/** One item, from its values to X's answers: the endpoint, the request, the pages, and what a later try leaves out. */
import { XError } from '../../../api/errors/errors';
import { createLedger, ofRun } from '../../../api/write/ledger';
import type { Operation } from '../../../connector';
import { target } from '../../../host/action/answer';
import type { Session } from '../../../host/session/session';
import type { CheckedItem } from '../../../host/shared/types';
import { answer, answered, ids, LIMIT, page, SEARCH, type Given } from '../../support/unwired/answering';
import { fakeClient, START, xError, xRejection } from '../../support/unwired/surroundings';
import { operationOf } from '../../support/unwired/writing';

const LIKE = operationOf('post', 'like');

describe('The endpoint', () => {
	const user = { credential: 'xUserOAuth2Api' } as const;

	it.each<[string, Operation, CheckedItem['values'], object, string, number | undefined]>([
		['is that of the operation', SEARCH, { searchIn: 'recent' }, user, 'GET /2/tweets/search/recent', 100],
		['is another by the choice of a field', SEARCH, { searchIn: 'all' }, user, 'GET /2/tweets/search/all', 500],
		[
			'is another for an app',
			operationOf('account', 'check'),
			{},
			{ credential: 'xAppBearerApi' },
			'GET /2/usage/tweets',
			undefined,
		],
		['is the same for a user', operationOf('account', 'check'), {}, user, 'GET /2/users/me', undefined],
		[
			'is another for the connected account',
			operationOf('user', 'get'),
			{ user: 'me' },
			user,
			'GET /2/users/me',
			undefined,
		],
		['is the same for somebody else', operationOf('user', 'get'), { user: '1' }, user, 'GET /2/users/{id}', undefined],
		['is the same where the account is one of the users', LIKE, { post: 'me' }, user, LIKE.endpoint, undefined],
	])('%s', (_, operation, values, session, endpoint, largest) => {
		const found = target(operation, values, session as Session);
		expect(found.endpoint).toBe(endpoint);
		expect(found.page?.size?.max).toBe(largest);
	});

	it('has the pages of the operation where it has none of its own', () => {
		const COUNT = operationOf('post', 'count');
		expect(target(COUNT, { searchIn: 'all' }, user as Session)).toMatchObject({
			endpoint: 'GET /2/tweets/counts/all',
			page: COUNT.page,
		});
	});
});

describe('A request', () => {
	it('has what the values and the output need, and no body where there is none', async () => {
		const { calls } = await answered(SEARCH, { query: 'kites', searchIn: 'recent' });
		expect(calls).toHaveLength(1);
		expect(calls[0]).toMatchObject({
			endpoint: SEARCH.endpoint,
			parts: { query: { query: 'kites', max_results: 10 } },
		});
		expect(calls[0].parts.query).toHaveProperty(['post.fields']);
		expect(calls[0].parts).not.toHaveProperty('body');
		expect(calls[0].parts).not.toHaveProperty('asFile');
	});

	it('names the connected account where X wants its ID', async () => {
		const { calls, asked } = await answered(LIKE, { post: '7' });
		expect(calls[0].parts).toMatchObject({ path: { id: '42' }, body: { tweet_id: '7' } });
		expect(asked).toEqual(['me']);
		expect((await answered(SEARCH, { query: 'kites' })).asked).toEqual([]);
	});

	it('asks who is connected, and for what a filter needs, where the filter is on', async () => {
		const { asked, calls } = await answered(SEARCH, { query: 'kites', onlyCanReply: true });
		expect(asked).toEqual(['me']);
		expect(calls[0].parts.query?.['post.fields']).toContain('reply_settings');
		expect((await answered(SEARCH, { query: 'kites', onlyCanReply: false })).asked).toEqual([]);
	});

	it('has an empty body where X insists, and asks for a file as such', async () => {
		const subscribe = await answered(operationOf('accountActivity', 'create'), { webhook: '1' });
		expect(subscribe.calls[0].parts.body).toEqual({});
		const values = { message: '1', mediaId: '2', resourceId: 'a.jpg' };
		const media = operationOf('directMessage', 'downloadMedia');
		expect((await answered(media, values)).calls[0].parts.asFile).toBe(true);
	});

	it('has the query that several fields make up', async () => {
		const values = { query: 'kites', from: ['newsroom'], filters: { from: ['@newsroom'] } };
		const { calls } = await answered(SEARCH, values);
		expect(calls[0].parts.query?.query).toBe('kites from:newsroom');
	});

	it('has times that X takes, and a note says which were drawn in', async () => {
		const values = { query: 'kites', endTime: new Date(START + 3_600_000).toISOString() };
		const { calls, note } = await answered(SEARCH, values);
		expect(Date.parse(String(calls[0].parts.query?.end_time))).toBeLessThan(START);
		expect(note).toMatch(/End Time/);
		const errors = [{ title: 'Gone', detail: 'A post is gone.' }];
		const both = await answered(SEARCH, values, { answer: () => ({ ...page(['1']), errors }) });
		expect(both.note).toBe(`${note} X left out something that belongs to this: A post is gone.`);
		expect(await answered(SEARCH, { query: 'kites' })).not.toHaveProperty('note');
	});
});

describe('Pages', () => {
	it('are read up to the limit, from where an earlier run stopped', async () => {
		const { calls, answers } = await answered(
			SEARCH,
			{ query: 'kites' },
			{ options: { limit: 150, from: 'a' }, answer: (_, i) => page(ids(100, 1 + 100 * i), 'b') },
		);
		expect(calls.map(({ parts: { query } }) => [query?.max_results, query?.next_token])).toEqual([
			[100, 'a'],
			[50, 'b'],
		]);
		expect(answers.flatMap(({ data }) => data)).toHaveLength(150);
		expect(await answered(SEARCH, { query: 'kites' })).not.toHaveProperty('cut');
	});

	it('are as small as the money that is left, but no smaller than X takes', async () => {
		const asked = async (affordable: number, operation = SEARCH) => {
			const { client } = fakeClient(() => page([]));
			const sizes: unknown[] = [];
			const call: typeof client.call = async (endpoint, parts, fit) => {
				sizes.push(fit?.(affordable).query?.max_results);
				expect(fit?.(affordable).query?.query).toBe('kites');
				return await client.call(endpoint, parts, fit);
			};
			await (
				await answer(
					operation,
					{ query: 'kites' },
					{ options: { limit: 50 }, session: { client: { ...client, call } } },
				)
			).run;
			return sizes;
		};
		expect([await asked(51), await asked(50), await asked(49), await asked(3)]).toEqual([[50], [50], [49], [10]]);
		expect(await asked(3, operationOf('post', 'count'))).toEqual([undefined]);
	});

	const cut: Given = {
		options: { limit: 150 },
		answer: (_, i) => {
			if (i > 0) throw LIMIT;
			return { ...page(ids(100), 'b'), errors: [{ title: 'Gone', detail: 'A post is gone.' }] };
		},
	};

	it('that have come are kept when X ends the reading, with where to go on', async () => {
		const { answers, cut: left, note } = await answered(SEARCH, { query: 'kites' }, cut);
		expect(answers).toHaveLength(1);
		expect(left).toEqual({ error: LIMIT, nextToken: 'b' });
		expect(note).toMatch(/A post is gone/);
	});

	it('are an error where the settings say so', async () => {
		const { run } = await answer(SEARCH, { query: 'kites' }, { ...cut, settings: { cutShort: 'fail' } });
		expect(await xRejection(run)).toBe(LIMIT);
	});

	it('that X has shortened are told of', async () => {
		const errors = [{ title: 'Gone', detail: 'A post is gone.' }];
		const { note } = await answered(SEARCH, { query: 'kites' }, { answer: () => ({ ...page(['1']), errors }) });
		expect(note).toMatch(/^X left out something.*A post is gone/);
	});
});

describe('A later try', () => {
	const LIST = operationOf('list', 'create');
	const unknown = new XError(
		{ title: 'No answer', detail: '', type: '' },
		{ endpoint: LIST.endpoint, status: 0, outcomeUnknown: true },
	);
	const values = { name: 'Kites' };
	const doubtful = async (operation: Operation, of: CheckedItem['values']) => {
		const error = new XError(unknown.problem, { ...unknown.context, endpoint: operation.endpoint });
		const { run, earlier } = await answer(operation, of, { answer: async () => await Promise.reject(error) });
		await xRejection(run);
		return earlier;
	};

	it('does not repeat what is done', async () => {
		const { earlier } = await answered(LIST, values);
		expect((await answered(LIST, values, { earlier })).calls).toEqual([]);
		// Another write is another matter.
		expect((await answered(LIST, { name: 'Others' }, { earlier })).calls).toHaveLength(1);
		expect((await answered(operationOf('list', 'update'), { list: '1', ...values }, { earlier })).calls).toHaveLength(
			1,
		);
	});

	it('does not take what is there already for its own: X answers the second of two equal writes with the first', async () => {
		const ledger = ofRun(createLedger());
		await answered(LIST, values, { ledger });
		const { run } = await answer(LIST, values, { ledger });
		expect(await xRejection(run)).toBeInstanceOf(XError);
		const subscribe = async () =>
			await answered(operationOf('accountActivity', 'create'), { webhook: '1' }, { ledger });
		await subscribe();
		expect((await subscribe()).answers).toHaveLength(1);
		for (const noId of [
			{ ...LIST, proof: undefined },
			{ ...LIST, proof: 'name' },
		] as Operation[])
			expect((await answered(noId, values, { ledger })).answers).toHaveLength(1);
		expect((await answered({ ...LIST, unique: true }, values, { ledger })).answers).toHaveLength(1);
	});

	it('does not repeat what may be done, unless that does no harm', async () => {
		const { run, calls } = await answer(LIST, values, { earlier: await doubtful(LIST, values) });
		expect((await xRejection(run)).description).toMatch(/not sent again/);
		expect(calls).toEqual([]);
		for (const harmless of [LIKE, operationOf('post', 'unlike'), operationOf('accountActivity', 'create')]) {
			const of = { post: '7', webhook: '1' };
			expect((await answered(harmless, of, { earlier: await doubtful(harmless, of) })).calls).toHaveLength(1);
		}
	});

	it('reads again', async () => {
		const { earlier } = await answered(SEARCH, { query: 'kites' });
		const CHECK = operationOf('accountActivity', 'check');
		await answered(CHECK, { webhook: '1' }, { earlier });
		expect(earlier.size).toBe(0);
		expect((await answered(CHECK, { webhook: '1' }, { earlier })).calls).toHaveLength(1);
	});

	it('takes what X shows where it refuses the repetition', async () => {
		const SUBSCRIBE = operationOf('accountActivity', 'create');
		const { answers } = await answered(
			SUBSCRIBE,
			{ webhook: '1' },
			{
				earlier: await doubtful(SUBSCRIBE, { webhook: '1' }),
				answer: ({ endpoint }) => {
					if (endpoint === SUBSCRIBE.endpoint) throw xError(400, 'There is one');
					return { data: { subscribed: true } };
				},
			},
		);
		expect(answers).toEqual([{ data: { subscribed: true } }]);
	});
});
