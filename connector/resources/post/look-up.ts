import type { Endpoint } from '../../types';

/** Posts by ID, up to 100 in one request. */
export const lookUp: Endpoint = {
	endpoint: 'GET /2/tweets',
	access: { user: ['tweet.read', 'users.read'], app: true },
	limits: { user: ['5000/15min'], app: ['3500/15min'] },
	price: 'Posts: Read',
};
