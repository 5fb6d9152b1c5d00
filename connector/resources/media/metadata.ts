import { inner } from '../../../api/json/members';
import { InputError } from '../../../api/errors/errors';
import { altText as described } from '../../fields';
import { field, fields, operation } from '../../types';
import { metadata } from './upload';

export const mediaId = field({
	name: 'mediaId',
	displayName: 'Media ID',
	kind: 'id',
	mediaKey: true,
	required: true,
	placeholder: 'e.g. 1849000000000000000',
	description: 'ID returned by the upload',
});

const altText = field({ ...described, to: 'body.metadata.alt_text.text' });

export const setAltText = operation({
	name: 'setAltText',
	displayName: 'Set Alt Text',
	action: 'Set alt text of media',
	description: 'Describe an uploaded image for people who cannot see it, before it is posted',
	...metadata,
	fields: [
		{ ...mediaId, to: 'body.id' },
		{ ...altText, required: true },
	],
	returns: 'result',
});

/**
 * All properties of X's request (spec: CreateMediaMetadataRequest). Switches are always sent, as both values are
 * meaningful.
 */
const members = fields([
	altText,
	{
		name: 'allowDownload',
		displayName: 'Allow Download',
		kind: 'boolean',
		to: 'body.metadata.allow_download_status.allow_download',
		description: 'Whether others may download the video',
	},
	{
		name: 'domains',
		displayName: 'Allowed Domains',
		kind: 'words',
		to: 'body.metadata.domain_restrictions.whitelist',
		placeholder: 'e.g. example.com, example.org',
		description: 'Sites that may show the media',
	},
	{
		name: 'audiencePolicy',
		displayName: 'Audience Policy (JSON)',
		kind: 'json',
		to: 'body.metadata.audience_policy',
		description: "Who may see the media, as X's object for it",
	},
	{
		name: 'expires',
		displayName: 'Expires',
		kind: 'time',
		as: 'epochSeconds',
		to: 'body.metadata.content_expiration.timestamp_sec',
		description: 'When the media stops being shown',
	},
	{
		name: 'foundMedia',
		displayName: 'Found Media Origin',
		kind: 'group',
		description: 'Which GIF library a GIF comes from',
		fields: [
			{ name: 'id', displayName: 'ID', kind: 'text', to: 'body.metadata.found_media_origin.id', required: true },
			{
				name: 'provider',
				displayName: 'Provider',
				kind: 'text',
				to: 'body.metadata.found_media_origin.provider',
				required: true,
				placeholder: 'e.g. giphy',
			},
		],
	},
	{
		name: 'geoRestrictions',
		displayName: 'Geo Restrictions (JSON)',
		kind: 'json',
		to: 'body.metadata.geo_restrictions',
		description: "Countries where the media is or is not shown, as X's object for it",
	},
	{
		name: 'managed',
		displayName: 'Managed',
		kind: 'boolean',
		to: 'body.metadata.management_info.managed',
		description: 'Whether the media is managed in Media Studio',
	},
	{
		name: 'previewImage',
		displayName: 'Preview Image (JSON)',
		kind: 'json',
		to: 'body.metadata.preview_image.media_key',
		placeholder: 'e.g. { "media": "1849000000000000000", "media_category": "TweetImage" }',
		description: "Image to show before a video plays, as X's object for it",
	},
	{
		name: 'sensitive',
		displayName: 'Sensitive Content',
		kind: 'choices',
		description: 'Warning to mark the media with',
		choices: [
			{ name: 'Graphic Violence', value: 'graphic_violence' },
			{ name: 'Nudity', value: 'adult_content' },
			{ name: 'Other Sensitive Content', value: 'other' },
		],
	},
	{
		name: 'shared',
		displayName: 'Shared',
		kind: 'boolean',
		to: 'body.metadata.shared_info.shared',
		description: 'Whether several messages may use the media',
	},
	{
		name: 'stickers',
		displayName: 'Stickers (JSON)',
		kind: 'json',
		to: 'body.metadata.sticker_info.stickers',
		default: '[]',
		description: "Stickers on the image, as a list of X's objects for them",
	},
	{
		name: 'uploadSource',
		displayName: 'Upload Source',
		kind: 'text',
		to: 'body.metadata.upload_source.upload_source',
		description: 'Where the media was uploaded from',
	},
]);

export const setMetadata = operation({
	name: 'setMetadata',
	displayName: 'Set Metadata',
	action: 'Set metadata of media',
	description: 'Set who may see or download uploaded media and until when, mark it as sensitive, or describe it',
	...metadata,
	fields: [{ ...mediaId, to: 'body.id' }, ...members],
	returns: 'result',
	check(values) {
		if (members.every(({ name }) => values[name] === undefined))
			throw new InputError('There is no metadata to set', "Add something under 'Options', such as alt text.");
	},
	run: async ({ client, values: { sensitive: marks = [] }, body }) => {
		const warning =
			marks.length > 0 ? { sensitive_media_warning: Object.fromEntries(marks.map((mark) => [mark, true])) } : {};
		return await client.call(metadata.endpoint, {
			body: { ...body, metadata: { ...inner(body.metadata), ...warning } },
		});
	},
});
