import type { Answer } from '../../../api/client/call';
import type { Match } from '../../../api/push/stream';
import { search } from '../../../host/stream/catch-up';
import { fakeClient, xError, xRejection } from '../../support/unwired/surroundings';

const GAP = { since: Date.parse('2026-05-01T08:00:05.999Z'), until: Date.parse('2026-05-01T08:03:00.001Z') };
const RULE = { id: '7', value: 'kettle' };
const post = (id: string) => ({ id, text: `Post ${id}` });

/** What was passed on after a search that X answers with these pages, one after the other. */
async function searched(
	pages: ReadonlyArray<Answer | Error>,
	rule: { id: string; value: string; tag?: string } = RULE,
) {
	const { client, calls } = fakeClient((_, index) => {
		const page = pages[index];
		if (page instanceof Error) throw page;
		return page;
	});
	const passed: Match[] = [];
	const done = search(client, rule, GAP, { 'post.fields': ['id'] }, (match) => void passed.push(match));
	return { done, passed, calls };
}

it('asks for the posts of the gap, of those on their way when it began, and of its last second', async () => {
	const { done, calls } = await searched([{ data: [] }]);
	await done;
	expect(calls).toMatchObject([
		{
			endpoint: 'GET /2/tweets/search/recent',
			parts: {
				query: {
					query: 'kettle',
					start_time: '2026-05-01T07:59:55Z',
					end_time: '2026-05-01T08:03:01Z',
					'post.fields': ['id'],
					max_results: 100,
				},
			},
		},
	]);
});

it('passes on nothing that has no ID: it could not be told from its repetition', async () => {
	const { done, passed } = await searched([{ data: [{ text: 'No ID' }, post('5')] }]);
	await done;
	expect(passed).toMatchObject([{ id: '5' }]);
});

it('passes them on oldest first, over all pages, in the form of the stream', async () => {
	const users = [{ id: '42' }];
	const { done, passed, calls } = await searched([
		{ data: [post('6'), post('5')], includes: { users }, meta: { next_token: 'older' } },
		{ meta: { next_token: 'oldest' } },
		{ data: [post('4'), post('3')] },
	]);
	await done;
	const rules = [{ id: '7' }];
	expect(passed).toEqual([
		...['3', '4'].map((id) => ({ id, rules, answer: { data: post(id), matching_rules: rules } })),
		...['5', '6'].map((id) => ({
			id,
			rules,
			answer: { data: post(id), includes: { users }, matching_rules: rules },
		})),
	]);
	expect(calls.map(({ parts }) => parts.query?.next_token)).toEqual([undefined, 'older', 'oldest']);
});

it('names the rule with its tag', async () => {
	const tagged = { ...RULE, tag: 'brand' };
	const { done, passed } = await searched([{ data: [post('1')] }], tagged);
	await done;
	expect(passed).toMatchObject([
		{ rules: [{ id: '7', tag: 'brand' }], answer: { matching_rules: [{ id: '7', tag: 'brand' }] } },
	]);
});

it('passes on what it found before X refused, and then says so', async () => {
	const { done, passed } = await searched([
		{ data: [post('2'), post('1')], meta: { next_token: 'older' } },
		xError(503, 'Over capacity'),
	]);
	expect((await xRejection(done)).message).toBe('Over capacity');
	expect(passed.map(({ id }) => id)).toEqual(['1', '2']);
});
