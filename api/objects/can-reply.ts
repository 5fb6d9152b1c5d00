/**
 * Whether X accepts a reply to a post from a self-serve app, as far as the post tells: since February 2026 its author
 * must have mentioned the account or quoted one of its posts (docs.x.com/x-api/posts/manage-tweets/introduction).
 */
import { inner, objects, text, type XObject } from '../json/members';

export interface ReplyVerdict {
	/** Undefined where the post does not tell. */
	can?: boolean;
	/** Why not. */
	why?: string;
}

const authorOf = ({ author_id, author }: XObject): unknown => author_id ?? inner(author).id;

/** The mentions of a long post are with its full text. */
const mentions = ({ entities, note_post }: XObject, me: string): boolean =>
	[entities, inner(note_post).entities].some((each) => objects(inner(each).mentions).some(({ id }) => id === me));

/** X shows a link to a post as a quote of it; which one it is, only the references tell. */
const mayQuote = ({ referenced_posts: references, entities }: XObject): boolean =>
	references === undefined &&
	objects(inner(entities).urls).some(({ expanded_url: link }) => /\/status\/\d/.test(text(link) ?? ''));

const NOT_SUMMONED = 'its author has neither mentioned this account nor quoted one of its posts';
/** Whom the author lets answer, other than those who are mentioned; whether the account is one of them is not known. */
const LIMITED: readonly unknown[] = ['verified', 'subscribers'];

/** Whether the author follows the account: only an included author tells, and only if it was asked for. */
function amongFollowed({ author }: XObject): ReplyVerdict {
	const { connection_status: ties } = inner(author);
	if (!Array.isArray(ties)) return {};
	if (ties.includes('followed_by')) return { can: true };
	return { can: false, why: 'its author lets only accounts answer that they follow, or that the post mentions' };
}

/**
 * @param post a joined object (see includes.ts), with its mentions and references
 * @param me ID of the account that would reply
 * @param by the author where X did not return one
 */
export function replyVerdict(post: XObject, me: string, by?: string): ReplyVerdict {
	if (authorOf(post) === me || mentions(post, me)) return { can: true };
	if ((authorOf(post) ?? by) === undefined || mayQuote(post)) return {};
	const quoted = objects(post.referenced_posts).filter(({ type }) => type === 'quoted');
	const authors = quoted.map(({ post: original }) => authorOf(inner(original)));
	// X does not return a quoted post that is gone or protected.
	if (authors.includes(undefined)) return {};
	if (!authors.includes(me)) return { can: false, why: NOT_SUMMONED };
	if (post.reply_settings === 'mentionedUsers')
		return { can: false, why: 'its author lets only accounts answer that the post mentions' };
	if (post.reply_settings === 'following') return amongFollowed(post);
	return LIMITED.includes(post.reply_settings) ? {} : { can: true };
}
