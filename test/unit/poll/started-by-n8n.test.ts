/** Nobody is there when n8n starts a trigger by itself, and n8n gives it up after five failures. */
import { TIMELINE, timeline } from '../../support/unwired/poll';

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
