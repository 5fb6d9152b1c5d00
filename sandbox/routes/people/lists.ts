import type { Routes } from '../../context';
import { page } from '../../http/paging';
import { Document } from '../../view/document';
import { readable } from '../../view/visible';
import { pathId } from '../lookup';
import { sampled } from '../../rows/answers';

export const lists: Routes = {
	'GET /2/lists/{id}/tweets': (call) => {
		const { ctx } = call;
		const id = pathId(call);
		const list = ctx.world.social.state.lists.find((each) => each.id === id);
		if (!list) return sampled(call);
		const visible = readable(call.caller, ctx);
		const posts = ctx.world.timeline(
			(post) => list.memberIds.includes(post.authorId) && post.sent.nullcast !== true && visible(post),
		);
		const { items, meta } = page(call, posts, { min: 1, max: 100, standard: 100 });
		const document = new Document(call);
		const data = items.map((post) => document.post(post));
		return { body: document.body(data.length > 0 ? data : undefined, meta) };
	},
};
