/** What a call to X is made of, from the request to the answer: types that everything above the client shares. */
import type { Limiter } from './limits';
import type { Outcome } from './outcome';

/** `METHOD /2/path/{parameter}`, as in X's specification. */
export type EndpointName = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /2/${string}`;

/** A multipart form with one file, as it goes over the wire. */
export interface Multipart {
	contentType: string;
	content: Uint8Array;
	/** What it holds. */
	fields: Readonly<Record<string, string>>;
	file: Uint8Array;
}

/** Values of one request; path values are encoded, empty query values left out, lists joined with commas. */
export interface Parts {
	path?: Record<string, string>;
	query?: Record<string, string | number | boolean | readonly string[] | undefined>;
	body?: Record<string, unknown>;
	/** Multipart body; excludes `body`. */
	form?: FormData;
	/** A form that lies ready to be sent; excludes the others. */
	multipart?: Multipart;
	/** The answer is a file: its bytes come as `{ file, type }`. */
	asFile?: boolean;
	/** Errors in a 2xx answer are about single entries of the request: the caller reads them. */
	itemized?: boolean;
}

export interface HttpRequest {
	method: string;
	/** From the root of the host, encoded, with its query string. */
	path: string;
	body?: Record<string, unknown> | FormData;
	multipart?: Multipart;
	asFile?: boolean;
}

/** What came back over the wire. */
export interface HttpAnswer {
	status: number;
	headers: Record<string, string | undefined>;
	body: unknown;
}

/** Why nothing came back. */
export interface Fault {
	/** What went wrong, in plain words. */
	detail: string;
	title?: string;
	advice?: string;
	/** May the request have reached X? */
	sent: boolean;
	/** Would the same request meet the same fault again (not connected, for example)? */
	lasting?: boolean;
}

export type Reply = Outcome<HttpAnswer, Fault>;

/** X's answer: `data`, `includes`, `meta`, `errors`. */
export type Answer = Record<string, unknown>;

/** Ends with what the call came to, or without an answer. */
export type Reservation = (answer?: Answer) => void;

/** Money that a call may need: set aside before it is made, counted by its answer. */
export interface Budget {
	/** While money that is set aside for requests under way is what a call lacks: until one of them has ended and gave back what it did not cost. */
	turn(endpoint: EndpointName, parts: Parts): Promise<void> | undefined;
	/** Sets money aside for a call that is about to be made. @throws XError when the limit would be crossed */
	reserve(endpoint: EndpointName, parts: Parts): Reservation;
	/** Objects of an endpoint that the money left pays for. */
	affordable(endpoint: EndpointName): number;
}

/** What is known of an endpoint by its row and by the credential. */
export interface EndpointFacts {
	/** Sending the same request twice comes to the same, although it is a POST. */
	repeatable?: boolean;
	/** Members that `data` has when a write was done. */
	proof?: readonly string[];
	/** Scopes that it needs and the token was not granted; undefined where that is not known. */
	missingScopes?: readonly string[];
	/** Errors in a 2xx answer are about single entries of the request: who calls it reads them. */
	itemized?: boolean;
	/** A 2xx is all that X answers to this write. */
	bare?: boolean;
	/** Requests that X takes per second, where it counts by the second. */
	perSecond?: number;
}

export interface Surroundings {
	send(request: HttpRequest): Promise<Reply>;
	wait(ms: number): Promise<void>;
	now(): number;
	/** 0..1, for jitter. */
	random(): number;
	limiter: Limiter;
	meter?: Budget;
	facts?(endpoint: EndpointName): EndpointFacts;
	/** How long one call may wait for rate limits in all, in milliseconds; a longer wait is refused with the reset time. */
	maxWaitMs: number;
}

export interface XClient extends Pick<Surroundings, 'wait' | 'now'> {
	/** @param fit the call as large as the money left pays for, where there may be less than for the whole of it: takes the number of objects */
	call(endpoint: EndpointName, parts?: Parts, fit?: (affordable: number) => Parts): Promise<Answer>;
	/** A moment of this computer's clock as X's clock had it, both in milliseconds since 1970, as far as X's answers have told. */
	xTime(ms: number): number;
}

/** The account a credential is connected to; it is that of every run with the same token. */
export interface Account {
	/** Once it is known. */
	id?: string;
}
