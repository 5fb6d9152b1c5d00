/** Sends requests with a token that n8n does not manage: an app's that the node obtained, or a pasted one. */
import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { HostContext } from './context';

export const sendAs = async (context: HostContext, token: string, options: IHttpRequestOptions) =>
	(await context.helpers
		.httpRequest({ ...options, headers: { ...options.headers, Authorization: `Bearer ${token}` } })
		.catch(asHostError)) as IN8nHttpFullResponse;

/** n8n wraps the errors of its HTTP client only in requests that it authenticates itself. */
export function asHostError(cause: Error & { code?: string }): never {
	throw Object.assign(new Error(cause.message), { code: cause.code, cause });
}
