/** What a retry finds at X of a write whose answer was lost, where X refuses a second one. */
import { XError } from '../../../api/errors/errors';
import { fakeClient } from '../../support/unwired/surroundings';
import { operationOf } from '../../support/unwired/writing';

const refusal = new XError(
	{ title: 'Forbidden', detail: 'Already there', type: '' },
	{ endpoint: 'POST /2/webhooks', status: 403 },
);

it.each<[string, string, object, unknown]>([
	['streamLink', 'the webhook is linked', { data: [{ webhook_id: '6' }, { webhook_id: '7' }] }, { provisioned: true }],
	['streamLink', 'another one is', { data: [{ webhook_id: '6' }] }, undefined],
	['streamLink', 'none is', {}, undefined],
	['accountActivity', 'the account is subscribed', { data: { subscribed: true } }, { subscribed: true }],
	['accountActivity', 'it is not', { data: { subscribed: false } }, undefined],
	['accountActivity', 'X does not say', {}, undefined],
])('%s, Create: %s', async (resource, _, answer, data) => {
	const { client } = fakeClient(() => answer as never);
	const writing = { client, values: {}, path: { webhook_id: '7' }, body: {} };
	expect((await operationOf(resource, 'create').doneBefore?.(writing, refusal))?.data).toEqual(data);
});
