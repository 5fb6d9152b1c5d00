/** Downloads media of X into n8n's binary store, as a stream: no file is held in memory by the node. */
import type { IExecuteFunctions, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { InputError } from '../../api/errors/errors';
import { isOfX } from '../../api/media/download';
import type { Call } from '../../connector';
import { isForbidden } from '../session/host-error';
import { notPermitted, shown } from './answered';

/** Longest wait for the response to begin, in milliseconds. */
const ANSWER_MS = 60_000;
/** How long one file may take: a video of X's greatest size, over a slow line. */
const FILE_MS = 15 * 60_000;

type Body = Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0] & { destroy?(): void };

/** @param root the Base URL of the credential */
export const createDownload =
	(context: IExecuteFunctions, root: string): Call['download'] =>
	async ({ url: address, name }) => {
		if (!isOfX(address, root))
			throw new InputError(
				'The media are not on a host of X',
				'Get Media downloads from X only. For other addresses use the HTTP Request node.',
			);
		const url = new URL(address);
		const cancelled = context.getExecutionCancelSignal();
		const signal = AbortSignal.any([AbortSignal.timeout(FILE_MS), ...(cancelled ? [cancelled] : [])]);
		const options: IHttpRequestOptions = {
			method: 'GET',
			url: url.href,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			// A redirect could lead away from X.
			disableFollowRedirect: true,
			timeout: ANSWER_MS,
			abortSignal: signal,
		};
		const failed = (error: unknown): never => unreadable(url, error, cancelled?.aborted);
		const response = (await context.helpers.httpRequest(options).catch(failed)) as IN8nHttpFullResponse;
		const body = response.body as Body;
		const type = typeOf(response);
		if (response.statusCode !== 200 || !/^(image|video)\//.test(type)) {
			body.destroy?.();
			throw new InputError(
				`The file at ${shown(url)} cannot be read: X answered with status ${response.statusCode}`,
				'The post or its media may have been deleted: read the post again.',
			);
		}
		return await context.helpers.prepareBinaryData(body, name, type).catch(failed);
	};

const typeOf = ({ headers }: IN8nHttpFullResponse): string => {
	const { 'content-type': type } = headers;
	return typeof type === 'string' ? type.split(';')[0] : '';
};

function unreadable(url: URL, error: unknown, cancelled = false): never {
	if (cancelled) throw error;
	const { code, message } = error as { code?: string; message?: string };
	if (isForbidden(message ?? '')) throw notPermitted(url);
	const why = String(message ?? code ?? 'no answer').replace(/https?:\/\/\S+/g, '…');
	throw new InputError(`The file at ${shown(url)} cannot be read`, `The connection failed (${why}). Run again.`);
}
