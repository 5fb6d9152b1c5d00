/** A local X with posts to read page by page and accounts to look up, and limits that are used up when a test says so. */
import type { IDataObject } from 'n8n-workflow';
import { type TestX, useLocalX } from './local-x';

export function useAccounts() {
	const x = useLocalX();
	afterEach(() => jest.restoreAllMocks());

	const news = (count: number) =>
		Array.from({ length: count }, (_, i) => x.world.addPost({ by: 'newsroom', text: `News number ${i + 1}` }));
	const timeline = (more: IDataObject = {}): IDataObject => ({
		resource: 'timeline',
		operation: 'getUserPosts',
		user: { mode: 'id', value: x.world.needUser('newsroom').id },
		...more,
	});
	/** The newest post of each account: reads that cannot share a request. */
	const newest = (limits: IDataObject): IDataObject => ({
		resource: 'timeline',
		operation: 'getUserPosts',
		user: { mode: 'id', value: '={{ $json.id }}' },
		limit: 1,
		limits,
	});
	/** Accounts with a post each, as input. */
	const accounts = (count: number, on: TestX = x) =>
		Array.from({ length: count }, (_, i) => {
			const { id, username } = on.world.addUser({ username: `account_${on.world.users.size}`, name: `Account ${i}` });
			on.world.addPost({ by: username, text: 'Hello' });
			return { json: { id } };
		});
	const PAGES = 'GET /2/users/{id}/tweets';
	const endedEarly = (json: IDataObject[]) =>
		json.at(-1)?.run_ended_early as {
			reason: string;
			resets_at?: string;
			remaining_items: Array<{ item: number; next_token?: string; missing?: string[] }>;
		};
	/** A window of X, and a second. */
	const QUARTER_MS = 901_000;
	const asked = (endpoint: string) => x.requests.filter((request) => request.endpoint === endpoint);

	/** After so many answers of an endpoint its limit is used up. */
	function shutAfter(endpoint: string, answers: number) {
		let seen = 0;
		return jest
			.spyOn(x.faults, 'strike')
			.mockImplementation((match) =>
				match === endpoint && ++seen > answers ? { match, kind: 'rateLimit' } : undefined,
			);
	}
	return { x, news, timeline, newest, accounts, PAGES, endedEarly, QUARTER_MS, asked, shutAfter };
}
