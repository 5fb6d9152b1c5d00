/** X refuses every poll of a trigger that n8n has started by itself: it says so once, and goes on where it was. */
import type { NodeApiError } from 'n8n-workflow';
import { idsIn, since, TIMELINE, timeline } from '../../support/unwired/poll';
import { useStillClock } from '../../support/unwired/stream';
import { START } from '../../support/unwired/surroundings';

const AWAY = { status: 402, title: 'Payment Required' };
const MINUTE = 60_000;

useStillClock();

/** A node that is active, with what it told n8n. */
function active() {
	const node = timeline();
	node.activation = 'init';
	const told: NodeApiError[] = [];
	const logged: unknown[][] = [];
	Object.assign(node.context, {
		__emitError: (error: NodeApiError) => void told.push(error),
		logger: { info: (...line: unknown[]) => void logged.push(line) },
	});
	return { node, told, logged };
}

it('it is told once, with its beginning, and nothing starts meanwhile', async () => {
	const { node, told, logged } = active();
	await node.poll();
	node.answers[TIMELINE] = AWAY;
	expect([await node.raw(), await node.raw(), await node.raw()]).toEqual([null, null, null]);
	expect(told).toHaveLength(1);
	expect(told[0].message).toContain('no credits');
	expect(told[0].description).toContain(`Since ${new Date(START).toISOString()}. The trigger stays active`);
	expect(told[0].description).toMatch(/^Top up the credits .* Since .*comes afterwards\.$/);
	expect(logged).toEqual([]);
});

it('what happened meanwhile comes afterwards, and the end is logged once', async () => {
	const { node, logged } = active();
	await node.poll();
	node.answers[TIMELINE] = AWAY;
	await node.raw();
	node.answers[TIMELINE] = since('50', '40', '30');
	expect(idsIn(await node.poll())).toEqual(['40', '50']);
	await node.raw();
	expect(logged).toEqual([
		[`X Trigger: X answers again after an outage since ${new Date(START).toISOString()}`, { node: 'X Trigger' }],
	]);
});

it('the next one is told anew', async () => {
	const { node, told } = active();
	await node.poll();
	for (let outage = 0; outage < 2; outage++) {
		node.answers[TIMELINE] = AWAY;
		await node.raw();
		node.answers[TIMELINE] = since('30');
		await node.raw();
		jest.setSystemTime(START + MINUTE);
	}
	expect(told.map(({ description }) => /Since (\S+)\. /.exec(String(description))?.[1])).toEqual([
		new Date(START).toISOString(),
		new Date(START + MINUTE).toISOString(),
	]);
});

it('somebody who tests in the editor is told at once', async () => {
	const { node, told } = active();
	node.answers[TIMELINE] = AWAY;
	node.mode = 'manual';
	expect((await node.fails()).message).toContain('no credits');
	expect([told, node.memory]).toEqual([[], {}]);
});
