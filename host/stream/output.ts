/** What to request from the stream, and how to turn its posts into items. */
import { join, type XObject } from '../../api/objects/includes';
import { simplify } from '../../api/objects/simplify';
import { ask } from '../../api/objects/vocabulary';
import { partialProblems } from '../../api/errors/problem';
import type { Match } from '../../api/push/stream';
import { plainTag } from '../../api/push/stream-rules';
import { selectionsOf, USERS_ALONG } from '../../connector/selections';
import { withLeftOut } from '../shared/missing';
import type { StreamSetting } from './setting';

type Fields = Record<string, readonly string[]>;

/** Requests what the output shows; X's streams use the older vocabulary. */
export function fieldsOf(
	{ output, users }: Pick<StreamSetting, 'output' | 'users'>,
	dialect: 'post' | 'tweet',
): Fields {
	const wanted = (values: readonly string[]) => values.filter((value) => users || !USERS_ALONG.includes(value));
	const chosen = selectionsOf('post').map(
		({ parameter, simplified, full, always = [] }) =>
			[parameter, wanted([...new Set([...(output === 'simplified' ? simplified : full), ...always])])] as const,
	);
	return ask(Object.fromEntries(chosen), dialect);
}

/** X's streams return the IDs of these even if the objects themselves are not requested. */
const ALWAYS_ASKED = ['referenced_posts', 'attachments.media_keys'];

/** The item of a line of the stream: `{data, includes?, matching_rules}`. */
export function itemOf(
	{ answer, rules }: Pick<Match, 'answer' | 'rules'>,
	{ output, mark }: Pick<StreamSetting, 'output' | 'mark'>,
): XObject {
	if (output === 'raw') return answer;
	const [post] = join(answer, 'post');
	const matching_rules = rules.map(({ id, tag }) => ({ id, tag: plainTag(tag, mark) ?? '' }));
	const item = { ...(output === 'full' ? post : simplify(post, 'post', ALWAYS_ASKED)), matching_rules };
	return withLeftOut([item], [post], partialProblems(answer))[0];
}
