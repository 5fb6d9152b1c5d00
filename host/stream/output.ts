/** Turns what the stream delivers into items. */
import { join, type XObject } from '../../api/objects/includes';
import { simplify } from '../../api/objects/simplify';
import { plainTag } from '../../api/push/stream-rules';

/** @param answer a line of the stream: `{data, includes?, matching_rules}` */
export function itemOf(answer: Record<string, unknown>, output: 'simplified' | 'full' | 'raw', mark: string): XObject {
	if (output === 'raw') return answer;
	const [post] = join(answer, 'post');
	const rules = ((answer.matching_rules ?? []) as Array<{ id: string; tag?: string }>).map(({ id, tag }) => ({
		id,
		tag: plainTag(tag, mark) ?? '',
	}));
	return { ...(output === 'full' ? post : simplify(post, 'post')), matching_rules: rules };
}
