/** Display names for X's fields and includes. */

/** For names of X that are not self-explanatory. */
const SPOKEN: Readonly<Record<string, string>> = {
	author_id: 'Author',
	'article.cover_media': 'Cover of the Article',
	'article.media_entities': 'Media of the Article',
	'attachments.media_keys': 'Media',
	'attachments.media_source_tweet': 'Source of the Media',
	'attachments.poll_ids': 'Poll',
	edit_history_post_ids: 'Earlier Versions',
	'entities.mentions.username': 'Mentioned Users',
	'geo.place_id': 'Place',
	in_reply_to_user_id: 'User Replied To',
	referenced_posts: 'Referenced Posts',
	most_recent_post_id: 'Newest Post',
	pinned_post_id: 'Pinned Post',
	owner_id: 'Owner',
	creator_id: 'Creator',
	sender_id: 'Sender',
	host_ids: 'Hosts',
	speaker_ids: 'Speakers',
	invited_user_ids: 'Invited Users',
	topic_ids: 'Topics',
	participant_ids: 'Participants',
	admin_ids: 'Admins',
	member_ids: 'Members',
};

const SHORT: Readonly<Record<string, string>> = { id: 'ID', ids: 'IDs', url: 'URL', ip: 'IP', dm: 'DM', uri: 'URI' };
const SMALL = new Set(['a', 'an', 'and', 'at', 'by', 'for', 'in', 'of', 'on', 'or', 'the', 'to', 'via']);

/** `public_metrics` -> Public Metrics. */
export function labelOf(name: string): string {
	if (SPOKEN[name]) return SPOKEN[name];
	const words = name.split(/[_.]/).filter(Boolean);
	return words
		.map(
			(word, i) =>
				SHORT[word] ??
				(i > 0 && i < words.length - 1 && SMALL.has(word) ? word : word[0].toUpperCase() + word.slice(1)),
		)
		.join(' ');
}
