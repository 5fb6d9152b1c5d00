import type { IDataObject } from 'n8n-workflow';
import type { FaultKind, FaultRule } from '../../../../sandbox';
import { bytesOf, itemWith } from '../../../support/inputs/files';
import type * as VirtualTime from '../../../support/virtual-time';
import { useVirtualTime } from '../../../support/virtual-time';
import { useLocalX } from '../../../support/x/local-x';

jest.mock('n8n-workflow', () => jest.requireActual<typeof VirtualTime>('../../../support/virtual-time').virtualTime());
useVirtualTime();

const x = useLocalX();

const create = (parameters: IDataObject): IDataObject => ({ resource: 'post', operation: 'create', ...parameters });
const PICTURE = { item: [{ source: 'binary', binaryFields: 'data' }] };
const pictured = () => [itemWith({ data: bytesOf('png') })];
const fail = (kind: FaultKind, more: Partial<FaultRule> = {}) =>
	x.faults.add({ match: 'POST /2/tweets', kind, times: 1, ...(kind === 'status' ? { status: 503 } : {}), ...more });
/** How and when X shows what it has made. */
function shown(escaped: boolean, lateMs: number) {
	if (!escaped) x.oddities.on('raw-texts');
	if (lateMs > 0) x.oddities.on('late-index', { seconds: lateMs / 1000 });
}
const own = () => [...x.world.posts.values()].filter(({ authorId }) => authorId === x.world.needUser('ourbrand').id);
const published = (text: string) => own().filter(({ rawText }) => rawText === text);
const sent = () => x.requests.filter(({ endpoint }) => endpoint === 'POST /2/tweets');
const looks = () => x.requests.filter(({ endpoint }) => endpoint === 'GET /2/users/{id}/tweets');

describe('a post whose outcome is unknown', () => {
	test.each<[FaultKind, string, number]>([
		['cutBefore', 'was not made: it is sent again, as X would refuse a second one', 2],
		['cutAfter', 'was made: it is found and not sent again', 1],
		['status', 'met a 503: it is looked for, then sent again', 2],
	])('%s: it %s', async (kind, _what, requests) => {
		fail(kind);
		const text = 'Links stay: https://example.com/a?b=1&c=2 and n8n.io <b> & "quotes" 🚀';
		const { json, error } = await x.run(create({ text }));
		expect(error).toBeUndefined();
		expect(published(text).map(({ id }) => id)).toEqual([json[0].id]);
		expect(sent()).toHaveLength(requests);
	});

	test.each([
		['as it is', false, 0],
		['escaped', true, 0],
		['escaped, a minute late', true, 60_000],
	])('is found when X shows it %s', async (_how, escapes, listedAfterMs) => {
		shown(escapes, listedAfterMs);
		fail('cutAfter');
		const { json, error } = await x.run(create({ text: 'AT&amp;T offer <b> https://example.com/?a=1&b=2' }));
		expect(error).toBeUndefined();
		expect(published('AT&amp;T offer <b> https://example.com/?a=1&b=2').map(({ id }) => id)).toEqual([json[0].id]);
	});

	test('is found in full where its text is a long one', async () => {
		fail('cutAfter');
		const text = `${'A long text & more at https://example.com/long. '.repeat(10)}End`;
		const { json, error } = await x.run(create({ text, options: { longPost: 'allow' } }));
		expect(error).toBeUndefined();
		expect(published(text).map(({ id }) => id)).toEqual([json[0].id]);
		expect(sent()).toHaveLength(1);
	});

	test.each([0, 6000, 60_000])('of one picture and no text is found %d ms late by its key', async (listedAfterMs) => {
		const { id: mediaId } = x.world.addMedia({ owner: x.world.needUser('ourbrand').id, kind: 'photo' });
		shown(true, listedAfterMs);
		fail('cutAfter');
		x.world.addPost({ by: 'ourbrand', media: [mediaId] });
		const { json, error } = await x.run(create({ media: PICTURE }), { input: pictured() });
		expect(error).toBeUndefined();
		expect(
			own()
				.filter(({ source }) => source !== 'X Web App')
				.map(({ id }) => id),
		).toEqual([json[0].id]);
	});

	test.each<[string, IDataObject]>([
		['without text', { media: PICTURE }],
		['that is promoted only', { text: 'Just an ad', options: { promotedOnly: true } }],
		['in a community', { text: 'To all members', options: { communityId: '1146654567674912769' } }],
	])('%s is never sent again: X would take it twice', async (_what, parameters) => {
		fail('cutBefore');
		const { error } = await x.run(create(parameters), { input: pictured() });
		expect(error?.description).toMatch(/may have been carried out: look at the account.* before you send it again/);
		expect(sent()).toHaveLength(1);
	});

	test('is not taken for one that begins alike', async () => {
		let count = 0;
		const strike = x.faults.strike.bind(x.faults);
		const spy = jest
			.spyOn(x.faults, 'strike')
			.mockImplementation((endpoint) =>
				endpoint === 'POST /2/tweets' && ++count === 2 ? { match: endpoint, kind: 'cutBefore' } : strike(endpoint),
			);
		const texts = ['We are live https://example.com/live', 'We are live'];
		const { json, error } = await x.run(create({ text: '={{ $json.text }}' }), {
			input: texts.map((text) => ({ json: { text } })),
		});
		spy.mockRestore();
		expect(error).toBeUndefined();
		expect(texts.map((text) => published(text).map(({ id }) => id))).toEqual(json.map(({ id }) => [id]));
	});

	test.each([0, 6000])(
		'is not taken for one with the same text below another post, shown %d ms late',
		async (lateMs) => {
			shown(true, lateMs);
			x.oddities.on('empty-success', { endpoint: 'POST /2/tweets', after: 3, times: 1 });
			const { json, error } = await x.run(
				create({ text: '={{ $json.text }} https://example.com/shop', options: { linksInReply: true } }),
				{ input: ['Red', 'Blue'].map((text) => ({ json: { text } })) },
			);
			expect(error).toBeUndefined();
			const parentOf = ({ links_reply: reply }: IDataObject) =>
				x.world.posts.get(String((reply as IDataObject).id))?.references;
			expect(json.map(parentOf)).toEqual(json.map(({ id }) => [{ type: 'replied_to', id }]));
			expect(published('https://example.com/shop')).toHaveLength(2);
		},
	);

	test('a reply with media is found too', async () => {
		x.apps.web.enterprise = true;
		const parent = x.world.addPost({ by: 'newsroom', text: 'Your view, @ourbrand?' });
		fail('cutAfter');
		const { json, error } = await x.run(create({ text: 'Ours', media: PICTURE, options: { replyTo: parent.id } }), {
			input: pictured(),
		});
		expect(error).toBeUndefined();
		expect(x.world.posts.get(String(json[0].id))?.references).toEqual([{ type: 'replied_to', id: parent.id }]);
		expect(published('Ours')).toHaveLength(1);
	});

	test('stays unknown when a repetition is refused', async () => {
		shown(true, 600_000);
		fail('cutAfter');
		const { error } = await x.run(create({ text: 'Who knows' }));
		expect(error?.message).toBe('The outcome is unknown: X may have carried this out');
		expect(error?.description).toMatch(/look at the account before you send it again\. X calls it a duplicate/);
		expect(published('Who knows')).toHaveLength(1);
	});

	test('when X cannot even be asked, the user is told to look', async () => {
		fail('cutAfter', { times: undefined });
		x.faults.add({ match: 'GET /2/users/{id}/tweets', kind: 'status', status: 503 });
		const { error } = await x.run(create({ text: 'Who knows' }));
		expect(error?.description).toMatch(/may have been carried out: look at the account/);
		expect(sent()).toHaveLength(1);
	});
});

describe('a 2xx without the post', () => {
	test.each(['empty-success', 'empty-data', 'number-id'] as const)(
		'%s is no success: the post is looked for',
		async (oddity) => {
			x.oddities.on(oddity, { endpoint: 'POST /2/tweets' });
			const { json, error } = await x.run(create({ text: 'Made' }));
			expect(error).toBeUndefined();
			expect(published('Made').map(({ id }) => id)).toEqual([json[0].id]);
		},
	);

	test('that is cut off in the middle is no answer: the post is looked for', async () => {
		x.oddities.on('cut-body', { endpoint: 'POST /2/tweets' });
		const { json, error } = await x.run(create({ text: 'Made' }));
		expect(error).toBeUndefined();
		expect(published('Made').map(({ id }) => id)).toEqual([json[0].id]);
		expect(sent()).toHaveLength(1);
	});

	test('that is cut off is asked for again where that does no harm, and tells what it is otherwise', async () => {
		const [{ id }] = own();
		x.oddities.on('cut-body', { endpoint: '*', times: 1 });
		const deleted = await x.run({ resource: 'post', operation: 'delete', post: { mode: 'id', value: id } });
		expect(deleted.json).toEqual([{ deleted: true }]);
		x.oddities.on('cut-body', { endpoint: 'POST /2/lists' });
		const { error } = await x.run({ resource: 'list', operation: 'create', name: 'Mine' });
		expect(error?.message).toBe('No answer from X');
		expect(error?.description).toMatch(/The request may have been carried out: look at the account/);
	});

	const REFUSALS = ['errors-as-success', 'problem-as-success'] as const;
	test.each(REFUSALS)('%s: tells the reason that X gave, and the item does not disappear', async (oddity) => {
		x.oddities.on(oddity, { endpoint: 'POST /2/tweets', detail: 'The community does not exist.' });
		const { json } = await x.run(create({ text: 'Not made' }), { continueOnFail: true });
		expect(json).toEqual([
			expect.objectContaining({
				message: expect.stringMatching(/The community does not exist\. .*look at the account/),
			}),
		]);
		expect(sent()).toHaveLength(1);
	});
});

describe('Retry On Fail', () => {
	const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };

	test('does not publish again what a try has published', async () => {
		const texts = ['One', 'Two', 'Three'];
		x.world.addPost({ by: 'ourbrand', text: 'Two' });
		const { error } = await x.run(create({ text: '={{ $json.text }}' }), {
			input: texts.map((text) => ({ json: { text } })),
			settings,
		});
		expect(error?.description).toMatch(/duplicate/);
		expect(published('One')).toHaveLength(1);
		expect(sent().map(({ body }) => (body as IDataObject).text)).toEqual(['One', 'Two', 'Two', 'Two']);
	});

	test('does not send again what may have been sent, and takes up what an earlier try has uploaded', async () => {
		fail('cutAfter');
		x.faults.add({ match: 'GET /2/users/{id}/tweets', kind: 'status', status: 403, times: 1 });
		const { json, error } = await x.run(create({ media: PICTURE }), { input: pictured(), settings });
		expect(error).toBeUndefined();
		expect(sent()).toHaveLength(1);
		expect(
			own()
				.filter(({ source }) => source !== 'X Web App')
				.map(({ id }) => id),
		).toContain(json[0].id);
		expect(x.requests.filter(({ endpoint }) => endpoint === 'POST /2/media/upload')).toHaveLength(1);
	});

	test('is nothing to a later run', async () => {
		const connection = x.connect();
		x.apps.web.enterprise = true;
		const media = { item: [{ source: 'ids', mediaIds: x.world.addMedia({ owner: 'ourbrand' }).id }] };
		fail('cutBefore');
		expect((await x.run(create({ media }), { connection })).error).toBeDefined();
		expect((await x.run(create({ media }), { connection })).error).toBeUndefined();
	});
});

test('a run that goes well asks for nothing', async () => {
	const { error } = await x.run(create({ text: '={{ $json.text }}' }), {
		input: ['One', 'Two'].map((text) => ({ json: { text } })),
	});
	expect(error).toBeUndefined();
	expect(looks()).toEqual([]);
	expect(x.requests).toHaveLength(2);
});

test('200 posts under 30 % faults end as exactly 200 posts', async () => {
	x.faults.set({
		seed: 7,
		rules: [
			{ match: 'POST /2/tweets', kind: 'cutBefore', probability: 0.15 },
			{ match: 'POST /2/tweets', kind: 'cutAfter', probability: 0.1 },
			{ match: 'POST /2/tweets', kind: 'status', status: 503, probability: 0.08 },
		],
	});
	const accounts = Array.from(
		{ length: 20 },
		(_, i) => x.world.addUser({ username: `account${i}`, name: `Account ${i}` }).username,
	);
	const runs = await Promise.all(
		accounts.map(
			async (as) =>
				await x.run(create({ text: '={{ $json.text }}' }), {
					as,
					input: Array.from({ length: 10 }, (_, i) => ({ json: { text: `Post ${i + 1} of ${as}` } })),
				}),
		),
	);
	expect(runs.map(({ error }) => error)).toEqual(accounts.map(() => undefined));
	const posts = [...x.world.posts.values()].filter(({ rawText }) => /^Post \d+ of /.test(rawText));
	expect(posts).toHaveLength(200);
	expect(new Set(posts.map(({ rawText }) => rawText)).size).toBe(200);
	expect(runs.flatMap(({ json }) => json.map(({ id }) => id)).sort()).toEqual(posts.map(({ id }) => id).sort());
	expect(x.requests.filter(({ fault }) => fault).length).toBeGreaterThan(60);
}, 240_000);
