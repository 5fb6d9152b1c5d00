import type { Routes } from '../../context';
import { page } from '../../http/paging';
import { sampled } from '../../rows/answers';
import { Document } from '../../view/document';
import { postProblem } from '../../view/visible';
import { pathId } from '../lookup';

export const likes: Routes = {
	'GET /2/users/{id}/liked_tweets': (call) => {
		const { social, posts } = call.ctx.world;
		if (social.state.likes.length === 0) return sampled(call);
		const id = pathId(call);
		const there = social.newest(
			'likes',
			({ userId, postId }) => userId === id && !postProblem(postId, 'id', call.caller, call.ctx),
		);
		const { items, meta } = page(call, there, { min: 5, max: 100, standard: 100 });
		const document = new Document(call);
		const data = items.map(({ postId }) => document.post(posts.get(postId)!));
		return { body: document.body(data.length > 0 ? data : undefined, meta) };
	},
};
