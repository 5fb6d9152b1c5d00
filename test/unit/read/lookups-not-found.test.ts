/** What a run pays for when objects are not found, and what it is told of each. */
import { lookUp, type LookupRule } from '../../../api/read/lookups';
import { XError } from '../../../api/errors/errors';
import { fakeClient, ok, world } from '../../support/unwired/surroundings';

const POSTS: LookupRule = { one: 'GET /2/tweets/{id}', many: 'GET /2/tweets', parameter: 'ids', size: 2, key: 'id' };
const KEYS = ['1', '2', '3', '4', '5', '6'];

/** X without the post 3. */
const x = () =>
	fakeClient(({ parts }) => ({
		data: (parts.query?.ids as string[]).filter((id) => id !== '3').map((id) => ({ id })),
	}));

it('asks for nothing more once a key was not found', async () => {
	const { client, calls } = x();
	const found = await lookUp(client, POSTS, KEYS, {}, 1, true);
	expect(calls).toHaveLength(2);
	expect([...found.keys()]).toEqual(['1', '2', '3', '4']);
	expect(found.get('3')).toBeInstanceOf(XError);
	expect(found.get('4')).toEqual({ data: { id: '4' } });
});

it('asks for all of them otherwise', async () => {
	const { client, calls } = x();
	const found = await lookUp(client, POSTS, KEYS, {}, 1);
	expect(calls).toHaveLength(3);
	expect([...found.keys()]).toEqual(KEYS);
});

it('a request that finds nothing fails each key by itself, in the words of X for it', async () => {
	const gone = (id: string) => ({ value: id, title: 'Not Found Error', detail: `There is no ${id}.` });
	const { client, sent } = world([ok({ errors: [gone('1'), gone('2')] })]);
	const found = await lookUp(client, POSTS, ['1', '2'], {}, 1);
	expect(sent).toHaveLength(1);
	expect(['1', '2'].map((id) => (found.get(id) as XError).problem.detail)).toEqual([
		'There is no 1.',
		'There is no 2.',
	]);
});

const dataOf = (found: unknown) => (found instanceof XError ? found.problem.detail : (found as { data: unknown }).data);

it.each(['edit_history_post_ids', 'edit_history_tweet_ids'])(
	'an edited post is found by the ID of an earlier version (%s), unless that one came, too',
	async (history) => {
		const newest = { id: '2', [history]: ['1', '2'] };
		for (const [data, first] of [
			[[newest], newest],
			[[{ id: '1' }, newest], { id: '1' }],
		]) {
			const found = await lookUp(fakeClient(() => ({ data }) as never).client, POSTS, ['1', '2'], {}, 1);
			expect(['1', '2'].map((key) => dataOf(found.get(key)))).toEqual([first, newest]);
		}
	},
);

it.each<[unknown, unknown]>([
	[{ id: '7' }, { id: '7' }],
	[{}, 'X returned nothing for 1.'],
	[[{ id: '7' }], 'X returned nothing for 1.'],
])('what X answers to a single key is what was asked for, if it is anything: %j', async (data, expected) => {
	const found = await lookUp(fakeClient(() => ({ data }) as never).client, POSTS, ['1'], {}, 1);
	expect(dataOf(found.get('1'))).toEqual(expected);
});
