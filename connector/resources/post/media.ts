/** Downloads the pictures, videos and GIFs of a post. */
import { isObject, objects } from '../../../api/json/members';
import type { Answer } from '../../../api/client/call';
import { InputError } from '../../../api/errors/errors';
import { wantedFile } from '../../../api/media/download';
import { postLink } from '../../../api/objects/ids';
import { join, type XObject } from '../../../api/objects/includes';
import { ask } from '../../../api/objects/vocabulary';
import { PRICES } from '../../../api/money/prices';
import { usd } from '../../../api/money/usd';
import { post } from '../../fields';
import { fields, operation, type Call, type StoredFile, type ValuesOf } from '../../types';
import { lookUp } from './look-up';

const mediaFields = fields([
	{
		name: 'source',
		displayName: 'Media Of',
		kind: 'choice',
		required: true,
		default: 'post',
		choices: [
			{ name: 'Post', value: 'post', description: `X charges ${usd(PRICES['Posts: Read'].usd)} for reading it` },
			{ name: 'Post Read Before', value: 'input', description: 'Free: the media that an earlier node has read' },
		],
	},
	{ ...post, to: undefined, showFor: { source: ['post'] } },
	{
		name: 'media',
		displayName: 'Media',
		kind: 'json',
		front: true,
		default: '={{ $json.media }}',
		showFor: { source: ['input'] },
		description: "The 'media' of a post that an earlier node has read",
	},
	{
		name: 'field',
		displayName: 'Put Output File in Field',
		kind: 'text',
		default: 'data',
		pattern: /^\w+$/,
		description: 'Name of the binary field. Further files of the post get _2, _3 and _4 at its end.',
	},
]);
type Given = Call<ValuesOf<typeof mediaFields>>;

export const getMedia = operation({
	name: 'getMedia',
	displayName: 'Get Media',
	action: 'Get media of post',
	description: 'Download the images, videos and GIFs of a post (tweet) in full size',
	...lookUp,
	fields: mediaFields,
	returns: 'file',
	run,
});

const TELLING = ask({
	'media.fields': ['alt_text', 'duration_ms', 'height', 'media_key', 'type', 'url', 'variants', 'width'],
	'post.fields': ['attachments'],
	expansions: ['attachments.media_keys', 'referenced_posts'],
});

async function run(call: Given): Promise<Answer> {
	const { source, post: id, media, field = 'data' } = call.values;
	if (source === 'input') return await fileAnswer(call, {}, objectsIn([media ?? []].flat()), field);
	const found = await read(call, id ?? '');
	return await fileAnswer(call, { id, url: postLink(id ?? '') }, mediaOf(found), field);
}

/** A repost has the media of the post that it reposts. */
async function read({ client }: Pick<Call, 'client'>, id: string, original = true): Promise<XObject> {
	const [found] = join(await client.call(lookUp.endpoint, { query: { ...TELLING, ids: [id] } }), 'post');
	const reposted = objects(found.referenced_posts).find(({ type }) => type === 'retweeted');
	return reposted && original && mediaOf(found).length === 0
		? await read({ client }, String(reposted.id), false)
		: found;
}

const mediaOf = ({ media }: XObject): XObject[] => objects(media);

function objectsIn(given: readonly unknown[]): XObject[] {
	if (given.every(isObject)) return [...given];
	throw new InputError(
		"'Media' holds something that is no media of a post",
		"Use 'media' of a post that a node has read.",
	);
}

async function fileAnswer(call: Given, about: XObject, media: readonly XObject[], field: string): Promise<Answer> {
	const binary: Record<string, StoredFile> = {};
	const described: XObject[] = [];
	for (const each of media) {
		const wanted = wantedFile(each);
		if (!wanted) call.reading.tell(`X gives no file for one of the media (${String(each.media_key ?? each.type)}).`);
		const name = described.length === 0 ? field : `${field}_${described.length + 1}`;
		const file = wanted && (await call.download(wanted));
		if (file) binary[name] = file;
		if (file) described.push(describe(each, name, file));
	}
	return { data: { ...about, media: described, binary_fields: Object.keys(binary).join(', ') }, binary };
}

const describe = (
	{ media_key, type, alt_text, width, height, duration_ms }: XObject,
	field: string,
	file: StoredFile,
) => ({
	binary_field: field,
	media_key,
	type,
	alt_text,
	width,
	height,
	duration_ms,
	file_name: file.fileName,
	mime_type: file.mimeType,
	file_size: file.fileSize,
});
