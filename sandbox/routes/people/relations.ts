import { z } from 'zod';
import type { Answer, Call, Routes } from '../../context';
import { clientForbidden, forbidden } from '../../http/errors';
import { page } from '../../http/paging';
import { Document } from '../../view/document';
import { sampled } from '../../rows/answers';
import { postProblem, userProblem } from '../../view/visible';
import { listOf, pathId, withoutData } from '../lookup';
import { jsonBody } from '../posts/body';

/** X returns at most this many likers of a post. */
const MOST_LIKERS = 100;

/** Accounts in the order of their actions; those that no longer exist are left out. */
function accounts(call: Call, events: Array<{ id: string; userId: string }>, most: number): Answer {
	const there = events.filter(({ userId }) => !userProblem(call.ctx.world.users.get(userId), userId, 'id'));
	const { items, meta } = page(call, there, { min: 1, max: most, standard: 100 });
	const document = new Document(call);
	const data = items.map(({ userId }) => document.user(call.ctx.world.needUser(userId)));
	return { body: document.body(data.length > 0 ? data : undefined, meta) };
}

/** Newest first: the accounts at the other end of a follow. */
function alongFollows(call: Call, from: 'who' | 'whom', to: 'who' | 'whom'): Answer {
	const id = pathId(call);
	const problem = userProblem(call.ctx.world.users.get(id), id, 'id');
	if (problem) return withoutData(call, problem);
	const follows = call.ctx.world.social.newest('follows', (follow) => follow[from] === id);
	return accounts(
		call,
		follows.map((follow) => ({ id: follow.id, userId: follow[to] })),
		1000,
	);
}

const target = z.object({ target_user_id: z.string() }).strict();

/** Checked, but not kept: the answer is a sample. @param what an account cannot do to itself */
function towards(call: Call, what: string): Answer {
	const { target_user_id: id } = jsonBody(call, target);
	if (id === call.caller.user?.id) throw forbidden(`You can't ${what} yourself.`);
	return sampled(call);
}

export const relations: Routes = {
	'POST /2/users/{id}/following': (call) => {
		if (!call.caller.app.enterprise) throw clientForbidden('Following is not available on your access level.');
		return towards(call, 'follow');
	},

	'POST /2/users/{id}/muting': (call) => towards(call, 'mute'),

	'GET /2/users/{id}/followers': (call) => alongFollows(call, 'whom', 'who'),
	'GET /2/users/{id}/following': (call) => alongFollows(call, 'who', 'whom'),

	'GET /2/lists/{id}/followers': (call) => {
		const list = listOf(call);
		if (!list) return sampled(call);
		return accounts(call, list.followerIds.map((userId) => ({ id: userId, userId })).reverse(), 100);
	},

	'GET /2/lists/{id}/members': (call) => {
		const list = listOf(call);
		if (!list) return sampled(call);
		const newestFirst = list.memberIds.map((userId) => ({ id: userId, userId })).reverse();
		return accounts(call, newestFirst, 100);
	},

	'GET /2/tweets/{id}/liking_users': (call) => {
		const id = pathId(call);
		const problem = postProblem(id, 'id', call.caller, call.ctx);
		if (problem) return withoutData(call, problem);
		return accounts(
			call,
			call.ctx.world.social.newest('likes', ({ postId }) => postId === id).slice(0, MOST_LIKERS),
			100,
		);
	},
};
