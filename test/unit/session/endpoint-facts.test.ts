/** What the client is told of an endpoint, by its row. */
import { endpoints } from '../../../connector';
import { factsOf, priceAt } from '../../../host/session/endpoint-facts';

const at = (endpoint: string) => {
	const row = endpoints().find((each) => each.endpoint === endpoint);
	if (!row) throw new Error(`There is no row of ${endpoint}`);
	return row;
};

it('its price', () => {
	expect(priceAt('GET /2/tweets')).toBe('Posts: Read');
	expect(priceAt('GET /2/usage/tweets')).toBeUndefined();
	expect(priceAt('GET /2/nothing')).toBeUndefined();
});

it('what proves that a write was done', () => {
	expect(factsOf('POST /2/tweets', undefined).proof).toBe('id');
	expect(factsOf('GET /2/tweets', undefined).proof).toBeUndefined();
});

it('how often a second X answers it: the fewest of the rates by the second', () => {
	const bySecond = endpoints().filter(({ limits }) =>
		[...(limits?.user ?? []), ...(limits?.app ?? [])].some((rate) => rate.endsWith('/1s')),
	);
	expect(bySecond.length).toBeGreaterThan(0);
	for (const { endpoint, limits } of bySecond) {
		const rates = [...(limits?.user ?? []), ...(limits?.app ?? [])].filter((rate) => rate.endsWith('/1s'));
		expect(factsOf(endpoint, undefined).perSecond).toBe(Math.min(...rates.map((rate) => Number(rate.split('/')[0]))));
	}
	expect(factsOf('GET /2/tweets', undefined).perSecond).toBeUndefined();
});

it('the scopes that it needs and the account has not granted, where they are known', () => {
	const { access } = at('POST /2/tweets');
	expect(factsOf('POST /2/tweets', new Set()).missingScopes).toEqual(access.user);
	expect(factsOf('POST /2/tweets', new Set(access.user)).missingScopes).toEqual([]);
	expect(factsOf('POST /2/tweets', new Set(['tweet.read'])).missingScopes).toContain('tweet.write');
	expect(factsOf('POST /2/tweets', undefined)).not.toHaveProperty('missingScopes');
	const app = endpoints().find((each) => !each.access.user);
	expect(app && factsOf(app.endpoint, new Set()).missingScopes).toEqual([]);
});

it('that it is one of those whose answers are read differently', () => {
	const marked = (name: 'repeatable' | 'itemized' | 'bare') => endpoints().filter((row) => row[name]);
	for (const name of ['repeatable', 'itemized', 'bare'] as const)
		for (const { endpoint } of marked(name)) expect(factsOf(endpoint, undefined)[name]).toBe(true);
	expect(marked('bare').length + marked('itemized').length + marked('repeatable').length).toBeGreaterThan(0);
});

it('nothing of an endpoint that no row has', () => expect(factsOf('GET /2/nothing', new Set())).toEqual({}));
