/** Events of what people do (follow, like, write, talk), and of numbers that cross a threshold. */
import { count, inner } from '../../api/json/members';
import { grouped } from '../shared/grouped';
import { PRICES } from '../../api/money/prices';
import { usd } from '../../api/money/usd';
import { byAbsence, MOST_MEMBERS } from '../../api/polling/ways/by-absence';
import { byGrowingId } from '../../api/polling/ways/by-id';
import { byList, byWholeList } from '../../api/polling/ways/by-list';
import { byThreshold } from '../../api/polling/ways/by-threshold';
import { byPost } from '../../api/polling/ways/per-post';
import { userOrMe } from '../fields';
import { getManyMessages } from '../resources/direct-message/read';
import { getListFollowers, getListMembers } from '../resources/list/content';
import { engagement } from '../resources/post/engagement';
import { getManyPosts } from '../resources/post';
import { getSpacesByCreators } from '../resources/space';
import { getManyUsers } from '../resources/user';
import { relations } from '../resources/user/relations';
import type { Operation } from '../types';
import { chosenPosts, newestOwn, ofPosts, POSTS_IN_QUERY } from './posts';
import { triggerEvent, type Counter } from './types';

function row(operations: readonly Operation[], name: string): Operation {
	const found = operations.find((operation) => operation.name === name);
	if (!found) throw new Error(`There is no operation ${name}`);
	return found;
}

/** Maximum number of posts whose likes are watched at once. */
const WATCHED = 5;

/** A number that the profile of the watched account shows. */
const countOfUser = (metric: 'followers_count' | 'following_count'): Counter<{ user: string }> => ({
	price: 'User: Read',
	async read({ client, values }) {
		const { data } = await client.call('GET /2/users/{id}', {
			path: { id: values.user },
			query: { 'user.fields': ['public_metrics'] },
		});
		return count(inner(inner(data).public_metrics)[metric]);
	},
});

export const follower = triggerEvent({
	name: 'follower',
	displayName: 'New Follower',
	description: 'When an account starts following you or another account',
	source: row(relations, 'getFollowers'),
	findNew: byList({ quiet: 20, depth: 50 }),
	counter: countOfUser('followers_count'),
	fields: [userOrMe],
});

export const unfollower = triggerEvent({
	name: 'unfollower',
	displayName: 'Lost Follower',
	description: 'When an account stops following you or another account',
	notice: `Finding out who has left takes reading all followers: once at the start, and again whenever their number has fallen. X charges ${usd(PRICES['Following/Followers: Read'].usd)} for each of them, once a day. Up to ${grouped(MOST_MEMBERS)} followers. Who comes and leaves between two polls is not seen.`,
	source: row(relations, 'getFollowers'),
	findNew: byAbsence,
	counter: countOfUser('followers_count'),
	fields: [userOrMe],
	lookUp: getManyUsers.batch,
});

export const followed = triggerEvent({
	name: 'followed',
	displayName: 'New Account Followed by User',
	description: 'When you or another account starts following an account',
	source: row(relations, 'getFollowing'),
	findNew: byList({ quiet: 20, depth: 50 }),
	counter: countOfUser('following_count'),
	fields: [userOrMe],
});

export const listFollower = triggerEvent({
	name: 'listFollower',
	displayName: 'New Follower of List',
	description: 'When an account starts following a list',
	source: getListFollowers,
	findNew: byList({ quiet: 20, depth: 50 }),
	counter: {
		price: 'List: Read',
		async read({ client, values }) {
			const { data } = await client.call('GET /2/lists/{id}', {
				path: { id: values.list },
				query: { 'list.fields': ['follower_count'] },
			});
			return count(inner(data).follower_count);
		},
	},
	fields: getListFollowers.fields,
});

export const listMember = triggerEvent({
	name: 'listMember',
	displayName: 'New Member of List',
	description: 'When an account is added to a list',
	source: getListMembers,
	findNew: byList({ quiet: 20, depth: 50 }),
	fields: getListMembers.fields,
});

export const directMessage = triggerEvent({
	name: 'directMessage',
	displayName: 'New Direct Message',
	description: 'When you receive a direct message',
	notice: 'X allows 15 requests for direct messages in 15 minutes. Encrypted messages are not included.',
	source: getManyMessages,
	findNew: byGrowingId(5),
	fields: [
		{
			name: 'includeOwn',
			displayName: 'Include Own Messages',
			kind: 'boolean',
			default: false,
			description: 'Whether to include messages that you send yourself',
		},
	],
	needs: { expansions: ['sender_id'] },
	needsMe: true,
	own: true,
	ask: async () => ({ query: { event_types: ['MessageCreate'] } }),
	keep: ({ sender_id: sender }, { includeOwn }, me) => includeOwn === true || sender !== me,
});

export const like = triggerEvent({
	name: 'like',
	displayName: 'New Like on My Post',
	description: 'When somebody likes one of your newest posts, or one of the posts you name',
	notice: 'X shows the 100 most recent likes of a post. They are only read when the number of likes has changed.',
	source: row(engagement, 'getLikingUsers'),
	own: true,
	findNew: byPost({ quiet: 10, depth: 10, window: 100 }),
	looksAt: WATCHED,
	fields: [ofPosts(WATCHED)],
	posts: {
		counter: 'like_count',
		key: 'liked_post_id',
		async read(asked) {
			const ids = asked.values.posts;
			return ids
				? await asked.client.call('GET /2/tweets', { query: { ids, 'post.fields': ['public_metrics'] } })
				: await newestOwn(asked, WATCHED);
		},
	},
});

const metricOf = (metrics: unknown, name = ''): number | undefined => count(inner(metrics)[name]);

export const metric = triggerEvent({
	name: 'metric',
	displayName: 'Metric of Post Passes Value',
	description: 'When a metric of a post reaches a value, once per post',
	source: getManyPosts,
	findNew: byThreshold,
	watches: 'posts',
	looksAt: POSTS_IN_QUERY,
	needs: { 'post.fields': ['public_metrics'] },
	fields: [
		{
			...ofPosts(100),
			description: `IDs or links of up to 100 posts, separated by commas. When empty, your ${POSTS_IN_QUERY} newest posts.`,
		},
		{
			name: 'metric',
			displayName: 'Metric',
			kind: 'choice',
			front: true,
			default: 'like_count',
			description: 'Metric to watch',
			choices: [
				{ name: 'Bookmarks', value: 'bookmark_count' },
				{ name: 'Impressions', value: 'impression_count' },
				{ name: 'Likes', value: 'like_count' },
				{ name: 'Quotes', value: 'quote_count' },
				{ name: 'Replies', value: 'reply_count' },
				{ name: 'Reposts', value: 'repost_count' },
			],
		},
		{
			name: 'value',
			displayName: 'Value',
			kind: 'number',
			front: true,
			min: 1,
			default: 100,
			description: 'Value to reach',
		},
	],
	async ask(asked) {
		const ids = await chosenPosts(asked);
		return ids.length > 0 ? { query: { ids } } : undefined;
	},
	compare({ public_metrics: metrics }, { metric = '' }) {
		const value = metricOf(metrics, metric);
		return value === undefined ? {} : { [metric]: String(value) };
	},
	keep: ({ public_metrics: metrics }, { metric, value = Infinity }) => (metricOf(metrics, metric) ?? 0) >= value,
});

export const spaceLive = triggerEvent({
	name: 'spaceLive',
	displayName: 'Space Goes Live',
	description: 'When a Space of one of these accounts goes live',
	source: getSpacesByCreators,
	findNew: byWholeList,
	fields: getSpacesByCreators.fields,
	needs: { 'space.fields': ['state'] },
	keep: ({ state }) => state === 'live',
});
