/** Long posts: what an account may publish follows from its X Premium. */
import type { IDataObject } from 'n8n-workflow';
import { itemWith, movieOf, trackOf } from '../../../support/inputs/files';
import { useLocalX } from '../../../support/x/local-x';

const x = useLocalX();

const create = (parameters: IDataObject): IDataObject => ({ resource: 'post', operation: 'create', ...parameters });
const sent = (path: string) => x.requests.filter((request) => request.path === path);

describe('a text of more than 280 characters', () => {
	const long = Array.from({ length: 20 }, (_, i) => `Coffee number ${i} takes its time.`).join(' ');
	const asked = () => x.requests.map(({ endpoint }) => endpoint);
	const plain = () => void (x.world.needUser('ourbrand').premium = false);

	test('is published by an account with X Premium, for which X is asked once per token', async () => {
		const connection = x.connect();
		const { json, error } = await x.run(create({ text: long }), { connection });
		expect(error).toBeUndefined();
		expect(x.world.posts.get(String(json[0].id))?.rawText).toBe(long);
		await x.run(create({ text: `${long} More.` }), { connection });
		expect(asked()).toEqual(['GET /2/users/me', 'POST /2/tweets', 'POST /2/tweets']);
	});

	test('is refused for another account, before anything of any item is sent', async () => {
		plain();
		const { error } = await x.run(create({ text: '={{ $json.text }}' }), {
			input: ['Short', long].map((text) => ({ json: { text } })),
		});
		expect(error?.message).toBe(
			`The text is ${long.length} characters long as X counts them; the limit is 280 without X Premium`,
		);
		expect(error?.description).toMatch(/^@ourbrand has no X Premium.*'Split Into Thread'/);
		expect(error?.context.itemIndex).toBe(1);
		expect(asked()).toEqual(['GET /2/users/me']);
	});

	test('is not asked about where every text is short', async () => {
		await x.run(create({ text: 'a'.repeat(280) }));
		expect(asked()).toEqual(['POST /2/tweets']);
	});

	test('is sent unasked on request, and refused by X', async () => {
		plain();
		const { error } = await x.run(create({ text: long, options: { longPost: 'allow' } }));
		expect(asked()).toEqual(['POST /2/tweets']);
		expect(error?.description).toContain('too long');
	});

	test('becomes a thread on request, each part an item', async () => {
		plain();
		const parameters = create({ text: long, options: { longPost: 'split', madeWithAi: true } });
		const { json, error } = await x.run(parameters);
		expect(error).toBeUndefined();
		expect(json.map(({ part }) => part)).toEqual([1, 2, 3].slice(0, json.length));
		expect(json.map(({ text }) => text).join(' ')).toBe(long);
		const second = x.world.posts.get(String(json[1].id));
		expect(second?.references).toEqual([{ type: 'replied_to', id: json[0].id }]);
		expect(sent('/2/tweets').map(({ body }) => (body as IDataObject).made_with_ai)).toEqual(json.map(() => true));
		expect(asked()).not.toContain('GET /2/users/me');
	});

	test.each([
		['madeWithAi', 'made_with_ai'],
		['paidPartnership', 'paid_partnership'],
		['promotedOnly', 'nullcast'],
		['forSuperFollowersOnly', 'for_super_followers_only'],
	])('what labels or hides it, does so for each of its parts: %s', async (option, member) => {
		const of = (text: string, more: IDataObject) => create({ text, options: { [option]: true, ...more } });
		await x.run(of(long, { longPost: 'split' }));
		await x.run(of('Read it: https://example.com/a', { linksInReply: true }));
		const bodies = sent('/2/tweets').map(({ body }) => body as IDataObject);
		expect(bodies.length).toBeGreaterThan(3);
		expect(bodies.map((body) => body[member])).toEqual(bodies.map(() => true));
	});

	test('is a single post where a thread was allowed but is not needed', async () => {
		const { json } = await x.run(create({ text: 'Short', options: { longPost: 'split' } }));
		expect(json).toEqual([expect.not.objectContaining({ part: expect.anything() })]);
	});

	test('counts as too long where X does not say whether the account has X Premium', async () => {
		x.oddities.on('fields-left-out');
		const { error } = await x.run(create({ text: long }));
		expect(error?.description).toMatch(/^X did not say whether @ourbrand has X Premium\. If it has, .*'Allow'/);
		expect(sent('/2/tweets')).toEqual([]);
	});

	test('is not published where X cannot be asked, and the fault is told', async () => {
		x.faults.add({ match: 'GET /2/users/me', kind: 'status', status: 503 });
		const { error } = await x.run(create({ text: long }));
		expect(error?.httpCode).toBe('503');
		expect(error?.description).toContain(`because a text is ${long.length} characters long`);
		expect(sent('/2/tweets')).toEqual([]);
	});

	test('in one part of a thread is refused for an account without X Premium, by its number', async () => {
		plain();
		const parts = { part: [{ text: 'One' }, { text: long }] };
		const { error } = await x.run({ resource: 'post', operation: 'createThread', source: 'parts', parts });
		expect(error?.message).toMatch(/^Part 2: The text is .* without X Premium/);
		expect(sent('/2/tweets')).toEqual([]);
	});
});

describe('a video of more than 20 minutes', () => {
	const input = (seconds: number) => [itemWith({ clip: movieOf({ seconds, atEnd: true }) })];
	const media = { item: [{ source: 'binary', binaryFields: 'clip' }] };
	const ways: Array<[string, IDataObject]> = [
		['Create', create({ text: 'Look', media })],
		[
			'Create Thread',
			{ resource: 'post', operation: 'createThread', source: 'parts', parts: { part: [{ text: 'Look', media }] } },
		],
		['Upload', { resource: 'media', operation: 'upload', source: 'binary', file: 'clip' }],
	];

	test.each(ways)(
		'is refused before it is uploaded where X says that the account has no X Premium: %s',
		async (_, way) => {
			x.world.needUser('ourbrand').premium = false;
			const { error } = await x.run(way, { input: input(1260.5) });
			expect(error?.message).toBe("The video 'clip.bin' is 21:01 long; X accepts up to 20:00 without X Premium");
			expect(error?.description).toBe('@ourbrand has no X Premium. Cut the video before this node.');
			expect(x.requests.map(({ endpoint }) => endpoint)).toEqual(['GET /2/users/me']);
		},
	);

	test.each(ways)('is left to X for another account: %s', async (_, way) => {
		const { error } = await x.run(way, { input: input(1260.5) });
		expect(error).toBeUndefined();
	});

	const message: IDataObject = {
		resource: 'directMessage',
		operation: 'send',
		user: '@newsroom',
		media: { item: { source: 'binary', binaryFields: 'clip' } },
	};
	const forMessages: IDataObject = { ...ways[2][1], options: { category: 'dm' } };

	test.each([
		['Upload', forMessages],
		['Send', message],
	])('a direct message takes 140 seconds: %s', async (_, way) => {
		x.world.needUser('ourbrand').premium = false;
		const { error } = await x.run(way, { input: input(141) });
		expect(error?.message).toBe(
			"The video 'clip.bin' is 2:21 long; X accepts up to 2:20 in direct messages without X Premium",
		);
		expect(x.requests.filter(({ method }) => method === 'POST')).toEqual([]);
		expect((await x.run(way, { input: input(140) })).error).toBeUndefined();
	});

	test.each([
		['Create', ways[0][1], 125 * 60, ''],
		['Send', message, 600, ' in direct messages'],
	])('nobody may post more than X documents for X Premium: %s', async (_, way, most, where) => {
		const { error } = await x.run(way, { input: input(most + 1) });
		expect(error?.message).toMatch(new RegExp(`X accepts up to ${most / 60}:00${where}$`));
		expect(x.requests.map(({ endpoint }) => endpoint)).not.toContain('GET /2/users/me');
	});

	test.each(ways)('of less than half a second is refused: %s', async (_, way) => {
		const { error } = await x.run(way, { input: input(0.4) });
		expect(error?.message).toBe("The video 'clip.bin' is 0.40 seconds long; X accepts them from half a second on");
		expect(x.requests).toEqual([]);
	});

	test('that X cannot process is told with what is known of the file', async () => {
		x.faults.set({ mediaProcessingFails: 'file is currently unsupported', mediaProcessingSeconds: 0 });
		const hevc = movieOf({ seconds: 5, beside: [trackOf('vide', 'hvc1')] });
		const { error } = await x.run(create({ text: 'Look', media }), { input: [itemWith({ clip: hevc })] });
		expect(error?.message).toBe('X could not process the file');
		expect(error?.description).toMatch(
			/file is currently unsupported.* 'clip.bin' is encoded as HEVC \(H\.265\): X documents H\.264 only/,
		);
		expect(sent('/2/tweets')).toEqual([]);
	});

	test('that X refuses although the file does not tell its length says what the account may post', async () => {
		x.world.needUser('ourbrand').premium = false;
		const id = x.world.addMedia({ owner: 'ourbrand', kind: 'video', durationMs: 1_200_001 }).id;
		const { error } = await x.run(create({ text: 'Look', media: { item: [{ source: 'ids', mediaIds: id }] } }));
		expect(error?.message).toBe('X refused: the account may not post videos longer than 20 minutes');
		expect(error?.description).toMatch(/Cut the video\. Accounts with X Premium may post longer ones/);
	});

	test.each(ways)('is not asked about where it is short enough: %s', async (_, way) => {
		x.world.needUser('ourbrand').premium = false;
		const { error } = await x.run(way, { input: input(1200) });
		expect(error).toBeUndefined();
		expect(x.requests.map(({ endpoint }) => endpoint)).not.toContain('GET /2/users/me');
	});
});
