import { problemType } from '../http/errors';
import { oddity } from './types';

const inSeconds = (ms: number) => Math.floor(ms / 1000);
const TOO_MANY = { title: 'Too Many Requests', detail: 'Too Many Requests', type: 'about:blank', status: 429 };
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
			body: TOO_MANY,
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
	'limit-in-the-past': oddity({
		title: '429 whose reset is past',
		description: 'X answers 429, and its headers name a time that is over.',
		source: 'Review of reading: 429 with nothing remaining and an x-rate-limit-reset in the past',
		settings: { resetInSeconds: -60 },
		instead: ({ clock }, { resetInSeconds }) => ({
			status: 429,
			body: LEGACY,
			headers: {
				'x-rate-limit-remaining': '0',
				'x-rate-limit-reset': String(inSeconds(clock.now()) + resetInSeconds),
			},
		}),
	}),
	'limit-as-success': oddity({
		title: '429 in a 200',
		description: 'A read is answered 200, and its body says that there were too many requests.',
		source: 'Review of reading: 200 {"title":"Too Many Requests","status":429}',
		settings: {},
		instead: ({ method }) => (method === 'GET' ? { status: 200, body: TOO_MANY } : undefined),
	}),
	'usage-cap': oddity({
		title: 'Usage cap exceeded',
		description: 'X answers 429 UsageCapExceeded although its headers say that requests remain.',
		source: 'xdevplatform/xdk#25: 429 UsageCapExceeded, "Usage cap exceeded: Monthly product cap", 39999 remaining',
		settings: { period: 'Monthly' },
		instead: (_scene, { period }) => ({
			status: 429,
			headers: { 'x-rate-limit-limit': '40000', 'x-rate-limit-remaining': '39999' },
			body: {
				account_id: 1,
				product_name: 'standard-basic',
				title: 'UsageCapExceeded',
				period,
				scope: 'Product',
				detail: `Usage cap exceeded: ${period} product cap`,
				type: 'https://api.twitter.com/2/problems/usage-capped',
			},
		}),
	}),
	maintenance: oddity({
		title: 'A long maintenance',
		description: 'X answers 503 and says with retry-after how long to wait.',
		source: 'RFC 9110, Retry-After; review of reading: 503 with retry-after: 7200',
		settings: { seconds: 7200 },
		instead: (_scene, { seconds }) => ({
			status: 503,
			body: { title: 'Service Unavailable', detail: 'Service Unavailable', type: 'about:blank', status: 503 },
			headers: { 'retry-after': String(seconds) },
		}),
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
