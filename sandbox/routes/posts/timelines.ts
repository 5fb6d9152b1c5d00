import type { Answer, Call, Routes } from '../../context';
import { forbidden, invalidParameter, notAuthorized } from '../../http/errors';
import { bounds, page, TIMELINES_BEGIN } from '../../http/paging';
import { Document } from '../../view/document';
import { isRepost } from '../../view/post';
import { mayRead, readable, userProblem } from '../../view/visible';
import type { WorldPost, WorldUser } from '../../world/types';
import { pathId, withoutData } from '../lookup';

const NEWEST_OWN = 3200;
const NEWEST_WITHOUT_REPLIES = 800;
const NEWEST_MENTIONS = 800;
const NEWEST_HOME = 3200;

function excluded(call: Call): Set<string> {
	const names = new Set((call.query.exclude ?? '').split(',').filter(Boolean));
	for (const name of names)
		if (name !== 'replies' && name !== 'retweets')
			throw invalidParameter('exclude', name, 'is not one of [replies,retweets]');
	return names;
}

const without = (exclude: Set<string>) => (post: WorldPost) =>
	!(exclude.has('replies') && post.references.some((ref) => ref.type === 'replied_to')) &&
	!(exclude.has('retweets') && isRepost(post));

/** Promoted-only posts appear in no timeline. */
const isPublic = (post: WorldPost) => post.sent.nullcast !== true;

function timeline(call: Call, posts: WorldPost[], limits: { min: number; max: number; standard: number }): Answer {
	const inBounds = bounds(call, { earliest: TIMELINES_BEGIN });
	const { items, meta } = page(
		call,
		posts.filter((post) => inBounds(post.id)),
		limits,
		{ ids: true },
	);
	const document = new Document(call);
	const data = items.map((post) => document.post(post));
	return { body: document.body(data.length > 0 ? data : undefined, meta) };
}

/** The account whose timeline is requested, or the answer if there is nothing to see. */
function owner(call: Call): { user: WorldUser } | { answer: Answer } {
	const id = pathId(call);
	const user = call.ctx.world.users.get(id);
	const problem = userProblem(user, id, 'id');
	if (problem) return { answer: withoutData(call, problem) };
	if (!mayRead(user, call.caller))
		return { answer: { body: { errors: [notAuthorized({ resource: 'user', parameter: 'id', value: id })] } } };
	return { user: user! };
}

export const timelines: Routes = {
	'GET /2/users/{id}/timelines/reverse_chronological': (call) => {
		const viewer = call.caller.user!;
		if (pathId(call) !== viewer.id)
			throw forbidden('The `id` query parameter value must match the authenticated user.');
		const keep = without(excluded(call));
		const visible = readable(call.caller, call.ctx);
		const posts = call.ctx.world.timeline(
			(post) =>
				(post.authorId === viewer.id || viewer.following.includes(post.authorId)) && isPublic(post) && visible(post),
		);
		return timeline(call, posts.slice(0, NEWEST_HOME).filter(keep), { min: 1, max: 100, standard: 100 });
	},

	'GET /2/users/{id}/tweets': (call) => {
		const found = owner(call);
		if ('answer' in found) return found.answer;
		const exclude = excluded(call);
		const posts = call.ctx.world
			.timeline((post) => post.authorId === found.user.id && isPublic(post))
			.slice(0, exclude.has('replies') ? NEWEST_WITHOUT_REPLIES : NEWEST_OWN);
		return timeline(call, posts.filter(without(exclude)), { min: 5, max: 100, standard: 10 });
	},

	'GET /2/users/{id}/mentions': (call) => {
		const found = owner(call);
		if ('answer' in found) return found.answer;
		const visible = readable(call.caller, call.ctx);
		const mentions = (post: WorldPost) =>
			!isRepost(post) && (post.entities.mentions?.some((mention) => mention.id === found.user.id) ?? false);
		const posts = call.ctx.world.timeline((post) => mentions(post) && isPublic(post) && visible(post));
		return timeline(call, posts.slice(0, NEWEST_MENTIONS), { min: 5, max: 100, standard: 10 });
	},
};
