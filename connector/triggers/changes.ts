/** Events of what changes in accounts and posts that are named. */
import { inner, objects } from '../../api/json/members';
import { byChange } from '../../api/polling/ways/by-change';
import { getManyPosts } from '../resources/post';
import { getManyUsers } from '../resources/user';
import { ofPosts } from './posts';
import { triggerEvent } from './types';

/** Maximum number of accounts to watch: all that is compared of them is remembered, and X charges for each once a day. */
const MOST_USERS = 25;

const [users] = getManyUsers.fields;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The address that a profile links to: X shortens it, and may do so anew. */
function linkOf({ url, entities }: Readonly<Record<string, unknown>>): string {
	const [link] = objects(inner(inner(entities).url).urls);
	return text(link?.expanded_url) || text(url);
}

/** What is compared of a profile, by the values of the field Parts. */
const PARTS: Readonly<Record<string, (user: Readonly<Record<string, unknown>>) => string>> = {
	banner: ({ profile_banner_url: url }) => text(url),
	bio: ({ description }) => text(description),
	handle: ({ username }) => text(username),
	link: linkOf,
	location: ({ location }) => text(location),
	name: ({ name }) => text(name),
	picture: ({ profile_image_url: url }) => text(url),
};

export const profileChange = triggerEvent({
	name: 'profileChange',
	displayName: 'Profile Changed',
	description: 'When an account changes its name, bio, picture, location or link',
	source: getManyUsers,
	findNew: byChange(),
	watches: 'users',
	needs: {
		'user.fields': ['description', 'entities', 'location', 'profile_banner_url', 'profile_image_url', 'url'],
	},
	fields: [
		{
			...users,
			max: MOST_USERS,
			description: `@handles, links or IDs of up to ${MOST_USERS} accounts, separated by commas`,
		},
		{
			name: 'parts',
			displayName: 'Parts',
			kind: 'choices',
			default: [],
			description: 'The parts of a profile to watch. When empty, all of them.',
			choices: [
				{ name: 'Banner', value: 'banner' },
				{ name: 'Bio', value: 'bio' },
				{ name: 'Handle', value: 'handle' },
				{ name: 'Link', value: 'link' },
				{ name: 'Location', value: 'location' },
				{ name: 'Name', value: 'name' },
				{ name: 'Picture', value: 'picture' },
			],
		},
	],
	compare(user, { parts }) {
		// X always sends the handle: without it, other members are missing as well.
		if (text(user.username) === '') return {};
		const watched = parts && parts.length > 0 ? parts : Object.keys(PARTS);
		return Object.fromEntries(watched.map((name) => [name, PARTS[name](user)]));
	},
});

export const postChange = triggerEvent({
	name: 'postChange',
	displayName: 'Post Edited or Deleted',
	description: 'When one of the posts you name is edited or deleted',
	source: getManyPosts,
	findNew: byChange({ deletions: true }),
	watches: 'posts',
	needs: { expansions: ['edit_history_post_ids'] },
	fields: [
		{
			...ofPosts(100),
			to: 'query.ids',
			required: true,
			description: 'IDs or links of up to 100 posts, separated by commas',
		},
		{
			name: 'whatHappens',
			displayName: 'What Happens',
			kind: 'choices',
			default: [],
			description: 'When empty, both',
			choices: [
				{ name: 'Deleted', value: 'deleted' },
				{ name: 'Edited', value: 'newest_version' },
			],
		},
	],
	/** An edit is a post of its own, whose ID the earlier versions list. */
	compare: ({ id, edit_history_post_ids: versions }) => ({
		newest_version: Array.isArray(versions) && versions.length > 0 ? String(versions.at(-1)) : text(id),
	}),
	keep({ changes }, { whatHappens = [] }) {
		const happened = Object.keys(inner(changes));
		return whatHappens.length === 0 || whatHappens.some((name) => happened.includes(name));
	},
});
