/** What a meter is told about a call that failed: X may have charged for it only if it may have been carried out. */
import type { Answer, Surroundings } from '../../../api/client/call';
import { noAnswer, ok, refused, rejection, world } from '../../support/unwired/surroundings';

const POST = 'POST /2/tweets';
type Meter = NonNullable<Surroundings['meter']>;

function meter() {
	const settled: Array<Answer | undefined> = [];
	const port: Meter = {
		turn: () => undefined,
		affordable: () => Infinity,
		afford: () => undefined,
		reserve: () => (answer) => void settled.push(answer),
	};
	return { port, settled };
}

it.each([
	['a write without an answer', noAnswer, [{ data: {} }]],
	['a write that X refused', refused(403), [undefined]],
	['a write that was done', ok({ data: { id: '1' } }), [{ data: { id: '1' } }]],
])('%s', async (_, reply, told) => {
	const { port, settled } = meter();
	await world([reply], { meter: port })
		.client.call(POST, { body: { text: 'a' } })
		.catch(() => undefined);
	expect(settled).toEqual(told);
});

it('whatever else ends a call gives back what was set aside, and goes on as it is', async () => {
	const { port, settled } = meter();
	const cancelled = new Error('The run was cancelled');
	const { client } = world([ok()], {
		meter: port,
		send: async () => {
			throw cancelled;
		},
	});
	expect(await rejection(client.call(POST, { body: { text: 'a' } }))).toBe(cancelled);
	expect(settled).toEqual([undefined]);
});

it('even something that is no error', async () => {
	const { port, settled } = meter();
	const { client } = world([ok()], {
		meter: port,
		send: async () => {
			throw undefined;
		},
	});
	expect(await rejection(client.call(POST, {}))).toBeUndefined();
	expect(settled).toEqual([undefined]);
});

it('calls that belong together are afforded by the meter, where there is one', () => {
	const { port } = meter();
	const afford = jest.fn();
	const parts = [{ body: { text: 'a' } }, { body: { text: 'b' } }];
	world([], { meter: { ...port, afford } }).client.afford(POST, parts);
	expect(afford.mock.calls).toEqual([[POST, parts]]);
	expect(() => world([]).client.afford(POST, parts)).not.toThrow();
});
