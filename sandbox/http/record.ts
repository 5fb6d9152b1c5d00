import type { Request } from 'express';
import type { Clock } from '../clock';

export interface RecordedRequest {
	at: string;
	method: string;
	path: string;
	query: Record<string, string>;
	/** The body without secrets, with long values shortened. */
	body: unknown;
	/** The endpoint in X's specification, e.g. `GET /2/tweets/{id}`; empty for an unknown path. */
	endpoint: string;
	/** 0 if the connection was cut or left without an answer. */
	status: number;
	/** Handle of the account behind the token. */
	user?: string;
	userId?: string;
	/** Name of the app behind the token. */
	app?: string;
	/** Number of objects in `data`. */
	objects: number;
	usd: number;
	/** Deviations from X's specification. */
	violations: string[];
	/** The intentional fault that affected the request. */
	fault?: string;
}

const SECRET = /^(access_token|refresh_token|token|code|code_verifier|client_secret|password)$/;
const SHOWN_CHARACTERS = 500;
/** More than X takes of anything but the blocks of an article. */
const SHOWN_ENTRIES = 1000;
const KEPT = 20_000;

/** A body in a form that is safe to show: secrets hidden, long strings and lists cut, files identified by size and sha256. */
export function summary(value: unknown, key = ''): unknown {
	if (SECRET.test(key) && value !== undefined) return '[hidden]';
	if (typeof value === 'string')
		return value.length > SHOWN_CHARACTERS ? `${value.slice(0, 80)}… (${value.length} characters)` : value;
	if (Array.isArray(value)) return entries(value);
	if (typeof value === 'object' && value !== null)
		return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, summary(one, name)]));
	return value;
}

function entries(list: readonly unknown[]): unknown[] {
	const shown = list.slice(0, SHOWN_ENTRIES).map((one) => summary(one));
	return list.length > shown.length ? [...shown, `… (${list.length} entries)`] : shown;
}

/** Every request the local X received, oldest first. */
export class RequestLog {
	readonly entries: RecordedRequest[] = [];

	constructor(private readonly clock: Clock) {}

	begin(req: Request, endpoint: string): RecordedRequest {
		const url = new URL(req.originalUrl, 'http://local');
		const entry: RecordedRequest = {
			at: this.clock.iso(),
			method: req.method,
			path: url.pathname,
			body: undefined,
			endpoint,
			status: 0,
			objects: 0,
			usd: 0,
			violations: [],
			query: Object.fromEntries([...url.searchParams].map(([name, value]) => [name, String(summary(value, name))])),
		};
		this.entries.push(entry);
		// A long-running local X must not grow without limit; shortened in place, as others hold the array.
		if (this.entries.length > KEPT) this.entries.splice(0, this.entries.length - KEPT);
		return entry;
	}

	clear(): void {
		this.entries.length = 0;
	}
}
