/** Carries out an operation for one item: through its own function, page by page, or with a single request. */
import { collect, type PageRule } from '../../api/client/pages';
import type { Writes } from '../../api/client/write-once';
import type { Endpoint, Operation, Values } from '../../connector';
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
	const { path, query, body } = toParts(operation, known);
	if (operation.self) path[operation.self.slice('path.'.length)] = await me();
	if (operation.run)
		return {
			answers: [
				await operation.run({ values: known, client, me, path, query, body, plain, files, writes, credential }),
			],
		};
	const asked = { ...query, ...selection(operation, outputOptions) };
	const send = {
		path,
		...(operation.emptyBody || Object.keys(body).length > 0 ? { body } : {}),
		...(operation.returns === 'file' ? { asFile: true } : {}),
	};
	if (!page) return withNote({ answers: [await client.call(endpoint, { ...send, query: asked })] });
	const pageOf = (paging: Paging) => ({ ...send, query: { ...asked, ...paging } });
	const fetch = async (paging: Paging) =>
		await client.call(endpoint, pageOf(paging), (affordable) => pageOf(within(paging, page, affordable)));
	const { answers, stopped, nextToken } = await collect(fetch, page, outputOptions.limit, outputOptions.from);
	if (!stopped) return withNote({ answers });
	if (session.settings.cutShort === 'fail') throw stopped;
	return withNote({ answers, cut: { error: stopped, nextToken } });
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
