/** Named accounts and posts from poll to poll: what changed, what is gone, and what X only left out. */
import type { IDataObject } from 'n8n-workflow';
import { idsIn, node, since, TIMELINE, timeline } from '../../support/unwired/poll';
import { useStillClock } from '../../support/unwired/stream';

useStillClock();

const [USERS, POSTS] = ['GET /2/users', 'GET /2/tweets'];
const problem = (kind: string, more: IDataObject) => ({
	title: 'Left out',
	type: `https://api.x.com/2/problems/${kind}`,
	...more,
});
const gone = (id: string) => problem('resource-not-found', { resource_id: id, parameter: 'ids', detail: `No ${id}.` });

describe('profiles', () => {
	const profile = (more: IDataObject = {}) => ({ id: '7', username: 'ada', name: 'Ada', description: 'One', ...more });
	const watched = async (parameters: IDataObject = {}) => {
		const polled = node({ event: 'profileChange', users: '7', ...parameters }, { [USERS]: { data: [profile()] } });
		expect(await polled.poll()).toEqual([]);
		return polled;
	};

	it.each(['simplified', 'full'])('come with what each part was and is (%s)', async (output) => {
		const polled = await watched({ output });
		polled.answers[USERS] = { data: [profile({ description: 'Two', location: 'Quay' })] };
		expect(await polled.poll()).toMatchObject([
			{ id: '7', changes: { bio: { before: 'One', after: 'Two' }, location: { before: '', after: 'Quay' } } },
		]);
		expect(await polled.poll()).toEqual([]);
	});

	it('only in the parts that are chosen', async () => {
		const polled = await watched({ filters: { parts: ['name'] } });
		polled.answers[USERS] = { data: [profile({ description: 'Two' })] };
		expect(await polled.poll()).toEqual([]);
		polled.answers[USERS] = { data: [profile({ description: 'Two', name: 'Ada L' })] };
		expect(await polled.poll()).toMatchObject([{ changes: { name: { after: 'Ada L' } } }]);
	});

	it('of which X left out a member have not changed', async () => {
		const polled = await watched();
		const less = { id: '7', username: 'ada', name: 'Ada' };
		polled.answers[USERS] = {
			data: [less],
			errors: [problem('field-hydration-failure', { field: 'description' }), gone('8')],
		};
		expect(await polled.poll()).toEqual([]);
		polled.answers[USERS] = { data: [less], errors: [gone('8')] };
		expect(await polled.poll()).toMatchObject([{ changes: { bio: { before: 'One', after: '' } } }]);
	});

	it('show in the test of the editor how they look, without changes', async () => {
		const polled = node(
			{ event: 'profileChange', users: '7, 8' },
			{ [USERS]: { data: [profile(), profile({ id: '8' })] } },
		);
		polled.mode = 'manual';
		const shown = await polled.poll();
		expect(idsIn(shown)).toEqual(['7']);
		expect(shown[0]).not.toHaveProperty('changes');
	});
});

describe('posts', () => {
	const ids = ['1849000000000000011', '1849000000000000012'];
	const post = (id: string) => ({ id, text: 'A post', edit_history_post_ids: [id] });
	const deleted = (id: string) => ({ id, changes: { deleted: { before: 'false', after: 'true' } } });
	const watched = async () => {
		const polled = node({ event: 'postChange', posts: ids.join() }, { [POSTS]: { data: ids.map(post) } });
		expect(await polled.poll()).toEqual([]);
		return polled;
	};

	it('that X no longer finds are deleted, each told once', async () => {
		const polled = await watched();
		polled.answers[POSTS] = { data: [post(ids[1])], errors: [gone(ids[0])] };
		expect(await polled.poll()).toMatchObject([deleted(ids[0])]);
		expect(await polled.poll()).toEqual([]);
	});

	it.each<[string, IDataObject]>([
		['that names each', { errors: ids.map(gone) }],
		['that is about the first', { status: 404, ...gone(ids[0]) }],
	])('of which none is left are deleted: a refusal %s', async (_, answer) => {
		const polled = await watched();
		polled.answers[POSTS] = answer;
		const told = 'errors' in answer ? ids : ids.slice(0, 1);
		expect(await polled.poll()).toMatchObject(told.map(deleted));
		expect(await polled.poll()).toEqual([]);
	});

	it.each<[string, IDataObject]>([
		['hides', { data: [post(ids[1])], errors: [problem('not-authorized-for-resource', { resource_id: ids[0] })] }],
		['does not name', { data: [post(ids[1])], errors: [problem('resource-not-found', {})] }],
	])('that X %s are not deleted', async (_, answer) => {
		const polled = await watched();
		Object.assign(polled.context, { __emitError: () => undefined });
		polled.answers[POSTS] = answer;
		expect(await polled.poll()).toEqual([]);
	});

	it.each([
		[403, { ...problem('not-authorized-for-resource', { resource_id: ids[0] }) }],
		[404, { title: 'Not Found' }],
		[404, { title: 'Not Found', resource_id: ids[0] }],
	])('are not deleted by a refusal with %d that says nothing of it', async (status, body) => {
		const polled = await watched();
		polled.answers[POSTS] = { status, ...body };
		await polled.fails();
		polled.answers[POSTS] = { data: ids.map(post) };
		expect(await polled.poll()).toEqual([]);
	});
});

it('an account that is gone is a failure for those who wait for its posts, not an empty list', async () => {
	const ada = timeline();
	await ada.poll();
	ada.answers[TIMELINE] = { errors: [gone('7')] };
	expect(await ada.fails()).toMatchObject({ httpCode: '404' });
});

describe('an edited post', () => {
	const [first, second, third] = ['1849000000000000001', '1849000000000000002', '1849000000000000003'];
	const version = (id: string, ...versions: unknown[]) => ({ id, text: 'A post', edit_history_tweet_ids: versions });

	it('comes once, whatever else stands among its versions', async () => {
		const told: Error[] = [];
		const ada = timeline();
		Object.assign(ada.context, { __emitError: (error: Error) => void told.push(error) });
		ada.answers[TIMELINE] = since('30');
		await ada.poll();
		ada.answers[TIMELINE] = { data: [version(first, first, 'x', `x${first}`, `${first}x`, null)] };
		expect(idsIn(await ada.poll())).toEqual([first]);
		ada.answers[TIMELINE] = { data: [version(second, first, second)] };
		expect(await ada.poll()).toEqual([]);
		ada.answers[TIMELINE] = { data: [version(third, third), version(second, first, second)] };
		expect(idsIn(await ada.poll())).toEqual([third]);
		expect(told).toEqual([]);
	});
});
