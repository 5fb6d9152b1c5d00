/**
 * Looks up many objects with few requests: duplicates are removed, keys share requests up to X's maximum, and each
 * key gets its own result or error.
 */
import { isObject, objects, strings } from '../json/members';
import type { Answer, EndpointName, Parts, XClient } from '../client/call';
import { endsRun, XError } from '../errors/errors';
import { partialProblems, type Problem } from '../errors/problem';
import { failure, settleCall } from '../errors/outcome';
import { inOrder } from './pool';

export interface LookupRule {
	/** Endpoint for one key, with a path parameter. */
	one: EndpointName;
	/** Endpoint for many keys. */
	many: EndpointName;
	/** Query parameter of `many` that accepts the comma-separated list. */
	parameter: string;
	/** Maximum number of keys per request. */
	size: number;
	/** Property that identifies each returned object. */
	key: string;
}

/** X's response reduced to one object: `data` is that object, `includes` are those of the whole request. */
export type Found = Answer & { data: Record<string, unknown> };

/**
 * @param stopAtMissing make no further requests once a key was not found
 * @returns what was found for each requested key, or why not; a request that fails as a whole fails all its keys
 */
export async function lookUp(
	client: XClient,
	rule: LookupRule,
	keys: readonly string[],
	query: Parts['query'],
	width: number,
	stopAtMissing = false,
): Promise<Map<string, Found | XError>> {
	// Handles are case-insensitive; IDs of Spaces are not.
	const same = (key: unknown) => (rule.key === 'username' ? String(key).toLowerCase() : String(key));
	const distinct = [...new Map(keys.map((key) => [same(key), key])).values()];
	const results = new Map<string, Found | XError>();
	const chunks = Array.from({ length: Math.ceil(distinct.length / rule.size) }, (_, i) =>
		distinct.slice(i * rule.size, (i + 1) * rule.size),
	);
	const [, name] = /\{(\w+)\}/.exec(rule.one) ?? [];
	let cut: XError | undefined;
	let stopped = false;

	/** Requests all keys, or as many of the first ones as the remaining money pays for. @returns the others */
	async function ask(keys: readonly string[]): Promise<readonly string[]> {
		const alone = keys.length === 1 && name !== undefined;
		const endpoint = alone ? rule.one : rule.many;
		let asked = keys;
		const parts = (): Parts =>
			alone
				? { path: { [name]: asked[0] }, query, itemized: true }
				: { query: { ...query, [rule.parameter]: asked }, itemized: true };
		const fit = (affordable: number): Parts => {
			asked = keys.slice(0, Math.max(1, affordable));
			return parts();
		};
		const outcome = cut ? failure(cut) : await settleCall(client.call(endpoint, parts(), fit));
		if (!outcome.ok) {
			if (endsRun(outcome.error)) cut = outcome.error;
			for (const key of keys) results.set(same(key), outcome.error);
			return [];
		}
		const entry = entriesOf(outcome.value, { endpoint, alone, key: rule.key, same });
		for (const key of asked) {
			const found = entry(key);
			results.set(same(key), found);
			if (found instanceof XError && stopAtMissing) stopped = true;
		}
		return keys.slice(asked.length);
	}

	await inOrder(chunks, width, async (chunk) => {
		for (let keys: readonly string[] = chunk; keys.length > 0 && !stopped;) keys = await ask(keys);
	});
	return new Map(
		keys.flatMap((key): Array<[string, Found | XError]> => {
			const result = results.get(same(key));
			return result ? [[key, result]] : [];
		}),
	);
}

/** How a response is read. */
interface Way {
	endpoint: EndpointName;
	/** One key was asked for, by its path. */
	alone: boolean;
	/** Property that identifies each object. */
	key: string;
	same(key: unknown): string;
}

/** What a response contains for each key. */
function entriesOf(answer: Answer, { endpoint, alone, key: name, same }: Way): (key: string) => Found | XError {
	const listed = objects([answer.data].flat());
	const found = new Map([
		...listed.flatMap((object) => versionsOf(object).map((id) => [same(id), object] as const)),
		...listed.map((object) => [same(object[name]), object] as const),
	]);
	const problems = partialProblems(answer);
	const told = new Map(problems.map((problem) => [same(problem.resourceId), problem]));
	// What X returns for one key is its object, whatever X calls it: a handle may have changed.
	const only = alone && isObject(answer.data) && Object.keys(answer.data).length > 0 ? answer.data : undefined;
	return (key) => {
		const object = found.get(same(key)) ?? only;
		if (object) return { ...answer, data: object };
		const nothing: Problem = {
			title: 'Not Found',
			detail: `X returned nothing for ${key}.`,
			type: 'resource-not-found',
		};
		const problem = told.get(same(key)) ?? (alone ? problems[0] : undefined);
		return new XError(problem ?? nothing, { endpoint, status: 404 });
	};
}

/** An edited post is returned for the ID of an earlier version, too. */
const versionsOf = (object: Record<string, unknown>): string[] =>
	[object.edit_history_post_ids, object.edit_history_tweet_ids].flatMap(strings);
