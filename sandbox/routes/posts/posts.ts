import type { Routes } from '../../context';
import { forbidden, notFound, XError } from '../../http/errors';
import { Document } from '../../view/document';
import { postProblem } from '../../view/visible';
import { createPost } from './create';
import { ID, idList, pathId, withoutData } from '../lookup';

export const posts: Routes = {
	'POST /2/tweets': createPost,

	'GET /2/tweets': (call) => {
		const document = new Document(call);
		const data: unknown[] = [];
		for (const id of idList(call, 'ids', ID)) {
			const problem = postProblem(id, 'ids', call.caller, call.ctx);
			if (problem) document.errors.push(problem);
			else data.push(document.post(call.ctx.world.posts.get(id)!));
		}
		return { body: document.body(data.length > 0 ? data : undefined) };
	},

	'GET /2/tweets/{id}': (call) => {
		const id = pathId(call);
		const problem = postProblem(id, 'id', call.caller, call.ctx);
		if (problem) return withoutData(call, problem);
		const document = new Document(call);
		return { body: document.body(document.post(call.ctx.world.posts.get(id)!)) };
	},

	'DELETE /2/tweets/{id}': (call) => {
		const id = pathId(call);
		const post = call.ctx.world.posts.get(id);
		if (!post || post.deleted)
			throw new XError(404, { ...notFound({ resource: 'tweet', parameter: 'id', value: id }), status: 404 });
		if (post.authorId !== call.caller.user?.id) throw forbidden('You are not authorized to delete this Tweet.');
		call.ctx.world.deletePost(id);
		return { body: { data: { deleted: true } } };
	},
};
