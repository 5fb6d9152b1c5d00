/** Every write is confirmed by something that X's answer has to have. */
import { RESOURCES } from '../../../connector';

/** Writes whose confirmation differs with what was sent; each says here by what it is judged. */
const OTHERWISE: Readonly<Record<string, string>> = {
	'POST /2/activity/subscriptions': 'the subscription, nested or not',
	'DELETE /2/activity/subscriptions': 'each entry for itself',
	'PUT /2/activity/subscriptions/{subscription_id}': 'the subscription, nested or not',
	'POST /2/broadcasts/scheduled': 'the broadcast, whichever of its IDs X has given',
	'PUT /2/broadcasts/scheduled/{id}': 'the broadcast',
	'POST /2/broadcasts/scheduled/{id}/live': 'the broadcast',
	'POST /2/chat/conversations/{id}/keys': 'the conversation',
	'POST /2/chat/conversations/{id}/members': 'anything: X documents a post, by mistake',
	'POST /2/users/{id}/public_keys': 'the version of the key',
	'POST /2/chat/media/upload/initialize': 'the session and the key, by the operation',
	'POST /2/media/metadata': 'anything of the media',
	'POST /2/media/subtitles': 'anything of the media',
	'POST /2/notes/evaluate': 'the score',
	'POST /2/tweets/search/stream/rules': 'each entry for itself',
	'POST /2/oauth2/revoke': 'the status',
};

const writes = RESOURCES.flatMap(({ operations }) => operations).filter(({ endpoint }) => !endpoint.startsWith('GET '));

test.each([...new Map(writes.map((each) => [each.endpoint, each]))])('%s', (endpoint, { proof, offline }) => {
	if (!offline) expect(proof ?? OTHERWISE[endpoint]).toBeTruthy();
	expect(proof === undefined || OTHERWISE[endpoint] === undefined).toBe(true);
});
