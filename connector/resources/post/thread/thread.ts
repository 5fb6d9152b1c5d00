import { PRICES } from '../../../../api/money/prices';
import { usd } from '../../../../api/money/usd';
import { publishChain } from './chain';
import { chainOf } from './chain-part';
import { create } from '../create';
import { optionalOf } from '../fields';
import { LOOKED_THROUGH } from './look-back';
import { refuseLong } from '../long-post';
import { findPost } from '../once';
import { checkThread, gathering, partFields, partsOf, SOURCES, splitFields } from './parts';
import { uploadCalls, uploading } from '../../media/upload';
import { refuseVideos } from '../../media/video-length';
import { textOnce } from '../../../shared/repeated';
import { fields, operation, type Call, type ValuesOf } from '../../../types';

const HOUR_MS = 3_600_000;

const threadFields = fields([
	{
		name: 'source',
		displayName: 'Thread From',
		kind: 'choice',
		front: true,
		default: 'text',
		description: 'Where the parts of the thread come from',
		choices: SOURCES,
	},
	...partFields(),
	...splitFields,
	{
		name: 'delaySeconds',
		displayName: 'Delay Between Parts (Seconds)',
		kind: 'number',
		default: 0,
		min: 0,
		max: 3600,
		description: 'How long to wait after each part before publishing the next',
	},
	{
		name: 'lookBackHours',
		displayName: 'Look Back (Hours)',
		kind: 'number',
		default: 0,
		min: 0,
		max: 168,
		description: `How far back to search your posts for parts that an earlier run published, if n8n no longer knows of it (for example after a restart). A post with the text of the first part then counts as the start of this thread. Each run reads up to ${LOOKED_THROUGH} posts or more at ${usd(PRICES['Posts: Read'].usd)} each. 0 does not search.`,
	},
	...optionalOf('communityId', 'madeWithAi', 'paidPartnership', 'quote', 'replySettings', 'replyTo'),
]);

export const createThread = operation({
	name: 'createThread',
	displayName: 'Create Thread',
	action: 'Create thread of posts',
	description:
		'Publish several connected posts (tweets) one below the other, or split a long text into parts. If it stops halfway, run it again with the same input to continue.',
	...create,
	fields: threadFields,
	also: [...uploadCalls, ...findPost],
	leadsTo: ({ media, parts = [] }) => uploading(media, ...parts.map((part) => part.media)),
	unrepeatable(values) {
		const [first] = partsOf(values);
		return first && textOnce(first, values);
	},
	together: { ...gathering, perItem: true },
	returns: 'createdPost',
	tracks: true,
	check: checkThread,
	async checkAccount(values, account) {
		const parts = partsOf(values);
		await refuseVideos(
			parts.flatMap(({ media }) => media?.files ?? []),
			account,
		);
		const texts = parts.map(({ text }) => text);
		await refuseLong(texts, account, {
			advice: "Shorten it, or choose 'Long Text' to have it split into parts of up to 280 characters.",
			...(values.partLength === undefined
				? { unknown: "If it has, set 'Characters per Part' to what it may use." }
				: {}),
		});
	},
	run,
});

async function run({ values, body, ...call }: Call<ValuesOf<typeof threadFields>>) {
	const parts = partsOf(values);
	const { delaySeconds = 0, lookBackHours = 0 } = values;
	const data = await publishChain(call, {
		...chainOf(parts, body),
		pauseMs: delaySeconds * 1000,
		lookBackMs: lookBackHours * HOUR_MS,
	});
	return { data };
}
