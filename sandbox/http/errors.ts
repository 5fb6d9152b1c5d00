/** The three forms in which X reports a failure, and every failure that the local X knows. */
export interface Problem {
	type: string;
	title: string;
	detail: string;
	status?: number;
	[member: string]: unknown;
}

export class XError extends Error {
	constructor(
		readonly status: number,
		readonly body: unknown,
	) {
		super(`${status} ${JSON.stringify(body)}`);
	}

	/** X sends problems as application/problem+json, everything else as application/json. */
	get contentType(): string {
		return typeof this.body === 'object' && this.body !== null && 'type' in this.body
			? 'application/problem+json'
			: 'application/json';
	}
}

export const problemType = (name: string): string => `https://api.x.com/2/problems/${name}`;

const problem = (
	status: number,
	name: string,
	title: string,
	detail: string,
	more: Record<string, unknown> = {},
): XError =>
	new XError(status, { ...more, title, detail, type: name === 'about:blank' ? name : problemType(name), status });

const legacy = (status: number, code: number, message: string): XError =>
	new XError(status, { errors: [{ code, message }] });

export const unauthorized = () => problem(401, 'about:blank', 'Unauthorized', 'Unauthorized');
export const badBearer = () => legacy(401, 89, 'Invalid or expired token');
export const forbidden = (detail: string) => problem(403, 'about:blank', 'Forbidden', detail);
export const missingScope = () => forbidden('Forbidden');

export const duplicateText = () => forbidden('You are not allowed to create a Tweet with duplicate content.');

export const clientForbidden = (detail: string) =>
	problem(403, 'client-forbidden', 'Client Forbidden', detail, {
		reason: 'official-client-forbidden',
		registration_url: 'https://console.x.com',
	});

const AUTHENTICATION = { user: 'OAuth 1.0a User Context, OAuth 2.0 User Context', app: 'OAuth 2.0 Application-Only' };
export const unsupportedAuthentication = (used: 'app' | 'user', supported: Array<'app' | 'user'>) =>
	problem(
		403,
		'unsupported-authentication',
		'Unsupported Authentication',
		`Authenticating with ${used === 'app' ? AUTHENTICATION.app : 'OAuth 2.0 User Context'} is forbidden for this endpoint.  Supported authentication types are [${supported.map((kind) => AUTHENTICATION[kind]).join(', ')}].`,
	);

export interface Complaint {
	message: string;
	parameters?: Record<string, unknown>;
}
export const invalidRequest = (...complaints: Complaint[]) =>
	problem(400, 'invalid-request', 'Invalid Request', 'One or more parameters to your request was invalid.', {
		errors: complaints.map(({ message, parameters }) => ({ parameters: parameters ?? {}, message })),
	});

export const invalidParameter = (name: string, value: string, why: string) =>
	invalidRequest({
		message: `The \`${name}\` query parameter value [${value}] ${why}`,
		parameters: { [name]: [value] },
	});

export const creditsDepleted = () => problem(402, 'credits-depleted', 'Payment Required', 'credits depleted');

export const unknownPath = () => problem(404, 'about:blank', 'Not Found', 'Not Found');
export const serverError = (status: number) =>
	status === 500
		? problem(500, 'internal-error', 'Internal Error', 'Something is broken. This is not your fault.')
		: problem(
				status,
				'about:blank',
				status === 503 ? 'Service Unavailable' : 'Server Error',
				status === 503 ? 'Service Unavailable' : 'Server Error',
			);

export const tooManyRequests = (shape: 'legacy' | 'problem') =>
	shape === 'legacy'
		? legacy(429, 88, 'Rate limit exceeded')
		: problem(429, 'about:blank', 'Too Many Requests', 'Too Many Requests');

/** Partial errors: those in `errors` beside `data`. */
export interface Missing {
	resource: 'tweet' | 'user' | 'media' | 'list';
	parameter: string;
	value: string;
}

const named = ({ parameter, value, resource }: Missing) => `${resource} with ${parameter}: [${value}]`;

export const notFound = (missing: Missing): Problem => ({
	value: missing.value,
	detail: `Could not find ${named(missing)}.`,
	title: 'Not Found Error',
	resource_type: missing.resource,
	parameter: missing.parameter,
	resource_id: missing.value,
	type: problemType('resource-not-found'),
});

export const suspended = (missing: Missing): Problem => ({
	...notFound(missing),
	detail: `User has been suspended: [${missing.value}].`,
	title: 'Forbidden',
});

export const notAuthorized = (missing: Missing): Problem => ({
	...notFound(missing),
	detail: `Sorry, you are not authorized to see the ${missing.resource === 'tweet' ? 'Tweet' : 'user'} with ${missing.parameter}: [${missing.value}].`,
	title: 'Authorization Error',
	section: 'data',
	type: problemType('not-authorized-for-resource'),
});

export const fieldNotAuthorized = (resource: 'tweet' | 'media', id: string, field: string): Problem => ({
	resource_id: id,
	resource_type: resource,
	parameter: field,
	value: id,
	field,
	section: 'data',
	title: 'Field Authorization Error',
	detail: `Sorry, you are not authorized to access '${field}' on the ${resource === 'tweet' ? 'Tweet' : 'media'} with ID : ${id}.`,
	type: problemType('not-authorized-for-field'),
});
