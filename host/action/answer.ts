/** Carries out an operation for one item: through its own function, page by page, or with a single request. */
import type { Answer } from '../../api/client/call';
import { digest } from '../../api/client/digest';
import { collect, type PageRule } from '../../api/client/pages';
import { unlessDone } from '../../api/client/write-known';
import type { Writes } from '../../api/client/write-once';
import type { Call, Endpoint, Operation, Values } from '../../connector';
import { toParts } from '../../connector/request';
import { missingNote } from '../shared/missing';
import { selection } from '../shared/selection';
import type { Session } from '../session/session';
import type { Answered, CheckedItem } from '../shared/types';
import { withUserIds } from '../shared/user-ids';

/** The endpoint to call for these values. */
export function target(
	operation: Operation,
	values: Values,
	{ credential }: Pick<Session, 'credential'>,
): Endpoint & { page?: PageRule } {
	const { instead, asApp } = operation;
	if (asApp && credential === 'xAppBearerApi') return asApp;
	if (instead && values[instead.field] === instead.value)
		return { ...instead.endpoint, page: instead.page ?? operation.page };
	const { me } = operation.lookups ?? {};
	return me && operation.fields.some(({ name, kind }) => kind === 'user' && values[name] === 'me') ? me : operation;
}

export async function answerOne(
	operation: Operation,
	{ values, outputOptions, files = new Map() }: CheckedItem,
	session: Session,
	writes: Writes,
): Promise<Answered> {
	const { client, me, plain, inUse: credential } = session;
	const { endpoint, page } = target(operation, values, session);
	const known = withUserIds(operation, values, session);
	const { path, query, body } = toParts(operation, await withBuilt(operation, known, me));
	if (operation.self) path[operation.self.slice('path.'.length)] = await me();
	const { run } = operation;
	if (run) {
		const call = { values: known, client, me, path, query, body, plain, files, writes, credential };
		return { answers: [await onlyOnce(operation, values, { client, writes }, async () => await run(call))] };
	}
	const asked = { ...query, ...selection(operation, outputOptions) };
	const send = {
		path,
		...(operation.emptyBody || Object.keys(body).length > 0 ? { body } : {}),
		...(operation.returns === 'file' ? { asFile: true } : {}),
	};
	const single = async () => await client.call(endpoint, { ...send, query: asked });
	if (!page) return withNote({ answers: [await onlyOnce(operation, values, { client, writes }, single)] });
	const pageOf = (paging: Paging) => ({ ...send, query: { ...asked, ...paging } });
	const fetch = async (paging: Paging) =>
		await client.call(endpoint, pageOf(paging), (affordable) => pageOf(within(paging, page, affordable)));
	const { answers, stopped, nextToken } = await collect(fetch, page, outputOptions.limit, outputOptions.from);
	if (!stopped) return withNote({ answers });
	if (session.settings.cutShort === 'fail') throw stopped;
	return withNote({ answers, cut: { error: stopped, nextToken } });
}

/** A later try of the run does not repeat a write that is done, or may be. */
async function onlyOnce(
	operation: Operation,
	values: Values,
	{ client, writes }: Pick<Call, 'client' | 'writes'>,
	send: () => Promise<Answer>,
): Promise<Answer> {
	const { endpoint, name, offline, tracks, repeatable, unique } = operation;
	if (endpoint.startsWith('GET ') || offline || tracks) return await send();
	const harmless = !endpoint.startsWith('POST ') || repeatable === true || unique === true;
	return await unlessDone(client, { endpoint, send, harmless }, writes.single(digest([endpoint, name, values])));
}

/** The value that several fields make up, as that of the field that sends it. */
async function withBuilt({ built, fields }: Operation, values: Values, me: Session['me']): Promise<Values> {
	const field = built && fields.find(({ to }) => to === built.to);
	return field ? { ...values, [field.name]: await built.of(values, me) } : values;
}

/** What X left out is reported beside the output. */
function withNote(answered: Answered): Answered {
	const note = missingNote(answered.answers);
	return note ? { ...answered, note } : answered;
}

type Paging = Record<string, string | number>;

/** The last page before the spending limit is made as small as the remaining money. */
const within = (paging: Paging, { size }: PageRule, affordable: number): Paging =>
	size && affordable < Number(paging.max_results) ? { ...paging, max_results: Math.max(size.min, affordable) } : paging;
