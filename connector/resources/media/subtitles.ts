import { field, operation, type Endpoint } from '../../types';
import { mediaId } from './metadata';

const about: Omit<Endpoint, 'endpoint'> = {
	access: { user: ['media.write'] },
	limits: { user: ['100/15min'], app: ['10000/24h'] },
	price: 'Media Metadata',
};

const video = field({
	...mediaId,
	name: 'videoId',
	displayName: 'Video Media ID',
	to: 'body.id',
	description: 'ID returned by the upload of the video',
});
const category = field({
	name: 'videoCategory',
	displayName: 'Video Category',
	kind: 'choice',
	to: 'body.media_category',
	required: true,
	default: 'TweetVideo',
	choices: [
		{ name: 'Ad Video (Amplify)', value: 'AmplifyVideo' },
		{ name: 'Post', value: 'TweetVideo' },
	],
});
const language = field({
	name: 'language',
	displayName: 'Language Code',
	kind: 'text',
	required: true,
	pattern: /^[A-Z]{2}$/,
	placeholder: 'e.g. EN',
	description: 'Two capital letters',
});

export const addSubtitles = operation({
	name: 'addSubtitles',
	displayName: 'Add Subtitles',
	action: 'Add subtitles to media',
	description: 'Add subtitles (captions) to an uploaded video. Upload the SRT or VTT file first.',
	endpoint: 'POST /2/media/subtitles',
	proof: ['id', 'media_category'],
	repeatable: true,
	...about,
	fields: [
		video,
		{
			...mediaId,
			name: 'subtitlesId',
			displayName: 'Subtitles Media ID',
			to: 'body.subtitles.id',
			description: 'ID returned by the upload of the subtitles',
		},
		{ ...language, to: 'body.subtitles.language_code' },
		category,
		{
			name: 'displayLanguage',
			displayName: 'Display Name',
			kind: 'text',
			to: 'body.subtitles.display_name',
			placeholder: 'e.g. English',
			description: 'Name of the language shown to viewers',
		},
	],
	returns: 'result',
});

export const removeSubtitles = operation({
	name: 'removeSubtitles',
	displayName: 'Remove Subtitles',
	action: 'Remove subtitles from media',
	description: 'Remove the subtitles of one language from a video',
	endpoint: 'DELETE /2/media/subtitles',
	proof: 'deleted',
	...about,
	fields: [video, { ...language, to: 'body.language_code' }, category],
	returns: 'result',
});
