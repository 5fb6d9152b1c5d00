/** Rate limits and prices of the rows are those that X documents. */
import { comparePrices, compareRates, toLine } from '../../contract';
import { PRICES } from '../../api/money/prices';
import { RESOURCES } from '../../connector';
import { ACTIVITY_EVENTS, priceOf } from '../../connector/resources/activity-subscription/events';
import { describeWith, PRICING, RATES, withRow } from './support';

const lines = (differences: ReturnType<typeof compareRates>) => differences.map(toLine);

describeWith(RATES, 'rate-limits.json', 'Rate limits', () => {
	const rates = RATES ?? {};

	it("of every row are X's", () => {
		expect(lines(compareRates(RESOURCES, rates))).toEqual([]);
	});

	it('are seen to differ, also at the endpoint an operation goes to instead', () => {
		const search = withRow('post.search', (row) => ({
			...row,
			limits: { ...row.limits, user: ['180/15min'] },
			instead: row.instead && { ...row.instead, endpoint: { ...row.instead.endpoint, limits: undefined } },
		}));
		expect(lines(compareRates(search, rates))).toEqual([
			'GET /2/tweets/search/all: X documents rate limits per user of 1/1s, row has none',
			'GET /2/tweets/search/all: X documents rate limits per app of 1/1s, 300/15min, row has none',
			'GET /2/tweets/search/recent: X documents rate limits per user of 300/15min, row has 180/15min',
		]);
	});
});

describeWith(PRICING, 'pricing.json', 'Prices', () => {
	const pricing = PRICING ?? {
		read_per_resource: {},
		write_per_request: {},
		per_operation: {},
		webhook_events_per_event: {},
	};

	it("of delivered events are X's", () => {
		const listed = Object.entries(pricing.webhook_events_per_event).filter(([event]) => !event.startsWith('_'));
		expect(listed.length).toBeGreaterThan(15);
		for (const [event, usd] of listed) {
			const types = ACTIVITY_EVENTS.filter(({ value }) =>
				event.endsWith('*') ? value.startsWith(event.slice(0, -1)) : value === event,
			);
			expect([event, ...new Set(types.map(priceOf))]).toEqual([event, usd]);
		}
	});

	it("of every row, and the price list, are X's", () => {
		expect(lines(comparePrices(RESOURCES, pricing))).toEqual([]);
	});

	it('are seen to differ', () => {
		expect(
			lines(
				comparePrices(
					withRow('post.search', (row) => ({ ...row, price: 'User: Read' })),
					pricing,
				),
			),
		).toEqual(['GET /2/tweets/search/recent: X charges by Posts: Read, row by User: Read']);
		expect(
			lines(
				comparePrices(
					withRow('post.delete', (row) => ({ ...row, price: undefined })),
					pricing,
				),
			),
		).toEqual(['DELETE /2/tweets/{id}: X charges by Content: Manage, row by none']);
		const prices = {
			...PRICES,
			'Posts: Read': { usd: 0.004, per: 'object' },
			'Post: Create': { usd: 0.015, per: 'object' },
		} as const;
		expect(lines(comparePrices(RESOURCES, pricing, prices))).toEqual([
			'Price list: Posts: Read: X charges 0.005 USD per object, api/prices.ts has 0.004 USD per object',
			'Price list: Post: Create: X charges 0.015 USD per request, api/prices.ts has 0.015 USD per object',
		]);
	});

	it("of owned reads are X's, and of its day", () => {
		expect(pricing.owned_reads?.endpoints.length).toBeGreaterThan(0);
		expect(
			lines(
				comparePrices(RESOURCES, {
					...pricing,
					owned_reads: { price_per_resource: 0.002, endpoints: ['GET /2/users/{id}/tweets'] },
					_meta: { docs_snapshot: '2020-01-01' },
				}),
			),
		).toEqual([
			expect.stringMatching(
				/^Price list: Owned reads: X's is 0\.002 USD at GET \/2\/users\/\{id\}\/tweets, api\/prices\.ts has 0\.001 USD at /,
			),
			expect.stringMatching(/^Price list: Date: X's is 2020-01-01, api\/prices\.ts has /),
		]);
	});
});
