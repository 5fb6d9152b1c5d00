import { PACE } from '../../../api/push/stream';
import {
	streamWorld,
	useStillClock,
	type StreamWorld,
	type StreamWorldOptions,
	RULES,
	SEARCH,
	started,
	refusal,
	status,
} from '../../support/unwired/stream';

useStillClock();

describe('rules', () => {
	const added = ({ calls }: StreamWorld) =>
		calls.filter(({ endpoint, query }) => endpoint === RULES && !query.dry_run).map(({ body }) => body);

	it('go to X trimmed, without the empty ones, marked as those of this node', async () => {
		const world = await started({
			rules: [{ value: '  kettle ', tag: ' brand ' }, { value: '   ' }, {}, { value: 'cup', tag: '' }],
		});
		expect(added(world)).toEqual([
			{
				add: [
					{ value: 'kettle', tag: expect.stringMatching(/^n8n-[0-9a-f]{8} · brand$/) as string },
					{ value: 'cup', tag: expect.stringMatching(/^n8n-[0-9a-f]{8}$/) as string },
				],
			},
		]);
	});

	it('are marked with the node and the workflow that they belong to', async () => {
		const mark = async (options: StreamWorldOptions) => (await started(options)).rules[0].tag;
		const own = await mark({});
		expect(await mark({})).toBe(own);
		expect(await mark({ node: 'node-2' })).not.toBe(own);
		expect(await mark({ workflow: 'wf2' })).not.toBe(own);
	});

	it.each([
		['none', null, /Rules/],
		['only empty ones', [{ value: ' ' }], /Rules/],
		['a long one', [{ value: 'cup' }, { value: '🐢'.repeat(1025) }], /Rule.*1025.* 1024/],
		['one twice', [{ value: 'cup' }, { value: 'kettle' }, { value: ' cup' }], /'cup' .*twice/],
	])('%s are refused before any request', async (_, rules, message) => {
		const world = streamWorld({ rules });
		const error = await refusal(world);
		expect(error.message).toMatch(message);
		expect(error.description).toMatch(/\S/);
		expect([world.calls, world.tries]).toEqual([[], []]);
	});

	it('may have as many characters as X takes, whatever they are made of', async () =>
		expect((await started({ rules: [{ value: '🐢'.repeat(1024) }] })).tries).toHaveLength(1));

	it('that are gone at X are put back before the next try', async () => {
		const world = await started();
		world.rules = [];
		world.refusals = [status(409)];
		await world.line().end();
		await world.go(PACE.networkStep + PACE.httpFirst);
		expect(world.rules.map(({ value }) => value)).toEqual(['kettle']);
		await world.line().post('1');
		expect(world.items).toHaveLength(1);
	});

	it('stay as they are after any other refusal, and when X does not take them back', async () => {
		for (const code of [503, 409]) {
			const world = await started();
			const before = world.calls.length;
			world.answer = () => status(400);
			world.refusals = [status(code)];
			await world.line().end();
			await world.go(PACE.networkStep + PACE.httpFirst);
			// Rules are looked at before the next try, when X has none, and again once it is connected.
			expect(world.calls.slice(before).filter(({ endpoint }) => endpoint !== SEARCH)).toHaveLength(
				code === 409 ? 2 : 1,
			);
			await world.line().post('1');
			expect(world.items).toHaveLength(1);
		}
	});

	it('of the node are taken away when it is deactivated, once', async () => {
		const world = await started({ standing: [{ id: 'x', value: 'saucer', tag: 'theirs' }] });
		const [, { id }] = world.rules;
		await world.close();
		await world.close();
		expect(world.rules).toEqual([{ id: 'x', value: 'saucer', tag: 'theirs' }]);
		expect(added(world).slice(1)).toEqual([{ delete: { ids: [id] } }]);
		expect(world.warnings).toEqual([]);
	});

	it('stay when told so, or when none is of the node', async () => {
		for (const options of [{ options: { keepRules: true } }, { standing: [{ id: 'x', value: 'kettle' }] }]) {
			const world = await started(options);
			const before = world.calls.length;
			await world.close();
			expect(world.calls).toHaveLength(before);
		}
	});

	it('that cannot be taken away are told to the log; the workflow ends all the same', async () => {
		const world = await started();
		world.answer = (endpoint) => (endpoint === RULES ? status(403) : undefined);
		await world.close();
		expect(world.warnings).toEqual([
			'X Stream Trigger: its rules could not be removed at X: Refused 403. The next trigger of this credential tries again, as long as n8n is not restarted.',
		]);
	});

	const others = [{ id: 'x', value: 'saucer', tag: 'theirs' }];
	const awayFrom = (world: StreamWorld, code: number) =>
		void (world.answer = (endpoint) => (endpoint === RULES ? status(code) : undefined));

	it('that cannot be taken away while X is away are taken away once it is back, and those of others stay', async () => {
		const world = await started({ standing: others });
		awayFrom(world, 503);
		await world.close();
		expect(world.rules).toHaveLength(2);
		await world.go(60_000);
		expect(world.rules).toHaveLength(2);
		world.answer = () => undefined;
		await world.go(320_000);
		expect(world.rules).toEqual(others);
		const { length } = world.calls;
		await world.go(3_600_000);
		expect(world.calls).toHaveLength(length);
		expect(world.warnings).toEqual([expect.stringMatching(/^X Stream Trigger: Removing its rules has to wait/)]);
		expect(world.logs).toEqual([expect.stringMatching(/^X Stream Trigger: Removing its rules is done/)]);
	});

	it('that are about to be taken away stay when the workflow is activated again', async () => {
		const first = await started();
		awayFrom(first, 503);
		await first.close();
		const again = await started({ standing: first.rules });
		first.answer = () => undefined;
		await again.go(600_000);
		expect(first.rules).toEqual(again.rules);
		expect(again.rules).toHaveLength(1);
		await again.close();
		expect(again.rules).toEqual([]);
	});

	it('that are about to be taken away are so beside a test of the editor, too', async () => {
		const credential = 'left-beside-a-test';
		const first = await started({ credential, standing: others });
		awayFrom(first, 503);
		await first.close();
		const test = streamWorld({ credential, mode: 'manual', standing: first.rules, rules: [{ value: 'cup' }] });
		await test.start();
		first.answer = () => undefined;
		await test.go(600_000);
		expect(first.rules).toEqual(others);
	});

	it('that could not be put leave nothing to take away, and those left earlier are not forgotten', async () => {
		const credential = 'never-put';
		const first = await started({ credential, standing: others });
		awayFrom(first, 402);
		await first.close();
		const again = streamWorld({ credential, standing: first.rules });
		again.answer = () => status(402);
		await refusal(again);
		expect([again.calls.map(({ endpoint }) => endpoint), again.warnings]).toEqual([
			['GET /2/tweets/search/stream/rules'],
			[],
		]);
		const next = await started({ credential, node: 'node-2', standing: first.rules });
		expect(next.rules).not.toContainEqual(first.rules[1]);
	});

	it('that X refused to take away are taken away by the next trigger of the credential, which puts its own', async () => {
		const credential = 'shared-credential';
		const first = await started({ credential, standing: others });
		awayFrom(first, 402);
		await first.close();
		const second = await started({ credential, node: 'node-2', standing: first.rules });
		const tags = second.rules.map(({ tag }) => tag);
		expect(tags).toEqual(['theirs', expect.stringMatching(/^n8n-[0-9a-f]{8}$/)]);
		expect(tags).not.toContain(first.rules[1].tag);
		const deletes = ({ calls }: StreamWorld) =>
			calls.filter(({ body }) => JSON.stringify(body ?? '').includes('delete')).length;
		expect(deletes(second)).toBe(1);
		await second.go(3_600_000);
		expect(deletes(second)).toBe(1);
		const elsewhere = await started({ standing: first.rules, node: 'node-3' });
		expect(deletes(elsewhere)).toBe(0);
	});

	it.each([
		[400, 0],
		[404, 0],
		[402, 1],
		[503, 1],
	])('that X answers %d for are left to the one after: %d', async (code, tries) => {
		const credential = `left-after-${code}`;
		const first = await started({ credential, standing: others });
		awayFrom(first, 402);
		await first.close();
		const next = async (node: string, answer: StreamWorld['answer']) => {
			const world = streamWorld({ credential, node, standing: first.rules });
			world.answer = answer;
			await world.start();
			return world.calls.filter(({ body }) => JSON.stringify(body ?? '').includes('delete')).length;
		};
		let isAway = true;
		await next('node-2', (endpoint) => {
			if (endpoint === 'GET /2/tweets/search/stream/rules') isAway = false;
			return isAway && endpoint === RULES ? status(code) : undefined;
		});
		expect(await next('node-3', () => undefined)).toBe(tries);
	});

	it('that the node itself could not take away are its own again', async () => {
		const credential = 'left-by-itself';
		const first = await started({ credential, standing: others });
		awayFrom(first, 402);
		await first.close();
		const again = await started({ credential, standing: first.rules });
		expect([again.rules, again.calls.map(({ endpoint }) => endpoint)]).toEqual([
			first.rules,
			['GET /2/tweets/search/stream/rules'],
		]);
	});

	it('are taken away when n8n cannot hand out the credential for the connection', async () => {
		const world = streamWorld();
		let asked = 0;
		const busy = () => (++asked === 2 ? new Error('The database is busy') : undefined);
		Object.defineProperty(world, 'noCredential', { get: busy });
		expect((await refusal(world)).message).toBe('The database is busy');
		expect([world.calls.some(({ endpoint }) => endpoint === RULES), world.rules]).toEqual([true, []]);
	});

	it('are taken away when the connection is refused at activation', async () => {
		const world = streamWorld();
		world.refusals = [status(402)];
		expect((await refusal(world)).httpCode).toBe('402');
		expect(world.rules).toEqual([]);
	});
});
