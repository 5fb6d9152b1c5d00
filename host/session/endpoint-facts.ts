/** What the client needs to know about an endpoint: the facts in its row, and the scopes granted to the token. */
import type { EndpointFacts, EndpointName } from '../../api/client/call';
import { endpoints, type Endpoint } from '../../connector';

const rows = new Map<EndpointName, Endpoint>(endpoints().map((row) => [row.endpoint, row]));

export const priceAt = (endpoint: EndpointName) => rows.get(endpoint)?.price;

/** The number of requests per second, from a rate such as `1/1s`. */
function perSecond({ limits }: Endpoint): number | undefined {
	const rates = [...(limits?.user ?? []), ...(limits?.app ?? [])].filter((rate) => rate.endsWith('/1s'));
	return rates.length > 0 ? Math.min(...rates.map((rate) => Number.parseInt(rate, 10))) : undefined;
}

/** @param granted scopes of the connected account; undefined if n8n does not know them or there are none */
export function factsOf(endpoint: EndpointName, granted: ReadonlySet<string> | undefined): EndpointFacts {
	const row = rows.get(endpoint);
	if (!row) return {};
	const { repeatable, itemized, bare, access, proof } = row;
	return {
		repeatable,
		itemized,
		bare,
		proof,
		perSecond: perSecond(row),
		...(granted ? { missingScopes: (access.user ?? []).filter((scope) => !granted.has(scope)) } : {}),
	};
}
