/** Every write is confirmed by something that X's answer has to have. */
import { endpoints } from '../../../connector';

/** Writes whose confirmation differs with what was sent; each says here by what it is judged. */
const OTHERWISE: Readonly<Record<string, string>> = {
	'POST /2/activity/subscriptions': 'the subscription, nested or not',
	'DELETE /2/activity/subscriptions': 'each entry for itself',
	'PUT /2/activity/subscriptions/{subscription_id}': 'the subscription, nested or not',
	'POST /2/chat/conversations/{id}/members': 'anything: X documents a post, by mistake',
	'POST /2/users/{id}/public_keys': 'the version of the key',
	'POST /2/tweets/search/stream/rules': 'each entry for itself',
	'POST /2/oauth2/revoke': 'the status',
};

const writes = endpoints().filter(({ endpoint }) => !endpoint.startsWith('GET '));

test.each(writes)('$endpoint', ({ endpoint, proof, bare }) => {
	expect([proof, bare, OTHERWISE[endpoint]].filter(Boolean)).toHaveLength(1);
});

test('no other endpoint is named', () =>
	expect(Object.keys(OTHERWISE).filter((name) => !writes.some(({ endpoint }) => endpoint === name))).toEqual([]));
