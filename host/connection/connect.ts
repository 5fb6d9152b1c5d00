/** One connection to a stream of X: opened through n8n's HTTP helper, or rejected in X's words. */
import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { EndpointName, Fault, HttpAnswer, Parts } from '../../api/client/call';
import { toRequest } from '../../api/client/client';
import { fromXTime, noteTime, type XClock } from '../../api/client/clock';
import { XError } from '../../api/errors/errors';
import { readProblem } from '../../api/errors/problem';
import { isObject } from '../../api/json/members';
import { isTooManyConnections, type Cut } from '../../api/push/stream';
import { answerIn, credentialFault, jsonOrText, type HostError } from '../session/host-error';
import { sendRenewed, type Verdict } from '../session/renewal';
import { clockOf, type Access } from '../session/session';

type Pieces = AsyncIterable<Uint8Array>;

export interface Refused {
	error: XError;
	cut: Cut;
	/** When the rate limit resets, by this computer's clock, in milliseconds since 1970. */
	resetsAt?: number;
	tooMany?: boolean;
}

export type Connection = { pieces: Pieces } | Refused;

/** A stream that X offers. */
export interface StreamOfX {
	endpoint: EndpointName;
	/** What to do when the app holds as many connections as it may. */
	closeOthers: string;
}

/** The body of an error response is short. */
const MOST_BYTES = 65_536;

export interface Opening {
	query: NonNullable<Parts['query']>;
	signal: AbortSignal;
	/** Milliseconds of silence after which the connection counts as dead. */
	silence: number;
}

export async function connect(
	{ root, holder, sendSigned }: Access,
	stream: StreamOfX,
	{ query, signal, silence }: Opening,
): Promise<Connection> {
	const clock = clockOf(root);
	const attempt = async (renew: boolean): Promise<Connection> => {
		const request: IHttpRequestOptions = {
			method: 'GET',
			url: root + toRequest(stream.endpoint, { query }).path,
			encoding: 'stream',
			returnFullResponse: true,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: !renew,
			// For a stream, n8n's timeout measures silence, not total time.
			timeout: silence,
			abortSignal: signal,
		};
		return await sendSigned(request, renew).then(
			async ({ statusCode, headers: given, body }: IN8nHttpFullResponse) => {
				const headers = given as HttpAnswer['headers'];
				noteTime(clock, headers, Date.now());
				return statusCode === 200
					? { pieces: body as unknown as Pieces }
					: await refusal(stream, { status: statusCode, headers, body }, clock);
			},
			async (error: HostError) => await outcomeOf(stream, error, clock),
		);
	};
	return await sendRenewed(holder, { attempt, verdict });
}

const verdict = (connection: Connection): Verdict =>
	'error' in connection && connection.error.context.status === 401 ? 'expired' : 'answered';

async function outcomeOf(stream: StreamOfX, error: HostError, clock: XClock): Promise<Refused> {
	const fault = credentialFault(error);
	if (fault) return { cut: fault.lasting ? 'lasting' : 'http', error: withoutAnswer(stream, fault) };
	const answer = answerIn(error);
	if (answer) {
		noteTime(clock, answer.headers, Date.now());
		return await refusal(stream, answer, clock);
	}
	const detail = error.cause?.message ?? error.message ?? '';
	return { cut: 'network', error: withoutAnswer(stream, { title: 'No answer from X', detail }) };
}

const withoutAnswer = ({ endpoint }: StreamOfX, { title = '', detail, advice, lasting }: Omit<Fault, 'sent'>): XError =>
	new XError(
		{ title, detail, type: '' },
		{ endpoint, status: 0, ...(advice ? { advice } : {}), ...(lasting ? { lasting } : {}) },
	);

async function refusal(
	{ endpoint, closeOthers }: StreamOfX,
	{ status, headers, body: data }: HttpAnswer,
	clock: XClock,
): Promise<Refused> {
	const body = jsonOrText(await textOf(data).catch(() => ''));
	const problem = readProblem(body, status);
	const tooMany = isTooManyConnections(problem, body);
	const reset = Number(headers['x-rate-limit-reset']) * 1000;
	return {
		cut: cutAt(status),
		error: new XError(problem, {
			endpoint,
			status,
			...(tooMany ? { advice: closeOthers, lasting: true } : {}),
		}),
		...(status === 429 && !tooMany && reset > 0 ? { resetsAt: fromXTime(clock, reset) } : {}),
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
	if (typeof data === 'string') return data;
	if (!isObject(data)) return '';
	if (!(Symbol.asyncIterator in data)) return JSON.stringify(data);
	const decoder = new TextDecoder();
	let text = '';
	for await (const piece of data as unknown as Pieces) {
		text += decoder.decode(piece, { stream: true });
		if (text.length > MOST_BYTES) break;
	}
	return text;
}
