/** The connector schema: every resource, and what is derived from their rows. */
import { accountOf } from './resources/account';
import { accountActivity } from './resources/account-activity';
import { activitySubscription } from './resources/activity-subscription';
import { article } from './resources/article';
import { bookmark } from './resources/bookmark';
import { broadcast } from './resources/broadcast';
import { chat } from './resources/chat';
import { community } from './resources/community';
import { communityNote } from './resources/community-note';
import { complianceJob } from './resources/compliance-job';
import { connection } from './resources/connection';
import { directMessage } from './resources/direct-message';
import { list } from './resources/list';
import { media } from './resources/media';
import { news } from './resources/news';
import { post } from './resources/post';
import { space } from './resources/space';
import { streamLink } from './resources/stream-link';
import { streamRule } from './resources/stream-rule';
import { timeline } from './resources/timeline';
import { trend } from './resources/trend';
import { usage } from './resources/usage';
import { user } from './resources/user';
import { webhook } from './resources/webhook';
import { endpointsOf } from './endpoints';
import type { Endpoint, Resource, Scope } from './types';

export { endpointsOf } from './endpoints';
export * from './types';

/** As the panel and the list of actions show them: what people use every day first, what few need last. */
const others: readonly Resource[] = [
	post,
	media,
	timeline,
	user,
	bookmark,
	directMessage,
	list,
	space,
	article,
	trend,
	news,
	community,
	communityNote,
	broadcast,
	chat,
	usage,
	streamRule,
	webhook,
	activitySubscription,
	connection,
	streamLink,
	complianceJob,
	accountActivity,
];

export const RESOURCES: readonly Resource[] = [...others, accountOf(others)];

/** Every endpoint of the schema, each once. */
export function endpoints(): Endpoint[] {
	const all = RESOURCES.flatMap(({ operations }) => operations.flatMap(endpointsOf));
	return [
		...new Map(
			all.map(({ endpoint, access, limits, price, repeatable, itemized, bare, proof }) => [
				endpoint,
				{ endpoint, access, limits, price, repeatable, itemized, bare, proof },
			]),
		).values(),
	];
}

/** The scopes that all operations need, plus `offline.access`, which allows the token to be refreshed. */
export function scopes(): Scope[] {
	return [...new Set<Scope>([...endpoints().flatMap(({ access }) => access.user ?? []), 'offline.access'])].sort();
}
