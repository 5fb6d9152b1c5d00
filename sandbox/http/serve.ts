import type { Request, Response } from 'express';
import { authenticate, authorize, type Caller } from '../auth/caller';
import { discard, receive } from './body';
import type { Answer, Call, Context, Handler } from '../context';
import { creditsDepleted, invalidRequest, serverError, tooManyRequests, XError } from './errors';
import type { Reply, Scene } from '../oddities/types';
import { complaintsOf, type RowComplaint } from '../rows/judge';
import type { FaultRule } from '../rules/faults';
import { summary, type RecordedRequest } from './record';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Everything X does around an operation: faults, body, checks, credentials, limits, credits, charge, record. */
export function serve(ctx: Context, endpoint: string, handler: Handler) {
	return async (req: Request, res: Response): Promise<void> => {
		const entry = ctx.log.begin(req, endpoint);
		const fault = ctx.faults.strike(endpoint);
		if (fault) entry.fault = fault.kind;
		if (ctx.faults.current.latencyMs > 0) await pause(ctx.faults.current.latencyMs);
		if (fault?.kind === 'cutBefore') return void req.socket.destroy();

		const arrived: Arrived = { ctx, endpoint, req, res, entry, fault, scene: sceneOf(ctx, endpoint, req) };
		const outcome = await work(arrived, handler).catch(asReply);
		if ('stream' in outcome) {
			entry.status = 200;
			return outcome.stream(res);
		}
		if (fault?.kind === 'cutAfter') return void req.socket.destroy();
		if (fault?.kind === 'timeoutAfter') return;
		const odd = ctx.oddities.afterwards(outcome, arrived.scene);
		note(entry, odd.names);
		entry.status = odd.reply.status;
		await send(ctx, res, odd.reply);
	};
}

/** Converts an X error to an answer; anything else is a bug in the local X and is logged to its console. */
function asReply(error: unknown): Reply {
	if (error instanceof XError) return error;
	console.error(error);
	return serverError(500);
}

/** A request being processed. */
interface Arrived {
	ctx: Context;
	endpoint: string;
	req: Request;
	res: Response;
	entry: RecordedRequest;
	fault?: FaultRule;
	scene: Omit<Scene, 'since'>;
}

const sceneOf = (ctx: Context, endpoint: string, req: Request): Omit<Scene, 'since'> => ({
	endpoint,
	method: req.method,
	query: Object.fromEntries(new URL(req.originalUrl, 'http://local').searchParams),
	clock: ctx.clock,
	world: ctx.world,
	url: ctx.url,
});

/** Oddities are recorded like faults: both are intentional. */
const note = (entry: RecordedRequest, names: readonly string[]) => {
	const all = [...(entry.fault ? [entry.fault] : []), ...names];
	if (all.length > 0) entry.fault = all.join(', ');
};

async function send(
	ctx: Context,
	res: Response,
	{ status, body, contentType = 'application/json', headers = {}, trickleMs, cut }: Reply,
) {
	res.status(status);
	res.setHeader('date', new Date(ctx.clock.now()).toUTCString());
	res.setHeader('content-type', `${contentType}; charset=utf-8`);
	for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	if (cut) return closeInTheMiddle(res, Buffer.from(text ?? ''));
	if (trickleMs === undefined) return void res.end(text);
	for (const byte of Buffer.from(text ?? '')) {
		if (res.destroyed) return;
		res.write(Buffer.of(byte));
		await pause(trickleMs);
	}
	res.end();
}

function closeInTheMiddle(res: Response, bytes: Buffer): void {
	res.setHeader('content-length', bytes.length);
	res.write(bytes.subarray(0, bytes.length / 2), () => res.destroy());
}

/** Reads, checks and admits a request. */
async function admit({
	ctx,
	endpoint,
	req,
	res,
	entry,
	fault,
}: Arrived): Promise<{ call: Call; complaints: RowComplaint[] }> {
	const received = await receive(req, res, ctx.folder);
	entry.body = summary(
		received.files.media ? { ...(received.value as object), media: fileSummary(received.files.media) } : received.value,
	);
	const search = new URL(req.originalUrl, 'http://local').searchParams;
	const params = req.params as Record<string, string>;
	const complaints = complaintsOf(endpoint, { params, query: search, received });
	entry.violations.push(
		...complaints.map(({ message }) => `${endpoint}: ${message}`),
		...(ctx.spec?.checkRequest(endpoint, params, search, received) ?? []),
	);
	if (fault?.kind === 'status') throw serverError(fault.status ?? 500);

	const caller = whoAsks(ctx, endpoint, req, entry);
	const call: Call = { endpoint, params, query: Object.fromEntries(search), received, caller, ctx };
	return { call, complaints };
}

function whoAsks(ctx: Context, endpoint: string, req: Request, entry: RecordedRequest): Caller {
	const access = ctx.access(endpoint);
	const caller = identify(ctx, req, access?.open ?? false);
	entry.user = caller.user?.username;
	entry.userId = caller.user?.id;
	entry.app = caller.app.name;
	if (access && !access.open) authorize(caller, access);
	return caller;
}

async function work(arrived: Arrived, handler: Handler): Promise<Reply | Required<Pick<Answer, 'stream'>>> {
	const { ctx, endpoint, req, res, entry, fault } = arrived;
	const { call, complaints } = await admit(arrived);
	const discarding = async (error: unknown): Promise<never> => {
		await discard(Object.values(call.received.files));
		throw error;
	};
	const odd = ctx.oddities.instead(arrived.scene);
	if (odd) {
		await discard(Object.values(call.received.files));
		note(entry, [odd.name]);
		return odd.reply;
	}
	limit(ctx, endpoint, call.caller, res, fault);
	if (ctx.wallet.isEmpty) throw creditsDepleted();
	const refused = complaints.filter(({ lenient }) => !lenient);
	if (refused.length > 0) return await discarding(invalidRequest(...refused));
	const answer = await Promise.resolve(call).then(handler).catch(discarding);
	if (answer.made && ctx.spec)
		entry.violations.push(...ctx.spec.checkAnswer(endpoint, answer.status ?? 200, answer.body));
	charge(ctx, endpoint, answer, entry);
	if (req.method !== 'GET') ctx.changed();
	return answer.stream ? { stream: answer.stream } : { status: answer.status ?? 200, body: answer.body };
}

const fileSummary = ({ size, sha256 }: { size: number; sha256: string }) => `[file of ${size} bytes, sha256 ${sha256}]`;

function identify(ctx: Context, req: Request, open: boolean): Caller {
	try {
		return authenticate(req.headers.authorization, ctx.tokens, ctx.appList, ctx.world);
	} catch (error) {
		if (open) return { kind: 'none', app: ctx.apps.web, scopes: [] };
		throw error;
	}
}

function limit(ctx: Context, endpoint: string, caller: Caller, res: Response, fault?: FaultRule): void {
	const injected = fault?.kind === 'rateLimit';
	if (!ctx.enforceLimits && !injected) return;
	const state = injected ? ctx.limits.exhaust(endpoint, caller) : ctx.limits.take(endpoint, caller);
	if (!ctx.faults.current.headersMissing)
		for (const [name, value] of Object.entries(state.headers)) res.setHeader(name, value);
	if (state.exceeded) throw tooManyRequests(ctx.faults.current.rateLimitShape);
}

/** Only successful answers with data are charged. */
function charge(ctx: Context, endpoint: string, answer: Answer, entry: RecordedRequest): void {
	const data = (answer.body as { data?: unknown } | undefined)?.data;
	if (data === undefined) return;
	const objects = (Array.isArray(data) ? data : [data]) as Array<Record<string, unknown>>;
	const ids = objects.map((one) => String((one.id ?? one.media_key ?? one.dm_event_id ?? '') as string));
	const charged = ctx.wallet.charge(answer.price ?? ctx.endpoints.get(endpoint)?.price, ids, objects.length);
	entry.objects = charged.objects;
	entry.usd = charged.usd;
}
