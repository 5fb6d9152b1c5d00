/** Sends one request to X through n8n's HTTP helper and reports the result. */
import type { IAllExecuteFunctions, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { Fault, HttpAnswer, HttpRequest, Multipart, Reply } from '../../api/client/call';
import { failure, success } from '../../api/errors/outcome';
import {
	answerIn,
	connectionFault,
	credentialFault,
	isCancelled,
	isSuccess,
	jsonOrText,
	REFUSED,
	type HostError,
} from './host-error';
import { sendRenewed, type TokenHolder, type Verdict } from './renewal';

/** Longest wait for one answer, in milliseconds. */
const TIMEOUT_MS = 120_000;
/** Shortest timeout of a request, even when the deadline is near. */
const LEAST_TIMEOUT_MS = 2_000;

/**
 * Sends a request with the token of a credential.
 * @param renew whether a 401 makes it obtain a new token and send the request again
 */
export type SendSigned = (options: IHttpRequestOptions, renew: boolean) => Promise<IN8nHttpFullResponse>;

export function createTransport(sendSigned: SendSigned, baseUrl: string, holder: TokenHolder, deadline = Infinity) {
	return async (request: HttpRequest): Promise<Reply> => {
		const attempt = async (renew: boolean): Promise<Reply> =>
			await sendSigned(
				{
					...optionsOf(request, baseUrl),
					// All answers are read here, with their headers; n8n needs to see a 401 as an error only in order
					// to renew a token.
					ignoreHttpStatusErrors: !renew,
					timeout: Math.max(LEAST_TIMEOUT_MS, Math.min(TIMEOUT_MS, deadline - Date.now())),
				},
				renew,
			).then(
				({ statusCode, headers, body }) =>
					readAnswer({ status: statusCode, headers: headers as HttpAnswer['headers'], body }, request),
				(error: HostError) => readError(error, request),
			);
		const reply = await sendRenewed(holder, { attempt, verdict: verdictOf });
		return holder.expired && verdictOf(reply) === 'expired' ? failure(holder.expired) : reply;
	};
}

function optionsOf({ method, path, body, multipart, asFile }: HttpRequest, baseUrl: string): IHttpRequestOptions {
	const encoding: Partial<IHttpRequestOptions> = asFile ? { encoding: 'arraybuffer' } : { json: true };
	return {
		method: method as IHttpRequestOptions['method'],
		url: baseUrl + path,
		...(multipart ? bytesOf(multipart) : bodyOf(body)),
		...encoding,
		returnFullResponse: true,
		// Following a redirect would send the token to another host.
		disableFollowRedirect: true,
	};
}

function readAnswer(answer: HttpAnswer, { asFile }: HttpRequest): Reply {
	if (asFile) return success({ ...answer, body: fileOf(answer) });
	return isSuccess(answer.status) && isPartOfJson(answer.body) ? failure(CUT_OFF) : success(answer);
}

/** n8n hands on what it cannot read as text. */
const isPartOfJson = (body: unknown): boolean => typeof body === 'string' && /^\s*[{[]/.test(body);
const CUT_OFF: Fault = { detail: 'Only a part of its answer came.', sent: true };

function readError(error: HostError, request: HttpRequest): Reply {
	if (isCancelled(error)) throw error as Error;
	const fault = credentialFault(error);
	if (fault) return failure(fault);
	const answer = answerIn(error);
	return answer ? readAnswer(answer, request) : failure(connectionFault(error));
}

const verdictOf = (reply: Reply): Verdict => {
	if (!reply.ok) return reply.error === REFUSED ? 'refused' : 'answered';
	return reply.value.status === 401 ? 'expired' : 'answered';
};

/** A Buffer over the same memory, which n8n sends unchanged, including when it resends after refreshing a token. */
const bytesOf = ({ content, contentType }: Multipart): Pick<IHttpRequestOptions, 'body' | 'headers'> => ({
	body: Buffer.from(content.buffer, content.byteOffset, content.length),
	headers: { 'Content-Type': contentType },
});

/** n8n omits an empty object, so where X requires one it is sent as text. */
function bodyOf(body: HttpRequest['body']): Pick<IHttpRequestOptions, 'body' | 'headers'> {
	if (!body) return {};
	if (Object.keys(body).length === 0) return { body: '{}', headers: { 'Content-Type': 'application/json' } };
	return { body: body };
}

/** The bytes of a file, or the JSON of an error returned in its place. */
const fileOf = ({ status, headers, body }: HttpAnswer): unknown =>
	status < 300 ? { file: body, type: headers['content-type'] } : jsonOrText(String(body));

/** Sends requests to signed URLs that X returns, such as the upload link of a compliance job. */
export const plainRequest =
	(context: Pick<IAllExecuteFunctions, 'helpers'>) =>
	async ({ method, url, text }: { method: 'GET' | 'PUT'; url: string; text?: string }): Promise<string> =>
		String(
			await context.helpers.httpRequest({
				method,
				url,
				...(text !== undefined ? { body: text, headers: { 'Content-Type': 'text/plain' } } : {}),
				encoding: 'text',
				disableFollowRedirect: true,
				timeout: TIMEOUT_MS,
			}),
		);
