/** Reads the pages that a trigger event examines. */
import type { Answer, Parts } from '../../api/client/call';
import { XError } from '../../api/errors/errors';
import { settle, valueOf } from '../../api/errors/outcome';
import { partialProblems, type Problem, type ProblemType } from '../../api/errors/problem';
import { join, type XObject } from '../../api/objects/includes';
import type { Source } from '../../api/polling/find-new';
import { idsOf, type Listed } from '../../api/polling/listed';
import { inner, label, strings, text } from '../../api/json/members';
import { isElsewhere, withinRecent } from '../../api/polling/watermark';
import type { Values } from '../../connector';
import { toParts } from '../../connector/request';
import { kindOf, type Asked, type TriggerEvent } from '../../connector/triggers';
import { filterNeeds, selection, withNeeds } from '../shared/selection';
import type { Session } from '../session/session';
import type { LeftOut } from './left-out';
import type { OutputOptions } from '../shared/types';

/** A poll of one node: what is watched, with which values, and until when. */
export interface Job {
	event: TriggerEvent;
	/** Users have already been resolved to IDs. */
	values: Values;
	outputOptions: OutputOptions;
	session: Session;
	leftOut: LeftOut;
	/** The connected account's own ID, if the event needs it. */
	me?: string;
	/** Most events that one poll returns. */
	most: number;
	/** How many of the newest objects the first poll returns. */
	atStart: number;
	/** Milliseconds since 1970. */
	deadline: number;
}

const RECENT = 'GET /2/tweets/search/recent';

/** Kinds whose IDs are numbers: such IDs are compared. */
const NUMBERED: readonly string[] = ['post', 'user', 'dmEvent'];

/** An object without an ID cannot be told from others. */
const toListed = (answer: Answer, kind: string, key = 'id'): Listed[] =>
	join(answer, kind).flatMap((object) => {
		const id = label(object[key]);
		const isId = NUMBERED.includes(kind) ? /^\d+$/.test(id ?? '') : id;
		return id && isId ? [{ id, object, ...versionsOf(object) }] : [];
	});

/** An edited post lists its earlier versions. */
function versionsOf({ edit_history_post_ids: versions }: XObject): Pick<Listed, 'versions'> {
	const ids = strings(versions).filter((id) => /^\d+$/.test(id));
	return ids.length > 1 ? { versions: ids } : {};
}

/** X left a field out for another reason than that it is empty. */
const FIELD_PROBLEMS: readonly ProblemType[] = [
	'field-hydration-failure',
	'field-unauthorized',
	'internal-error',
	'not-authorized-for-field',
	'resource-unavailable',
];

const missingIn = (problems: readonly Problem[]): string[] =>
	problems.flatMap(({ type, resourceId }) => (type === 'resource-not-found' && resourceId ? [resourceId] : []));

/** The named objects, when X has none of them: it then refuses the request as a whole. */
function allMissing(error: unknown): string[] | undefined {
	if (!(error instanceof XError) || error.problem.type !== 'resource-not-found') return undefined;
	return missingIn(error.context.problems ?? [error.problem]);
}

/** @returns undefined if there is nothing to request yet */
export async function openPages({ event, values, outputOptions, session }: Job): Promise<Source['read'] | undefined> {
	const { client, me } = session;
	const { source } = event;
	const asked: Asked = { values, client, me };
	const own = event.ask ? await event.ask(asked) : {};
	if (!own) return undefined;
	const { path, query } = toParts({ ...source, fields: event.fields }, values);
	if (source.self) path[source.self.slice('path.'.length)] = await me();
	const fields = event.lookUp
		? {}
		: withNeeds(withNeeds(selection(source, outputOptions), event.needs), filterNeeds(event, values));
	const { size: bounds, token: tokenName } = source.page ?? {};
	const boundAt = (since: string | undefined): string =>
		since === undefined || source.endpoint !== RECENT
			? (since ?? '0')
			: withinRecent(since, client.xTime(client.now()));
	return async ({ size = Infinity, since, below, token, post }) => {
		// A page is no larger than the poll can afford.
		const parts = (affordable = Infinity): Parts => ({
			path: { ...path, ...own.path, ...(post ? { id: post } : {}) },
			query: {
				...query,
				...own.query,
				...fields,
				...(bounds ? { max_results: Math.max(bounds.min, Math.min(bounds.max, size, affordable)) } : {}),
				...(since ? { since_id: boundAt(since) } : {}),
				...(below ? { until_id: below } : {}),
				...(token && tokenName ? { [tokenName]: token } : {}),
			},
		});
		const bound = boundAt(since);
		const first = await settle(client.call(source.endpoint, parts(), parts));
		// The response shows that this computer's clock is wrong: the request reached back too far, or not far enough.
		const isWrong = isElsewhere(bound, boundAt(since));
		const got = isWrong ? await settle(client.call(source.endpoint, parts(), parts)) : first;
		const absent = got.ok || !event.watches ? undefined : allMissing(got.error);
		if (absent) return { listed: [], missing: absent };
		const answer = valueOf(got);
		const problems = partialProblems(answer);
		const missing = missingIn(problems);
		return {
			listed: toListed(answer, source.returns, event.key),
			next: text(inner(answer.meta).next_token),
			...(missing.length > 0 ? { missing } : {}),
			...(problems.some(({ type }) => FIELD_PROBLEMS.includes(type)) ? { partial: true } : {}),
		};
	};
}

/** X refuses a lookup of which nothing is left. */
function noneFound(error: unknown): Answer {
	if (error instanceof XError && error.context.status === 404) return {};
	throw error;
}

/** Posts that no longer exist are left out. */
export async function lookUp(
	{ endpoint, parameter, size }: NonNullable<TriggerEvent['lookUp']>,
	listed: readonly Listed[],
	{ event, outputOptions, session: { client } }: Job,
): Promise<XObject[]> {
	const operation = { ...event.source, returns: kindOf(event) };
	const found = new Map<string, XObject>();
	for (let at = 0; at < listed.length; at += size) {
		const ids = idsOf(listed.slice(at, at + size));
		const query = { [parameter]: ids, ...selection(operation, outputOptions) };
		const answer = await client.call(endpoint, { query }).catch(noneFound);
		for (const object of join(answer, operation.returns)) found.set(String(object.id), object);
	}
	return listed.flatMap(({ id }): XObject[] => (found.has(id) ? [found.get(id) as XObject] : []));
}
