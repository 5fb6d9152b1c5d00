import type { XClient } from '../../../api/client/call';
import { InputError } from '../../../api/errors/errors';
import { mediaCategory, type CheckedMedia, type MediaUse } from '../../../api/media/file';
import { ready, upload, type UploadedMedia } from '../../../api/media/upload';
import { altText } from '../../fields';
import { refuseVideos } from './video-length';
import { operation, type Endpoint, type MediaValue } from '../../types';

const access = { user: ['media.write'] } as const;
const inChunks = { user: ['1875/15min'], app: ['180000/24h'] } as const;

/** Price: X lists none for uploads, only for metadata. */
export const status: Endpoint = {
	endpoint: 'GET /2/media/upload',
	access,
	limits: { user: ['1000/15min'], app: ['100000/24h'] },
};
export const metadata: Endpoint = {
	endpoint: 'POST /2/media/metadata',
	proof: 'id',
	repeatable: true,
	access,
	limits: { user: ['500/15min'], app: ['50000/24h'] },
	price: 'Media Metadata',
};
const whole: Endpoint = {
	endpoint: 'POST /2/media/upload',
	proof: 'id',
	repeatable: true,
	access,
	limits: { user: ['500/15min'], app: ['50000/24h'] },
};
const chunked: readonly Endpoint[] = [
	{ endpoint: 'POST /2/media/upload/initialize', proof: 'id', access, limits: inChunks, repeatable: true },
	{ endpoint: 'POST /2/media/upload/{id}/append', access, limits: inChunks, bare: true },
	{ endpoint: 'POST /2/media/upload/{id}/finalize', proof: 'id', access, limits: inChunks },
];

/** How long an upload waits for X to process a GIF or a video, in seconds. */
const WAIT_SECONDS = 300;

interface Chosen {
	use?: MediaUse;
	/** X's own name for it; by default derived from the file and its use. */
	category?: string;
	waitSeconds?: number;
	altText?: string;
	additionalOwners?: readonly string[];
	shared?: boolean;
}

async function uploadFile(
	client: XClient,
	file: CheckedMedia,
	{ use = 'post', category, waitSeconds = WAIT_SECONDS, altText, ...others }: Chosen,
): Promise<UploadedMedia> {
	const media = await upload(client, file, {
		category: category ?? mediaCategory(file.kind, use),
		maxProcessingMs: waitSeconds * 1000,
		...others,
	});
	if (altText) await client.call('POST /2/media/metadata', { body: altTextBody(media.id, altText) });
	return media;
}

const altTextBody = (id: string, text: string) => ({ id, metadata: { alt_text: { text } } });

/** The endpoints of an upload. */
export const uploadCalls: readonly Endpoint[] = [whole, ...chunked, status, metadata];

/** The same, if there is something to upload. */
export const uploading = (...media: ReadonlyArray<MediaValue | undefined>): readonly Endpoint[] =>
	media.some((each) => each && each.files.length > 0) ? uploadCalls : [];

const uploadFor =
	(use: MediaUse) =>
	async (client: XClient, file: CheckedMedia, altText?: string): Promise<string> =>
		ready(await uploadFile(client, file, { use, altText })).id;

/** Uploads a file for a post and returns its media ID. */
export const uploadToPost = uploadFor('post');

/** Uploads a file for a direct message and returns its media ID. */
export const uploadToMessage = uploadFor('message');

export const uploadMedia = operation({
	name: 'upload',
	displayName: 'Upload',
	action: 'Upload media',
	description: 'Upload an image (photo), a GIF, a video or subtitles and get the media ID',
	...whole,
	fields: [
		{
			name: 'source',
			displayName: 'Source',
			kind: 'choice',
			required: true,
			default: 'binary',
			choices: [
				{ name: 'Input Binary Field', value: 'binary', description: 'A file of the input item' },
				{ name: 'URL', value: 'url', description: 'A file on the web' },
			],
		},
		{
			name: 'file',
			displayName: 'Input Binary Field',
			kind: 'file',
			required: true,
			showFor: { source: ['binary'] },
			default: 'data',
			placeholder: 'e.g. data',
			description: 'Field of the input item that holds the file',
		},
		{
			name: 'fileUrl',
			displayName: 'URL',
			kind: 'file',
			byUrl: true,
			required: true,
			showFor: { source: ['url'] },
			placeholder: 'e.g. https://example.com/kite.mp4',
			description: 'Address of the file on the web. It is streamed to X.',
		},
		{ ...altText, front: true },
		{
			name: 'category',
			displayName: 'Category',
			kind: 'choice',
			default: '',
			description: 'What the file is for. By default, a post.',
			choices: [
				{ name: 'Ad Video (Amplify)', value: 'amplify_video' },
				{ name: 'Direct Message', value: 'dm' },
				{ name: 'Post', value: '' },
			],
		},
		{
			name: 'additionalOwners',
			displayName: 'Additional Owners',
			kind: 'users',
			max: 100,
			placeholder: 'e.g. @handle, 2244994945',
			description: 'Other accounts that may publish the media, as @handles or IDs',
		},
		{
			name: 'shared',
			displayName: 'Shared',
			kind: 'boolean',
			default: false,
			description: 'Whether the media may be used more than once, in several direct messages for example',
		},
		{
			name: 'waitSeconds',
			displayName: 'Wait for Processing (Seconds)',
			kind: 'number',
			default: WAIT_SECONDS,
			min: 0,
			max: 3600,
			description:
				'How long to wait for X to process a GIF or video. If it takes longer, the media ID is returned with its current state; check later with Get Status.',
		},
	],
	also: [...chunked, status, metadata],
	returns: 'uploadedMedia',
	check({ category, file, fileUrl }) {
		const media = file ?? fileUrl;
		if (category === 'amplify_video' && media && media.kind !== 'video')
			throw new InputError(
				`'${media.file.name}' is no video`,
				"An ad video needs a video file. Choose another 'Category'.",
			);
	},
	checkAccount: async ({ category, file, fileUrl }, account) =>
		await refuseVideos([file ?? fileUrl ?? []].flat(), account, category === 'dm' ? 'message' : 'post'),
	async run({ values: { category, file, fileUrl, ...options }, client }) {
		const media = file ?? fileUrl;
		if (!media) throw new InputError('There is no file', "Choose one in 'Source'.");
		const chosen: Chosen = category === 'dm' ? { use: 'message' } : { use: 'post', category };
		return { data: await uploadFile(client, media, { ...chosen, ...options }) };
	},
});
