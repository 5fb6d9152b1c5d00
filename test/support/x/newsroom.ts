/** A local X whose @newsroom posts, and polls of it. */
import type { IDataObject } from 'n8n-workflow';
import type { WorldPost } from '../../../sandbox';
import { pollNode, type Poller } from '../n8n/polls';
import { type TestX, useLocalX } from './local-x';

export function usePolls() {
	const x = useLocalX({ rateLimits: false, balanceUsd: 1_000_000 });
	beforeEach(() => {
		// Search sees what is made in the same millisecond.
		x.faults.set({ searchDelaySeconds: -60 });
	});

	const newsroom: IDataObject = { event: 'userPost', user: { mode: 'username', value: 'newsroom' } };
	const post = (text: string, more: Partial<Parameters<TestX['world']['addPost']>[0]> = {}): WorldPost =>
		x.world.addPost({ by: 'newsroom', text, ...more });
	const burst = (count: number, from = 1) => Array.from({ length: count }, (_, i) => post(`News ${from + i}`).id);
	const ids = (json: IDataObject[]) => json.map(({ id }) => id);
	const calls = () => x.requests.map(({ endpoint }) => endpoint);
	const reason = async (polled: Promise<unknown>) =>
		await polled.then(
			() => undefined,
			(error: { message: string; description?: string }) => error,
		);

	async function activated(
		parameters: IDataObject = newsroom,
		options?: Parameters<typeof pollNode>[2],
	): Promise<Poller> {
		const poller = pollNode(x, parameters, options);
		expect(await poller.poll()).toEqual([]);
		x.requests.length = 0;
		return poller;
	}
	return { x, newsroom, post, burst, ids, calls, reason, activated };
}
