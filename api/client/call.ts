/** The types of a call to X, from request to response, shared by everything above the client. */
import type { XClock } from './clock';
import type { Limiter } from './limits';
import type { Outcome } from '../errors/outcome';

/** `METHOD /2/path/{parameter}`, as in X's specification. */
export type EndpointName = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /2/${string}`;

/** A multipart form with one file, as sent over the wire. */
export interface Multipart {
	contentType: string;
	content: Uint8Array;
	/** The text fields it contains. */
	fields: Readonly<Record<string, string>>;
	file: Uint8Array;
}

/** Values of one request; path values are encoded, empty query values omitted, lists joined with commas. */
export interface Parts {
	path?: Record<string, string>;
	query?: Record<string, string | number | boolean | readonly string[] | undefined>;
	body?: Record<string, unknown>;
	/** A form that is already encoded; excludes `body`. */
	multipart?: Multipart;
	/** The response is a file, returned as `{ file, type }`. */
	asFile?: boolean;
	/** Errors in a 2xx response concern single entries of the request; the caller reads them. */
	itemized?: boolean;
}

export interface HttpRequest {
	method: string;
	/** Encoded path from the root of the host, including the query string. */
	path: string;
	body?: Record<string, unknown>;
	multipart?: Multipart;
	asFile?: boolean;
}

/** The HTTP response. */
export interface HttpAnswer {
	status: number;
	headers: Record<string, string | undefined>;
	body: unknown;
}

/** Why there was no response. */
export interface Fault {
	/** What went wrong, in plain words. */
	detail: string;
	title?: string;
	advice?: string;
	/** Whether the request may have reached X. */
	sent: boolean;
	/** Whether the same request would fail the same way again (not connected, for example). */
	lasting?: boolean;
}

export type Reply = Outcome<HttpAnswer, Fault>;

/** X's response body: `data`, `includes`, `meta`, `errors`. */
export type Answer = Record<string, unknown>;

/** Settles the reservation with the response, or without one. */
export type Reservation = (answer?: Answer) => void;

/** Money that a call may cost: reserved before the call, settled by its response. */
export interface Budget {
	/**
	 * Set while a call cannot be paid for only because of reservations for requests in flight; resolves when one of
	 * them has ended and released what it did not cost.
	 */
	turn(endpoint: EndpointName, parts: Parts): Promise<void> | undefined;
	/** Reserves money for a call that is about to be made. @throws XError when the limit would be exceeded */
	reserve(endpoint: EndpointName, parts: Parts): Reservation;
	/** Number of this endpoint's objects that the remaining money pays for. */
	affordable(endpoint: EndpointName): number;
	/** For calls that belong together. @throws XError when the remaining money does not pay for all of them */
	afford(endpoint: EndpointName, calls: readonly Parts[]): void;
}

/** What the schema row and the credential say about an endpoint. */
export interface EndpointFacts {
	/** The request is idempotent, although it is a POST. */
	repeatable?: boolean;
	/** The property of `data` by which X confirms a write; any of several. */
	proof?: string | readonly string[];
	/** Required scopes that the token was not granted; undefined where that is not known. */
	missingScopes?: readonly string[];
	/** Errors in a 2xx response concern single entries of the request; the caller reads them. */
	itemized?: boolean;
	/** X confirms this write by the 2xx status alone. */
	bare?: boolean;
	/** Requests that X accepts per second, where it has a per-second limit. */
	perSecond?: number;
}

export interface Surroundings {
	send(request: HttpRequest): Promise<Reply>;
	wait(ms: number): Promise<void>;
	now(): number;
	/** 0..1, for jitter. */
	random(): number;
	limiter: Limiter;
	/** X's clock, shared by the clients of one process. */
	clock?: XClock;
	meter?: Budget;
	facts?(endpoint: EndpointName): EndpointFacts;
	/**
	 * How long one call may wait for rate limits in total, in milliseconds; a longer wait is refused with the reset
	 * time.
	 */
	maxWaitMs: number;
}

export interface XClient extends Pick<Surroundings, 'wait' | 'now'> {
	/** For calls that belong together. @throws XError when the run's money does not pay for all of them */
	afford(endpoint: EndpointName, calls: readonly Parts[]): void;
	/**
	 * @param fit given the number of objects that the remaining money pays for, returns the parts of a call of at most
	 * that size
	 */
	call(endpoint: EndpointName, parts?: Parts, fit?: (affordable: number) => Parts): Promise<Answer>;
	/**
	 * Converts a time of this computer's clock to X's clock, both in milliseconds since 1970, as far as known from X's
	 * responses.
	 */
	xTime(ms: number): number;
}

/** The account a credential is connected to; shared by all runs with the same token. */
export interface Account {
	/** Set once it is known, as are the others. */
	id?: string;
	/** Without the at sign. */
	username?: string;
	/** X's `subscription_type`; absent where X does not tell. */
	subscription?: string;
}
