import { publishChain } from './chain';
import { create } from './create';
import { optionalOf } from './fields';
import { findPost } from './once';
import { checkThread, gathering, partFields, partLength, partsOf, SOURCES } from './parts';
import { uploadToPost } from '../media/upload';
import { fields, operation, type Call, type ValuesOf } from '../../types';

const HOUR_MS = 3_600_000;
const LOOK_BACK_HOURS = 24;

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
	partLength,
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
		default: LOOK_BACK_HOURS,
		min: 0,
		max: 168,
		description:
			'How far back to look, among about 50 of your newest posts, for parts that an earlier run has published. X charges for each post read; 0 always starts a new thread.',
	},
	...optionalOf('communityId', 'madeWithAi', 'paidPartnership', 'quote', 'replySettings', 'replyTo'),
]);

export const createThread = operation({
	name: 'createThread',
	displayName: 'Create Thread',
	action: 'Create thread of posts',
	description:
		'Publish posts that reply to one another. If it stops halfway, run it again with the same input to continue from there.',
	...create,
	fields: threadFields,
	also: [...uploadToPost.endpoints, ...findPost],
	together: { ...gathering, perItem: true },
	resumes: true,
	returns: 'createdPost',
	check: checkThread,
	run,
});

async function run({ values, client, me, body }: Call<ValuesOf<typeof threadFields>>) {
	// Items that were put together have been checked one by one only.
	checkThread(values);
	const parts = partsOf(values);
	const { made_with_ai, paid_partnership, ...start } = body;
	const others = {
		...(made_with_ai !== undefined ? { made_with_ai } : {}),
		...(paid_partnership !== undefined ? { paid_partnership } : {}),
	};
	const { delaySeconds = 0, lookBackHours = LOOK_BACK_HOURS } = values;
	const data = await publishChain(
		{ client, me },
		{
			parts,
			first: { ...start, ...others },
			others,
			pauseMs: delaySeconds * 1000,
			lookBackMs: lookBackHours * HOUR_MS,
		},
	);
	return { data };
}
