import type { EndpointName, Parts } from '../../../api/client/call';
import type { XError } from '../../../api/errors/errors';
import { failure } from '../../../api/errors/outcome';
import { createMeter } from '../../../api/money/meter';
import { OWNED_READ_USD, PRICES, type Price } from '../../../api/money/prices';
import { billOf } from '../../../host/action/output/cost-summary';
import { noAnswer, refused, thrownBy, world, xRejection } from '../../support/unwired/surroundings';

const SEARCH = 'GET /2/tweets/search/recent';
const CREATE = 'POST /2/tweets';
const MESSAGE = 'POST /2/dm_conversations/with/{participant_id}/messages';
const COUNTS = 'GET /2/tweets/counts/recent';
const TIMELINE = 'GET /2/users/{id}/tweets';
const AT: Partial<Record<EndpointName, Price>> = {
	[SEARCH]: 'Posts: Read',
	[TIMELINE]: 'Posts: Read',
	[CREATE]: 'Post: Create',
	'GET /2/users': 'User: Read',
	'GET /2/lists/{id}': 'List: Read',
	[MESSAGE]: 'DM Interaction: Create',
	[COUNTS]: 'Counts: Recent',
};
const ME = '42';
const meter = (limitUsd?: number, account = {}) => createMeter((endpoint) => AT[endpoint], limitUsd, account);
const posts = (count: number, author = '7') =>
	Array.from({ length: count }, (_, i) => ({ id: `${author}${i}`, author_id: author }));
const page = (size: number): Parts => ({ query: { max_results: size } });
const post = (text: string): Parts => ({ body: { text } });
const bill = (each: ReturnType<typeof meter>) => billOf(each);

/** Makes calls until one is refused; the calls that were made, and the refusal. */
function spend(limitUsd: number, endpoint: EndpointName, parts: Parts, objects: number) {
	const each = meter(limitUsd);
	let made = 0;
	for (; made < 10_000; made++) {
		const refusal = thrownBy(() => each.reserve(endpoint, parts)({ data: posts(objects) }));
		if (refusal) return { made, refusal, meter: each };
	}
	throw new Error('It spends without end');
}

describe('the spending limit', () => {
	const withLink = PRICES['Post: Create (with URL)'].usd;
	const read = PRICES['Posts: Read'].usd;

	it('lets a request through that ends at the limit to the cent, and refuses the one that would cross it', () => {
		const { made, refusal, meter: spent } = spend(3 * PRICES['Post: Create'].usd, CREATE, post('plain'), 1);
		expect([made, spent.total()]).toEqual([3, 0.045]);
		expect(refusal).toMatchObject({ problem: { type: 'spending-limit' }, context: { endpoint: CREATE } });
		const just = spend(3 * PRICES['Post: Create'].usd - 0.001, CREATE, post('plain'), 1);
		expect([just.made, just.meter.total()]).toEqual([2, 0.03]);
	});

	it.each([
		[1, 100],
		[0.5, 100],
		[0.5, 1],
		[0.005, 1],
		[0.3, 20],
	])('of %d USD is used up by posts read %d a page, and never crossed', (limit, size) => {
		const { made, meter: spent } = spend(limit, SEARCH, page(size), size);
		expect(made).toBe(Math.floor(Math.round((limit / (size * read)) * 1e6) / 1e6));
		expect(spent.total()).toBeLessThanOrEqual(limit);
		expect(spent.total() + size * read).toBeGreaterThan(limit);
	});

	it('of 0 lets nothing through that costs, and what costs nothing at all times', () => {
		const free = meter(0);
		expect(thrownBy(() => free.reserve(SEARCH, page(10)))).toBeDefined();
		expect(thrownBy(() => free.reserve('GET /2/usage/tweets', {}))).toBeUndefined();
	});

	it('knows a post with a link by its text', () => {
		const limit = meter(withLink);
		expect(thrownBy(() => limit.reserve(CREATE, post('See example.com'))({ data: { id: '1' } }))).toBeUndefined();
		expect(limit.total()).toBe(withLink);
		expect(thrownBy(() => limit.reserve(CREATE, post('plain')))).toMatchObject({
			problem: { type: 'spending-limit', detail: expect.stringContaining(`${withLink} USD of ${withLink}`) },
		});
	});

	it('says what was spent, what the next request may cost, and where the limit stands', () => {
		const limit = meter(0.1);
		limit.reserve(SEARCH, page(10))({ data: posts(10) });
		expect(thrownBy(() => limit.reserve(SEARCH, page(20)))).toMatchObject({
			message: expect.stringContaining('spending limit') as string,
			problem: { detail: expect.stringMatching(/0\.05 USD of 0\.1\b.*may cost 0\.1\b/) as string },
			description: expect.stringContaining("'Spending Limit per Run (USD)'") as string,
		});
	});

	it('takes a request for as many objects as it names, whatever else it lists', () => {
		const user = PRICES['User: Read'].usd;
		const query = {
			ids: ['1', '2', '3'],
			'user.fields': Array(9).fill('id') as string[],
			expansions: Array(9).fill('id') as string[],
			exclude: Array(9).fill('id') as string[],
			event_types: Array(9).fill('id') as string[],
			sort_order: 'recency',
		};
		expect(thrownBy(() => meter(3 * user).reserve('GET /2/users', { query }))).toBeUndefined();
		expect(thrownBy(() => meter(2.9 * user).reserve('GET /2/users', { query }))).toBeDefined();
		expect(thrownBy(() => meter(0.9 * user).reserve('GET /2/users', {}))).toBeDefined();
		expect(thrownBy(() => meter(user).reserve('GET /2/users', {}))).toBeUndefined();
	});

	it('takes what is charged by request for one, whatever it asks for and brings', () => {
		const counts = meter();
		counts.reserve(COUNTS, page(100))({ data: posts(100) });
		expect(counts.total()).toBe(PRICES['Counts: Recent'].usd);
		expect([counts.affordable(COUNTS), counts.affordable('GET /2/usage/tweets')]).toEqual([Infinity, Infinity]);
	});

	it('takes a link for dear in a post only, and a post may have no text', () => {
		const each = meter();
		each.reserve(MESSAGE, post('See example.com'))({ data: { dm_event_id: '1' } });
		expect(each.total()).toBe(PRICES['DM Interaction: Create'].usd);
		each.reserve(CREATE, { body: { media: {} } })({ data: { id: '1' } });
		each.reserve(CREATE, {})({ data: null });
		expect(each.lines().map(({ price }) => price)).toEqual(['DM Interaction: Create', 'Post: Create']);
	});

	it('counts nothing for an answer that brought none', () => {
		const each = meter();
		for (const data of [undefined, null, []]) each.reserve(SEARCH, page(10))({ data });
		expect([each.total(), each.lines(), each.along(), each.owned()]).toEqual([0, [], [], []]);
	});

	it('counts what is under way at its most, and gives back what did not come', () => {
		const limit = meter(100 * read);
		const settle = limit.reserve(SEARCH, page(100));
		expect(limit.affordable(SEARCH)).toBe(0);
		expect(thrownBy(() => limit.reserve(SEARCH, page(10)))).toBeDefined();
		settle({ data: posts(30) });
		expect([limit.total(), limit.affordable(SEARCH)]).toEqual([30 * read, 70]);
		limit.reserve(SEARCH, page(70))();
		expect([limit.total(), limit.affordable(SEARCH)]).toEqual([30 * read, 70]);
	});

	it('lets a call wait while requests under way may still give back what it lacks', async () => {
		const limit = meter(100 * read);
		expect(limit.turn(SEARCH, page(100))).toBeUndefined();
		const settle = limit.reserve(SEARCH, page(100));
		let waited = true;
		const turn = limit.turn(SEARCH, page(10))?.then(() => (waited = false));
		expect(limit.turn('GET /2/usage/tweets', {})).toBeUndefined();
		await new Promise(setImmediate);
		expect(waited).toBe(true);
		settle({ data: posts(30) });
		await turn;
		expect([waited, limit.turn(SEARCH, page(10)), limit.affordable(SEARCH)]).toEqual([false, undefined, 70]);
		expect(limit.turn(SEARCH, page(100))).toBeUndefined();
	});

	it('lets a call go at once that is paid for whatever is under way', () => {
		const limit = meter(100 * read);
		limit.reserve(SEARCH, page(30));
		expect(limit.turn(SEARCH, page(69))).toBeUndefined();
		expect(limit.turn(SEARCH, page(70))).toBeUndefined();
		expect(limit.turn(SEARCH, page(71))).toBeDefined();
	});

	it('counts a write that may have been carried out, and none that X refused or that never left', async () => {
		for (const [outcome, usd] of [
			[noAnswer, PRICES['Post: Create'].usd],
			[refused(403), 0],
			[failure({ detail: 'The host was not found.', sent: false }), 0],
		] as const) {
			const each = meter();
			await xRejection(world([outcome], { meter: each }).client.call(CREATE, post('plain')));
			expect(each.total()).toBe(usd);
		}
	});

	it('stays exact over thousands of small sums', () => {
		const long = meter();
		for (let i = 0; i < 10_000; i++) long.reserve(SEARCH, page(1))({ data: posts(1) });
		expect(long.total()).toBe(50);
	});

	it('leaves the once-a-day rule out: the same object read again counts again', () => {
		const twice = meter();
		for (let i = 0; i < 2; i++) twice.reserve(SEARCH, page(10))({ data: posts(10) });
		expect(twice.total()).toBe(0.1);
		expect(bill(twice)).toMatch(
			/^≈ 0\.1 USD · 20 posts · <a href="https:[^"]*#after-a-run" target="_blank">[^<]*<\/a>$/,
		);
	});
});

describe('the bill', () => {
	it('tells operation, objects and dollars', () => {
		const each = meter();
		each.reserve(SEARCH, page(12))({ data: posts(12) });
		each.reserve('GET /2/users', { query: { ids: ['1', '2'] } })({ data: [{ id: '1' }, { id: '2' }] });
		each.reserve(CREATE, post('See example.com'))({ data: { id: '1' } });
		expect(bill(each)).toMatch(/^≈ 0\.28 USD · 12 posts, 2 users, 1 new post with a link · <a [^·]*$/);
	});

	it('is empty where nothing was charged', () => {
		const each = meter();
		each.reserve(SEARCH, page(10))({ meta: { result_count: 0 } });
		each.reserve(SEARCH, page(10))();
		expect(bill(each)).toBe('');
	});

	it('tells what came along, each once, in either vocabulary, and does not add it up', () => {
		const each = meter();
		each.reserve(
			SEARCH,
			page(10),
		)({ data: posts(2), includes: { users: [{ id: '1' }, { id: '2' }], tweets: [{ id: '9' }] } });
		each.reserve(SEARCH, page(10))({ data: posts(2), includes: { users: [{ id: '2' }], posts: [{ id: '9' }] } });
		expect(each.total()).toBe(0.02);
		expect(bill(each)).toContain('≈ 0.02 USD · 4 posts · up to 0.045 with authors and referenced posts ·');
	});

	it('tells nothing that did not come along', () => {
		const each = meter();
		each.reserve(SEARCH, page(10))({ data: posts(2), includes: { users: [{ id: '1' }] } });
		expect(each.along()).toEqual([{ price: 'User: Read', count: 1, usd: 0.01 }]);
		const other = meter();
		other.reserve(SEARCH, page(10))({ data: posts(2), includes: { tweets: [{ id: '1' }], media: [{}] } });
		expect(other.along()).toEqual([{ price: 'Posts: Read', count: 1, usd: 0.005 }]);
	});

	it('tells what an owner of the app pays less for', () => {
		const each = meter(undefined, { id: ME });
		each.reserve(TIMELINE, { path: { id: ME }, ...page(10) })({ data: posts(10, ME) });
		expect(bill(each)).toContain("≈ 0.05 USD · 10 posts · 0.01 if this is your app's own account ·");
		expect(bill(each)).not.toMatch(/each with/);
	});

	it("names the operation that would have been cheaper for the account's own objects", () => {
		const each = meter(undefined, { id: ME });
		each.reserve(SEARCH, page(10))({ data: [...posts(3, ME), ...posts(4)] });
		each.reserve('GET /2/lists/{id}', { path: { id: '1' } })({ data: { id: '1', owner_id: ME } });
		expect(bill(each)).toContain(
			`· 3 for ${OWNED_READ_USD} each with Timeline > Get User Posts · 1 for ${OWNED_READ_USD} each with List > Get Many Owned ·`,
		);
	});

	it("says nothing of own objects where they are others', or the account is not known", () => {
		const others = meter(undefined, { id: ME });
		others.reserve(TIMELINE, { path: { id: '7' }, ...page(10) })({ data: posts(10) });
		const unknown = meter();
		unknown.reserve(SEARCH, page(10))({ data: posts(10, ME) });
		const written = meter(undefined, { id: ME });
		written.reserve(CREATE, post('plain'))({ data: posts(1, ME) });
		const nobodys = meter(undefined, { id: ME });
		nobodys.reserve(TIMELINE, page(10))({ data: posts(10) });
		for (const each of [others, unknown, written, nobodys]) expect(bill(each)).not.toMatch(/own account|each with/);
	});
});

describe('calls that belong together', () => {
	const three = [post('One'), post('Two https://example.com'), post('Three')];

	it.each([
		[0.23, undefined],
		[0.229, /the next 3 requests belong together: they may cost 0\.23 USD and were not sent/],
		[0.03, /0 USD of 0\.03 USD/],
	])('are paid for as a whole by %d USD, or not at all', (limit, said) => {
		const refusal = thrownBy(() => meter(limit).afford(CREATE, three));
		if (said) expect((refusal as Error & { description: string }).description).toMatch(said);
		else expect(refusal).toBeUndefined();
	});

	it('are paid from what is left, and spend nothing themselves', () => {
		const each = meter(0.03);
		each.afford(CREATE, [post('One'), post('Two')]);
		each.reserve(CREATE, post('One'))({ data: { id: '1' } });
		each.afford(CREATE, [post('Two')]);
		const { description } = thrownBy(() => each.afford(CREATE, [post('Two'), post('Three')])) as XError;
		expect(description).toMatch(/^Spent so far: about 0\.015 USD of 0\.03 USD; the next 2 requests/);
		const { description: ofOne } = thrownBy(() => meter(0).afford(CREATE, [post('One')])) as XError;
		expect(ofOne).toContain('; the next request may cost 0.015 USD and was not sent.');
		expect(each.total()).toBe(0.015);
	});

	it('cost nothing where X charges nothing', () =>
		expect(thrownBy(() => meter(0).afford('GET /2/openapi.json', [{}]))).toBeUndefined());
});
