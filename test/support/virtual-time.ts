/**
 * Makes waiting of the nodes instant: n8n's `sleep` moves the time of day instead, for the local X too.
 * Use: `jest.mock('n8n-workflow', () => jest.requireActual<typeof VirtualTime>('../../support/virtual-time').virtualTime())`.
 */
import { go } from './clock';

/** For the tests around: the time of day stands still but for what is waited. */
export function useVirtualTime(): void {
	beforeEach(() => go(0));
	afterEach(() => void jest.useRealTimers());
}

export function virtualTime(): object {
	const actual = jest.requireActual<object>('n8n-workflow');
	const descriptors: Record<string, PropertyDescriptor> = Object.getOwnPropertyDescriptors(actual);
	delete descriptors.sleep;
	return Object.defineProperties(
		{},
		{
			...descriptors,
			sleep: {
				enumerable: true,
				value: async (ms: number) => {
					// Requests under way go on.
					await new Promise((resolve) => setImmediate(resolve));
					jest.setSystemTime(Date.now() + ms);
				},
			},
		},
	);
}
