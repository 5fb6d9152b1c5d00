import { nextToken } from '../../../api/read/pages';
/** Fills the "From List" choices of the panel. */
import { objects } from '../../../api/json/members';
import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { OBJECT_NAMES, objectKind, type ObjectName } from '../../../connector/objects';
import { ME, searchMethod } from '../field';
import { credentialOf } from '../../session/credential';
import { toNodeError } from '../../shared/node-error';
import { NAMES } from '../../shared/names';
import { EDITOR } from '../../shared/settings';

type Search = (this: ILoadOptionsFunctions, filter?: string, token?: string) => Promise<INodeListSearchResult>;

/** The connected account, and any handle as typed: X charges for user search, so none is made. */
async function findUsers(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const handle = filter?.trim().replace(/^@/, '') ?? '';
	const typed = /^\w{1,15}$/.test(handle)
		? [{ name: `@${handle}`, value: `@${handle}`, url: `https://x.com/${handle}` }]
		: [];
	// A Bearer token does not belong to an account.
	const own = this.getNodeParameter(NAMES.authentication, 'oAuth2') === 'oAuth2' && !filter;
	return { results: [...typed, ...(own ? [{ name: ME.cachedResultName, value: ME.value }] : [])] };
}

/** Lists the account's or app's objects of a kind; typing filters them. */
const finder = (object: ObjectName): Search =>
	async function (this, filter = '', token) {
		const { listed, known = [] } = objectKind(object);
		const matching = <T extends { name: string }>(each: readonly T[]) =>
			each.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase()));
		if (!listed) return { results: matching(known) };
		const listing = async (): Promise<INodeListSearchResult> => {
			// The X client is loaded on demand, since n8n loads this file at startup.
			const { openSession } = await import('../../session/session');
			const { client, directory } = await openSession(
				this,
				credentialOf(this.getNodeParameter(NAMES.authentication, 'oAuth2')),
				EDITOR,
			);
			if (listed.self) await directory.learn(['me']);
			const path = listed.self ? { [listed.self]: directory.id('me') } : {};
			const answers = await Promise.all(
				[listed.query ?? {}]
					.flat()
					.map(
						async (query) => await client.call(listed.endpoint, { path, query: { ...query, pagination_token: token } }),
					),
			);
			const rows = answers.flatMap(({ data }) => objects(data));
			const results = rows.map((row) => ({
				name:
					listed.label
						.map((key) => String((row[key] ?? '') as string))
						.filter(Boolean)
						.join(' – ') || String(row[listed.value]),
				value: String(row[listed.value]),
			}));
			return {
				results: matching(results),
				paginationToken: answers.map(nextToken).find(Boolean),
			};
		};
		return await listing().catch((error: unknown) => {
			throw toNodeError(this.getNode(), error, 0);
		});
	};

export const listSearch: Record<string, Search> = {
	findUsers,
	...Object.fromEntries(OBJECT_NAMES.map((name) => [searchMethod(name), finder(name)])),
};
