import type { Routes } from '../../context';
import { page } from '../../http/paging';
import { Document } from '../../view/document';
import { readable } from '../../view/visible';
import { timeOf } from '../../world/ids';
import { listOf } from '../lookup';
import { sampled } from '../../rows/answers';

export const lists: Routes = {
	'GET /2/lists/{id}': (call) => {
		const list = listOf(call);
		if (!list) return sampled(call);
		const asked = (call.query['list.fields'] ?? '').split(',');
		const fields = {
			member_count: list.memberIds.length,
			follower_count: list.followerIds.length,
			private: false,
			description: '',
			created_at: new Date(timeOf(list.id)).toISOString(),
		};
		return {
			body: {
				data: {
					id: list.id,
					name: list.name,
					...Object.fromEntries(Object.entries(fields).filter(([name]) => asked.includes(name))),
					...((call.query.expansions ?? '').includes('owner_id') ? { owner_id: list.ownerId } : {}),
				},
			},
		};
	},

	'GET /2/lists/{id}/tweets': (call) => {
		const { ctx } = call;
		const list = listOf(call);
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
