/** X's specification, flattened: every endpoint with every value it accepts. Pure. */
import type { OpenApi, Operation, Parameter } from '../../sandbox/spec/load';
import type { Shape } from './shapes';

/** A value in the request, named as in the rows: `path.id`, `query.max_results`, `body.reply.in_reply_to_tweet_id`. */
export interface SpecPart {
	part: string;
	shape: Shape;
	/** X requires it in every request. */
	required: boolean;
	/** X requires it if its parent object is sent. */
	needed: boolean;
	/** An object with parts of its own. */
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

/** Resolves a `$ref` in the document, following nested references. */
function resolve<T extends object>(document: OpenApi, node: T): T {
	if (!('$ref' in node) || typeof node.$ref !== 'string') return node;
	const found = node.$ref
		.slice(2)
		.split('/')
		.reduce<unknown>((object, key) => (object as Json)[key.replace(/~1/g, '/').replace(/~0/g, '~')], document);
	return resolve(document, found as T);
}

/** X describes files as alternative encodings (`anyOf` of binary and byte); they are treated as text. */
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
	// X sometimes lists a value twice.
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

/** Recurses into objects; a list of objects is a single value. */
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
	// If a body may be JSON or a form, X describes both the same way.
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
