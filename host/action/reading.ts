/** Reads the pages of a list, up to the user's Limit and within the money that is left. */
import type { EndpointName, Parts, XClient } from '../../api/client/call';
import { collect, type Collected, type PageRule } from '../../api/read/pages';
import type { XError } from '../../api/errors/errors';
import type { Operation, Reading, Values } from '../../connector';
import { filterNeeds, selection, withNeeds } from '../shared/selection';
import type { Session } from '../session/session';
import type { Answered, OutputOptions } from '../shared/types';

type Paging = Record<string, string | number>;

/** The last page before the spending limit is made as small as the remaining money. */
const within = (paging: Paging, { size }: PageRule, affordable: number): Paging =>
	size && affordable < Number(paging.max_results) ? { ...paging, max_results: Math.max(size.min, affordable) } : paging;

export async function readPages(
	client: XClient,
	endpoint: EndpointName,
	page: PageRule,
	parts: Parts,
	{ limit, from }: Pick<OutputOptions, 'limit' | 'from'>,
): Promise<Collected> {
	const pageOf = (paging: Paging): Parts => ({ ...parts, query: { ...parts.query, ...paging } });
	const fetch = async (paging: Paging) =>
		await client.call(endpoint, pageOf(paging), (affordable) => pageOf(within(paging, page, affordable)));
	return await collect(fetch, page, limit, from);
}

/** How an operation's own function reads; `outcome` is what else to say of its answer. */
export function openReading(
	operation: Operation,
	values: Values,
	{ client, settings }: Pick<Session, 'client' | 'settings'>,
	outputOptions: OutputOptions,
): { reading: Reading; outcome(): Pick<Answered, 'note' | 'cut'> } {
	const notes: string[] = [];
	let stopped: XError | undefined;
	let nextToken: string | undefined;
	const end = (error: XError): void => {
		if (settings.cutShort === 'fail') throw error;
		stopped ??= error;
	};
	const pages: Reading['pages'] = async (endpoint, page, parts) => {
		const { limit, from } = outputOptions;
		const own = endpoint === operation.endpoint;
		const collected = await readPages(client, endpoint, page, parts, own ? { limit, from } : { limit });
		if (own) ({ nextToken } = collected);
		if (collected.stopped) end(collected.stopped);
		return collected.answers;
	};
	return {
		reading: {
			query: withNeeds(selection(operation, outputOptions), filterNeeds(operation, values)),
			pages,
			end,
			tell: (note) => void notes.push(note),
		},
		outcome: () => ({
			...(notes.length > 0 ? { note: notes.join(' ') } : {}),
			...(stopped ? { cut: { error: stopped, ...(nextToken ? { nextToken } : {}) } } : {}),
		}),
	};
}
