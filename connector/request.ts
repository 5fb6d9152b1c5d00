/** Puts values where the rows say they go. Pure. */
import type { Parts } from '../api/client/call';
import type { Field, Operation, Target, Value, Values } from './types';

type Request = Required<Pick<Parts, 'path' | 'query' | 'body'>>;

function place(request: Request, target: Target, value: Value): void {
	const [root, ...keys] = target.split('.') as [keyof Request, ...string[]];
	// A query parameter of X may have dots in its name; a path or query value is never nested.
	if (root !== 'body') {
		(request[root] as Record<string, unknown>)[keys.join('.')] = root === 'path' ? String(value) : value;
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

/** The parts of a request from the values of an operation's fields; optional switches left at their default are not sent. */
export function toParts(operation: Operation, values: Values): Request {
	const request: Request = { path: {}, query: {}, body: {} };
	for (const [target, value] of Object.entries(operation.fixed ?? {})) place(request, target as Target, value as Value);
	placeAll(request, operation.fields, values);
	return request;
}
