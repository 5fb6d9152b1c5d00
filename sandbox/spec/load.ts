import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');
export const NEIGHBOUR = resolve(ROOT, '..', 'shared', 'x-api', 'openapi.json');
/** X's own specification, which requires no credential. */
export const PUBLISHED = 'https://api.x.com/2/openapi.json';
const TIMEOUT_MS = 5_000;

export interface Parameter {
	name: string;
	in: 'query' | 'path' | 'header';
	required?: boolean;
	schema: Record<string, unknown>;
}
export interface Media {
	schema?: Record<string, unknown>;
}
export interface Operation {
	operationId: string;
	security?: Array<Record<string, string[]>>;
	parameters?: Array<Parameter | { $ref: string }>;
	requestBody?: { required?: boolean; content: Record<string, Media> };
	responses: Record<string, { content?: Record<string, Media> }>;
}
export interface OpenApi {
	info: { version: string };
	paths: Record<string, Record<string, Operation>>;
	components: { parameters: Record<string, Parameter>; schemas: Record<string, Record<string, unknown>> };
}

const parsed = new Map<string, OpenApi>();

async function read(source: string): Promise<OpenApi | undefined> {
	const known = parsed.get(source);
	if (known) return known;
	try {
		const text = /^https?:/.test(source)
			? await (await fetch(source, { signal: AbortSignal.timeout(TIMEOUT_MS) })).text()
			: await readFile(resolve(ROOT, source), 'utf8');
		const spec = JSON.parse(text) as OpenApi;
		if (!spec.paths || !spec.components) return undefined;
		parsed.set(source, spec);
		return spec;
	} catch {
		return undefined;
	}
}

/**
 * Location of X's specification: the value of `X_OPENAPI_SPEC` (a file or a URL; `none` for no specification), else the
 * copy beside the repository.
 */
export function specSource(): string | undefined {
	const said = process.env.X_OPENAPI_SPEC;
	if (said) return said === 'none' ? undefined : said;
	return existsSync(NEIGHBOUR) ? NEIGHBOUR : undefined;
}

/** X's specification, if available; nothing is fetched unless explicitly named. */
export async function loadSpec(source = specSource()): Promise<OpenApi | undefined> {
	return source ? await read(source) : undefined;
}
