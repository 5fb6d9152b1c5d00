/** Searches the account's own posts for parts published by a run that is no longer remembered. */
import { XError } from '../../../../api/errors/errors';
import { collect } from '../../../../api/read/pages';
import { toSecond } from '../../../../api/objects/time';
import { inPostVocabulary } from '../../../../api/objects/vocabulary';
import type { Call } from '../../../types';
import { carries, shownIn, type Shown } from '../../../shared/written';
import { getUserPosts } from '../../timeline';
import { bodyAt, type Chain } from './chain-part';
import { refersTo, saysTheSame, TELLING } from '../once';

/** Number of newest posts to search, in addition to the length of the chain. */
export const LOOKED_THROUGH = 50;

/** @throws XError when X cannot be asked, or when it is unclear whether a post is one of the parts */
export async function partsOfEarlier({ client, me }: Pick<Call, 'client' | 'me'>, chain: Chain): Promise<Shown[]> {
	const path = { id: await me() };
	const start_time = toSecond(client.xTime(client.now()) - chain.lookBackMs);
	const { answers, stopped } = await collect(
		async (paging) => await client.call(getUserPosts.endpoint, { path, query: { ...TELLING, start_time, ...paging } }),
		{ size: { min: 5, max: 100 }, token: 'pagination_token' },
		LOOKED_THROUGH + chain.parts.length,
	);
	if (stopped) throw stopped;
	return longestRun(
		answers.flatMap((answer) => shownIn(inPostVocabulary(answer).data)),
		chain,
	);
}

/** The posts among `posts` that form the beginning of the chain; the longest run if there are several. */
function longestRun(posts: readonly Shown[], chain: Chain): Shown[] {
	const starts = posts.filter((post) => isPart(post, chain, 0, undefined));
	return starts
		.map((start) => runFrom(start, posts, chain))
		.reduce<Shown[]>((longest, run) => (run.length > longest.length ? run : longest), []);
}

function runFrom(start: Shown, posts: readonly Shown[], chain: Chain): Shown[] {
	const run = [start];
	while (run.length < chain.parts.length) {
		const last = run[run.length - 1].id;
		const next = posts.find((post) => isPart(post, chain, run.length, last));
		// A chain that continues differently is another one that only begins alike.
		if (!next) return posts.some((post) => refersTo(post, 'replied_to') === last) ? [] : run;
		run.push(next);
	}
	return run;
}

function isPart(post: Shown, chain: Chain, index: number, before: string | undefined): boolean {
	const { files = [], ids = [] } = chain.parts[index].media ?? {};
	if (!saysTheSame(post, bodyAt(chain, index, before, []))) return false;
	if (files.length === 0) return carries(post, ids);
	// Files get new IDs with each upload, so it is unknown whether these are the same.
	if (carries(post, [])) return false;
	throw new XError(
		{
			title: `Post ${post.id} may be part ${index + 1} of this thread`,
			detail: 'Its text is the same; whether its media are, cannot be told.',
			type: '',
		},
		{
			endpoint: getUserPosts.endpoint,
			status: 200,
			advice: `If it is, leave out the parts that are up and set 'Reply To' to the last of them. If not, set 'Look Back' to 0.`,
		},
	);
}
