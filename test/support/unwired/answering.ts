/** Carries out an operation for one item, on a client without a wire. */
import type { Answer } from '../../../api/client/call';
import { XError } from '../../../api/errors/errors';
import type { Attempt } from '../../../api/write/attempt';
import { createLedger, ofRun } from '../../../api/write/ledger';
import type { Writes } from '../../../api/write/write-once';
import type { Operation } from '../../../connector';
import { answerOne } from '../../../host/action/answer';
import type { Session } from '../../../host/session/session';
import type { CheckedItem, OutputOptions } from '../../../host/shared/types';
import { fakeClient, START } from './surroundings';
import { operationOf } from './writing';

export const SEARCH = operationOf('post', 'search');
export const LIMIT = new XError(
	{ title: 'Too Many Requests', detail: '', type: '' },
	{ endpoint: SEARCH.endpoint, status: 429, exhausted: { window: '15-minute', resetsAt: START } },
);

export interface Given {
	answer?: Parameters<typeof fakeClient>[0];
	options?: Partial<OutputOptions>;
	settings?: Partial<Session['settings']>;
	session?: Partial<Session>;
	/** What earlier tries have written, by key. */
	earlier?: Map<string, Attempt>;
	/** What the run has made. */
	ledger?: Writes['ledger'];
}

/** Carries out an operation for one item. */
export async function answer(operation: Operation, values: CheckedItem['values'], given: Given = {}) {
	const { options, settings, session, earlier = new Map<string, Attempt>() } = given;
	const { client, calls } = fakeClient(given.answer ?? (() => ({ data: { id: '1' } })));
	const asked: string[] = [];
	const writes = {
		ledger: given.ledger ?? ofRun(createLedger()),
		single: (key: string) => ({
			earlier: earlier.get(key),
			note: (attempt?: Attempt) => void (attempt ? earlier.set(key, attempt) : earlier.delete(key)),
		}),
	} as unknown as Writes;
	const run = answerOne(
		operation,
		{ itemIndex: 0, values, outputOptions: { limit: 10, output: 'raw', select: {}, ...options } },
		{
			client,
			settings: { cutShort: 'keep', parallel: 1, ...settings },
			me: async () => await Promise.resolve((asked.push('me'), '42')),
			directory: { id: (key: string) => key.replace('@', '') },
			inUse: { kind: 'user' },
			credential: 'xUserOAuth2Api',
			...session,
		} as unknown as Session,
		{ writes, download: async () => await Promise.reject(new Error('Nothing is downloaded here')) },
	);
	return { run, calls, asked, earlier };
}
export async function answered(...given: Parameters<typeof answer>) {
	const { run, ...more } = await answer(...given);
	return { ...(await run), ...more };
}
export const ids = (count: number, first = 1) => Array.from({ length: count }, (_, i) => String(first + i));
export const page = (all: readonly string[], next_token?: string): Answer => ({
	data: all.map((id) => ({ id })),
	...(next_token ? { meta: { next_token } } : {}),
});
