/** The fields of a post, for every operation that creates one. */
import { PRICES } from '../../../api/money/prices';
import { usd } from '../../../api/money/usd';
import { LINK_WEIGHT, MAX_POST } from '../../../api/text/measure';
import { field, fields } from '../../types';
import { longPost } from './long-post';

/** How X counts a text, for field descriptions. */
export const COUNTED = `Up to ${MAX_POST} characters as X counts them: a link is ${LINK_WEIGHT}, an emoji or a CJK character 2`;

export const media = field({
	name: 'media',
	displayName: 'Media',
	kind: 'media',
	front: true,
	description:
		'Up to 4 images, or 1 GIF, or 1 video: files of the input item, files on the web, or previously uploaded media',
	builderHint: 'One row per file. A file of the input item is named by its binary property, such as data.',
});

/**
 * All other fields of X's create body (spec: CreatePostsRequest), except two that X accepts but ignores:
 * poll.reply_settings, reply.auto_populate_reply_metadata.
 */
export const optional = fields([
	{
		name: 'cardUri',
		displayName: 'Card URI',
		kind: 'text',
		to: 'body.card_uri',
		placeholder: 'e.g. card://1234567890',
		description: 'Card to attach',
	},
	{
		name: 'communityId',
		displayName: 'Community ID',
		kind: 'object',
		of: 'community',
		decides: true,
		to: 'body.community_id',
		placeholder: 'e.g. 1506778718064431106',
		description: 'Community to post in. The account must be a member.',
	},
	{
		name: 'directMessageDeepLink',
		displayName: 'DM Deep Link',
		kind: 'text',
		to: 'body.direct_message_deep_link',
		placeholder: 'e.g. https://x.com/messages/compose?recipient_id=2244994945',
		description: 'Link that opens a direct message from the post',
	},
	{
		name: 'editOf',
		displayName: 'Edit of Post',
		kind: 'post',
		decides: true,
		to: 'body.edit_options.previous_post_id',
		placeholder: 'e.g. 1849000000000000000',
		description:
			'ID or link of your own earlier post that this one replaces. For X Premium, within the time X allows. The edit gets a new ID.',
	},
	{
		name: 'excludeReplyUsers',
		displayName: 'Exclude From Reply',
		kind: 'users',
		to: 'body.reply.exclude_reply_user_ids',
		placeholder: 'e.g. @handle, 2244994945',
		description: "Accounts in the thread that the reply does not mention, as @handles or IDs. Needs 'Reply To'.",
	},
	longPost,
	{
		name: 'madeWithAi',
		displayName: 'Made With AI',
		kind: 'boolean',
		to: 'body.made_with_ai',
		default: false,
		description: 'Whether to label the media as made with AI',
	},
	{
		name: 'mediaDetails',
		displayName: 'Media Details',
		kind: 'group',
		description: 'Title and call to action of a video',
		fields: [
			{
				name: 'appStoreId',
				displayName: 'App Install: App Store ID',
				kind: 'text',
				to: 'body.media.call_to_actions.app_install.app_store_id',
			},
			{
				name: 'ipadAppStoreId',
				displayName: 'App Install: iPad App Store ID',
				kind: 'text',
				to: 'body.media.call_to_actions.app_install.ipad_app_store_id',
			},
			{
				name: 'playStoreId',
				displayName: 'App Install: Play Store ID',
				kind: 'text',
				to: 'body.media.call_to_actions.app_install.play_store_id',
			},
			{ name: 'description', displayName: 'Description', kind: 'text', to: 'body.media.description' },
			{
				name: 'embeddable',
				displayName: 'Embeddable',
				kind: 'boolean',
				to: 'body.media.embeddable',
				default: true,
				description: 'Whether the video may be embedded elsewhere',
			},
			{
				name: 'previewMediaId',
				displayName: 'Preview Media ID',
				kind: 'id',
				mediaKey: true,
				to: 'body.media.preview_media_id',
				description: 'Uploaded image to show before the video plays',
			},
			{ name: 'title', displayName: 'Title', kind: 'text', to: 'body.media.title' },
			{
				name: 'visitSite',
				displayName: 'Visit Site: Link',
				kind: 'text',
				to: 'body.media.call_to_actions.visit_site.url',
				placeholder: 'e.g. https://example.com',
				pattern: /^https:\/\//,
			},
			{
				name: 'watchNow',
				displayName: 'Watch Now: Link',
				kind: 'text',
				to: 'body.media.call_to_actions.watch_now.url',
				placeholder: 'e.g. https://example.com',
				pattern: /^https:\/\//,
			},
		],
	},
	{
		name: 'paidPartnership',
		displayName: 'Paid Partnership',
		kind: 'boolean',
		to: 'body.paid_partnership',
		default: false,
		description: 'Whether to label the post as a paid partnership',
	},
	{
		name: 'placeId',
		displayName: 'Place ID',
		kind: 'text',
		to: 'body.geo.place_id',
		placeholder: 'e.g. 01a9a39529b27f36',
		description: "X's ID of the place to tag the post with",
	},
	{
		name: 'poll',
		displayName: 'Poll',
		kind: 'group',
		fields: [
			{
				name: 'choices',
				displayName: 'Choices',
				kind: 'words',
				to: 'body.poll.options',
				required: true,
				min: 2,
				max: 4,
				maxLength: 25,
				distinct: true,
				placeholder: 'e.g. Yes, No',
				description: '2 to 4 choices of up to 25 characters, separated by commas or line breaks, or a list',
			},
			{
				name: 'durationMinutes',
				displayName: 'Duration (Minutes)',
				kind: 'number',
				to: 'body.poll.duration_minutes',
				required: true,
				default: 1440,
				min: 5,
				max: 10080,
				description: 'From 5 minutes to 10,080 (seven days)',
			},
		],
	},
	{
		name: 'promotedOnly',
		displayName: 'Promoted Only',
		kind: 'boolean',
		decides: true,
		to: 'body.nullcast',
		default: false,
		description: 'Whether to keep the post out of the public timeline, for use in ads',
	},
	{
		name: 'linksInReply',
		displayName: 'Put Links in First Reply',
		kind: 'boolean',
		default: false,
		description: `Whether to move the links that start with https://, http:// or www. from the text to a reply to the new post. X charges for both: ${usd(PRICES['Post: Create'].usd)} for the post and ${usd(PRICES['Post: Create (with URL)'].usd)} for the reply with the links.`,
	},
	{
		name: 'quote',
		displayName: 'Quote Post',
		kind: 'post',
		decides: 'missing',
		to: 'body.quote_tweet_id',
		placeholder: 'e.g. https://x.com/n8n_io/status/1849000000000000000',
		description: 'ID or link of the post to quote. Since April 2026, X accepts quotes from Enterprise apps only.',
	},
	{
		name: 'replyTo',
		displayName: 'Reply To',
		kind: 'post',
		decides: 'missing',
		to: 'body.reply.in_reply_to_tweet_id',
		placeholder: 'e.g. https://x.com/n8n_io/status/1849000000000000000',
		description:
			'ID or link of the post to reply to. X accepts replies from self-serve apps only to authors who mentioned or quoted you.',
	},
	{
		name: 'shareWithFollowers',
		displayName: 'Share With Followers',
		kind: 'boolean',
		to: 'body.share_with_followers',
		default: false,
		description: 'Whether to also show a community or subscriber post to all your followers',
	},
	{
		name: 'forSuperFollowersOnly',
		displayName: 'Subscribers Only',
		kind: 'boolean',
		decides: true,
		to: 'body.for_super_followers_only',
		default: false,
		description: 'Whether only your subscribers can see the post',
	},
	{
		name: 'taggedUsers',
		displayName: 'Tag Users',
		kind: 'users',
		to: 'body.media.tagged_user_ids',
		max: 10,
		placeholder: 'e.g. @handle, 2244994945',
		description: 'Up to 10 accounts to tag in the media, as @handles or IDs',
	},
	{
		name: 'replySettings',
		displayName: 'Who Can Reply',
		kind: 'choice',
		to: 'body.reply_settings',
		default: '',
		choices: [
			{ name: 'Accounts You Follow', value: 'following' },
			{ name: 'Accounts You Mention', value: 'mentionedUsers' },
			{ name: 'Everyone', value: '' },
			{ name: 'Subscribers', value: 'subscribers' },
			{ name: 'Verified Accounts', value: 'verified' },
		],
	},
]);

type Optional = (typeof optional)[number];

/** Selects some of the optional fields, in their order. */
export const optionalOf = <N extends Optional['name']>(...names: N[]): ReadonlyArray<Extract<Optional, { name: N }>> =>
	optional.filter((field): field is Extract<Optional, { name: N }> => names.some((name) => name === field.name));
