/** A list of which nothing is where it was: what cannot be told is not invented, and it is said. */
import type { NodeOperationError } from 'n8n-workflow';
import { idsIn, node, user } from '../../support/unwired/poll';
import { useStillClock } from '../../support/unwired/stream';

useStillClock();

const FOLLOWERS = 'GET /2/users/7/followers';
const people = (from: number, count: number) => ({
	data: Array.from({ length: count }, (_, i) => ({ id: String(from + i), username: `u${from + i}` })),
});

/** The trigger for new followers; 60 of 1,000 are known, and then none of them is there any more. */
async function purged(followers: number) {
	const told: NodeOperationError[] = [];
	const each = node(
		{ event: 'follower', user: user('ada') },
		{
			'GET /2/users/by/username/ada': { data: { id: '7', username: 'ada' } },
			'GET /2/users/7': { data: { id: '7', public_metrics: { followers_count: 1000 } } },
			[FOLLOWERS]: { ...people(100, 60), meta: { next_token: 'more' } },
		},
	);
	Object.assign(each.context, { __emitError: (error: NodeOperationError) => void told.push(error) });
	await each.poll();
	each.answers['GET /2/users/7'] = { data: { id: '7', public_metrics: { followers_count: followers } } };
	each.answers[FOLLOWERS] = { ...people(500, 60), meta: { next_token: 'more' } };
	return { each, told };
}

it('by the counter none is certain: none comes', async () => {
	const { each, told } = await purged(900);
	expect(await each.poll()).toEqual([]);
	expect(told).toHaveLength(1);
	expect(told[0].message).toBe('X Trigger could not tell everything that is new this time');
	expect(told[0].description).toMatch(/It emitted nothing; new ones may be missing\. It continues from/);
	// From then on it knows what is there.
	expect([await each.poll(), told.length]).toEqual([[], 1]);
});

it('those that are certain by the counter come', async () => {
	const { each, told } = await purged(1010);
	expect(idsIn(await each.poll()).length).toBeGreaterThan(0);
	expect(told).toHaveLength(1);
	expect(told[0].description).toMatch(/It emitted the \d+ that are certain; others may be missing\./);
});
