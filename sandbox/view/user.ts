import type { Caller } from '../auth/caller';
import type { Context } from '../context';
import type { WorldPost, WorldUser } from '../world/types';
import { say, type Want } from './requested-fields';

export const avatarAddress = (user: WorldUser, base: string): string => `${base}/local/avatars/${user.username}.svg`;

const ownPosts = (ctx: Context, user: WorldUser): WorldPost[] => ctx.world.postsOf(user.id);

export function viewUser(user: WorldUser, want: Want, caller: Caller, ctx: Context): Record<string, unknown> {
	const view: Record<string, unknown> = { id: user.id, name: user.name, username: user.username };
	for (const name of want.fields.user) {
		const value = FIELDS[name]?.(user, ctx, caller, want);
		if (value !== undefined) view[say(name, want.vocabulary)] = value;
	}
	for (const name of ['pinned_post_id', 'most_recent_post_id']) {
		if (!want.expansions.has(name)) continue;
		const value = FIELDS[name](user, ctx, caller, want);
		if (value !== undefined) view[say(name, want.vocabulary)] = value;
	}
	return view;
}

type Field = (user: WorldUser, ctx: Context, caller: Caller, want: Want) => unknown;

const FIELDS: Record<string, Field> = {
	created_at: (user) => new Date(user.createdAt).toISOString(),
	description: (user) => user.description,
	location: (user) => user.location,
	url: (user) => user.url,
	protected: (user) => user.state === 'protected',
	verified: (user) => user.verified,
	verified_type: (user) => (user.verified ? 'blue' : 'none'),
	profile_image_url: (user, ctx) => avatarAddress(user, ctx.url),
	parody: () => false,
	is_identity_verified: () => false,
	subscription_type: (user, _ctx, caller) => {
		if (caller.user?.id !== user.id) return undefined;
		return user.premium ? 'Premium' : 'None';
	},
	receives_your_dm: (user, _ctx, caller) => (caller.user ? user.following.includes(caller.user.id) : undefined),
	pinned_post_id: (user) => user.pinnedPostId,
	most_recent_post_id: (user, ctx) => ownPosts(ctx, user)[0]?.id,
	confirmed_email: (user, _ctx, caller) =>
		caller.user?.id === user.id && caller.scopes.includes('users.email') ? user.email : undefined,
	connection_status: (user, _ctx, caller) => connection(user, caller),
	public_metrics: (user, ctx, _caller, want) => {
		const posts = ownPosts(ctx, user);
		return {
			followers_count: ctx.world.followers(user.id).length + user.extraFollowers,
			following_count: user.following.length,
			[say('post_count', want.vocabulary)]: posts.length,
			listed_count: 0,
			like_count: 0,
			media_count: posts.filter((post) => post.mediaKeys.length > 0).length,
		};
	},
};

function connection(user: WorldUser, caller: Caller): string[] | undefined {
	if (!caller.user || caller.user.id === user.id) return undefined;
	const status: string[] = [];
	if (user.following.includes(caller.user.id)) status.push('followed_by');
	if (caller.user.following.includes(user.id)) status.push('following');
	return status;
}
