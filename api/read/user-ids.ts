/** Resolves @handles and `me` to user IDs; each is requested once per run. */
import { inner, label } from '../json/members';
import type { Account, Answer, XClient } from '../client/call';
import { XError } from '../errors/errors';
import { partialProblems } from '../errors/problem';
import { lookUp } from './lookups';
import { xErrorOnly } from '../errors/outcome';

export interface Directory {
	/** Resolves these keys (`me`, `@handle` or digits) with as few requests as possible. */
	learn(keys: readonly string[]): Promise<void>;
	/** The ID of a key that was resolved. @throws XError when X knows no such user */
	id(key: string): string;
	/** The resolved IDs by key, for a later run. */
	learnt(): Record<string, string>;
	/** Takes over the IDs resolved by an earlier run. */
	recall(ids: Readonly<Record<string, string>>): void;
}

/** @param account holds the connected account's ID, shared with later runs */
export function createDirectory(client: XClient, width: number, account: Account = {}): Directory {
	const known = new Map<string, string | XError>();
	/** Pending requests by key, so that concurrent items do not ask twice. */
	const asked = new Map<string, Promise<void>>();

	async function ask(keys: readonly string[]): Promise<void> {
		if (keys.includes('me'))
			known.set(
				'me',
				account.id ??
					(await client
						.call('GET /2/users/me', { query: { 'user.fields': ['subscription_type'] } })
						.then((answer) => noted(account, answer))
						.catch(xErrorOnly)),
			);
		const handles = keys.filter((key) => key.startsWith('@')).map((key) => key.slice(1));
		const rule = {
			one: 'GET /2/users/by/username/{username}',
			many: 'GET /2/users/by',
			parameter: 'usernames',
			size: 100,
			key: 'username',
		} as const;
		for (const [handle, found] of await lookUp(client, rule, handles, {}, width)) {
			known.set(`@${handle}`, found instanceof XError ? found : idOf(found));
		}
	}

	return {
		async learn(keys) {
			const names = [...new Set(keys)].filter((key) => !known.has(key));
			const fresh = names.filter((key) => !asked.has(key));
			const asking = ask(fresh);
			for (const key of fresh) asked.set(key, asking);
			await Promise.all([asking, ...names.map((key) => asked.get(key))]);
		},
		id(key) {
			if (/^\d+$/.test(key)) return key;
			const found = known.get(key);
			if (found === undefined) throw new Error(`The ID of ${key} was not asked for`);
			if (found instanceof XError) throw found;
			return found;
		},
		learnt: () =>
			Object.fromEntries([...known].filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
		recall(ids) {
			for (const [key, id] of Object.entries(ids)) known.set(key, id);
		},
	};
}

/** Everything that is used of the account comes with its ID: X charges for one user. @returns the ID */
function noted(account: Account, answer: Answer): string {
	const id = idOf(answer);
	const { username, subscription_type: subscription } = inner(answer.data);
	if (typeof username === 'string') account.username = username;
	if (typeof subscription === 'string') account.subscription = subscription;
	account.id = id;
	return id;
}

function idOf(answer: Answer): string {
	const id = label(inner(answer.data).id);
	if (id !== undefined) return id;
	const [problem = { title: 'X did not return a user', detail: '', type: '' }] = partialProblems(answer);
	throw new XError(problem, { endpoint: 'GET /2/users/me', status: 404 });
}
