/** Compares the rate limits and prices of the rows with X's own tables (rate-limits.json and pricing.json). Pure. */
import { OWNED_READ_USD, OWNED_READS, PRICES, PRICES_AS_OF } from '../../api/money/prices';
import { endpointsOf, type Endpoint, type Rate, type Resource } from '../../connector';
import { byEndpoint, type Difference } from '../difference';

interface Limit {
	limit: number;
	window_s: number;
}
export type RateLimits = Readonly<
	Record<string, { user_limits: readonly Limit[]; app_limits: readonly Limit[] } | undefined>
>;

export interface Pricing {
	read_per_resource: Readonly<Record<string, number>>;
	write_per_request: Readonly<Record<string, number>>;
	owned_reads?: { price_per_resource: number; endpoints: readonly string[] };
	/** Date of the X pages that the table was taken from. */
	_meta?: { docs_snapshot: string };
	/** `category` names several lines, joined by "or", where X leaves open which one applies. */
	per_operation: Readonly<Record<string, { category: string | null } | undefined>>;
	/** By event type of the X Activity API; `profile.update.*` stands for several. */
	webhook_events_per_event: Readonly<Record<string, number | string>>;
}

type Prices = Readonly<Record<string, { usd: number; per: 'object' | 'request' }>>;

/** Lines of the price list that apply to no endpoint. */
const EVENTS_ONLY: readonly string[] = ['Profile Update: Read'];

const WINDOWS: Readonly<Record<number, string>> = { 1: '1s', 900: '15min', 86400: '24h' };
const toRate = ({ limit, window_s }: Limit): string => `${limit}/${WINDOWS[window_s] ?? `${window_s}s`}`;
/**
 * Limits that X states in the text of a guide, not in its table: those of Community Notes
 * (x-api/community-notes/introduction).
 */
function inProse(endpoint: string): Rate[] {
	if (!/ \/2\/notes/.test(endpoint)) return [];
	return endpoint === 'POST /2/notes' ? ['90/15min', '250/24h'] : ['90/15min'];
}

const list = (rates: readonly string[]) => (rates.length > 0 ? [...rates].sort().join(', ') : 'none');

const allEndpoints = (resources: readonly Resource[]): Endpoint[] =>
	resources.flatMap(({ operations }) => operations.flatMap(endpointsOf));

export function compareRates(resources: readonly Resource[], documented: RateLimits): Difference[] {
	const differences = (endpoint: Endpoint, kind: 'user' | 'app'): Difference[] => {
		const spec = list([
			...(documented[endpoint.endpoint]?.[`${kind}_limits`] ?? []).map(toRate),
			...(kind === 'user' ? inProse(endpoint.endpoint) : []),
		]);
		const row = list(endpoint.limits?.[kind] ?? []);
		return spec === row
			? []
			: [
					{
						endpoint: endpoint.endpoint,
						part: '',
						aspect: 'rate',
						text: `X documents rate limits per ${kind} of ${spec}, row has ${row}`,
					},
				];
	};
	return byEndpoint(
		allEndpoints(resources).flatMap((endpoint) => [...differences(endpoint, 'user'), ...differences(endpoint, 'app')]),
	);
}

const usd = (price: { usd: number; per: string } | undefined) => (price ? `${price.usd} USD per ${price.per}` : 'none');

function listDifferences(pricing: Pricing, prices: Prices): Difference[] {
	const lines = (table: Readonly<Record<string, number>>, per: 'object' | 'request') =>
		Object.entries(table).map(([name, amount]) => [name, { usd: amount, per }] as const);
	const documented: Prices = Object.fromEntries([
		...lines(pricing.read_per_resource, 'object'),
		...lines(pricing.write_per_request, 'request'),
	]);
	return [...new Set([...Object.keys(documented), ...Object.keys(prices)])]
		.filter((name) => !EVENTS_ONLY.includes(name) && usd(documented[name]) !== usd(prices[name]))
		.map((name) => ({
			endpoint: 'Price list',
			part: '',
			aspect: 'price',
			text: `${name}: X charges ${usd(documented[name])}, api/prices.ts has ${usd(prices[name])}`,
		}));
}

function ownedDifferences({ owned_reads, _meta }: Pricing): Difference[] {
	const pairs = [
		...(owned_reads
			? [
					[
						'Owned reads',
						`${owned_reads.price_per_resource} USD at ${list(owned_reads.endpoints)}`,
						`${OWNED_READ_USD} USD at ${list(OWNED_READS)}`,
					] as const,
				]
			: []),
		...(_meta ? [['Date', _meta.docs_snapshot, PRICES_AS_OF] as const] : []),
	];
	return pairs
		.filter(([, documented, ours]) => documented !== ours)
		.map(([name, documented, ours]) => ({
			endpoint: 'Price list',
			part: '',
			aspect: 'price',
			text: `${name}: X's is ${documented}, api/prices.ts has ${ours}`,
		}));
}

export function comparePrices(resources: readonly Resource[], pricing: Pricing, prices: Prices = PRICES): Difference[] {
	const rows = allEndpoints(resources).flatMap(({ endpoint, price }): Difference[] => {
		const category = pricing.per_operation[endpoint]?.category ?? 'none';
		return category.split(' or ').includes(price ?? 'none')
			? []
			: [{ endpoint, part: '', aspect: 'price', text: `X charges by ${category}, row by ${price ?? 'none'}` }];
	});
	return byEndpoint([...listDifferences(pricing, prices), ...ownedDifferences(pricing), ...rows]);
}
