/** Reads the pages that an event of the trigger looks at. */
import type { Answer, Parts } from '../../api/client/client';
import { isCut } from '../../api/client/errors';
import { join, type XObject } from '../../api/objects/includes';
import type { Bounds, Thing, Things } from '../../api/polling/listed';
import { withinRecent } from '../../api/polling/watermark';
import type { Operation, Values } from '../../connector';
import { toParts } from '../../connector/request';
import type { Asked, TriggerEvent } from '../../connector/triggers';
import { selection } from '../shared/selection';
import type { Session } from '../shared/session';
import type { OutputOptions } from '../shared/types';

/** A poll of one node: what is watched, with which values, until when. */
export interface Job {
	event: TriggerEvent;
	/** Users are IDs by now. */
	values: Values;
	outputOptions: OutputOptions;
	session: Session;
	/** The connected account's own ID, where the event needs it. */
	me?: string;
	/** Events handed out by one poll at most. */
	most: number;
	/** Newest ones handed out by the first poll. */
	atStart: number;
	/** Milliseconds since 1970. */
	deadline: number;
}

export interface PageRequest {
	/** Objects wanted; X has its own least. */
	size?: number;
	since?: string;
	below?: string;
	token?: string;
	/** The post whose list is read, for lists of posts. */
	post?: string;
}

export type ReadPage = (request: PageRequest) => Promise<Things>;

const RECENT = 'GET /2/tweets/search/recent';

/** The kind of object that comes out. */
export const kindOf = ({ lookUp, source }: TriggerEvent): Operation['returns'] => (lookUp ? 'post' : source.returns);

/** An object of X as the engine hands it on; what it answers with stays whole in `object`. */
const toThings = (answer: Answer, kind: string): Thing[] =>
	join(answer, kind).map((object) => ({ id: String(object.id), object }));

function withNeeds(
	chosen: NonNullable<Parts['query']>,
	needs: TriggerEvent['needs'] = {},
): NonNullable<Parts['query']> {
	const all = { ...chosen };
	for (const [parameter, values] of Object.entries(needs))
		all[parameter] = [...new Set([...((all[parameter] ?? []) as readonly string[]), ...values])];
	return all;
}

/** @returns undefined when there is nothing to ask for yet */
export async function openPages({ event, values, outputOptions, session }: Job): Promise<ReadPage | undefined> {
	const { client, me } = session;
	const { source } = event;
	const asked: Asked = { values, client, me };
	const own = event.ask ? await event.ask(asked) : {};
	if (!own) return undefined;
	const { path, query } = toParts({ ...source, fields: event.fields }, values);
	if (source.self) path[source.self.slice('path.'.length)] = await me();
	const fields = event.lookUp ? {} : withNeeds(selection(source, outputOptions), event.needs);
	const { size: bounds, token: tokenName } = source.page ?? {};
	return async ({ size, since, below, token, post }) => {
		const paging = {
			...(bounds ? { max_results: Math.min(bounds.max, Math.max(bounds.min, size ?? bounds.max)) } : {}),
			...(since ? { since_id: source.endpoint === RECENT ? withinRecent(since, client.now()) : since } : {}),
			...(below ? { until_id: below } : {}),
			...(token && tokenName ? { [tokenName]: token } : {}),
		};
		const answer = await client.call(source.endpoint, {
			path: { ...path, ...own.path, ...(post ? { id: post } : {}) },
			query: { ...query, ...own.query, ...fields, ...paging },
		});
		return {
			things: toThings(answer, source.returns),
			next: (answer.meta as { next_token?: string } | undefined)?.next_token,
		};
	};
}

export const boundsOf = ({ deadline, session: { client } }: Job): Bounds => ({
	mayGoOn: () => client.now() < deadline,
	isCut,
});

/** Events among what was found: the right ones, whole objects, in the order given. */
export async function toObjects(
	{ event, values, outputOptions, session, me }: Job,
	things: readonly Thing[],
): Promise<XObject[]> {
	const objects = event.lookUp
		? await lookUp(event.lookUp, things, { ...event.source, returns: 'post' }, outputOptions, session)
		: things.map(({ object }) => object as XObject);
	return objects.filter((object) => event.keep?.(object, values, me) ?? true);
}

/** Posts that are gone by now are left out. */
async function lookUp(
	{ endpoint, parameter, size }: NonNullable<TriggerEvent['lookUp']>,
	things: readonly Thing[],
	operation: Operation,
	outputOptions: OutputOptions,
	{ client }: Session,
): Promise<XObject[]> {
	const found = new Map<string, XObject>();
	for (let at = 0; at < things.length; at += size) {
		const ids = things.slice(at, at + size).map(({ id }) => id);
		const answer = await client.call(endpoint, { query: { [parameter]: ids, ...selection(operation, outputOptions) } });
		for (const object of join(answer, operation.returns)) found.set(String(object.id), object);
	}
	return things.flatMap(({ id }): XObject[] => (found.has(id) ? [found.get(id) as XObject] : []));
}
