/** Answers of X of any shape, through the whole node: always an item or an error in words, never a fault of the node. */
import type { IDataObject } from 'n8n-workflow';
import { scriptedX, type ScriptedX } from '../../../support/x/scripted';

interface Reply {
	status?: number;
	headers?: Record<string, string>;
	body: unknown;
}

let x: ScriptedX;
let reply: Reply;
const ME: Reply = { body: { data: { id: '7', username: 'ada' } } };
beforeAll(async () => (x = await scriptedX(({ path }) => (path.startsWith('/2/users/me') ? ME : reply))));
afterAll(async () => await x.close());

const id = (value: string) => ({ mode: 'id', value });
const get: IDataObject = { resource: 'post', operation: 'get', post: id('10') };
const many: IDataObject = { resource: 'post', operation: 'getMany', posts: '10,11' };
const search: IDataObject = { resource: 'post', operation: 'search', query: 'n8n', limit: 20 };
const user: IDataObject = { resource: 'user', operation: 'get', user: { mode: 'username', value: 'ada' } };
const messages: IDataObject = { authentication: 'oAuth2', resource: 'directMessage', operation: 'getMany', limit: 10 };
const spaces: IDataObject = { resource: 'space', operation: 'search', query: 'x', limit: 5 };
const communities: IDataObject = {
	authentication: 'oAuth2',
	resource: 'community',
	operation: 'search',
	query: 'x',
	limit: 5,
};
const folders: IDataObject = { authentication: 'oAuth2', resource: 'bookmark', operation: 'getManyFolders', limit: 5 };

async function answered(parameters: IDataObject, to: Reply) {
	reply = to;
	const { json, error, hints } = await x.run({ limits: { waitForLimit: 1 }, ...parameters });
	const { message, description } = error ?? {};
	return { json, error: message, advice: description ?? '', hints: hints.filter((hint) => !hint.startsWith('≈')) };
}

const post = (more: IDataObject = {}) => ({ id: '10', text: 'Hi', ...more });
const first = { id: '10', url: 'https://x.com/i/status/10', text: 'Hi', type: 'post', media: [] };

describe('items', () => {
	test.each<[string, IDataObject, unknown, unknown[]]>([
		['data null', search, { data: null, meta: { result_count: 0 } }, []],
		['data an empty object', search, { data: {}, meta: { result_count: 0 } }, []],
		['entries that are no objects', search, { data: [null, post(), 'x', 5, {}] }, [first]],
		['meta null', search, { data: [post()], meta: null }, [first]],
		['an empty token', search, { data: [post()], meta: { next_token: '' } }, [first]],
		['errors null', search, { data: [post()], errors: null }, [first]],
		[
			'members null',
			get,
			{ data: post({ public_metrics: null, author_id: null, entities: null, attachments: null, created_at: null }) },
			[first],
		],
		['lists of includes null', get, { data: post(), includes: { users: null, media: [null], tweets: 5 } }, [first]],
		['includes a list', get, { data: post(), includes: [] }, [first]],
		[
			'IDs as numbers',
			many,
			{ data: [{ id: 11, text: 'b' }, post({ id: 10 })] },
			[first, { ...first, id: '11', url: 'https://x.com/i/status/11', text: 'b' }],
		],
		[
			'an ID as a number that has lost digits',
			search,
			JSON.parse('{ "data": [{ "id": 1849000000000000001, "text": "Hi" }] }'),
			[{ text: 'Hi', type: 'post', media: [] }],
		],
		['no ID', search, { data: [{ text: 'Hi' }] }, [{ text: 'Hi', type: 'post', media: [] }]],
		[
			'media of which X sent only the key',
			get,
			{
				data: post({ attachments: { media_keys: ['3_1', '3_2'] } }),
				includes: { media: [{ media_key: '3_1', type: 'photo', url: 'https://a/1.jpg' }] },
			},
			[{ ...first, media: [{ type: 'photo', url: 'https://a/1.jpg' }, { media_key: '3_2' }] }],
		],
		[
			'an earlier version of an edited post',
			many,
			{
				data: [
					{ id: '25', text: 'Hi', edit_history_tweet_ids: ['10', '25'] },
					{ id: '11', text: 'Hi' },
				],
			},
			[expect.objectContaining({ id: '25' }), expect.objectContaining({ id: '11' })],
		],
		[
			'another handle',
			user,
			{ data: { id: '7', username: 'new', name: null, verified: null } },
			[{ id: '7', username: 'new', url: 'https://x.com/new' }],
		],
		[
			'an account that is not included',
			spaces,
			{
				data: [{ id: 'a1', title: 'Q &amp; A', state: 'live', host_ids: ['7', '8'] }],
				includes: { users: [{ id: '7', username: 'ada' }] },
			},
			[{ id: 'a1', url: 'https://x.com/i/spaces/a1', title: 'Q & A', state: 'live', hosts: ['ada', '8'] }],
		],
		[
			'an escaped name',
			communities,
			{ data: [{ id: '5', name: 'Cats &amp; Dogs' }] },
			[{ id: '5', name: 'Cats & Dogs' }],
		],
		['folders', folders, { data: [{ id: '1', name: 'Later' }, null], meta: {} }, [{ id: '1', name: 'Later' }]],
		[
			'messages of all kinds',
			messages,
			{
				data: [
					{ id: '1', event_type: 'MessageCreate', sender_id: null, attachments: { media_keys: ['3_9'] } },
					{ id: '2', event_type: 'ParticipantsJoin', participant_ids: null },
				],
				includes: { media: null },
			},
			[
				{ id: '1', event_type: 'MessageCreate' },
				{ id: '2', event_type: 'ParticipantsJoin' },
			],
		],
	])('%s', async (_, parameters, body, items) => {
		const { json, error, hints } = await answered(parameters, { body });
		expect({ json, error, hints }).toEqual({ json: items, error: undefined, hints: [] });
	});

	test.each([
		['text', 'boom', /boom/],
		['entries of other types', [null, 'boom', {}], /boom; X refused the request/],
	])('errors as %s stand beside the data', async (_, errors, hint) => {
		const { json, hints } = await answered(search, { body: { data: [post()], errors } });
		expect(json).toEqual([first]);
		expect(hints.join()).toMatch(hint);
	});
});

describe('errors', () => {
	const HTML = { 'content-type': 'text/html' };
	test.each<[string, IDataObject, Reply, RegExp, RegExp]>([
		['nothing', get, { body: {} }, /^X did not find it$/, /X returned nothing for 10/],
		[
			'nothing for one, with a reason that names no object',
			get,
			{ body: { errors: [{ title: 'Not Found Error', detail: 'Gone for good.' }] } },
			/./,
			/Gone for good/,
		],
		[
			'a page of the network',
			get,
			{ status: 403, headers: HTML, body: '<html><title>Attention Required!</title></html>' },
			/^A web page came in the place of an answer of X \(status 403\)$/,
			/content delivery network, a proxy or a firewall/,
		],
		[
			'a page with a limit',
			search,
			{ status: 429, headers: { ...HTML, 'retry-after': '90' }, body: '<html>1015</html>' },
			/^X asks to wait until 20/,
			/Wait until then/,
		],
		[
			'a limit whose reset is past',
			search,
			{ status: 429, headers: { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '1600000000' }, body: 'null' },
			/^X refused: too many requests$/,
			/did not say until when/,
		],
		[
			'a limit as the body of a 200',
			search,
			{ body: { title: 'Too Many Requests', detail: 'Too Many Requests', status: 429 } },
			/^X refused: too many requests$/,
			/./,
		],
		[
			'a cap of the day',
			search,
			{
				status: 429,
				body: {
					title: 'UsageCapExceeded',
					detail: 'Usage cap exceeded',
					period: 'Daily',
					type: 'https://api.twitter.com/2/problems/usage-capped',
				},
			},
			/usage cap/,
			/wait until tomorrow/,
		],
		[
			'a cap of the month',
			search,
			{
				status: 429,
				body: {
					errors: [
						{
							title: 'UsageCapExceeded',
							detail: 'Usage cap exceeded',
							period: 'Monthly',
							type: 'https://api.twitter.com/2/problems/usage-capped',
						},
					],
				},
			},
			/usage cap/,
			/next billing cycle/,
		],
		[
			'a long maintenance',
			get,
			{ status: 503, headers: { 'retry-after': '7200' }, body: { title: 'Service Unavailable' } },
			/temporary fault/,
			/X asks to wait until 20/,
		],
		[
			'another list',
			{ resource: 'list', operation: 'getMembers', list: id('5'), limit: 5 },
			{
				body: {
					errors: [
						{
							title: 'Not Found Error',
							detail: 'Could not find list with id: [5].',
							type: 'https://api.x.com/2/problems/resource-not-found',
						},
					],
				},
			},
			/^X did not find the list 5$/,
			/Could not find list/,
		],
	])('%s', async (_, parameters, to, message, advice) => {
		const { json, error, advice: said } = await answered(parameters, to);
		expect(json).toEqual([]);
		expect(error).toMatch(message);
		expect(said).toMatch(advice);
	});
});
