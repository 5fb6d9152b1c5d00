/** Looks whether X would accept a reply, before anything is uploaded or published for it. */
import { InputError } from '../../../api/errors/errors';
import { replyVerdict } from '../../../api/objects/can-reply';
import { join } from '../../../api/objects/includes';
import { ask } from '../../../api/objects/vocabulary';
import { PRICES } from '../../../api/money/prices';
import { usd } from '../../../api/money/usd';
import { TOLD_BY } from '../../shared/can-reply';
import { field, type Call } from '../../types';
import { lookUp } from './look-up';

export const checkReply = field({
	name: 'checkReply',
	displayName: 'Check Reply To',
	kind: 'boolean',
	default: false,
	description: `Whether to read the post to reply to first (${usd(PRICES['Posts: Read'].usd)}) and to refuse a reply that X would not accept from a self-serve app`,
});

/** The author is included anyway. */
const TELLING = ask({
	...TOLD_BY,
	'user.fields': ['connection_status'],
	expansions: ['author_id', 'referenced_posts'],
});

/** @throws InputError with the reason why X would refuse the reply */
export async function refuseReply({ client, me }: Pick<Call, 'client' | 'me'>, id: string): Promise<void> {
	const own = await me();
	const [post] = join(await client.call(lookUp.endpoint, { query: { ...TELLING, ids: [id] } }), 'post');
	const { can, why = '' } = replyVerdict(post, own);
	if (can === false)
		throw new InputError(
			`X would not accept a reply to this post: ${why}`,
			"Nothing was published. An Enterprise app may reply all the same: switch off 'Check Reply To'.",
		);
}
