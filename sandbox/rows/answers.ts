import type { Answer, Call } from '../context';
import { page, type Page } from '../http/paging';
import { selectionsOf } from '../../connector/selections';
import type { ReturnKind } from '../../connector/types';
import { Document } from '../view/document';
import { readWant } from '../view/requested-fields';
import { viewUser } from '../view/user';
import { readable, userProblem } from '../view/visible';
import { picture } from '../world/pictures';
import { KNOWN, type KnownOperation } from './operations';
import { hasResult, resultOf } from './results';
import { ALWAYS, valueOf, type About } from './values';

/** IDs of sample objects; those of Spaces and broadcasts contain letters. */
const SAMPLE_ID = '1700000000000000001';
const SAMPLE_KEY = '1YqKDqWqdPLKV';
const WITH_KEYS: ReadonlySet<string> = new Set(['broadcast', 'space']);
const SHOWN = 3;
const SIZES = { min: 1, max: 100 };

const list = (value: string | undefined) => (value ?? '').split(',').filter(Boolean);

/** Whether X answers with a single object rather than a list. */
function isSingle({ endpoint, returns }: KnownOperation): boolean {
	if (!endpoint.startsWith('GET ') || returns === 'usage') return true;
	return endpoint.endsWith('}') && returns !== 'trend';
}

const paged = <T extends { id: string }>(call: Call, { page: rule }: KnownOperation, items: T[]): Page<T> =>
	page(
		call,
		items,
		{ ...(rule?.size ?? SIZES), standard: rule?.size?.max ?? SIZES.max },
		{ tokens: [rule?.token ?? 'pagination_token'] },
	);

/** Accounts of the local X stand in for those that it does not know. */
function users(call: Call, known: KnownOperation): Answer {
	const there = [...call.ctx.world.users.values()].filter((user) => !userProblem(user, user.id, 'id')).reverse();
	const { items, meta } = paged(call, known, there.slice(0, SHOWN));
	const document = new Document(call);
	const data = items.map((user) => document.user(user));
	return { body: document.body(data.length > 0 ? data : undefined, meta) };
}

function posts(call: Call, known: KnownOperation): Answer {
	const { items, meta } = paged(call, known, call.ctx.world.timeline(readable(call.caller, call.ctx)).slice(0, SHOWN));
	const document = new Document(call);
	const data = items.map((post) => document.post(post));
	return { body: document.body(data.length > 0 ? data : undefined, meta) };
}

/** Names of the fields that each object shows: those always present and those requested. */
function shown(kind: ReturnKind, query: Call['query']): string[] {
	const [expansions, own] = ['expansions', 'fields'].map((ending) =>
		selectionsOf(kind).find(({ parameter }) =>
			ending === 'fields' ? parameter !== 'expansions' : parameter === ending,
		),
	);
	const asked = [expansions, own].flatMap((selection) =>
		selection ? list(query[selection.parameter]).filter((name) => selection.values.includes(name)) : [],
	);
	return [...new Set([...(ALWAYS[kind] ?? []), ...asked.map((name) => name.replace(/\..*$/, ''))])];
}

/** The account that sample objects refer to, if an expansion requests it. */
function includes(call: Call, userId: string): object {
	const { caller, ctx, query } = call;
	const user = ctx.world.users.get(userId);
	const asked = list(query.expansions).some((name) =>
		/(^|_)(author|creator|owner|sender|admin|host|invited_user|member|participant|speaker)_ids?$/.test(name),
	);
	if (!user || !asked) return {};
	return {
		includes: { users: [viewUser(user, readWant(query, ctx.faults.current.undecidedVocabulary), caller, ctx)] },
	};
}

/** The identifying field of kinds that have no `id`. */
const KEYS: Readonly<Record<string, string>> = { mediaAnalytics: 'media_key' };

/** Returns a function that creates an object of a kind by its ID. */
function maker({ ctx, query }: Call, kind: ReturnKind, userId: string): (id: string) => Record<string, unknown> {
	const names = shown(kind, query);
	const key = KEYS[kind] ?? 'id';
	return (id) => {
		const about: About = { id, now: ctx.clock.iso(), userId, url: ctx.url };
		return Object.fromEntries(names.map((name) => [name, name === key ? id : valueOf(kind, name, about)]));
	};
}

/** The IDs by which objects of a list were requested. */
const asked = ({ query }: Call, { lookup }: KnownOperation): string[] =>
	list(query[lookup?.parameter ?? 'ids'] ?? query.ids ?? query.media_keys);

function objects(call: Call, known: KnownOperation): Answer {
	const { returns: kind } = known;
	const userId = (call.caller.user ?? [...call.ctx.world.users.values()][0])?.id ?? SAMPLE_ID;
	const make = maker(call, kind, userId);
	const sampleId = WITH_KEYS.has(kind) ? SAMPLE_KEY : SAMPLE_ID;
	const more = includes(call, userId);
	if (isSingle(known)) {
		const data = { ...make(Object.values(call.params).at(-1) ?? sampleId), ...written(call) };
		return { made: true, body: { data, ...more } };
	}
	const ids = asked(call, known);
	const data = (ids.length > 0 ? ids : [sampleId]).map(make);
	return { made: true, body: { data, ...more, ...(known.page ? { meta: { result_count: data.length } } : {}) } };
}

/** A new object gets the requested name and type. */
const written = ({ received }: Call) => {
	const { name, type } = (received.value ?? {}) as Record<string, unknown>;
	return { ...(name === undefined ? {} : { name }), ...(type === undefined ? {} : { type }) };
};

const result = (call: Call): Answer => {
	const { status, data } = resultOf(call);
	const total = call.endpoint.includes('/counts/') && Array.isArray(data) ? { meta: { total_post_count: 3 } } : {};
	return { status, made: true, body: { data, ...total } };
};

/** A file that X returns as raw bytes. */
const file = (): Answer => ({
	body: undefined,
	stream: (res) => void res.type('application/octet-stream').end(picture(1)),
});

/** Whether the local X can answer without any state. */
export const canAnswer = (endpoint: string): boolean => {
	const known = KNOWN.get(endpoint);
	return (
		known !== undefined && (hasResult(endpoint) || !['result', 'createdPost', 'uploadedMedia'].includes(known.returns))
	);
};

/** A sample of what X could answer, generated from the row: for objects that nobody has put on the local X. */
export function sampled(call: Call): Answer {
	const known = KNOWN.get(call.endpoint);
	if (!known) throw new Error(`No row knows ${call.endpoint}`);
	if (hasResult(call.endpoint)) return result(call);
	if (known.returns === 'post') return posts(call, known);
	if (known.returns === 'user') return users(call, known);
	return known.returns === 'file' ? file() : objects(call, known);
}
