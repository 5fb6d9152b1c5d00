/** How a call goes over the wire beyond its path and query, when, and how often. */
import { toRequest } from '../../../api/client/client';
import { ok, refused, world, xRejection } from '../../support/unwired/surroundings';

it('a file goes along in parts, and one is asked for as a file', () => {
	const multipart = {
		fields: { media_category: 'tweet_image' },
		file: new Uint8Array([1, 2]),
		content: new Uint8Array([1, 2]),
	};
	const upload = toRequest('POST /2/media/upload', { multipart } as never);
	expect(upload).toEqual({ method: 'POST', path: '/2/media/upload', multipart });
	const download = toRequest('GET /2/tweets/{id}', { path: { id: '1' }, asFile: true });
	expect(download).toEqual({ method: 'GET', path: '/2/tweets/1', asFile: true });
	expect(toRequest('GET /2/tweets/{id}', { path: { id: '1' }, asFile: false })).not.toHaveProperty('asFile');
});

it('an endpoint that X answers once a second is asked once a second', async () => {
	const { client, sent } = world([ok({ data: [] })], { facts: () => ({ perSecond: 1 }) });
	for (let i = 0; i < 3; i++) await client.call('GET /2/tweets/search/all');
	expect(sent.map(({ at }) => at - sent[0].at)).toEqual([0, 1000, 2000]);
});

it('an endpoint without such a bound is asked at once', async () => {
	const { client, sent, clock } = world([ok({ data: [] })]);
	for (let i = 0; i < 3; i++) await client.call('GET /2/tweets/search/all');
	expect([sent.length, clock.waits]).toEqual([3, []]);
});

it.each(['GET /2/tweets/{id}', 'PUT /2/tweets/{id}/hidden'] as const)(
	'what is gone when %s is sent again has not been deleted by it',
	async (endpoint) => {
		const error = await xRejection(world([refused(503), refused(404)]).client.call(endpoint, { path: { id: '1' } }));
		expect(error.context.status).toBe(404);
	},
);
