/**
 * What X charges, in US dollars (docs.x.com/x-api/getting-started/pricing, as of {@link PRICES_AS_OF}).
 * Reads are charged per object returned, everything else per request; the same object is charged once per UTC day.
 */
export const PRICES_AS_OF = '2026-08-22';

export const PRICES = {
	'Posts: Read': { usd: 0.005, per: 'object' },
	'User: Read': { usd: 0.01, per: 'object' },
	'DM Event: Read': { usd: 0.01, per: 'object' },
	'Following/Followers: Read': { usd: 0.01, per: 'object' },
	'List: Read': { usd: 0.005, per: 'object' },
	'Space: Read': { usd: 0.005, per: 'object' },
	'Community: Read': { usd: 0.005, per: 'object' },
	'Note: Read': { usd: 0.005, per: 'object' },
	'Like: Read': { usd: 0.001, per: 'object' },
	'Mute: Read': { usd: 0.001, per: 'object' },
	'Profile Update: Read': { usd: 0.005, per: 'object' },
	'Block: Read': { usd: 0.001, per: 'object' },
	'Post: Create': { usd: 0.015, per: 'request' },
	'Post: Create (with URL)': { usd: 0.2, per: 'request' },
	'Post: Create (summoned)': { usd: 0.01, per: 'request' },
	'DM Interaction: Create': { usd: 0.015, per: 'request' },
	'User Interaction: Create': { usd: 0.015, per: 'request' },
	'Interaction: Delete': { usd: 0.01, per: 'request' },
	'Content: Manage': { usd: 0.005, per: 'request' },
	'List: Create': { usd: 0.01, per: 'request' },
	'List: Manage': { usd: 0.005, per: 'request' },
	Bookmark: { usd: 0.005, per: 'request' },
	'Media Metadata': { usd: 0.005, per: 'request' },
	'Privacy: Update': { usd: 0.01, per: 'request' },
	'Mute: Delete': { usd: 0.005, per: 'request' },
	'Counts: Recent': { usd: 0.005, per: 'request' },
	'Counts: All': { usd: 0.01, per: 'request' },
	Trends: { usd: 0.01, per: 'request' },
} as const satisfies Record<string, { usd: number; per: 'object' | 'request' }>;

/** The price of reading the connected account's own objects, when that account owns the app. */
export const OWNED_READ_USD = 0.001;

/** The endpoints to which it applies, when `{id}` is that account. */
// prettier-ignore
export const OWNED_READS: readonly string[] = [
	'GET /2/users/{id}/tweets', 'GET /2/users/{id}/mentions', 'GET /2/users/{id}/liked_tweets',
	'GET /2/users/{id}/bookmarks', 'GET /2/users/{id}/followers', 'GET /2/users/{id}/following',
	'GET /2/users/{id}/blocking', 'GET /2/users/{id}/muting', 'GET /2/users/{id}/owned_lists',
	'GET /2/users/{id}/followed_lists', 'GET /2/users/{id}/list_memberships', 'GET /2/users/{id}/pinned_lists',
];

/**
 * Endpoints that would read an object of the connected account at the owned price, by the field that names its owner.
 */
export const OWNED_INSTEAD = {
	author_id: 'GET /2/users/{id}/tweets',
	owner_id: 'GET /2/users/{id}/owned_lists',
} as const;

/** A line of X's price list. */
export type Price = keyof typeof PRICES;
