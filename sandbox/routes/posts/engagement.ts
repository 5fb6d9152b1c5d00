import { z } from 'zod';
import type { Answer, Call, Routes } from '../../context';
import { clientForbidden, XError } from '../../http/errors';
import { sampled } from '../../rows/answers';
import { postProblem } from '../../view/visible';
import { jsonBody } from './body';

const onPost = z.object({ tweet_id: z.string() }).strict();
const onBookmark = z.object({ tweet_id: z.string(), folder_id: z.string().optional() }).strict();

/** Refuses what X does not let the account see. Of a post that the local X has never had, the answer is a sample. */
function reacted(call: Call, postId: string): Answer {
	const problem = postProblem(postId, 'tweet_id', call.caller, call.ctx);
	if (problem && call.ctx.world.posts.has(postId)) throw new XError(404, { ...problem, status: 404 });
	return sampled(call);
}

/** What accounts do to posts; it is checked, but not kept. */
export const engagement: Routes = {
	'POST /2/users/{id}/likes': (call) => {
		const { tweet_id } = jsonBody(call, onPost);
		if (!call.caller.app.enterprise) throw clientForbidden('Liking a post is not available on your access level.');
		return reacted(call, tweet_id);
	},
	'POST /2/users/{id}/retweets': (call) => reacted(call, jsonBody(call, onPost).tweet_id),
	'POST /2/users/{id}/bookmarks': (call) => reacted(call, jsonBody(call, onBookmark).tweet_id),
};
