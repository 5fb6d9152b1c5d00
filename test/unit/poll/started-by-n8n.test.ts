/** Nobody is there when n8n starts a trigger by itself, and n8n gives it up after five failures. */
import { node, timeline, TIMELINE } from '../../support/unwired/poll';

const refused = { status: 402, title: 'Payment Required', detail: 'credits depleted' };

describe('a first poll that X refuses', () => {
	it('fails the activation by a person, who can mend it', async () => {
		const node = timeline();
		node.answers[TIMELINE] = refused;
		expect((await node.fails()).message).toMatch(/credits/i);
	});

	it('is told once when n8n has started by itself, and the polls go on', async () => {
		const node = timeline();
		const told: Error[] = [];
		Object.assign(node.context, {
			__emitError: (error: Error) => void told.push(error),
			logger: { info: () => undefined },
		});
		node.activation = 'init';
		node.answers[TIMELINE] = refused;
		expect([await node.raw(), await node.raw()]).toEqual([null, null]);
		expect(told).toMatchObject([{ description: expect.stringMatching(/Since .*stays active/) as string }]);
		node.answers[TIMELINE] = {};
		await node.raw();
		node.answers[TIMELINE] = refused;
		await node.raw();
		expect(told).toHaveLength(2);
	});
});

it('a refusal comes with what X restricts', async () => {
	const LIKED = 'GET /2/users/7/liked_tweets';
	const refused = { status: 403, title: 'Forbidden' };
	const likes = node({ event: 'likeBy', user: { mode: 'id', value: '7' } }, { [LIKED]: refused });
	expect((await likes.fails()).description).toMatch(/Mind: Likes are private on X/);
	const ada = timeline();
	ada.answers[TIMELINE] = refused;
	expect((await ada.fails()).description).not.toContain('Mind:');
});
