/** Carries one request to X over n8n's HTTP helper and says plainly what came of it. */
import {
	jsonParse,
	type IAllExecuteFunctions,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';
import type { HttpRequest, Outcome } from '../../api/client/client';
import type { Multipart } from '../../api/media/segment';
import type { CredentialType } from './credential';
import { sendRenewed, type TokenHolder, type Verdict } from './renewal';

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
		config?: { url?: string };
		response?: Partial<HostResponse>;
	};
	failure?: { cause?: string };
}

interface HostResponse {
	status: number;
	headers?: Record<string, string>;
	data?: unknown;
}

export function createTransport(
	context: Pick<IAllExecuteFunctions, 'helpers'>,
	credential: CredentialType,
	baseUrl: string,
	holder: TokenHolder,
	deadline = Infinity,
) {
	return async ({ method, path, body, multipart, asFile }: HttpRequest): Promise<Outcome> => {
		const attempt = async (renew: boolean): Promise<Outcome> => {
			const options: IHttpRequestOptions = {
				method: method as IHttpRequestOptions['method'],
				url: baseUrl + path,
				...(multipart ? bytesOf(multipart) : bodyOf(body)),
				...(asFile ? { encoding: 'arraybuffer' } : body instanceof FormData ? {} : { json: true }),
				returnFullResponse: true,
				// Every answer is ours to read, with its headers; only to renew a token n8n has to meet the 401 as an error.
				ignoreHttpStatusErrors: !renew,
				timeout: Math.max(LEAST_TIMEOUT_MS, Math.min(TIMEOUT_MS, deadline - Date.now())),
			};
			const read = ({ status, headers = {}, data }: HostResponse): Outcome => ({
				status,
				headers,
				body: asFile ? fileOf(status, headers, data) : data,
			});
			return await context.helpers.httpRequestWithAuthentication
				.call(context as IAllExecuteFunctions, credential, options)
				.then(
					({ statusCode, headers, body: data }: IN8nHttpFullResponse) =>
						read({ status: statusCode, headers: headers as Record<string, string>, data }),
					(error: HostError) => outcomeOf(error, read),
				);
		};
		return await sendRenewed(holder, { attempt, verdict: verdictOf });
	};
}

const verdictOf = (outcome: Outcome): Verdict => {
	if (outcome === REFUSED) return 'refused';
	return 'status' in outcome && outcome.status === 401 ? 'expired' : 'answered';
};

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

const NOT_CONNECTED: Outcome = {
	title: 'The credential is not connected',
	failed: 'It has no access token yet.',
	advice: RECONNECT,
	sent: false,
	lasting: true,
};
/** X took the refresh token for wrong, or for used. */
const REFUSED: Outcome = {
	title: 'The credential has to be reconnected',
	failed: 'Its token has expired or was revoked, and X gave no new one.',
	advice: RECONNECT,
	sent: false,
	lasting: true,
};
/** Nobody can renew this one. */
const NOT_RENEWABLE: Outcome = { ...REFUSED };

/** Where n8n gets tokens: what fails here has kept the request itself from being carried out. */
const TOKEN_SERVICE = /\/oauth2\/token$/;

const withoutToken = (status: number | undefined, said: string): Outcome =>
	status === 403
		? {
				title: 'X gave no token for the API key and secret',
				failed: 'It does not know them.',
				advice:
					"Correct 'API Key' and 'API Key Secret' in the credential: both are under \"Keys and tokens\" of the app.",
				sent: false,
				lasting: true,
			}
		: {
				title: 'X gave no new token',
				failed: status
					? `Its token service answered with status ${status}.`
					: `Its token service did not answer: ${said}.`,
				advice: 'Nothing was sent: run again later.',
				sent: false,
			};

function outcomeOf(error: HostError, read: (response: HostResponse) => Outcome): Outcome {
	const { cause } = error;
	const code = String(cause?.code ?? error.code ?? error.httpCode ?? '');
	const said = `${error.message ?? ''} ${cause?.message ?? ''}`;
	// The run was cancelled: nothing to explain.
	if (code === 'ERR_CANCELED' || /execution (was )?cancell?ed/i.test(said)) throw error;
	if (/Unable to sign without access token|reading 'accessToken'/.test(said)) return NOT_CONNECTED;
	if (/no refresh token/i.test(said)) return NOT_RENEWABLE;
	if (code === 'EAUTH' || error.failure?.cause === 'credential-invalid' || /needs to be reconnected/.test(said))
		return REFUSED;
	const { status, headers, data } = cause?.response ?? {};
	if (TOKEN_SERVICE.test(cause?.config?.url ?? '') || code === 'ESTATUS') return withoutToken(status, said.trim());
	if (status) return read({ status, headers, data });
	if (error.httpCode === '401') return read({ status: 401 });
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
