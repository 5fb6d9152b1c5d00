import { digest } from '../../../api/write/digest';
import { InputError } from '../../../api/errors/errors';
import { uploadedBefore } from '../../../api/write/write-once';
import { PRICES } from '../../../api/money/prices';
import { usd } from '../../../api/money/usd';
import { MAX_LONG_POST } from '../../../api/text/measure';
import { uploadCalls, uploading } from '../media/upload';
import { refuseVideos } from '../media/video-length';
import { COUNTED, media, optional } from './fields';
import { refuseLong } from './long-post';
import { publishChain } from './thread/chain';
import { chainOf } from './thread/chain-part';
import { linksApart, publishLinksApart } from './thread/links';
import { checkThread, partsOf } from './thread/parts';
import { findPost, publishOnce } from './once';
import { checkReply, refuseReply } from './reply-check';
import { lookUp } from './look-up';
import { identityOf, mediaCount, mediaIds, refuse, withMedia, type Length } from './rules';
import { textOnce } from '../../shared/repeated';
import {
	field,
	fields,
	operation,
	type Call,
	type ConnectedAccount,
	type Endpoint,
	type Part,
	type ValuesOf,
} from '../../types';

/** The endpoint that creates a post. */
export const create: Endpoint = {
	endpoint: 'POST /2/tweets',
	proof: 'id',
	access: { user: ['tweet.write', 'users.read', 'tweet.read'] },
	limits: { user: ['100/15min'], app: ['10000/24h'] },
	price: 'Post: Create',
};

const text = field({
	name: 'text',
	displayName: 'Text',
	kind: 'longText',
	to: 'body.text',
	front: true,
	placeholder: 'e.g. Hello from n8n',
	description: `${COUNTED}. A post with a link costs ${usd(PRICES['Post: Create (with URL)'].usd)} instead of ${usd(PRICES['Post: Create'].usd)}.`,
});
const postFields = fields([text, media, ...optional, checkReply]);
type PostValues = ValuesOf<typeof postFields>;

export const createPost = operation({
	name: 'create',
	displayName: 'Create',
	action: 'Create post',
	description:
		'Publish a post (tweet) with pictures, a video or a poll, as a reply (answer) to a post, or as a quote of a post (tweet)',
	...create,
	fields: postFields,
	exclusive: [['media', 'poll', 'quote', 'cardUri', 'directMessageDeepLink']],
	also: [...uploadCalls, ...findPost, lookUp],
	leadsTo: ({ media: attached }) => uploading(attached),
	// X takes any number of posts that are promoted only.
	unrepeatable: (values) => (values.promotedOnly ? undefined : textOnce(firstOf(values), values)),
	returns: 'createdPost',
	tracks: true,
	check,
	checkAccount,
	run,
});

const LENGTH: Length = { most: MAX_LONG_POST, advice: "Shorten it, or set 'Long Post' to 'Split Into Thread'." };

/** The posts that a text makes up if it is to be split; one or none if it is not. */
const splitOf = ({ longPost, text: written = '', media: attached }: PostValues): readonly Part[] =>
	longPost === 'split' ? partsOf({ source: 'text', text: written, media: attached }) : [];

const partOf = ({ text = '', media: attached }: PostValues): Part => ({ text, media: attached });

/** The post, or without its links and then the reply with them. */
const singleOf = (values: PostValues): Part[] => (values.linksInReply ? linksApart(partOf(values)) : [partOf(values)]);

/** What is published first, which is not all that was written where it is split or freed from its links. */
const firstOf = (values: PostValues): Part => splitOf(values)[0] ?? singleOf(values)[0];

async function checkAccount(values: PostValues, account: ConnectedAccount): Promise<void> {
	await refuseVideos(values.media?.files ?? [], account);
	if (values.longPost === 'allow' || splitOf(values).length > 1) return;
	await refuseLong(
		singleOf(values).map(({ text: written }) => written),
		account,
		{
			advice: LENGTH.advice,
			unknown: "If it has, set 'Long Post' to 'Allow'; if not, shorten the text or set it to 'Split Into Thread'.",
		},
	);
}

const NEED_REPLY = [{ name: 'excludeReplyUsers', displayName: 'Exclude From Reply' } as const, checkReply];

/** Rejects what X would refuse, before any request. */
function check(values: PostValues): void {
	const { text: written, media: attached } = values;
	if (splitOf(values).length > 1) checkThread({ source: 'text', text: written, media: attached });
	else for (const part of singleOf(values)) refuse(part, LENGTH);
	if (values.longPost === 'split' && values.linksInReply)
		throw new InputError(
			"'Put Links in First Reply' is for a single post",
			"Take it away, or set 'Long Post' to 'Automatic' or 'Allow'.",
		);
	for (const { name, displayName } of NEED_REPLY) {
		if (values[name] && !values.replyTo)
			throw new InputError(`'${displayName}' needs 'Reply To'`, `Add 'Reply To', or remove '${displayName}'.`);
	}
	if (mediaCount(values.media) === 0) {
		for (const [name, label] of [
			['taggedUsers', 'Tag Users'],
			['mediaDetails', 'Media Details'],
		] as const) {
			if (values[name]) throw new InputError(`'${label}' needs media`, `Attach 'Media', or take '${label}' away.`);
		}
	}
}

/** Files are uploaded first and the post is created last: a failure before that leaves nothing public. */
async function run(call: Call<PostValues>) {
	const { values, client, body, writes } = call;
	const part = partOf(values);
	const remembered = writes.single(digest(['post', body, identityOf(part)]));
	const { earlier } = remembered;
	if (earlier?.answer) return earlier.answer;
	if (values.checkReply && values.replyTo) await refuseReply(call, values.replyTo);
	const parts = splitOf(values);
	if (parts.length > 1) return { data: await publishChain(call, chainOf(parts, body)) };
	if (values.linksInReply) return await publishLinksApart(call, part);
	const media = uploadedBefore(earlier, client.now()) ?? (await mediaIds(client, part.media));
	return await publishOnce(call, media.length > 0 ? withMedia(body, media) : body, {
		earlier,
		note: (attempt) => remembered.note(attempt && { ...attempt, media }),
	});
}
