/** Interprets what n8n's HTTP helper throws, in one place: an answer from X, or the reason why there is none. */
import { jsonParse } from 'n8n-workflow';
import type { Fault, HttpAnswer } from '../../api/client/call';

/** The members of n8n's errors that are used here. */
export interface HostError {
	message?: string;
	code?: string;
	httpCode?: string | null;
	cause?: {
		code?: string;
		message?: string;
		config?: { url?: string };
		response?: { status?: number; headers?: HttpAnswer['headers']; data?: unknown };
	};
	failure?: { cause?: string };
}

/** Parses a body that may be JSON or text. */
export const jsonOrText = (text: string): unknown =>
	text.trimStart().startsWith('{') ? jsonParse(text, { fallbackValue: text }) : text;

/** Failures before the request was sent: nothing was done, so it may be sent again. */
const UNSENT: ReadonlyArray<{ codes: RegExp; title: string; advice: string; lasting?: boolean }> = [
	{
		codes: /^(ENOTFOUND|EAI_AGAIN|EAI_FAIL|ENODATA|ESERVFAIL|EREFUSED)$/,
		title: "The host name of X's API could not be found",
		advice: 'Nothing was sent. Check the DNS and the network of n8n, and the Base URL of the credential.',
	},
	{
		codes: /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EHOSTDOWN|EADDRNOTAVAIL)$/,
		title: 'No connection to X',
		advice: 'Nothing was sent. Check the network, a proxy in between, and the Base URL of the credential.',
	},
	{
		codes:
			/CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|^(EPROTO|ERR_SSL_.*|ERR_TLS_.*|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH_EXCEEDED)$/,
		title: 'No secure connection to X',
		advice:
			"Nothing was sent. As a rule a proxy or firewall in between answers with a certificate of its own: make n8n trust it (NODE_EXTRA_CA_CERTS), or leave X's API out of the inspection.",
		lasting: true,
	},
	{
		codes: /^(ERR_PROXY.*|EPROXY.*|ERR_TUNNEL.*|ERR_INVALID_URL|ERR_INVALID_CHAR|ERR_FR_.*)$/,
		title: 'The request could not be sent',
		advice: "Nothing was sent. Check n8n's proxy settings and the Base URL of the credential.",
		lasting: true,
	},
];
/** What n8n's protection against requests to internal addresses says (`N8N_SSRF_*`); it gives no code. */
const BLOCKED = /The request was blocked because/;
const FORBIDDEN: Omit<Fault, 'detail'> = {
	title: "n8n does not permit the connection to X's API",
	advice:
		'Nothing was sent. Its protection against requests to internal addresses refuses this one: allow it (N8N_SSRF_ALLOWED_HOSTNAMES or N8N_SSRF_ALLOWED_IP_RANGES), or correct the Base URL of the credential.',
	sent: false,
	lasting: true,
};
const RECONNECT = "Open the credential and press 'Connect my account' (or 'Reconnect').";

const NOT_CONNECTED: Fault = {
	title: 'The credential is not connected',
	detail: 'It has no access token yet.',
	advice: RECONNECT,
	sent: false,
	lasting: true,
};
/** X considered the refresh token invalid or already used. */
export const REFUSED: Fault = {
	title: 'The credential has to be reconnected',
	detail: 'Its token has expired or was revoked, and X gave no new one.',
	advice: RECONNECT,
	sent: false,
	lasting: true,
};
/** For a token that cannot be renewed. */
const NOT_RENEWABLE: Fault = { ...REFUSED };
/** For a token that another program obtained. */
export const PASTED_EXPIRED: Fault = {
	title: 'The access token of the credential has expired',
	detail: 'X does not accept it any longer, and nothing renews a pasted token.',
	advice:
		"Obtain a new one and paste it into the credential, or choose the app in 'Type of App' there and connect the account.",
	sent: false,
	lasting: true,
};
const UNKNOWN_KEY: Fault = {
	title: 'X gave no token for the API key and secret',
	detail: 'It does not know them.',
	advice: "Correct 'API Key' and 'API Key Secret' in the credential: both are under \"Keys and tokens\" of the app.",
	sent: false,
	lasting: true,
};

const codeOf = ({ cause, code, httpCode }: HostError): string => String(cause?.code ?? code ?? httpCode ?? '');
/** Where all addresses of a host refuse the connection, Node's error has no words. */
const saidBy = ({ cause, message }: HostError): string => cause?.message || message || 'The connection failed';
const wordsOf = ({ cause, message }: HostError): string => [message, cause?.message].join(' ');

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** Whether n8n itself did not let a request out. */
export const isForbidden = (words: string): boolean => BLOCKED.test(words);

/** Whether the run was cancelled, which needs no explanation. */
export const isCancelled = (error: HostError): boolean =>
	codeOf(error) === 'ERR_CANCELED' || /execution (was )?cancell?ed/i.test(wordsOf(error));

/** The HTTP response in an error that n8n threw. A success that became one was cut off, or cannot be decoded. */
export function answerIn({ cause, httpCode }: HostError): HttpAnswer | undefined {
	const { status, headers = {}, data } = cause?.response ?? {};
	if (status && !isSuccess(status)) return { status, headers, body: data };
	return httpCode === '401' ? { status: 401, headers: {}, body: undefined } : undefined;
}

/** Why the credential could not be used, before anything was sent to X. */
export function credentialFault(error: HostError): Fault | undefined {
	const [code, words] = [codeOf(error), wordsOf(error)];
	if (/Unable to sign without access token|reading 'accessToken'/.test(words)) return NOT_CONNECTED;
	if (/no refresh token/i.test(words)) return NOT_RENEWABLE;
	if (code === 'EAUTH' || error.failure?.cause === 'credential-invalid' || /needs to be reconnected/.test(words))
		return REFUSED;
	return isOfTokenService(error) || code === 'ESTATUS' ? withoutToken(error) : undefined;
}

/** Where n8n obtains tokens: after a failure there, the request itself was not sent. */
const isOfTokenService = ({ cause }: HostError): boolean => cause?.config?.url?.endsWith('/oauth2/token') === true;

function withoutToken(error: HostError): Fault {
	const status = error.cause?.response?.status;
	if (status === 403) return UNKNOWN_KEY;
	return {
		title: 'X gave no new token',
		detail: status
			? `Its token service answered with status ${status}.`
			: `Its token service did not answer: ${saidBy(error)}.`,
		advice:
			status !== undefined && status < 400
				? 'Nothing was sent. Another host may answer in the place of X: check the Base URL of the credential and a proxy in between.'
				: 'Nothing was sent: run again later.',
		sent: false,
	};
}

/** The fault of a failed connection. */
export function connectionFault(error: HostError): Fault {
	const [code, said] = [codeOf(error), saidBy(error)];
	const detail = `${said}${code && !said.includes(code) ? ` (${code})` : ''}.`;
	if (isForbidden(wordsOf(error))) return { ...FORBIDDEN, detail };
	const unsent =
		UNSENT.find(({ codes }) => codes.test(code)) ?? (/^proxy|tunneling socket/i.test(said) ? UNSENT[3] : undefined);
	if (!unsent) return { detail, sent: true };
	const { title, advice, lasting } = unsent;
	return { title, detail, advice, sent: false, ...(lasting ? { lasting } : {}) };
}
