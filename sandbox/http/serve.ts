import type { Request, Response } from 'express';
import { authenticate, authorize, type Caller } from '../auth/caller';
import { discard, receive } from './body';
import type { Answer, Call, Context, Handler } from '../context';
import { creditsDepleted, invalidRequest, serverError, tooManyRequests, XError } from './errors';
import { complaintsOf } from '../rows/judge';
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

		let status = 200;
		let body: unknown;
		let contentType = 'application/json';
		try {
			const answer = await work(ctx, endpoint, handler, req, res, entry, fault);
			if (answer.stream) {
				entry.status = 200;
				return answer.stream(res);
			}
			status = answer.status ?? 200;
			body = answer.body;
		} catch (error) {
			const known = error instanceof XError ? error : serverError(500);
			if (!(error instanceof XError)) console.error(error);
			({ status, body, contentType } = known);
		}
		if (fault?.kind === 'cutAfter') return void req.socket.destroy();
		if (fault?.kind === 'timeoutAfter') return;
		entry.status = status;
		res.status(status);
		res.setHeader('date', new Date(ctx.clock.now()).toUTCString());
		res.setHeader('content-type', `${contentType}; charset=utf-8`);
		res.end(JSON.stringify(body));
	};
}

async function work(
	ctx: Context,
	endpoint: string,
	handler: Handler,
	req: Request,
	res: Response,
	entry: RecordedRequest,
	fault?: FaultRule,
): Promise<Answer> {
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

	const access = ctx.access(endpoint);
	const caller = identify(ctx, req, access?.open ?? false);
	entry.user = caller.user?.username;
	entry.userId = caller.user?.id;
	entry.app = caller.app.name;
	if (access && !access.open) authorize(caller, access);
	limit(ctx, endpoint, caller, res, fault);
	if (ctx.wallet.isEmpty) throw creditsDepleted();
	const refused = complaints.filter(({ lenient }) => !lenient);
	if (refused.length > 0) {
		await discard(Object.values(received.files));
		throw invalidRequest(...refused);
	}

	const call: Call = {
		endpoint,
		params,
		query: Object.fromEntries(search),
		received,
		caller,
		ctx,
	};
	const answer = await Promise.resolve(call)
		.then(handler)
		.catch(async (error: unknown) => {
			await discard(Object.values(received.files));
			throw error;
		});
	if (answer.made && ctx.spec)
		entry.violations.push(...ctx.spec.checkAnswer(endpoint, answer.status ?? 200, answer.body));
	charge(ctx, endpoint, answer, entry);
	if (req.method !== 'GET') ctx.changed();
	return answer;
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

/** Only successful answers with data cost anything. */
function charge(ctx: Context, endpoint: string, answer: Answer, entry: RecordedRequest): void {
	const data = (answer.body as { data?: unknown } | undefined)?.data;
	if (data === undefined) return;
	const objects = (Array.isArray(data) ? data : [data]) as Array<Record<string, unknown>>;
	const ids = objects.map((one) => String(one.id ?? one.media_key ?? one.dm_event_id ?? ''));
	const charged = ctx.wallet.charge(answer.price ?? ctx.endpoints.get(endpoint)?.price, ids, objects.length);
	entry.objects = charged.objects;
	entry.usd = charged.usd;
}
