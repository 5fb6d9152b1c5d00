import type { Price } from '../../../api/money/prices';
import type { Answer, Call } from '../../context';
import { clientForbidden, duplicateText, forbidden, invalidRequest } from '../../http/errors';
import { attached } from '../../media/attached';
import { mayRead } from '../../view/visible';
import { cashtagsIn, urlsIn, weightedLength } from '../../world/text';
import type { WorldPost, WorldUser } from '../../world/types';
import { readPostBody, type PostBody } from './body';

const LIMIT = 280;
const PREMIUM_LIMIT = 25_000;
const DUPLICATE_WINDOW_MS = 24 * 3_600_000;
const EDIT_WINDOW_MS = 3_600_000;
const EDITS = 5;
const MOST_PHOTOS = 4;
const NOT_SUMMONED =
	'Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author of the post you are replying to.';

export function createPost(call: Call): Answer {
	const { ctx } = call;
	const author = call.caller.user!;
	const body = readPostBody(call);
	const text = (body.text ?? '').normalize('NFC');
	checkText({ text, parentId: body.reply?.in_reply_to_tweet_id }, author, call);
	const summoned = body.reply ? checkReply(body.reply.in_reply_to_tweet_id, author, call) : false;
	if (body.quote_tweet_id) checkQuote(body.quote_tweet_id, call);
	if (body.media) checkMedia(body.media, author, call);
	if (body.edit_options) checkEdit(body.edit_options.previous_post_id, author, call);

	const post = ctx.world.addPost({
		by: author.id,
		text,
		replyTo: body.reply?.in_reply_to_tweet_id,
		quote: body.quote_tweet_id,
		media: body.media?.media_ids,
		poll: body.poll && { options: body.poll.options, durationMinutes: body.poll.duration_minutes },
		replySettings: body.reply_settings,
		editOf: body.edit_options?.previous_post_id,
		source: call.caller.app.name,
		sent: kept(body),
	});
	// Field reports: this answer kept the older name whatever the vocabulary of the request.
	return {
		status: 201,
		price: priceOf(text, summoned),
		body: { data: { edit_history_tweet_ids: post.editHistory, id: post.id, text: post.text } },
	};
}

function priceOf(text: string, summoned: boolean): Price {
	if (urlsIn(text).length > 0) return 'Post: Create (with URL)';
	return summoned ? 'Post: Create (summoned)' : 'Post: Create';
}

/** X accepts these two members but drops them. */
function kept(body: PostBody): Record<string, unknown> {
	const sent = structuredClone<PostBody>(body);
	delete sent.poll?.reply_settings;
	delete sent.reply?.auto_populate_reply_metadata;
	return sent;
}

function checkText({ text, parentId }: { text: string; parentId?: string }, author: WorldUser, call: Call): void {
	const tooLong = author.premium ? Array.from(text).length > PREMIUM_LIMIT : weightedLength(text) > LIMIT;
	if (tooLong)
		throw invalidRequest({
			message:
				'Your Tweet text is too long. For more information on how X determines text length see https://docs.x.com/fundamentals/counting-characters.',
			parameters: { text: [text.slice(0, 40)] },
		});
	if (!call.caller.app.enterprise && cashtagsIn(text).length > 1) throw forbidden('Posts are limited to one cashtag.');
	const since = call.ctx.clock.now() - DUPLICATE_WINDOW_MS;
	const isSame = (post: WorldPost) =>
		!post.deleted &&
		post.authorId === author.id &&
		post.createdAt > since &&
		post.rawText.trim() === text.trim() &&
		post.references.every(({ type }) => type !== 'retweeted') &&
		// Below another post it is another post.
		post.references.find(({ type }) => type === 'replied_to')?.id === parentId;
	if (text.trim() !== '' && [...call.ctx.world.posts.values()].some(isSame)) throw duplicateText();
}

/**
 * Whether the author was summoned, i.e. mentioned or quoted by the account it replies to. Replies to its own posts are
 * always allowed (threads).
 */
function checkReply(parentId: string, author: WorldUser, call: Call): boolean {
	const { world } = call.ctx;
	const parent = world.posts.get(parentId);
	if (!parent || parent.deleted || !mayRead(world.users.get(parent.authorId), call.caller))
		throw forbidden('You attempted to reply to a Tweet that is deleted or not visible to you.');
	if (parent.authorId === author.id) return false;
	const mentioned = mentions(parent, author);
	const quoted = parent.references.some(
		(ref) => ref.type === 'quoted' && world.posts.get(ref.id)?.authorId === author.id,
	);
	if (!call.caller.app.enterprise && !mentioned && !quoted) throw forbidden(NOT_SUMMONED);
	if (!mentioned && isClosedTo(author, parent, world.users.get(parent.authorId)!))
		throw forbidden('Reply to this conversation is not allowed because you have not been allowed by the author.');
	return mentioned || quoted;
}

const mentions = ({ entities }: WorldPost, { username }: WorldUser): boolean =>
	entities.mentions?.some((mention) => mention.username.toLowerCase() === username.toLowerCase()) ?? false;

/** Whether the parent's author lets this account answer only when mentioned. */
function isClosedTo(author: WorldUser, { replySettings }: WorldPost, parentAuthor: WorldUser): boolean {
	if (replySettings === 'following') return !parentAuthor.following.includes(author.id);
	if (replySettings === 'verified') return !author.verified;
	return replySettings === 'mentionedUsers';
}

function checkQuote(id: string, call: Call): void {
	if (!call.caller.app.enterprise) throw clientForbidden('Quoting a post is not available on your access level.');
	const quoted = call.ctx.world.posts.get(id);
	if (!quoted || quoted.deleted || !mayRead(call.ctx.world.users.get(quoted.authorId), call.caller))
		throw invalidRequest({
			message: 'The Tweet you attempted to quote is unavailable.',
			parameters: { quote_tweet_id: [id] },
		});
}

function checkMedia(given: NonNullable<PostBody['media']>, author: WorldUser, call: Call): void {
	const invalid = (why: string) => invalidRequest({ message: why, parameters: { media_ids: given.media_ids } });
	const media = attached(call, given.media_ids, author, (category) => !/^dm_|^subtitles$/.test(category));
	const photos = media.filter((one) => one.kind === 'photo').length;
	if (photos !== media.length && media.length > 1)
		throw invalid(`A post takes up to ${MOST_PHOTOS} photos, or 1 animated GIF, or 1 video.`);
	for (const id of given.tagged_user_ids ?? []) {
		if (!call.ctx.world.users.has(id))
			throw invalidRequest({ message: 'A tagged account does not exist.', parameters: { tagged_user_ids: [id] } });
	}
}

function checkEdit(previousId: string, author: WorldUser, call: Call): void {
	const previous = call.ctx.world.posts.get(previousId);
	const latest = previous && previous.editHistory[previous.editHistory.length - 1] === previousId;
	if (!previous || previous.deleted || previous.authorId !== author.id || !latest)
		throw forbidden('You are not authorized to edit this Tweet.');
	const first = call.ctx.world.posts.get(previous.editHistory[0])!;
	const eligible =
		author.premium &&
		first.createdAt + EDIT_WINDOW_MS > call.ctx.clock.now() &&
		previous.editHistory.length <= EDITS &&
		!previous.pollId;
	if (!eligible) throw forbidden('You are not allowed to edit this Tweet.');
}
