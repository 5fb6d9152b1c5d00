/** n8n's helper for requests, which answers as told. */
import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { Fault, HttpRequest } from '../../../api/client/call';
import type { TokenHolder } from '../../../host/session/renewal';
import { createTransport, type SendSigned } from '../../../host/session/transport';

export const ROOT = 'https://api.x.com';
export const READ: HttpRequest = { method: 'GET', path: '/2/users/me' };

export type Answer = { statusCode: number; headers?: Record<string, string>; body?: unknown };

/** n8n's error over a fault of its HTTP client. */
export const fault = (code: string, message: string, more: object = {}) =>
	Object.assign(new Error('The connection cannot be established'), { cause: { code, message, ...more } });
export const answered = (status: number, data: unknown = undefined, headers: Record<string, string> = {}) =>
	Object.assign(new Error('Request failed'), {
		httpCode: String(status),
		cause: { message: `Request failed with status code ${status}`, response: { status, headers, data } },
	});

/** A transport over an n8n that answers as told, or fails. */
export function transport(
	replies: ReadonlyArray<Answer | Error>,
	{ renewable = false, deadline = Infinity, tokens = ['token'], expired = undefined as Fault | undefined } = {},
) {
	const options: IHttpRequestOptions[] = [];
	const sendSigned: SendSigned = async (asked) => {
		options.push(asked);
		const reply = replies[Math.min(options.length, replies.length) - 1];
		if (reply instanceof Error) throw reply;
		return { headers: {}, body: undefined, ...reply } as IN8nHttpFullResponse;
	};
	const holder: TokenHolder = {
		owner: `transport-${Math.random()}`,
		renewable,
		...(expired ? { expired } : {}),
		// What n8n stores, look by look.
		stored: async () => await Promise.resolve(tokens.length > 1 ? tokens.shift()! : tokens[0]),
		wait: async () => await Promise.resolve(),
	};
	return { send: createTransport(sendSigned, ROOT, holder, deadline), options };
}

export const optionsFor = async (request: HttpRequest, more = {}) => {
	const { send, options } = transport([{ statusCode: 200 }], more);
	await send(request);
	return options[0];
};
export const replyTo = async (reply: Answer | Error, request = READ) => await transport([reply]).send(request);
export const answerTo = async (reply: Answer | Error, request = READ) => {
	const outcome = await replyTo(reply, request);
	return outcome.ok ? outcome.value : { fault: outcome.error };
};
export const faultIn = async (error: Error) => {
	const outcome = await replyTo(error);
	return outcome.ok ? { answer: outcome.value } : outcome.error;
};
