/** Whatever X puts in the place of a member, objects are joined and simplified without a fault of the node. */
import fc from 'fast-check';
import { includesOf, join } from '../../../api/objects/includes';
import { simplify } from '../../../api/objects/simplify';

const KINDS = [
	'post', 'user', 'list', 'dmEvent', 'chatConversation', 'space', 'community', 'note', 'news', 'trend', 'media',
	'broadcast', 'broadcastMessage', 'createdPost', 'result',
]; // prettier-ignore

const ASKED = [[], ['referenced_posts', 'attachments.media_keys'], ['conversation_id', 'entities']];

/** Names that are read anywhere. */
const NAMES = [
	'id', 'text', 'author', 'author_id', 'username', 'name', 'description', 'entities', 'urls', 'mentions', 'url', 'end',
	'start', 'expanded_url', 'note_post', 'referenced_posts', 'type', 'post', 'attachments', 'media_keys', 'poll_ids',
	'article', 'media_entities', 'cover_media', 'geo', 'place_id', 'edit_history_post_ids', 'media', 'variants',
	'public_metrics', 'owner', 'owner_id', 'sender', 'sender_id', 'participants', 'participant_ids', 'hosts', 'host_ids',
	'creator', 'creator_id', 'topic_ids', 'info', 'pinned_post_id', 'affiliation', 'user_id', 'conversation_id', 'title',
	'display_text_range', 'tweets', 'referenced_tweets',
]; // prettier-ignore

const leaf = fc.oneof(
	fc.constantFrom(null, undefined, true, 0, 1.5, -1, '', '1', 'RT @ada: x', 'a &amp; b', '1849000000000000001'),
	fc.double(),
	fc.string(),
);
const { object: anything } = fc.letrec<{ object: object; value: unknown }>((tie) => ({
	object: fc.dictionary(fc.constantFrom(...NAMES), tie('value'), { maxKeys: 8, noNullPrototype: true }),
	value: fc.oneof({ depthSize: 'small', maxDepth: 4 }, leaf, tie('object'), fc.array(tie('value'), { maxLength: 4 })),
}));
const includes = fc.oneof(
	leaf,
	fc.dictionary(
		fc.constantFrom('posts', 'tweets', 'users', 'media', 'polls', 'places', 'topics'),
		fc.oneof(leaf, anything, fc.array(fc.oneof(leaf, anything), { maxLength: 4 })),
		{ noNullPrototype: true },
	),
);

describe.each(KINDS)('an answer of %s', (kind) => {
	it('of any members and types is read', () => {
		fc.assert(
			fc.property(
				fc.oneof(leaf, anything, fc.array(fc.oneof(leaf, anything), { maxLength: 4 })),
				includes,
				(data, along) => {
					const answer = { data, includes: along };
					for (const object of join(answer, kind)) {
						for (const asked of ASKED) expect(typeof simplify(object, kind, asked)).toBe('object');
						includesOf(object, (along ?? {}) as Record<string, unknown>);
					}
				},
			),
			{ numRuns: 100 },
		);
	});
});
