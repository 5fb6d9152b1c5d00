import { uploadedMedia } from '../../../api/media/upload';
import { period } from '../../fields';
import { COUNTED_TIMES } from '../../shared/times';
import { field, operation, resource, type Batch, type Endpoint } from '../../types';
import { mediaId, setAltText, setMetadata } from './metadata';
import { addSubtitles, removeSubtitles } from './subtitles';
import { status, uploadMedia } from './upload';

const access = { user: ['tweet.read'], app: true } as const;
const batch: Batch = { endpoint: 'GET /2/media', access, parameter: 'media_keys', size: 100, key: 'media_key' };
const keys = field({
	name: 'mediaKeys',
	displayName: 'Media Keys',
	kind: 'objects',
	of: 'mediaKey',
	to: 'query.media_keys',
	required: true,
	placeholder: 'e.g. 3_1136048014974423040, 7_1136048014974423041',
	description: 'Separated by commas, or a list',
});

const getMedia = operation({
	name: 'get',
	displayName: 'Get',
	action: 'Get media by key',
	description: 'Retrieve an image, GIF or video by the media key found in posts',
	endpoint: 'GET /2/media/{media_key}',
	access,
	fields: [
		{
			name: 'mediaKey',
			displayName: 'Media Key',
			kind: 'object',
			of: 'mediaKey',
			to: 'path.media_key',
			required: true,
			description: 'Key of the media, returned by the upload and found in each post with media',
		},
	],
	batch,
	returns: 'media',
});

const getManyMedia = operation({
	name: 'getMany',
	displayName: 'Get Many',
	action: 'Get many media by key',
	description: 'Retrieve any number of images, GIFs or videos by media key, 100 per request',
	endpoint: 'GET /2/media',
	access,
	fields: [keys],
	batch,
	returns: 'media',
});

const analytics: Endpoint = {
	endpoint: 'GET /2/media/analytics',
	access: { user: ['tweet.read'] },
	times: COUNTED_TIMES,
};

const getMediaAnalytics = operation({
	name: 'getAnalytics',
	displayName: 'Get Analytics',
	action: 'Get analytics of media',
	description: 'Retrieve how your videos performed between two times: views, watch time, clicks and more',
	notice: 'X provides analytics to Enterprise apps only',
	...analytics,
	fields: [
		keys,
		...period,
		{
			name: 'granularity',
			displayName: 'Granularity',
			kind: 'choice',
			to: 'query.granularity',
			default: 'daily',
			description: 'Whether to return totals or numbers per period',
			choices: [
				{ name: 'Daily', value: 'daily' },
				{ name: 'Hourly', value: 'hourly' },
				{ name: 'Total', value: 'total' },
			],
		},
	],
	batch: { ...analytics, parameter: 'media_keys', size: 100, key: 'media_key' },
	returns: 'mediaAnalytics',
});

const getMediaStatus = operation({
	name: 'getStatus',
	displayName: 'Get Status',
	action: 'Get media status',
	description: 'Check whether X has processed an uploaded GIF or video',
	...status,
	fields: [{ ...mediaId, to: 'query.media_id' }],
	fixed: { 'query.command': 'STATUS' },
	returns: 'uploadedMedia',
	run: async ({ client, query }) => ({
		data: uploadedMedia(await client.call('GET /2/media/upload', { query })),
	}),
});

export const media = resource({
	name: 'media',
	displayName: 'Media',
	node: 'X',
	operations: [
		uploadMedia,
		setAltText,
		setMetadata,
		addSubtitles,
		removeSubtitles,
		getMediaStatus,
		getMedia,
		getManyMedia,
		getMediaAnalytics,
	],
});
