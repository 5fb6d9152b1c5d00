import type { LocalX } from '../../../sandbox';
import { as, emptyX } from '../support';

describe('credits of the local X', () => {
	let x: LocalX;
	let anna: ReturnType<typeof as>;
	beforeEach(async () => {
		x = await emptyX({ balanceUsd: 1 });
		anna = as(x, 'anna');
	});
	afterEach(async () => {
		await x.close();
	});
	const last = () => x.requests[x.requests.length - 1];

	it('charges a post, more with a link, less when summoned', async () => {
		await anna('POST /2/tweets', { text: 'plain' });
		expect(last()).toMatchObject({ usd: 0.015, objects: 1 });
		await anna('POST /2/tweets', { text: 'see example.com' });
		expect(last().usd).toBe(0.2);
		const question = x.world.addPost({ by: 'ben', text: '@anna?' }).id;
		await anna('POST /2/tweets', { text: 'yes', reply: { in_reply_to_tweet_id: question } });
		expect(last().usd).toBe(0.01);
		expect(x.wallet.balanceUsd).toBe(0.775);
		await anna('POST /2/tweets', { text: 'plain' });
		expect(last()).toMatchObject({ status: 403, usd: 0 });
	});

	it('charges reads per object, each once per UTC day', async () => {
		const ids = [1, 2, 3].map((i) => x.world.addPost({ by: 'ben', text: `Post ${i}` }).id);
		await anna(`GET /2/tweets?ids=${ids[0]},${ids[1]}`);
		expect(last()).toMatchObject({ objects: 2, usd: 0.01 });
		await anna(`GET /2/tweets?ids=${ids.join(',')}`);
		expect(last()).toMatchObject({ objects: 3, usd: 0.005 });
		await anna(`GET /2/users/${x.world.needUser('ben').id}/tweets`);
		expect(last()).toMatchObject({ objects: 3, usd: 0 });
		x.faults.set({ clockSkewMs: 86_400_000 });
		await as(x, 'anna')(`GET /2/tweets/${ids[0]}`);
		expect(last().usd).toBe(0.005);
		await as(x, 'anna')('GET /2/tweets?ids=1');
		expect(last()).toMatchObject({ status: 200, usd: 0, objects: 0 });
	});

	it('answers 402 when the credits are used up, before doing anything', async () => {
		x.wallet.balanceUsd = 0.01;
		expect((await anna('POST /2/tweets', { text: 'The last one' })).status).toBe(201);
		const refused = await anna('POST /2/tweets', { text: 'One too many' });
		expect(refused).toMatchObject({
			status: 402,
			body: {
				title: 'Payment Required',
				status: 402,
				detail: 'credits depleted',
				type: 'https://api.x.com/2/problems/credits-depleted',
			},
		});
		expect(x.world.timeline().map((post) => post.rawText)).toEqual(['The last one']);
		expect((await anna('GET /2/users/me')).status).toBe(402);
	});
});
