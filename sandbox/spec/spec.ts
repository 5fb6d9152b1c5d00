import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Access } from '../auth/caller';
import type { Received } from '../http/body';
import { sampleAnswer } from './sample';
import type { OpenApi, Operation, Parameter } from './load';

const ID = 'x.json';

interface Compiled {
	operation: Operation;
	parameters: Parameter[];
}

const judges = new WeakMap<OpenApi, Spec>();

/** One instance per document: compiling its schemas takes a while, and they do not change. */
export function judgeOf(document: OpenApi): Spec {
	const judge = judges.get(document) ?? new Spec(document);
	judges.set(document, judge);
	return judge;
}

/** Checks requests and answers against X's specification. */
export class Spec {
	readonly endpoints: string[];
	private readonly ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
	private readonly operations = new Map<string, Compiled>();
	private readonly validators = new Map<string, ValidateFunction>();

	constructor(private readonly document: OpenApi) {
		addFormats(this.ajv);
		this.ajv.addSchema(absolute({ components: document.components }), ID);
		for (const [path, methods] of Object.entries(document.paths)) {
			for (const [method, operation] of Object.entries(methods)) {
				if (!/^(get|post|put|delete)$/.test(method)) continue;
				const parameters = (operation.parameters ?? []).map((one) =>
					'$ref' in one ? document.components.parameters[one.$ref.split('/').pop()!] : one,
				);
				this.operations.set(`${method.toUpperCase()} ${path}`, { operation, parameters });
			}
		}
		this.endpoints = [...this.operations.keys()];
	}

	get version(): string {
		return this.document.info.version;
	}

	access(endpoint: string): Access | undefined {
		const operation = this.operations.get(endpoint)?.operation;
		if (!operation) return undefined;
		if (!operation.security || operation.security.length === 0) return { open: true };
		const access: Access = {};
		for (const way of operation.security) {
			if (way.OAuth2UserToken) access.user = way.OAuth2UserToken;
			if (way.BearerToken) access.app = true;
		}
		return access;
	}

	/** What is wrong with a request, in words; empty if it conforms to the specification. */
	checkRequest(endpoint: string, params: Record<string, string>, query: URLSearchParams, received: Received): string[] {
		const found = this.operations.get(endpoint);
		if (!found) return [`${endpoint} is not in X's specification`];
		return [
			...this.checkPath(endpoint, found, params),
			...this.checkQuery(endpoint, found, query),
			...this.checkBody(endpoint, found, received),
		].map((problem) => `${endpoint}: ${problem}`);
	}

	/** What is wrong with a successful answer. */
	checkAnswer(endpoint: string, status: number, body: unknown): string[] {
		const schema = this.answerSchema(endpoint, status);
		if (!schema) return [`${endpoint}: the specification knows no answer with status ${status}`];
		return this.validate(`${endpoint} answer ${status}`, schema, body).map(
			(problem) => `${endpoint}: answer ${problem}`,
		);
	}

	/** An answer generated from the schema, for operations without their own handler. */
	sample(endpoint: string): { status: number; body: unknown } {
		const responses = this.operations.get(endpoint)!.operation.responses;
		const status = Object.keys(responses).find((code) => code.startsWith('2')) ?? '200';
		const schema = responses[status]?.content?.['application/json']?.schema;
		return { status: Number(status), body: schema ? sampleAnswer(schema, this.document) : {} };
	}

	private answerSchema(endpoint: string, status: number): Record<string, unknown> | undefined {
		return this.operations.get(endpoint)?.operation.responses[String(status)]?.content?.['application/json']?.schema;
	}

	private checkPath(endpoint: string, { parameters }: Compiled, params: Record<string, string>): string[] {
		return parameters
			.filter((one) => one.in === 'path')
			.flatMap((one) =>
				this.validate(
					`${endpoint} path ${one.name}`,
					one.schema,
					coerce(params[one.name], this.resolve(one.schema)),
				).map((problem) => `path parameter ${one.name} ${problem}`),
			);
	}

	private checkQuery(endpoint: string, { parameters }: Compiled, query: URLSearchParams): string[] {
		const problems: string[] = [];
		const known = new Map(parameters.filter((one) => one.in === 'query').map((one) => [one.name, one]));
		for (const name of new Set(query.keys())) {
			const parameter = known.get(name);
			if (!parameter) problems.push(`query parameter ${name} is not in the specification`);
			else if (query.getAll(name).length > 1)
				problems.push(`query parameter ${name} is repeated; lists are separated by commas`);
			else
				problems.push(
					...this.validate(
						`${endpoint} query ${name}`,
						parameter.schema,
						coerce(query.get(name)!, this.resolve(parameter.schema)),
					).map((problem) => `query parameter ${name} ${problem}`),
				);
		}
		for (const parameter of known.values())
			if (parameter.required && !query.has(parameter.name))
				problems.push(`query parameter ${parameter.name} is missing`);
		return problems;
	}

	private checkBody(endpoint: string, { operation }: Compiled, received: Received): string[] {
		const { requestBody } = operation;
		if (!requestBody)
			return received.kind === 'none' || isEmpty(received.value) ? [] : ['a body was sent, the specification has none'];
		if (received.kind === 'none') return requestBody.required ? ['the body is missing'] : [];
		const media = requestBody.content[received.contentType];
		if (!media)
			return [
				`content type ${received.contentType || '(none)'} is not one of ${Object.keys(requestBody.content).join(', ')}`,
			];
		if (!media.schema) return [];
		const value = received.kind === 'multipart' ? this.formValue(media.schema, received) : received.value;
		return this.validate(`${endpoint} body ${received.contentType}`, media.schema, value).map(
			(problem) => `body ${problem}`,
		);
	}

	/** A form contains only texts and files: numbers and booleans are parsed as the schema requires. */
	private formValue(schema: Record<string, unknown>, received: Received): unknown {
		const properties = (this.resolve(schema).properties ?? {}) as Record<string, Record<string, unknown>>;
		const fields = Object.entries(received.value as Record<string, string>).map(([name, text]) => [
			name,
			coerce(text, this.resolve(properties[name] ?? {})),
		]);
		return {
			...Object.fromEntries(fields),
			...Object.fromEntries(Object.keys(received.files).map((name) => [name, 'binary'])),
		};
	}

	private resolve(schema: Record<string, unknown>): Record<string, unknown> {
		return typeof schema.$ref === 'string'
			? this.resolve(this.document.components.schemas[schema.$ref.split('/').pop()!])
			: schema;
	}

	private validate(key: string, schema: Record<string, unknown>, value: unknown): string[] {
		let validator = this.validators.get(key);
		if (!validator) {
			validator = this.ajv.compile(absolute(schema));
			this.validators.set(key, validator);
		}
		return validator(value) ? [] : (validator.errors ?? []).map(inWords);
	}
}

/**
 * Makes references work in a schema taken out of the document, drops `nullable` without a type, which is meaningless,
 * and removes duplicates from lists of values.
 */
function absolute<T extends object>(schema: T): T {
	return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', `"$ref":"${ID}#/`), (key, value: unknown) => {
		if (key === 'enum' && Array.isArray(value)) return [...new Set<unknown>(value)];
		if (typeof value !== 'object' || value === null || !('nullable' in value) || 'type' in value) return value;
		return { ...value, nullable: undefined };
	}) as T;
}

const isEmpty = (value: unknown): boolean =>
	value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** Parameters are transmitted as text; the schema states their types. */
function coerce(text: string, schema: Record<string, unknown>): unknown {
	if (schema.type === 'array') return text.split(',');
	if ((schema.type === 'integer' || schema.type === 'number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
	if (schema.type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
	return text;
}

function inWords(error: ErrorObject): string {
	const { additionalProperty, allowedValues } = error.params as {
		additionalProperty?: string;
		allowedValues?: unknown[];
	};
	const listed = allowedValues && allowedValues.length <= 12 ? allowedValues.join(', ') : undefined;
	const named = additionalProperty ?? listed;
	const detail = named === undefined ? '' : `: ${named}`;
	return `${error.instancePath ? `${error.instancePath} ` : ''}${error.message ?? error.keyword}${detail}`;
}
