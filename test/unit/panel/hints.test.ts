import { Workflow, type INode, type INodeParameters, type INodeTypes } from 'n8n-workflow';
import { OWNED_READ_USD, PRICES } from '../../../api/money/prices';
import { X } from '../../../nodes/X/X.node';

const { hints = [] } = new X().description;
const nodeTypes = {
	getByName: () => new X(),
	getByNameAndVersion: () => new X(),
	getKnownTypes: () => ({}),
} as unknown as INodeTypes;

/** What the editor shows before a run, worked out as the editor does it (useNodeHelpers, getNodeHints). */
function shown(operation: string, more: INodeParameters = {}): string[] {
	const [resource, name] = operation.split('.');
	const node: INode = {
		id: '1',
		name: 'X',
		type: 'x',
		typeVersion: 1,
		position: [0, 0],
		parameters: { resource, operation: name, ...more },
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return hints
		.filter(
			({ displayCondition }) =>
				workflow.expression.getSimpleParameterValue(
					workflow.getNode('X') as INode,
					displayCondition,
					'internal',
					{},
				) === true,
		)
		.map(({ message }) => message);
}

const some = (...words: string[]) => words.map((each) => expect.stringContaining(each) as string);

describe('links in a post', () => {
	const warning = some(`${PRICES['Post: Create (with URL)'].usd} USD instead of ${PRICES['Post: Create'].usd}`);

	it.each([
		['See https://example.com'],
		['see example.com/a?b=c'],
		['Line\nwww.example.org.'],
		['={{ "http://" + "example.com" }}'],
	])('are warned of: %j', (text) => {
		expect(shown('post.create', { text })).toEqual(warning);
	});

	it.each([['Hello'], ['Version 1.2 is out.\nThen more'], ['Wait... what?'], ['']])(
		'are not seen where there are none: %j',
		(text) => {
			expect(shown('post.create', { text })).toEqual([]);
		},
	);

	it('of a thread too', () => {
		expect(shown('post.createThread', { source: 'text', text: 'Read example.com' })).toEqual(warning);
		expect(
			shown('post.createThread', {
				source: 'parts',
				parts: { part: [{ text: 'One' }, { text: 'Two: https://example.com' }] },
			}),
		).toEqual(warning);
		expect(shown('post.createThread', { source: 'parts', parts: { part: [{ text: 'One' }] } })).toEqual([]);
	});

	it('cost nothing where nothing is published', () => {
		expect(shown('post.preview', { text: 'https://example.com' })).toEqual([]);
	});
});

describe('Return All', () => {
	const all = { returnAll: true, fields: { include: [] } };

	it.each([
		['post.search', 'Posts: Read'],
		['user.getFollowers', 'Following/Followers: Read'],
		['timeline.getHome', 'Posts: Read'],
	] as const)('of %s is warned of, with its price', (operation, price) => {
		expect(shown(operation, all)).toEqual(
			some(`${PRICES[price].usd} USD per object, so 1,000 cost ${PRICES[price].usd * 1000} USD`),
		);
	});

	it('is not warned of with a spending limit, or when a limit is set', () => {
		expect(shown('post.search', { ...all, limits: { spendingLimit: 1 } })).toEqual([]);
		expect(shown('post.search', { ...all, returnAll: false })).toEqual([]);
	});
});

describe('included users', () => {
	const note = some(
		`X may bill each included user, such as an author, as a user read: ${PRICES['User: Read'].usd} USD`,
	);

	it.each([['post.search'], ['post.get'], ['list.get'], ['timeline.getHome']])(
		'are announced for %s, unless they are removed',
		(operation) => {
			expect(shown(operation)).toEqual(note);
			expect(shown(operation, { fields: { include: ['author_id', 'owner_id'] } })).toEqual(note);
			expect(shown(operation, { fields: { include: ['attachments.media_keys'] } })).toEqual([]);
		},
	);

	it.each([['user.get'], ['post.delete'], ['trend.getByPlace']])('are not announced for %s', (operation) => {
		expect(shown(operation)).toEqual([]);
	});
});

it('every hint stands beside the output before a run and has its figures from the price list', () => {
	const known = [OWNED_READ_USD, ...Object.values(PRICES).flatMap(({ usd }) => [usd, usd * 1000])];
	expect(hints.length).toBeGreaterThan(5);
	for (const { message, location, whenToDisplay } of hints) {
		expect([location, whenToDisplay]).toEqual(['outputPane', 'beforeExecution']);
		for (const [amount] of message.matchAll(/\d+(\.\d+)?(?= USD)/g)) expect(known).toContain(Number(amount));
	}
});

describe('a text that was written for program code or HTML', () => {
	const warning = some("X shows '\\n' and '&amp;' as they are");

	it.each([
		['One\\nTwo'],
		['Tom &amp; Jerry'],
		['News: {{ $json["title"] }}'],
		['<p>Hi</p>'],
		['**Now**'],
		['={{ "Today:" + "\\\\n" + "rain" }}'],
	])('is warned of: %j', (text) => {
		expect(shown('post.create', { text })).toEqual(warning);
	});

	it('is warned of in a thread', () => {
		expect(
			shown('post.createThread', { source: 'parts', parts: { part: [{ text: 'One' }, { text: 'A &lt; B' }] } }),
		).toEqual(warning);
	});

	it.each([['One\nTwo'], ['R&D'], ['a < b <3'], ['{{ a }} 2 ** 3'], ['In C:\\new'], ['={{ "One\\nTwo" }}']])(
		'is not seen in: %j',
		(text) => {
			expect(shown('post.create', { text })).toEqual([]);
		},
	);
});
