import { operation, resource, type Call, type Field } from '../types';
import { uploadedMedia } from '../../api/media';
import { metadata, status, uploadMedia } from './media.upload';

const mediaId: Field = { name: 'mediaId', displayName: 'Media ID', kind: 'id', required: true, placeholder: 'e.g. 1849000000000000000', description: 'The ID that the upload gave' };

export const getMediaStatus = operation({
	name: 'getStatus', displayName: 'Get Status', action: 'Get media status', description: 'See whether X has processed an uploaded GIF or video',
	...status,
	fields: [{ ...mediaId, to: 'query.media_id' }],
	fixed: { 'query.command': 'STATUS' },
	returns: 'media',
	run: async ({ client, query }: Call) => ({ data: uploadedMedia(await client.call('GET /2/media/upload', { query })) }),
});

export const setAltText = operation({
	name: 'setAltText', displayName: 'Set Alt Text', action: 'Set alt text of media', description: 'Describe an uploaded picture for people who cannot see it, before it is posted',
	...metadata,
	fields: [
		{ ...mediaId, to: 'body.id' },
		{ name: 'altText', displayName: 'Alt Text', kind: 'longText', to: 'body.metadata.alt_text.text', required: true, maxLength: 1000, placeholder: 'e.g. A red kite above the sea', description: 'Up to 1,000 characters' },
	],
	returns: 'result',
});

export const media = resource({ name: 'media', displayName: 'Media', node: 'X', operations: [getMediaStatus, setAltText, uploadMedia] });
