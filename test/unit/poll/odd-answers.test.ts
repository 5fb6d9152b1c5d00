/** Polls whose answers have members of other types, or none: nothing is lost, nothing is invented, nothing breaks. */
import type { IDataObject } from 'n8n-workflow';
import { idsIn, NAMED, node, posts, TIMELINE, user } from '../../support/unwired/poll';
import { useStillClock } from '../../support/unwired/stream';

useStillClock();

describe('answers of another form', () => {
	const FOLLOWERS = 'GET /2/users/7/followers';
	const PROFILE = 'GET /2/users/7';
	const LIKERS = 'GET /2/tweets/20/liking_users';
	const POSTS = 'GET /2/tweets';
	const people = (...ids: string[]) => ({ data: ids.map((id) => ({ id, username: `u${id}` })) });
	const counted = (followers_count: unknown) => ({ data: { id: '7', public_metrics: { followers_count } } });
	const liked = (like_count: unknown) => ({ data: [{ id: '20', public_metrics: { like_count } }] });
	const follower = { event: 'follower', user: user('ada') };
	const like = { event: 'like', posts: '20' };
	const ada = { data: { id: '7', username: 'ada' } };
	const named = { [NAMED]: ada, 'GET /2/users/me': ada };
	type Answers = Parameters<typeof node>[1];

	it.each<[string, IDataObject, Answers[], unknown[]]>([
		[
			'a counter as text',
			follower,
			[
				{ [PROFILE]: counted('2'), [FOLLOWERS]: people('2', '1') },
				{ [PROFILE]: counted('3'), [FOLLOWERS]: people('3', '2', '1') },
			],
			[[], ['3']],
		],
		[
			'a counter that is null',
			follower,
			[
				{ [PROFILE]: counted(2), [FOLLOWERS]: people('2', '1') },
				{ [PROFILE]: counted(null), [FOLLOWERS]: people('3', '2', '1') },
			],
			[[], ['3']],
		],
		[
			'an empty list at the start, though the counter is not 0',
			follower,
			[
				{ [PROFILE]: counted(2), [FOLLOWERS]: {} },
				{ [PROFILE]: counted(2), [FOLLOWERS]: people('2', '1') },
				{ [PROFILE]: counted(3), [FOLLOWERS]: people('3', '2', '1') },
			],
			[[], [], ['3']],
		],
		[
			'an empty list in between',
			follower,
			[
				{ [PROFILE]: counted(2), [FOLLOWERS]: people('2', '1') },
				{ [PROFILE]: counted(0), [FOLLOWERS]: { data: null, meta: null } },
				{ [PROFILE]: counted(3), [FOLLOWERS]: people('3', '2', '1') },
			],
			[[], [], ['3']],
		],
		[
			'posts without their counter, and entries that are none',
			like,
			[
				{ [POSTS]: liked('1'), [LIKERS]: people('1') },
				{ [POSTS]: { data: [{ id: '20', public_metrics: null }, null] }, [LIKERS]: people('2', '1') },
				{ [POSTS]: { data: null } },
				{ [POSTS]: liked('2') },
			],
			[[], [], [], ['2']],
		],
		[
			'entries that are no posts',
			{ event: 'userPost', user: user('ada') },
			[{ [TIMELINE]: posts('10') }, { [TIMELINE]: { data: [null, { id: '20' }, {}, { id: 30 }, { id: 'x' }, 5] } }],
			[[], ['20', '30']],
		],
		[
			'a metric as text, and none',
			{ event: 'metric', posts: '20', metric: 'like_count', value: 5 },
			[{ [POSTS]: liked('4') }, { [POSTS]: liked(null) }, { [POSTS]: liked('9') }],
			[[], [], ['20']],
		],
		[
			'a metric that is missing at first is none below the value',
			{ event: 'metric', posts: '20', metric: 'like_count', value: 5 },
			[{ [POSTS]: liked(null) }, { [POSTS]: liked('9') }],
			[[], []],
		],
	])('%s', async (_, parameters, polls, came) => {
		const polled = node(parameters, { ...named });
		const told: string[] = [];
		Object.assign(polled.context, { __emitError: ({ message }: Error) => void told.push(message) });
		const seen: unknown[] = [];
		for (const answers of polls) {
			Object.assign(polled.answers, answers);
			seen.push(idsIn(await polled.poll()));
		}
		expect(seen).toEqual(came);
		expect(told.filter((message) => !message.includes('could not tell'))).toEqual([]);
	});
});
