/** Puts values into the request as the schema rows specify. Pure. */
import type { Parts } from '../api/client/call';
import type { Field, Operation, Target, Value, Values } from './types';

type Request = Required<Pick<Parts, 'path' | 'query' | 'body'>>;

function place(request: Request, target: Target, value: Value): void {
	const [root, ...keys] = target.split('.') as [keyof Request, ...string[]];
	// X's query parameters may have dots in their names; path and query values are never nested.
	if (root !== 'body') {
		(request[root] as Record<string, unknown>)[keys.join('.')] =
			root === 'path' ? `${value as string | number}` : value;
		return;
	}
	const last = keys.pop() as string;
	const parent = keys.reduce<Record<string, unknown>>(
		(object, key) => (object[key] ??= {}) as Record<string, unknown>,
		request.body,
	);
	parent[last] = value;
}

function placeAll(request: Request, fields: readonly Field[], values: Values): void {
	for (const field of fields) {
		const value = values[field.name];
		if (value === undefined) continue;
		if (field.kind === 'group') placeAll(request, field.fields ?? [], value as Values);
		else if (field.to && !(field.kind === 'boolean' && !field.required && value === field.default))
			place(request, field.to, value);
	}
}

/** Builds the parts of a request from an operation's values; optional switches left at their default are not sent. */
export function toParts(operation: Operation, values: Values): Request {
	const request: Request = { path: {}, query: {}, body: {} };
	for (const [target, value] of Object.entries(operation.fixed ?? {})) place(request, target as Target, value as Value);
	placeAll(request, operation.fields, values);
	return request;
}
