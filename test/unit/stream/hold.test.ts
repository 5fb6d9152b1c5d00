import type { IDataObject } from 'n8n-workflow';
import { settle } from '../../../api/errors/outcome';
import { streamWorld, useStillClock, started } from '../../support/unwired/stream';

useStillClock();

describe('the stream is asked for', () => {
	const asked = async (options: IDataObject) => (await started({ options })).tries[0].query;

	it('what the output shows, in the older vocabulary', async () => {
		const { 'tweet.fields': simple, expansions } = await asked({});
		const { 'tweet.fields': full, 'user.fields': users } = await asked({ output: 'full' });
		expect(simple).toMatch(/\bcreated_at\b.*\bnote_tweet\b/);
		expect(simple).not.toContain('edit_controls');
		expect(full).toContain('edit_controls');
		expect(users).toBeDefined();
		expect(expansions).toContain('author_id');
		expect(Object.values((await started()).tries[0].query).join()).toMatch(/^[a-z._,]+$/);
		expect((await asked({ output: 'raw' }))['tweet.fields']).toBe(full);
	});

	it('nobody along when told so', async () => {
		const { expansions = '', ...rest } = await asked({ users: false });
		expect(expansions).not.toMatch(/author_id|mentions/);
		expect(expansions).toContain('attachments');
		expect(rest['tweet.fields']).toContain('created_at');
	});

	it('no backfill at activation', async () =>
		expect(await asked({ catchUp: 'backfill' })).not.toHaveProperty('backfill_minutes'));
});

describe('a post', () => {
	it('comes once, with the tag that the user gave', async () => {
		const world = await started({ rules: [{ value: 'kettle', tag: 'brand' }] });
		const [{ id, tag }] = world.rules;
		await world.line().post('1', [{ id, tag }]);
		await world.line().post('1');
		await world.line().post('2');
		expect(world.items).toMatchObject([
			{ id: '1', text: 'Post 1', matching_rules: [{ id, tag: 'brand' }] },
			{ id: '2', matching_rules: [{ id, tag: '' }] },
		]);
	});

	it.each([
		['simplified', { id: '1', url: 'https://x.com/ada/status/1', username: 'ada' }, 'author'],
		['full', { id: '1', author: { username: 'ada' }, lang: 'en' }, 'url'],
	])('comes %s when told so, with its author', async (output, item, not) => {
		const world = await started({ options: { output } });
		const data = { id: '1', text: 'Hi', lang: 'en', author_id: '7' };
		const includes = { users: [{ id: '7', username: 'ada' }] };
		await world.line().say(`${JSON.stringify({ data, includes, matching_rules: [{ id: world.rules[0].id }] })}\r\n`);
		expect(world.items).toMatchObject([item]);
		expect(world.items[0]).not.toHaveProperty(not);
	});

	it('of a rule of others is left out unless wanted, one of both comes', async () => {
		for (const others of [false, true]) {
			const world = await started({ options: { others } });
			const [own] = world.rules;
			await world.line().post('1', [{ id: 'theirs' }]);
			await world.line().post('2', [{ id: 'theirs' }, { id: own.id }]);
			expect(world.items.map(({ id }) => id)).toEqual(others ? ['1', '2'] : ['2']);
		}
	});

	it('of which X does not say the rule comes', async () => {
		const world = await started();
		await world.line().post('1', []);
		expect(world.items).toHaveLength(1);
	});

	it('names what X left out of it, beginning with what it refers to, unless it is wanted as X sent it', async () => {
		const errors = [
			{ parameter: 'attachments', title: 'Forbidden' },
			{
				value: '9',
				parameter: 'author_id',
				resource_id: '9',
				detail: 'Could not find user with id: [9].',
				title: 'Not Found',
			},
		];
		for (const output of ['simplified', 'full', 'raw']) {
			const world = await started({ options: { output } });
			const say = async (id: string, beside: object) =>
				await world
					.line()
					.say(`${JSON.stringify({ data: { id, author_id: '9' }, matching_rules: [], ...beside })}\r\n`);
			await say('1', { errors });
			await say('2', {});
			const [first, second] = world.items;
			expect(first.x_left_out).toEqual(
				output === 'raw' ? undefined : ['Could not find user with id: [9]', 'attachments (Forbidden)'],
			);
			expect(second).not.toHaveProperty('x_left_out');
			expect(first.errors).toEqual(output === 'raw' ? errors : undefined);
		}
	});

	it('is no longer passed on after the end', async () => {
		const world = await started();
		const line = world.line();
		const closing = world.close();
		await line.post('1');
		await closing;
		expect(world.items).toEqual([]);
	});
});

describe("the editor's test", () => {
	it('listens only when asked, and leaves the rules of the active workflow alone', async () => {
		const active = await started();
		const standing = [...active.rules];
		const world = streamWorld({ mode: 'manual', standing, rules: [{ value: 'cup' }] });
		await world.start();
		expect(world.rules.map(({ value }) => value)).toEqual(['kettle', 'cup']);
		await world.close();
		expect(world.rules).toEqual(standing);
	});

	it('leaves nothing when it is stopped while it begins, at whatever moment', async () => {
		for (let turns = 0; turns < 100; turns++) {
			const world = streamWorld({ mode: 'manual' });
			await world.start(false);
			const starting = settle(Promise.resolve(world.response().manualTriggerFunction?.()));
			for (let i = 0; i < turns; i++) await Promise.resolve();
			await world.close();
			await world.go(60_000);
			await starting;
			expect([world.lines.every((line) => line.aborted()), world.rules, world.warnings]).toEqual([true, [], []]);
			expect(world.tries.length).toBeLessThan(2);
		}
	});

	it('asks nothing before', async () => {
		const world = streamWorld({ mode: 'manual' });
		await world.start(false);
		expect([world.calls, world.tries]).toEqual([[], []]);
		await world.close();
		expect([world.calls, world.tries]).toEqual([[], []]);
	});

	it('is all that can be started by hand', async () => {
		const startedBy = async (mode: 'trigger' | 'manual') =>
			(await started({ mode })).response().manualTriggerFunction !== undefined;
		expect([await startedBy('manual'), await startedBy('trigger')]).toEqual([true, false]);
	});
});
