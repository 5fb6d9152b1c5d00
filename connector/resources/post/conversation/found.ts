/** Posts of several answers, and what X included with them, each once. */
import type { Answer } from '../../../../api/client/call';
import { inner, objects, type XObject } from '../../../../api/json/members';
import { inPostVocabulary } from '../../../../api/objects/vocabulary';

const keyOf = ({ id, media_key }: XObject): string => String(id ?? media_key);

export class Found {
	/** By ID, in the order in which they came. */
	readonly posts = new Map<string, XObject>();
	private readonly along = new Map<string, Map<string, XObject>>();

	add(answer: Answer): void {
		const { data, includes } = inPostVocabulary(answer);
		for (const post of objects(data)) this.posts.set(keyOf(post), post);
		for (const [kind, along] of Object.entries(inner(includes))) {
			const known = this.along.get(kind) ?? new Map<string, XObject>();
			for (const object of objects(along)) known.set(keyOf(object), object);
			this.along.set(kind, known);
		}
	}

	/** As X writes them. */
	get includes(): Record<string, XObject[]> {
		return Object.fromEntries([...this.along].map(([kind, objects]) => [kind, [...objects.values()]]));
	}
}
