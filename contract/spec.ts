/** X's specification, flat: every endpoint with every value it takes. Pure. */
import type { OpenApi, Operation, Parameter } from '../sandbox/spec/load';
import type { Shape } from './shapes';

/** A value of the request, named as rows name it: `path.id`, `query.max_results`, `body.reply.in_reply_to_tweet_id`. */
export interface SpecPart {
	part: string;
	shape: Shape;
	/** X wants it in every request. */
	required: boolean;
	/** X wants it when the object it belongs to is sent. */
	needed: boolean;
	/** An object that has parts of its own. */
	inner: boolean;
}

export interface SpecEndpoint {
	/** Method and path. */
	endpoint: string;
	tag: string;
	streaming: boolean;
	access: { user?: readonly string[]; app?: true };
	parts: ReadonlyMap<string, SpecPart>;
}

export interface Spec {
	version: string;
	endpoints: ReadonlyMap<string, SpecEndpoint>;
}

type Json = Record<string, unknown>;
interface Schema extends Omit<Shape, 'items'> {
	$ref?: string;
	items?: Schema;
	properties?: Record<string, Schema>;
	required?: readonly string[];
	anyOf?: readonly Schema[];
}
type Described = Operation & { tags?: readonly string[]; 'x-twitter-streaming'?: boolean };

/** The place in the document that a `$ref` names, at any depth of references. */
function resolve<T extends object>(document: OpenApi, node: T): T {
	if (!('$ref' in node) || typeof node.$ref !== 'string') return node;
	const found = node.$ref
		.slice(2)
		.split('/')
		.reduce<unknown>((object, key) => (object as Json)[key.replace(/~1/g, '/').replace(/~0/g, '~')], document);
	return resolve(document, found as T);
}

/** Files are alternatives of encodings (`anyOf` of binary and byte); they count as text. */
function shapeOf(document: OpenApi, raw: Schema): Shape {
	const schema = resolve(document, raw);
	const {
		type,
		enum: values,
		format,
		pattern,
		minimum,
		maximum,
		minLength,
		maxLength,
		minItems,
		maxItems,
		default: preset,
	} = schema;
	const items = schema.items && shapeOf(document, schema.items);
	// X repeats a value here and there.
	const distinct = values && [...new Set(values)];
	return {
		type: type ?? (schema.properties ? 'object' : 'string'),
		enum: distinct,
		format,
		pattern,
		minimum,
		maximum,
		minLength,
		maxLength,
		minItems,
		maxItems,
		default: preset,
		items,
	};
}

/** Walks into objects; a list of objects is one value. */
function bodyParts(document: OpenApi, raw: Schema, at = 'body', above = true): SpecPart[] {
	const schema = resolve(document, raw);
	return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
		const needed = schema.required?.includes(name) ?? false;
		const required = above && needed;
		const part = `${at}.${name}`;
		const below = bodyParts(document, property, part, required);
		return [{ part, shape: shapeOf(document, property), required, needed, inner: below.length > 0 }, ...below];
	});
}

function accessOf({ security = [] }: Described): SpecEndpoint['access'] {
	const user = security.find(({ OAuth2UserToken }) => OAuth2UserToken)?.OAuth2UserToken;
	return { ...(user ? { user } : {}), ...(security.some(({ BearerToken }) => BearerToken) ? { app: true } : {}) };
}

function endpointOf(document: OpenApi, endpoint: string, operation: Described): SpecEndpoint {
	const parameters = (operation.parameters ?? []).map(
		(one) => resolve<Parameter | { $ref: string }>(document, one) as Parameter,
	);
	const values = parameters.map(({ in: where, name, schema, required = false }): SpecPart => ({
		part: `${where}.${name}`,
		shape: shapeOf(document, schema as unknown as Schema),
		required,
		needed: required,
		inner: false,
	}));
	// Where a body may be JSON or a form, X describes both alike.
	const [body] = Object.values(operation.requestBody?.content ?? {});
	const parts = [...values, ...(body?.schema ? bodyParts(document, body.schema as unknown as Schema) : [])];
	return {
		endpoint,
		tag: operation.tags?.[0] ?? 'General',
		streaming: operation['x-twitter-streaming'] ?? false,
		access: accessOf(operation),
		parts: new Map(parts.map((part) => [part.part, part])),
	};
}

export function readSpec(document: OpenApi): Spec {
	const endpoints = Object.entries(document.paths).flatMap(([path, methods]) =>
		Object.entries(methods)
			.filter(([method]) => /^(get|post|put|delete|patch)$/.test(method))
			.map(([method, operation]) => endpointOf(document, `${method.toUpperCase()} ${path}`, operation)),
	);
	return { version: document.info.version, endpoints: new Map(endpoints.map((one) => [one.endpoint, one])) };
}
