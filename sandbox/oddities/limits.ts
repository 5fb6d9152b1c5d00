import { problemType } from '../http/errors';
import { oddity } from './types';

const inSeconds = (ms: number) => Math.floor(ms / 1000);
const LEGACY = { errors: [{ code: 88, message: 'Rate limit exceeded' }] };

/** Rate-limit behaviour seen in practice. */
export const LIMITS = {
	'limit-with-remaining': oddity({
		title: '429 with something remaining',
		description: 'X answers 429 though its headers say that requests remain; a second later it answers again.',
		source:
			'Public reports: full-archive search takes one request a second and answers 429 with x-rate-limit-remaining 298',
		common: { endpoint: 'GET /2/tweets/search/all', times: 1 },
		settings: { limit: 300, remaining: 298, resetInSeconds: 840 },
		instead: ({ clock }, { limit, remaining, resetInSeconds }) => ({
			status: 429,
			body: { title: 'Too Many Requests', detail: 'Too Many Requests', type: 'about:blank', status: 429 },
			headers: {
				'x-rate-limit-limit': String(limit),
				'x-rate-limit-remaining': String(remaining),
				'x-rate-limit-reset': String(inSeconds(clock.now()) + resetInSeconds),
			},
		}),
	}),
	'limit-without-headers': oddity({
		title: '429 without headers',
		description: 'X answers 429 and does not say until when.',
		source: 'Public reports: 429 without x-rate-limit headers',
		settings: {},
		instead: () => ({ status: 429, body: LEGACY }),
	}),
	'spend-cap': oddity({
		title: 'Spend cap reached',
		description:
			'The app has spent what its owner allows: X answers 403 SpendCapReached with the date of the next cycle.',
		source: 'Public reports: 403 SpendCapReached with reset_date, type .../problems/credits',
		settings: { resetDate: '2026-12-01' },
		instead: (_scene, { resetDate }) => ({
			status: 403,
			contentType: 'application/problem+json',
			body: {
				title: 'SpendCapReached',
				detail: `Your enrolled account has reached its billing cycle spend cap. API requests will be blocked until the next billing cycle begins on ${resetDate}.`,
				reset_date: resetDate,
				type: problemType('credits'),
				account_id: 1,
			},
		}),
	}),
	'passing-refusal': oddity({
		title: '403 for some seconds',
		description: 'X refuses for a while, and then answers as if nothing had been.',
		source: 'Public reports: 403 for 40 to 60 seconds on streams and on replies to a post just made',
		settings: { seconds: 40, detail: 'Forbidden' },
		instead: ({ clock, since }, { seconds, detail }) =>
			clock.now() < since + seconds * 1000
				? {
						status: 403,
						contentType: 'application/problem+json',
						body: { title: 'Forbidden', detail, type: 'about:blank', status: 403 },
					}
				: undefined,
	}),
};
