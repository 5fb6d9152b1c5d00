/** Carries one request to X over n8n's HTTP helper and says plainly what came of it. */
import {
	jsonParse,
	type IAllExecuteFunctions,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';
import type { HttpRequest, Outcome } from '../../api/client/client';
import type { Multipart } from '../../api/media/segment';

export type CredentialType = 'xUserOAuth2Api' | 'xAppBearerApi';

/** Longest wait for one answer, in milliseconds. */
const TIMEOUT_MS = 120_000;
/** What a request is given even when the deadline is near. */
const LEAST_TIMEOUT_MS = 2_000;

/** What n8n's errors carry, as far as it is of use here. */
interface HostError {
	message?: string;
	code?: string;
	httpCode?: string | null;
	cause?: {
		code?: string;
		message?: string;
		response?: { status?: number; headers?: Record<string, string>; data?: unknown };
	};
	failure?: { cause?: string };
}

export function createTransport(
	context: Pick<IAllExecuteFunctions, 'helpers'>,
	credential: CredentialType,
	baseUrl: string,
	deadline = Infinity,
) {
	return async ({ method, path, body, multipart, asFile }: HttpRequest): Promise<Outcome> => {
		const options: IHttpRequestOptions = {
			method: method as IHttpRequestOptions['method'],
			url: baseUrl + path,
			...(multipart ? bytesOf(multipart) : bodyOf(body)),
			...(asFile ? { encoding: 'arraybuffer' } : body instanceof FormData ? {} : { json: true }),
			returnFullResponse: true,
			// 401 has to reach n8n as an error, so that it refreshes the token; everything else is ours to read.
			ignoreHttpStatusErrors: { ignore: true, except: [401] },
			timeout: Math.max(LEAST_TIMEOUT_MS, Math.min(TIMEOUT_MS, deadline - Date.now())),
		};
		return await context.helpers.httpRequestWithAuthentication
			.call(context as IAllExecuteFunctions, credential, options)
			.then(
				({ statusCode, headers, body: answer }: IN8nHttpFullResponse): Outcome => ({
					status: statusCode,
					headers: headers as Record<string, string>,
					body: asFile ? fileOf(statusCode, headers as Record<string, string>, answer) : answer,
				}),
				(error: HostError) => outcomeOf(error),
			);
	};
}

/** The same memory as a Buffer, which n8n sends as it is, and again after it has refreshed a token. */
const bytesOf = ({ content, contentType }: Multipart): Pick<IHttpRequestOptions, 'body' | 'headers'> => ({
	body: Buffer.from(content.buffer, content.byteOffset, content.length),
	headers: { 'Content-Type': contentType },
});

/** n8n leaves an empty object out, so where X wants one it goes as text. */
function bodyOf(body: HttpRequest['body']): Pick<IHttpRequestOptions, 'body' | 'headers'> {
	if (!body) return {};
	if (!(body instanceof FormData) && Object.keys(body).length === 0)
		return { body: '{}', headers: { 'Content-Type': 'application/json' } };
	return { body: body as IHttpRequestOptions['body'] };
}

/** The bytes of a file, or the JSON of a refusal that came in its place. */
function fileOf(status: number, headers: Record<string, string>, bytes: unknown): unknown {
	if (status < 300) return { file: bytes, type: headers['content-type'] };
	const text = String(bytes);
	return text.startsWith('{') ? jsonParse(text, { fallbackValue: text }) : text;
}

/** Codes of faults that come before the request has left. */
const UNSENT = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
]);
const RECONNECT = "Open the credential and press 'Connect my account' (or 'Reconnect').";

function outcomeOf(error: HostError): Outcome {
	const { cause } = error;
	const code = String(cause?.code ?? error.code ?? error.httpCode ?? '');
	const said = `${error.message ?? ''} ${cause?.message ?? ''}`;
	// The run was cancelled: nothing to explain.
	if (code === 'ERR_CANCELED' || /execution (was )?cancell?ed/i.test(said)) throw error;
	if (/Unable to sign without access token|reading 'accessToken'/.test(said)) {
		return {
			title: 'The credential is not connected',
			failed: 'It has no access token yet.',
			advice: RECONNECT,
			sent: false,
			lasting: true,
		};
	}
	if (
		code === 'EAUTH' ||
		error.failure?.cause === 'credential-invalid' ||
		/needs to be reconnected|no refresh token is available/.test(said)
	) {
		return {
			title: 'The credential has to be reconnected',
			failed: 'Its token has expired or was revoked, and X gave no new one.',
			advice: RECONNECT,
			sent: false,
			lasting: true,
		};
	}
	const response = cause?.response;
	if (response?.status) return { status: response.status, headers: response.headers ?? {}, body: response.data };
	if (error.httpCode === '401') return { status: 401, headers: {}, body: undefined };
	return {
		failed: `${cause?.message ?? error.message ?? 'The connection failed'}${code && !said.includes(code) ? ` (${code})` : ''}.`,
		sent: !UNSENT.has(code),
	};
}

/** Requests to signed addresses that X hands out, such as the upload link of a compliance job. */
export const plainRequest =
	(context: Pick<IAllExecuteFunctions, 'helpers'>) =>
	async ({ method, url, text }: { method: 'GET' | 'PUT'; url: string; text?: string }): Promise<string> =>
		String(
			await context.helpers.httpRequest({
				method,
				url,
				...(text !== undefined ? { body: text, headers: { 'Content-Type': 'text/plain' } } : {}),
				encoding: 'text',
				timeout: TIMEOUT_MS,
			}),
		);
