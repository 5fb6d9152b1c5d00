/** Carries out an operation for one item: its own function, its pages, or its one request. */
import type { Parts } from '../../api/client/client';
import { collect, type PageRule } from '../../api/client/pages';
import { ask } from '../../api/objects/vocabulary';
import type { Endpoint, Field, Operation, Value, Values } from '../../connector';
import { toParts } from '../../connector/request';
import { selectionsOf } from '../../connector/selections';
import type { Session } from '../shared/session';
import type { Prepared, Result, Wishes } from '../shared/types';

/** The endpoint that the values lead to. */
export function target(operation: Operation, values: Values): Endpoint & { page?: PageRule } {
	const { instead } = operation;
	if (instead && values[instead.field] === instead.value)
		return { ...instead.endpoint, page: instead.page ?? operation.page };
	const { me } = operation.lookups ?? {};
	return me && operation.fields.some(({ name, kind }) => kind === 'user' && values[name] === 'me') ? me : operation;
}

/** Fields and expansions to ask for: what was chosen, else what the output shows. */
export function selection(operation: Operation, { output, select }: Wishes): NonNullable<Parts['query']> {
	const chosen = selectionsOf(operation.returns).map(
		({ parameter, name, simplified, full, always = [] }) =>
			[
				parameter,
				[...new Set([...always, ...(select[name] ?? (output === 'simplified' ? simplified : full))])],
			] as const,
	);
	return ask(Object.fromEntries(chosen.filter(([, values]) => values.length > 0)));
}

export async function answerOne(operation: Operation, { values, wishes }: Prepared, session: Session): Promise<Result> {
	const { client, me, plain } = session;
	const { endpoint, page } = target(operation, values);
	const known = withUserIds(operation, values, session);
	const { path, query, body } = toParts(operation, known);
	if (operation.self) path[operation.self.slice('path.'.length)] = await me();
	if (operation.run) return { answers: [await operation.run({ values: known, client, me, path, query, body, plain })] };
	const asked = { ...query, ...selection(operation, wishes) };
	const send = {
		path,
		...(operation.emptyBody || Object.keys(body).length > 0 ? { body } : {}),
		...(operation.returns === 'file' ? { asFile: true } : {}),
	};
	if (!page) return { answers: [await client.call(endpoint, { ...send, query: asked })] };
	const pageOf = (paging: Paging) => ({ ...send, query: { ...asked, ...paging } });
	const fetch = async (paging: Paging) =>
		await client.call(endpoint, pageOf(paging), (affordable) => pageOf(within(paging, page, affordable)));
	const { answers, stopped, nextToken } = await collect(fetch, page, wishes.limit, wishes.from);
	if (!stopped) return { answers };
	if (session.settings.cutShort === 'fail') throw stopped;
	return { answers, cut: { error: stopped, nextToken } };
}

type Paging = Record<string, string | number>;

/** The last page before the spending limit is made as small as the money left. */
const within = (paging: Paging, { size }: PageRule, affordable: number): Paging =>
	size && affordable < Number(paging.max_results) ? { ...paging, max_results: Math.max(size.min, affordable) } : paging;

const keysOf = ({ name, kind }: Field, values: Values): string[] =>
	kind === 'user' || kind === 'users' ? ([values[name] ?? []].flat() as string[]) : [];

/** The users that one item names. */
export const usersIn = ({ fields }: Pick<Operation, 'fields'>, values: Values): string[] =>
	fields.flatMap((field) => keysOf(field, values));

/** Every user that the items name, so that their IDs can be asked for together. */
export const usersOf = (
	operation: Pick<Operation, 'fields'>,
	ready: ReadonlyArray<Pick<Prepared, 'values'>>,
): string[] => ready.flatMap(({ values }) => usersIn(operation, values));

/** Where X wants IDs, @handles and `me` are replaced by them. */
export function withUserIds({ fields }: Pick<Operation, 'fields'>, values: Values, { directory }: Session): Values {
	const known = fields.map((field): [string, Value | undefined] => {
		const ids = keysOf(field, values).map((key) => directory.id(key));
		return [field.name, ids.length === 0 ? values[field.name] : field.kind === 'user' ? ids[0] : ids];
	});
	return Object.fromEntries(known);
}
