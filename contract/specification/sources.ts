/** Loads X's specification and its tables of rate limits and prices. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { loadSpec, NEIGHBOUR, PUBLISHED, specSource } from '../../sandbox/spec/load';
import type { Pricing, RateLimits } from './documented';
import { readSpec, type Spec } from './spec';

export { specSource };

const isUrl = (source: string) => /^https?:/.test(source);

/** @param source file or address; X's own by default */
export async function specFrom(source = PUBLISHED): Promise<Spec> {
	const document = await loadSpec(isUrl(source) ? source : resolve(source));
	if (!document) throw new Error(`No OpenAPI document could be read from ${source}`);
	return readSpec(document);
}

/** A table located beside the specification, or beside the repository's copy of it. */
function table<T>(name: string, source: string | undefined): T | undefined {
	if (!source) return undefined;
	const folders = [...(isUrl(source) ? [] : [dirname(resolve(source))]), dirname(NEIGHBOUR)];
	const file = folders.map((folder) => join(folder, name)).find(existsSync);
	return file ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

export const rateLimitsBeside = (source: string | undefined): RateLimits | undefined =>
	table('rate-limits.json', source);
export const pricingBeside = (source: string | undefined): Pricing | undefined => table('pricing.json', source);
