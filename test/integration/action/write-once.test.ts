import type { IDataObject } from 'n8n-workflow';
import type { FaultKind } from '../../../sandbox';
import { bytesOf, itemWith } from '../../support/files';
import { useLocalX } from '../../support/x';

const x = useLocalX();

const create = (parameters: IDataObject): IDataObject => ({ resource: 'post', operation: 'create', ...parameters });
const fail = (kind: FaultKind, times = 1) =>
	x.faults.set({ rules: [{ match: 'POST /2/tweets', kind, times, ...(kind === 'status' ? { status: 503 } : {}) }] });
const published = (text: string) => [...x.world.posts.values()].filter(({ rawText }) => rawText === text);

describe('a post whose outcome is unknown', () => {
	test.each<[FaultKind, string, number]>([
		['cutBefore', 'was not made: it is sent again', 2],
		['cutAfter', 'was made: it is found and not sent again', 1],
		['status', 'met a 503: it is looked for, then sent again', 2],
	])(
		'%s: it %s',
		async (kind, _what, requests) => {
			fail(kind);
			const text = 'Links stay: https://example.com/a?b=1&c=2 and n8n.io <b> & "quotes" 🚀';
			const { json, error } = await x.run(create({ text }));
			expect(error).toBeUndefined();
			expect(published(text).map(({ id }) => id)).toEqual([json[0].id]);
			expect(x.requests.filter(({ endpoint }) => endpoint === 'POST /2/tweets')).toHaveLength(requests);
		},
		60_000,
	);

	test('a reply with media is found too', async () => {
		x.apps.web.enterprise = true;
		const parent = x.world.addPost({ by: 'newsroom', text: 'Your view, @ourbrand?' });
		fail('cutAfter');
		const { json, error } = await x.run(
			create({
				text: 'Ours',
				media: { item: [{ source: 'binary', binaryFields: 'data' }] },
				options: { replyTo: parent.id },
			}),
			{ input: [itemWith({ data: bytesOf('png') })] },
		);
		expect(error).toBeUndefined();
		expect(x.world.posts.get(String(json[0].id))?.references).toEqual([{ type: 'replied_to', id: parent.id }]);
		expect(published('Ours')).toHaveLength(1);
	}, 60_000);

	test('when X cannot even be asked, the user is told to look', async () => {
		x.faults.set({
			rules: [
				{ match: 'POST /2/tweets', kind: 'cutAfter' },
				{ match: 'GET /2/users/{id}/tweets', kind: 'status', status: 503 },
			],
		});
		const { error } = await x.run(create({ text: 'Who knows' }));
		expect(error?.description).toMatch(/may have been carried out: look at the account/);
		expect(x.requests.filter(({ endpoint }) => endpoint === 'POST /2/tweets')).toHaveLength(1);
	}, 90_000);
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
	const texts = [...x.world.posts.values()].map(({ rawText }) => rawText).filter((text) => /^Post \d+ of /.test(text));
	expect(texts).toHaveLength(200);
	expect(new Set(texts).size).toBe(200);
	expect(runs.flatMap(({ json }) => json.map(({ id }) => id)).sort()).toEqual(
		[...x.world.posts.values()]
			.filter(({ rawText }) => /^Post \d+ of /.test(rawText))
			.map(({ id }) => id)
			.sort(),
	);
	expect(x.requests.filter(({ fault }) => fault).length).toBeGreaterThan(60);
}, 240_000);
