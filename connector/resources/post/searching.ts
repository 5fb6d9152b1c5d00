/** Search for posts, recent or of all time, as every operation that searches has it. */
import { ARCHIVE_TIMES, RECENT_TIMES } from '../../shared/times';
import type { Operation } from '../../types';

export const searching = {
	endpoint: 'GET /2/tweets/search/recent',
	access: { user: ['tweet.read', 'users.read'], app: true },
	limits: { user: ['300/15min'], app: ['450/15min'] },
	price: 'Posts: Read',
	times: RECENT_TIMES,
	page: { size: { min: 10, max: 100 }, token: 'next_token' },
	instead: {
		field: 'searchIn',
		value: 'all',
		page: { size: { min: 10, max: 500 }, token: 'next_token' },
		endpoint: {
			endpoint: 'GET /2/tweets/search/all',
			access: { app: true },
			limits: { user: ['1/1s'], app: ['1/1s', '300/15min'] },
			price: 'Posts: Read',
			times: ARCHIVE_TIMES,
		},
	},
} as const satisfies Partial<Operation>;
