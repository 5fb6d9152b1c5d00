/** Errors beside data: named in the item they belong to, and once where they belong to none. */
import type { IDataObject, NodeOperationError } from 'n8n-workflow';
import { NAMED, TIMELINE, node, timeline } from '../../support/unwired/poll';

type Node = ReturnType<typeof timeline>;
const gone = (id: string, parameter: string): IDataObject => ({
	title: 'Not Found Error',
	detail: `Could not find ${parameter} with id: [${id}].`,
	parameter,
	resource_id: id,
	type: 'https://api.x.com/2/problems/resource-not-found',
});
/** What is reported as failed executions. */
function reported({ context }: Node): string[] {
	const told: string[] = [];
	Object.assign(context, {
		__emitError: ({ message, description }: NodeOperationError) => void told.push(`${message}. ${description}`),
		logger: { info: () => undefined, warn: () => undefined },
	});
	return told;
}
const quote = (id: string, quoted: string): IDataObject => ({
	id,
	text: 'Look',
	referenced_posts: [{ type: 'quoted', id: quoted }],
});

describe('errors beside the data of a poll', () => {
	it('stand in the item that refers to what is missing', async () => {
		const polled = timeline({ output: 'full' });
		const told = reported(polled);
		await polled.poll();
		polled.answers[TIMELINE] = {
			data: [quote('50', '3'), { id: '40', text: 'Plain' }],
			errors: [gone('3', 'referenced_posts')],
		};
		expect(await polled.poll()).toEqual([
			expect.not.objectContaining({ x_left_out: expect.anything() as unknown }),
			expect.objectContaining({ id: '50', x_left_out: ['Could not find referenced_posts with id: [3]'] }),
		]);
		expect(await polled.poll()).toEqual([]);
		expect(told).toEqual([]);
	});

	it('that belong to no object stand with the last item, and in a failed execution, once', async () => {
		const posts = 'GET /2/tweets';
		const polled = node(
			{ event: 'metric', posts: '1, 2', metric: 'like_count', value: 5 },
			{ [posts]: { data: [{ id: '1', public_metrics: { like_count: 1 } }], errors: [gone('2', 'ids')] } },
		);
		const told = reported(polled);
		for (let i = 0; i < 3; i++) expect(await polled.poll()).toEqual([]);
		expect(told).toEqual([
			expect.stringMatching(/^X left out a part of what the trigger watches\. .*Could not find ids with id: \[2\]/),
		]);
		polled.answers[posts] = { data: [{ id: '1', public_metrics: { like_count: 9 } }], errors: [gone('2', 'ids')] };
		expect(await polled.poll()).toMatchObject([{ id: '1', x_left_out: ['Could not find ids with id: [2]'] }]);
		expect(told).toHaveLength(1);
		polled.answers[posts] = { data: [], errors: [gone('1', 'ids'), gone('2', 'ids')], meta: {} };
		await polled.raw().catch(() => undefined);
		polled.answers[posts] = { data: [{ id: '3' }], errors: [gone('1', 'ids')] };
		for (let i = 0; i < 2; i++) expect(await polled.poll()).toEqual([]);
		expect(told.slice(1)).toEqual([expect.stringContaining('Could not find ids with id: [1]')]);
	});
});

describe('objects of a poll', () => {
	it('without an ID, or that are none, are passed over', async () => {
		const polled = timeline();
		await polled.poll();
		polled.answers[TIMELINE] = {
			data: [null, 'x', { text: 'No ID' }, { id: 'abc' }, { id: '7x' }, { id: 'x7' }, { id: '60', text: 'One' }],
		};
		expect((await polled.poll()).map(({ id }) => id)).toEqual(['60']);
	});

	it('of a folder that are all gone do not stop the trigger', async () => {
		const folder = 'GET /2/users/7/bookmarks/folders/5';
		const polled = node(
			{ event: 'bookmarkInFolder', folder: { mode: 'id', value: '5' } },
			{ 'GET /2/users/me': { data: { id: '7' } }, [NAMED]: {}, [folder]: { data: [{ id: '1' }] } },
		);
		reported(polled);
		await polled.poll();
		polled.answers[folder] = { data: [{ id: '2' }, { id: '1' }] };
		polled.answers['GET /2/tweets'] = { errors: [gone('2', 'ids')] };
		expect(await polled.poll()).toEqual([]);
		polled.answers[folder] = { data: [{ id: '3' }, { id: '2' }, { id: '1' }] };
		polled.answers['GET /2/tweets'] = { data: [{ id: '3', text: 'There' }] };
		expect((await polled.poll()).map(({ id }) => id)).toEqual(['3']);
	});
});
