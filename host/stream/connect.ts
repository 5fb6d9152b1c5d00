/** One connection to the filtered stream: opened through n8n's HTTP helper, or rejected in X's words. */
import type { IAllExecuteFunctions, IHttpRequestOptions, IN8nHttpFullResponse, ITriggerFunctions } from 'n8n-workflow';
import type { HttpAnswer, Parts } from '../../api/client/call';
import { toRequest } from '../../api/client/client';
import { XError } from '../../api/errors/errors';
import { readProblem } from '../../api/errors/problem';
import { isTooManyConnections, type Cut } from '../../api/push/stream';
import { holderOf, ownerOf, rootIn, type StoredCredential } from '../session/credential';
import { answerIn, jsonOrText, type HostError } from '../session/host-error';
import { sendRenewed, type Verdict } from '../session/renewal';

type Pieces = AsyncIterable<Uint8Array>;

export type Connection =
	| { pieces: Pieces }
	| {
			error: XError;
			cut: Cut;
			/** When the rate limit resets, in milliseconds since 1970. */
			resetsAt?: number;
			tooMany?: boolean;
	  };

/** The body of an error response is short. */
const MOST_BYTES = 65_536;

export const STREAM = 'GET /2/tweets/search/stream';
const CREDENTIAL = 'xAppBearerApi';

const CLOSE_OTHERS =
	"X allows an app one connection to the filtered stream. Another active workflow or another program holds it, or X has not yet noticed that an earlier one ended. End it with X Developer > Connection > Close Stream, or switch on 'End Other Connections' here, and activate again.";

export interface Opening {
	query: NonNullable<Parts['query']>;
	signal: AbortSignal;
	/** Milliseconds of silence after which the connection counts as dead. */
	silence: number;
}

export async function connect(context: ITriggerFunctions, { query, signal, silence }: Opening): Promise<Connection> {
	const stored = await context.getCredentials<StoredCredential>(CREDENTIAL);
	const root = rootIn(context, stored);
	const attempt = async (renew: boolean): Promise<Connection> => {
		const request: IHttpRequestOptions = {
			method: 'GET',
			url: root + toRequest(STREAM, { query }).path,
			encoding: 'stream',
			returnFullResponse: true,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: !renew,
			// For a stream, n8n's timeout measures silence, not total time.
			timeout: silence,
			abortSignal: signal,
		};
		return await context.helpers.httpRequestWithAuthentication
			.call(context as IAllExecuteFunctions, CREDENTIAL, request)
			.then(
				async ({ statusCode, headers, body }: IN8nHttpFullResponse) =>
					statusCode === 200
						? { pieces: body as unknown as Pieces }
						: await refusal({ status: statusCode, headers: headers as HttpAnswer['headers'], body }),
				async (error: HostError) => await outcomeOf(error),
			);
	};
	const holder = holderOf(context, CREDENTIAL, ownerOf(context, CREDENTIAL, root), stored);
	return await sendRenewed(holder, { attempt, verdict });
}

const verdict = (connection: Connection): Verdict =>
	'error' in connection && connection.error.context.status === 401 ? 'expired' : 'answered';

async function outcomeOf(error: HostError): Promise<Connection> {
	const answer = answerIn(error);
	if (answer) return await refusal(answer);
	return {
		cut: 'network',
		error: new XError(
			{ title: 'No answer from X', detail: error.cause?.message ?? error.message ?? '', type: '' },
			{ endpoint: STREAM, status: 0 },
		),
	};
}

async function refusal({ status, headers, body: data }: HttpAnswer): Promise<Connection> {
	const body = jsonOrText(await textOf(data).catch(() => ''));
	const problem = readProblem(body, status);
	const tooMany = isTooManyConnections(problem, body);
	const reset = Number(headers['x-rate-limit-reset']) * 1000;
	return {
		cut: cutAt(status),
		error: new XError(problem, {
			endpoint: STREAM,
			status,
			...(tooMany ? { advice: CLOSE_OTHERS, lasting: true } : {}),
		}),
		...(status === 429 && !tooMany && reset > 0 ? { resetsAt: reset } : {}),
		tooMany,
	};
}

/** What another try cannot mend: credential, credits, access. A 403 may pass: X gives it for a while after changes of an app. */
const LASTING = new Set([400, 401, 402, 404]);

function cutAt(status: number): Cut {
	if (status === 429) return 'limit';
	return LASTING.has(status) ? 'lasting' : 'http';
}

async function textOf(data: unknown): Promise<string> {
	if (typeof data === 'string' || data === undefined || data === null) return data ?? '';
	if (typeof data !== 'object' || !(Symbol.asyncIterator in data)) return JSON.stringify(data);
	const decoder = new TextDecoder();
	let text = '';
	for await (const piece of data as Pieces) {
		text += decoder.decode(piece, { stream: true });
		if (text.length > MOST_BYTES) break;
	}
	return text;
}
