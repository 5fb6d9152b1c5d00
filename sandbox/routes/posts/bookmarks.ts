import type { Routes } from '../../context';
import { forbidden } from '../../http/errors';
import { page } from '../../http/paging';
import { Document } from '../../view/document';
import { postProblem } from '../../view/visible';
import type { Call } from '../../context';
import { pathId } from '../lookup';
import { sampled } from '../../rows/answers';

function own(call: Call): string {
	const id = pathId(call);
	if (id !== call.caller.user?.id) throw forbidden('The `id` query parameter value must match the authenticated user.');
	return id;
}

const sizes = { min: 1, max: 100, standard: 100 };

export const bookmarks: Routes = {
	'GET /2/users/{id}/bookmarks': (call) => {
		const id = own(call);
		const there = call.ctx.world.social.newest(
			'bookmarks',
			({ userId, postId }) => userId === id && !postProblem(postId, 'id', call.caller, call.ctx),
		);
		const { items, meta } = page(call, there, sizes);
		const document = new Document(call);
		const data = items.map(({ postId }) => document.post(call.ctx.world.posts.get(postId)!));
		return { body: document.body(data.length > 0 ? data : undefined, meta) };
	},

	'GET /2/users/{id}/bookmarks/folders/{folder_id}': (call) => {
		const id = own(call);
		const folder = call.ctx.world.social.state.folders.find(
			(each) => each.id === call.params.folder_id && each.userId === id,
		);
		if (!folder) return sampled(call);
		const { items, meta } = page(
			call,
			call.ctx.world.social.newest('bookmarks', ({ folderId }) => folderId === folder.id),
			sizes,
		);
		return { body: { data: items.map(({ postId }) => ({ id: postId })), meta } };
	},
};
