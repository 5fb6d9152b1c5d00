import type { Caller } from '../auth/caller';
import type { Context } from '../context';
import { notAuthorized, notFound, suspended, type Problem } from '../http/errors';
import type { WorldPost, WorldUser } from '../world/types';

/** Whether this caller may see the account's posts. */
export const mayRead = (user: WorldUser | undefined, caller: Caller): boolean => {
	if (!user || user.state === 'deleted' || user.state === 'suspended') return false;
	if (user.state !== 'protected') return true;
	return caller.user?.id === user.id || (caller.user?.following.includes(user.id) ?? false);
};

export function postProblem(id: string, parameter: string, caller: Caller, ctx: Context): Problem | undefined {
	const post = ctx.world.posts.get(id);
	const author = post && ctx.world.users.get(post.authorId);
	const missing = { resource: 'tweet', parameter, value: id } as const;
	if (!post || post.deleted || !author || author.state === 'deleted') return notFound(missing);
	if (author.state === 'suspended') return suspended(missing);
	return mayRead(author, caller) ? undefined : notAuthorized(missing);
}

export function userProblem(user: WorldUser | undefined, value: string, parameter: string): Problem | undefined {
	const missing = { resource: 'user', parameter, value } as const;
	if (!user || user.state === 'deleted') return notFound(missing);
	return user.state === 'suspended' ? suspended(missing) : undefined;
}

export const readable =
	(caller: Caller, ctx: Context) =>
	(post: WorldPost): boolean =>
		mayRead(ctx.world.users.get(post.authorId), caller);
