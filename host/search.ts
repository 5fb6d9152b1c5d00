/** Fills the "From List" choices of the panel, without a charged request. */
import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { ME } from './fields';

/** The connected account, and whatever handle is typed: X charges for a search of users, so none is made. */
export async function findUsers(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const handle = filter?.trim().replace(/^@/, '') ?? '';
	const typed = /^\w{1,15}$/.test(handle) ? [{ name: `@${handle}`, value: `@${handle}`, url: `https://x.com/${handle}` }] : [];
	return { results: [...typed, ...(filter ? [] : [{ name: ME.cachedResultName, value: ME.value }])] };
}
