import { readFileSync } from 'node:fs';
import path from 'node:path';
import { OWNED_READ_USD, PRICES, PRICES_AS_OF } from '../../../api/money/prices';
import { endpoints, RESOURCES } from '../../../connector';

it('the price list says of which day it is', () => {
	expect(PRICES_AS_OF).toMatch(/^\d{4}-\d\d-\d\d$/);
	expect(Number.isNaN(Date.parse(PRICES_AS_OF))).toBe(false);
});

it('every price is a positive amount of dollars below one, in steps of a tenth of a cent', () => {
	for (const [name, { usd }] of Object.entries(PRICES))
		expect([name, usd > 0 && usd < 1 && Number.isInteger(Math.round(usd * 1e6) / 1000)]).toEqual([name, true]);
});

it('reads are charged by object, everything else by request', () => {
	for (const [name, { per }] of Object.entries(PRICES))
		expect([name, per]).toEqual([name, name.endsWith(': Read') ? 'object' : 'request']);
});

it('a post with a link costs 13 times one without', () => {
	expect(PRICES['Post: Create']).toEqual({ usd: 0.015, per: 'request' });
	expect(PRICES['Post: Create (with URL)']).toEqual({ usd: 0.2, per: 'request' });
	expect(PRICES['Posts: Read'].usd).toBe(0.005);
	expect(PRICES['User: Read'].usd).toBe(0.01);
});

it('what is charged by object is read with GET, and what is written is charged by request', () => {
	const priced = endpoints().flatMap(({ endpoint, price }) => (price ? [{ endpoint, per: PRICES[price].per }] : []));
	expect(priced.length).toBeGreaterThan(5);
	for (const { endpoint, per } of priced) if (per === 'object') expect(endpoint).toMatch(/^GET /);
	for (const { endpoint, per } of priced)
		if (!endpoint.startsWith('GET ')) expect([endpoint, per]).toEqual([endpoint, 'request']);
});

it('prices in texts are those of the list', () => {
	const text =
		RESOURCES.flatMap(({ operations }) => operations)
			.find(({ endpoint }) => endpoint === 'POST /2/tweets')
			?.fields.find(({ name }) => name === 'text')?.description ?? '';
	const amounts = [...text.matchAll(/0\.\d+/g)].map(([amount]) => Number(amount));
	expect(amounts).toEqual([PRICES['Post: Create (with URL)'].usd, PRICES['Post: Create'].usd]);
});

it('the page on money has the figures and the day of the list', () => {
	const page = readFileSync(path.join(__dirname, '..', '..', '..', 'docs', 'limits-and-money.md'), 'utf8');
	const amounts = Object.fromEntries(
		[...page.matchAll(/^\| (.+?) \| ([\d.]+) \|$/gm)].map(([, what, usd]) => [what.replace(/\*/g, ''), Number(usd)]),
	);
	expect(amounts).toEqual({
		'a post read': PRICES['Posts: Read'].usd,
		'a user read': PRICES['User: Read'].usd,
		'a follower or followed account read': PRICES['Following/Followers: Read'].usd,
		'a post created': PRICES['Post: Create'].usd,
		'a post created with a link': PRICES['Post: Create (with URL)'].usd,
		'a reply to somebody who mentioned or quoted you, without a link (the estimates count it as a post)':
			PRICES['Post: Create (summoned)'].usd,
		'alt text of a file': PRICES['Media Metadata'].usd,
		'your own data, read with an app that you own': OWNED_READ_USD,
	});
	expect(page).toContain(`prices as of ${PRICES_AS_OF}`);
});
