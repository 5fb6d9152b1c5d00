/** The X Activity Trigger when X is away for a while, or when somebody else has changed what it set up. */
import { rejection, START } from '../../support/unwired/surroundings';
import { event, idsIn, MINUTE, REPLAY, webhookNode } from '../../support/unwired/activity';

beforeEach(() => void jest.useFakeTimers({ now: START }));
afterEach(() => void jest.useRealTimers());

type Node = ReturnType<typeof webhookNode>;
const AWAY = { '*': { status: 503, title: 'Service Unavailable' } };
/** What n8n does at activation. */
const activate = async (node: Node) => (await node.isRegistered()) || (await node.register());
const passing = async <T>(work: Promise<T>): Promise<T> => {
	const ended = work.finally(() => undefined);
	await jest.advanceTimersByTimeAsync(MINUTE);
	return await ended;
};
const standing = ({ hooks, subscriptions }: Node) => [hooks.length, subscriptions.map(({ event_type }) => event_type)];

describe('an activation while X is away', () => {
	it('stands, and the webhook follows once X is back, told once', async () => {
		const node = webhookNode();
		node.refusals = { ...AWAY };
		expect(await passing(activate(node))).toBe(true);
		await jest.advanceTimersByTimeAsync(3 * MINUTE);
		expect(standing(node)).toEqual([0, []]);
		node.refusals = {};
		await jest.advanceTimersByTimeAsync(6 * MINUTE);
		expect(standing(node)).toEqual([1, ['post.create']]);
		expect(node.warnings).toEqual([expect.stringMatching(/^X Activity Trigger: Registering the webhook has to wait/)]);
		expect(node.infos).toEqual([expect.stringMatching(/^X Activity Trigger: Registering the webhook is done/)]);
		// n8n has saved what the node stores long ago: the next delivery adds the webhook.
		node.memory = {};
		expect(idsIn(await node.deliver({ data: event('1') }))).toEqual(['1']);
		expect(node.memory.webhookId).toBe(node.hooks[0].id);
	});

	it('asks ever more seldom', async () => {
		const node = webhookNode();
		node.refusals = { ...AWAY };
		await passing(activate(node));
		await jest.advanceTimersByTimeAsync(9 * MINUTE);
		node.asked.length = 0;
		await jest.advanceTimersByTimeAsync(60 * MINUTE);
		expect(node.asked.length).toBeLessThan(60);
	});

	it('ends when the workflow is deactivated meanwhile', async () => {
		const node = webhookNode();
		node.refusals = { ...AWAY };
		await passing(activate(node));
		node.refusals = {};
		await node.unregister();
		await jest.advanceTimersByTimeAsync(30 * MINUTE);
		expect(standing(node)).toEqual([0, []]);
	});

	it('says what a person has to mend, when that comes to light', async () => {
		const node = webhookNode();
		node.refusals = { ...AWAY };
		await passing(activate(node));
		node.refusals = { 'POST /2/webhooks': { status: 400, title: 'WebhookLimitExceeded' } };
		await jest.advanceTimersByTimeAsync(6 * MINUTE);
		expect(node.warnings.at(-1)).toMatch(/has failed after an outage of X since .*as many webhooks as it may have/);
		node.asked.length = 0;
		await jest.advanceTimersByTimeAsync(30 * MINUTE);
		expect(node.asked).toEqual([]);
	});

	it('fails at once in the test of the editor', async () => {
		const node = webhookNode();
		Object.assign(node, { mode: 'manual', refusals: { ...AWAY } });
		const failed = node.fails();
		await jest.advanceTimersByTimeAsync(MINUTE);
		expect((await failed).message).toMatch(/Service Unavailable|fault/);
		node.asked.length = 0;
		await jest.advanceTimersByTimeAsync(30 * MINUTE);
		expect(node.asked).toEqual([]);
	});

	it.each([
		['by a test', 503, 'manual'],
		['for good', 403, 'webhook'],
	])('is a failure of the look at what stands, too: %s', async (_, status, mode) => {
		const node = webhookNode();
		Object.assign(node, { mode, refusals: { '*': { status, title: 'Refused' } } });
		const failed = rejection(node.isRegistered());
		await jest.advanceTimersByTimeAsync(MINUTE);
		expect(await failed).toMatchObject({ httpCode: String(status) });
	});
});

describe('a deactivation while X is away', () => {
	const left = async () => {
		const node = webhookNode();
		await activate(node);
		node.refusals = { ...AWAY };
		expect(await passing(node.unregister())).toBe(true);
		expect(standing(node)).toEqual([1, ['post.create']]);
		return node;
	};

	it('does not fail, and what is left at X goes once X is back', async () => {
		const node = await left();
		expect(node.warnings.at(-1)).toContain('Removing the webhook has to wait');
		node.refusals = {};
		await jest.advanceTimersByTimeAsync(6 * MINUTE);
		expect(standing(node)).toEqual([0, []]);
	});

	it('leaves a webhook that is activated again before X is back', async () => {
		const node = await left();
		node.refusals = {};
		await activate(node);
		await jest.advanceTimersByTimeAsync(30 * MINUTE);
		expect(standing(node)).toEqual([1, ['post.create']]);
		expect(idsIn(await node.deliver({ data: event('1') }))).toEqual(['1']);
		expect(idsIn(await node.deliver({ data: event('1') }))).toBeUndefined();
	});
});

describe('a tag that was changed while X kept the webhook', () => {
	const tagged = (tag?: string) => ({ account: 'own', events: ['post.create', 'like.create'], options: { tag } });

	it.each([
		['another one', 'old', 'new', ['PUT', 'PUT']],
		['a first one', undefined, 'new', ['PUT', 'PUT']],
		['none', 'old', undefined, ['DELETE', 'POST', 'DELETE', 'POST']],
	])('becomes %s', async (_what, before, after, methods) => {
		const node = webhookNode(tagged(before));
		await activate(node);
		node.changes();
		node.parameters = tagged(after);
		expect(await activate(node)).toBe(true);
		const made = node.changes().filter(([endpoint]) => endpoint.includes('/activity/subscriptions'));
		expect(made.map(([endpoint]) => endpoint.split(' ')[0])).toEqual(methods);
		expect(node.subscriptions.map(({ event_type, tag }) => [event_type, tag])).toEqual([
			['post.create', after],
			['like.create', after],
		]);
		node.asked.length = 0;
		await activate(node);
		expect(node.changes().filter(([endpoint]) => endpoint !== REPLAY)).toEqual([]);
	});
});

describe('what somebody else removed at X', () => {
	const check = async (node: Node) => await node.challenge({ crc_token: 'abc' });

	it("comes back with X's next call, at most once an hour, and is told", async () => {
		const node = webhookNode({ account: 'own', events: ['post.create', 'like.create'] });
		await activate(node);
		node.subscriptions = node.subscriptions.slice(1);
		await check(node);
		expect(node.subscriptions).toHaveLength(1);
		await jest.advanceTimersByTimeAsync(61 * MINUTE);
		await check(node);
		expect(node.subscriptions.map(({ event_type }) => event_type).sort()).toEqual(['like.create', 'post.create']);
		expect(node.warnings).toEqual([expect.stringContaining('put back')]);
		node.asked.length = 0;
		await check(node);
		await node.deliver({ data: event('1') });
		expect(node.asked).toEqual([]);
	});

	it('is not put back while the workflow is being deactivated', async () => {
		const node = webhookNode();
		await activate(node);
		await jest.advanceTimersByTimeAsync(61 * MINUTE);
		await node.unregister();
		await check(node);
		expect(standing(node)).toEqual([0, []]);
	});

	it('keeps no event back when X does not answer', async () => {
		const node = webhookNode();
		await activate(node);
		await jest.advanceTimersByTimeAsync(61 * MINUTE);
		node.refusals = { ...AWAY };
		expect(idsIn(await passing(node.deliver({ data: event('1') })))).toEqual(['1']);
		expect(node.warnings.filter((warning) => warning.includes('could not be checked'))).toHaveLength(1);
		node.refusals = {};
		node.subscriptions = [];
		const asks = async (minutes: number) => {
			await jest.advanceTimersByTimeAsync(minutes * MINUTE);
			node.asked.length = 0;
			await check(node);
			return node.asked.length > 0;
		};
		// The last one took a minute.
		expect([await asks(8), await asks(1), node.subscriptions.length]).toEqual([false, true, 1]);
		expect([await asks(59.9), await asks(0.1)]).toEqual([false, true]);
	});

	it('is left alone by the test in the editor, which lasts two minutes', async () => {
		const node = webhookNode();
		node.mode = 'manual';
		await node.register();
		node.subscriptions = [];
		node.asked.length = 0;
		await jest.advanceTimersByTimeAsync(61 * MINUTE);
		await check(node);
		expect([node.asked, node.subscriptions]).toEqual([[], []]);
	});
});

describe('a request for what was missed that X refuses', () => {
	const back = async (status: number) => {
		const node = webhookNode();
		await activate(node);
		node.memory.lastAt = START - 30 * MINUTE;
		node.refusals = { [REPLAY]: { status, title: 'Client Forbidden' } };
		await jest.advanceTimersByTimeAsync(10 * MINUTE);
		// n8n asks whether the webhook is registered when it starts again.
		await passing(node.isRegistered());
		return node;
	};
	const asks = async (node: Node, minutes: number) => {
		const before = node.replays().length;
		for (let i = 0; i < minutes; i++) {
			await passing(node.deliver({ data: event(`m${i}`) }));
		}
		return node.replays().length - before;
	};

	it('for good is told once and given up', async () => {
		const node = await back(403);
		expect(await asks(node, 60)).toBe(0);
		expect(node.warnings).toEqual([expect.stringMatching(/since 2026-05-01T07:30:00.000Z: .*It is not asked again/)]);
	});

	it('for a while is asked again at a growing distance, and told once', async () => {
		const node = await back(503);
		const first = await asks(node, 30);
		const second = await asks(node, 30);
		expect(second).toBeGreaterThan(0);
		expect(second).toBeLessThan(first);
		expect(node.warnings).toEqual([expect.stringMatching(/It is asked again with later events\.$/)]);
	});
});
