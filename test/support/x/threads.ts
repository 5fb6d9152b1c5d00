/** A local X on which threads are published. */
import type { IDataObject } from 'n8n-workflow';
import { useLocalX } from './local-x';

export function useThreads() {
	const x = useLocalX();

	const thread = (parameters: IDataObject): IDataObject => ({
		resource: 'post',
		operation: 'createThread',
		...parameters,
	});
	const listOf = (...texts: string[]) => thread({ source: 'parts', parts: { part: texts.map((text) => ({ text })) } });
	const sent = () => x.requests.filter(({ endpoint }) => endpoint === 'POST /2/tweets');
	const own = () =>
		[...x.world.posts.values()].filter(
			({ authorId, deleted }) => authorId === x.world.needUser('ourbrand').id && !deleted,
		);
	/** Texts of a chain of replies that ends with this post, and what its first post answers or quotes. */
	function chain(id: unknown): { texts: string[]; start: unknown[] } {
		const post = x.world.posts.get(String(id));
		const parent = post?.references.find(
			({ type, id: target }) => type === 'replied_to' && own().some((each) => each.id === target),
		);
		if (!post) return { texts: [], start: [] };
		if (!parent) return { texts: [post.rawText], start: post.references };
		const above = chain(parent.id);
		return { texts: [...above.texts, post.rawText], start: above.start };
	}
	/** X refuses one post, after these many. */
	const refuseAfter = (after: number) =>
		x.oddities.on('passing-refusal', {
			endpoint: 'POST /2/tweets',
			seconds: 1e6,
			after,
			times: 1,
			detail: 'You are not allowed to create a Tweet with duplicate content.',
		});
	return { x, thread, listOf, sent, own, chain, refuseAfter };
}
