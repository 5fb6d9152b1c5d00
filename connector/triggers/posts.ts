/** Events that emit posts. */
import { inner, label, objects, text } from '../../api/json/members';
import type { Answer } from '../../api/client/call';
import { byGrowingId, byId } from '../../api/polling/ways/by-id';
import { byList } from '../../api/polling/ways/by-list';
import { onlyCanReply, repliable } from '../shared/can-reply';
import { exclude, userOrMe } from '../fields';
import { buildQuery, namesMe } from '../query/build';
import { checkQuery, LONGEST, withinLength } from '../query/check';
import { filters, searchFields } from '../query/fields';
import { OPERATORS, query } from '../query/search';
import { getManyBookmarks, getManyInFolder } from '../resources/bookmark';
import { getListPosts } from '../resources/list';
import { getManyPosts, searchPosts } from '../resources/post';
import { getHome, getLikedPosts, getMentions, getUserPosts } from '../resources/timeline';
import { field, type Values } from '../types';
import { triggerEvent, type Asked } from './types';

/** The number of posts that fit into one query. */
export const POSTS_IN_QUERY = 10;

export const ofPosts = (most: number) =>
	field({
		name: 'posts',
		displayName: 'Posts',
		kind: 'posts',
		front: true,
		max: most,
		placeholder: 'e.g. https://x.com/n8n_io/status/1849000000000000001',
		description: `IDs or links of up to ${most} of your posts, separated by commas. When empty, your ${most} newest posts.`,
	});

/** Maximum number of pages that X may have emptied (by excluding reposts, for example) before the first post. */
const MOST_EMPTY = 5;

/** The newest posts of the connected account: X's cheapest read when the account owns the app. */
export async function newestOwn({ client, me }: Pick<Asked, 'client' | 'me'>, most: number): Promise<Answer> {
	const path = { id: await me() };
	const fields = { exclude: ['retweets'], 'post.fields': ['public_metrics'] };
	const posts: unknown[] = [];
	let token: string | undefined;
	for (let page = 0; page < MOST_EMPTY && posts.length < most; page++) {
		const paging = { max_results: Math.max(5, most - posts.length), ...(token ? { pagination_token: token } : {}) };
		const { data, meta } = await client.call('GET /2/users/{id}/tweets', { path, query: { ...fields, ...paging } });
		posts.push(...objects(data));
		token = text(inner(meta).next_token);
		if (!token) break;
	}
	return { data: posts.slice(0, Math.max(5, most)) };
}

const idsOf = ({ data }: Answer): string[] => objects(data).flatMap(({ id }) => label(id) ?? []);

/** The posts that the user names, or the newest. */
export async function chosenPosts(asked: Asked<{ posts?: readonly string[] }>): Promise<readonly string[]> {
	return asked.values.posts ?? idsOf(await newestOwn(asked, POSTS_IN_QUERY)).slice(0, POSTS_IN_QUERY);
}

const anyPost = (operator: string, ids: readonly string[]) => `(${ids.map((id) => `${operator}:${id}`).join(' OR ')})`;

const search = (start: string, values: Values, me = '') => ({
	query: {
		query: withinLength(
			buildQuery(start, values, me),
			LONGEST.recent,
			'Remove words, accounts or posts, or use two triggers.',
		),
	},
});

export const userPost = triggerEvent({
	name: 'userPost',
	displayName: 'New Post of User',
	description: 'When an account publishes a post',
	source: getUserPosts,
	findNew: byId,
	fields: [userOrMe, { ...exclude, description: 'Kinds of posts to leave out' }],
});

export const mention = triggerEvent({
	name: 'mention',
	displayName: 'New Mention',
	description: 'When a post mentions your account or another one',
	source: getMentions,
	findNew: byId,
	fields: [userOrMe, onlyCanReply],
	filter: repliable,
});

export const homePost = triggerEvent({
	name: 'homePost',
	displayName: 'New Post in Home Timeline',
	description: 'When you or an account you follow publishes a post',
	source: getHome,
	findNew: byId,
	fields: [{ ...exclude, description: 'Kinds of posts to leave out' }],
});

/** A trigger sees each post once. */
const AT_FIRST = 'Likes of a post when X first lists it. Posts that reach the number later are not found.';

export const searchMatch = triggerEvent({
	name: 'searchMatch',
	displayName: 'New Post Matching Search',
	description: 'When a post matches a search',
	notice: 'X adds posts to its search a few seconds after they are published',
	source: searchPosts,
	findNew: byId,
	fields: [
		{
			...query,
			to: undefined,
			maxLength: LONGEST.recent,
			description: `Up to ${LONGEST.recent} characters in X's search language, to which 'Filters' are added. ${OPERATORS}`,
		},
		...searchFields.map((field) => (field.name === 'minLikes' ? { ...field, description: AT_FIRST } : field)),
		onlyCanReply,
	],
	filter: repliable,
	check: ({ query: written, ...values }) => checkQuery(written, values, 'trigger'),
	preview: ({ query: written = '', ...values }) => ({
		text: buildQuery(written, values, 'your-id'),
		longest: LONGEST.recent,
	}),
	async ask({ values, me }) {
		return search(values.query ?? '', values, namesMe(values) ? await me() : '');
	},
});

export const reply = triggerEvent({
	name: 'reply',
	displayName: 'New Reply to Me',
	description: 'When somebody replies to a post of your account or of another one',
	source: searchPosts,
	findNew: byId,
	fields: [userOrMe, ...filters, onlyCanReply],
	filter: repliable,
	async ask({ values }) {
		const { user } = values;
		return search(`to:${user} is:reply -from:${user}`, values);
	},
});

export const quote = triggerEvent({
	name: 'quote',
	displayName: 'New Quote of My Post',
	description: 'When somebody quotes one of your newest posts, or one of the posts you name',
	source: searchPosts,
	own: true,
	findNew: byId,
	looksAt: POSTS_IN_QUERY,
	fields: [ofPosts(POSTS_IN_QUERY), ...filters],
	async ask(asked) {
		const ids = await chosenPosts(asked);
		return ids.length > 0 ? search(anyPost('quotes_of_tweet_id', ids), asked.values) : undefined;
	},
});

export const repost = triggerEvent({
	name: 'repost',
	displayName: 'New Repost of My Post',
	description: 'When somebody reposts a post of yours, or one of the posts you name',
	source: searchPosts,
	own: true,
	findNew: byId,
	fields: [
		{
			...ofPosts(POSTS_IN_QUERY),
			description: `IDs or links of up to ${POSTS_IN_QUERY} posts, separated by commas. When empty, all posts of your account.`,
		},
	],
	async ask({ values, me }) {
		const ids = values.posts;
		return search(ids ? anyPost('retweets_of_tweet_id', ids) : `retweets_of:${await me()}`, {});
	},
});

export const listPost = triggerEvent({
	name: 'listPost',
	displayName: 'New Post in List',
	description: 'When a member of a list publishes a post',
	source: getListPosts,
	findNew: byGrowingId(5),
	fields: getListPosts.fields,
});

export const bookmarkInFolder = triggerEvent({
	name: 'bookmarkInFolder',
	displayName: 'New Post in Bookmark Folder',
	description: 'When you add a post to one of your bookmark folders',
	source: getManyInFolder,
	findNew: byList({ quiet: 20, depth: 60 }),
	fields: getManyInFolder.fields,
	lookUp: getManyPosts.batch,
});

export const bookmark = triggerEvent({
	name: 'bookmark',
	displayName: 'New Bookmark',
	description: 'When you bookmark a post, in any folder',
	source: getManyBookmarks,
	findNew: byList({ quiet: 5, depth: 40 }),
	fields: [],
});

export const likeBy = triggerEvent({
	name: 'likeBy',
	displayName: 'New Like by User',
	description: 'When you or another account likes a post',
	notice: 'Likes are private on X: it may return those of the connected account only',
	source: getLikedPosts,
	findNew: byList({ quiet: 5, depth: 40 }),
	fields: [userOrMe],
});
