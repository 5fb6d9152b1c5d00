/** What the client has to know of an endpoint: what its row says, and what the token was granted. */
import type { EndpointFacts, EndpointName } from '../../api/client/call';
import { endpoints, proofs, type Endpoint } from '../../connector';

const rows = new Map<EndpointName, Endpoint>(endpoints().map((row) => [row.endpoint, row]));
const proof = proofs();

export const priceAt = (endpoint: EndpointName) => rows.get(endpoint)?.price;

/** Of `1/1s` the number of requests in a second. */
function perSecond({ limits }: Endpoint): number | undefined {
	const rates = [...(limits?.user ?? []), ...(limits?.app ?? [])].filter((rate) => rate.endsWith('/1s'));
	return rates.length > 0 ? Math.min(...rates.map((rate) => Number.parseInt(rate, 10))) : undefined;
}

/** @param granted scopes of the connected account; undefined where n8n does not know them, or there are none */
export function factsOf(endpoint: EndpointName, granted: ReadonlySet<string> | undefined): EndpointFacts {
	const row = rows.get(endpoint);
	if (!row) return {};
	const { repeatable, itemized, bare, access } = row;
	return {
		repeatable,
		itemized,
		bare,
		proof: proof.get(endpoint),
		perSecond: perSecond(row),
		...(granted ? { missingScopes: (access.user ?? []).filter((scope) => !granted.has(scope)) } : {}),
	};
}
