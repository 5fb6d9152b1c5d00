import { holdTrigger, until } from '../../support/n8n/triggers';
import { useStream } from '../../support/n8n/streams';

const { x, held, node, credentials, parametersOf, start, refusal, texts, rules, publish, connects, foreign } =
	useStream();

describe('posts', () => {
	it('that match start the workflow, with what they matched', async () => {
		const trigger = await start([{ value: 'kettle', tag: 'brand' }, { value: 'from:newsroom teapot' }]);
		publish('A kettle and a teapot');
		publish('Nothing of the kind');
		publish('A teapot', 'meteo');
		publish('Kettle again', 'meteo');
		await until(() => trigger.items.length === 2);
		expect(trigger.items.map(({ json }) => json)).toEqual([
			expect.objectContaining({
				text: 'A kettle and a teapot',
				username: 'newsroom',
				type: 'post',
				url: expect.stringContaining('https://x.com/newsroom/status/'),
				matching_rules: [
					{ id: expect.any(String), tag: 'brand' },
					{ id: expect.any(String), tag: '' },
				],
			}),
			expect.objectContaining({ text: 'Kettle again', username: 'meteo' }),
		]);
	});

	it('come whole, or as X sent them', async () => {
		const full = await start([{ value: 'kettle' }], { output: 'full' });
		publish('A whole kettle');
		await until(() => full.items.length === 1);
		await full.close();
		expect(full.items[0].json).toMatchObject({
			text: 'A whole kettle',
			author: { username: 'newsroom' },
			edit_history_post_ids: [expect.any(String)],
			conversation_id: expect.any(String),
		});
		const trigger = await start([{ value: 'kettle' }], { output: 'raw' });
		publish('A raw kettle');
		await until(() => trigger.items.length === 1);
		expect(trigger.items[0].json).toMatchObject({
			data: { text: 'A raw kettle', edit_history_tweet_ids: [expect.any(String)] },
			includes: { users: [{ username: 'newsroom' }] },
		});
	});

	it("come with an account's credential too, where the app's key and secret stand in it", async () => {
		const { clientId, clientSecret = '', apiKey, apiSecret } = x.apps.web;
		const stored = (keys: object) => ({
			xUserOAuth2Api: {
				baseUrl: x.url,
				clientId,
				clientSecret,
				oauthTokenData: { access_token: x.userToken('ourbrand', []), token_type: 'bearer' },
				...keys,
			},
		});
		const withOAuth2 = (keys: object) => ({
			node,
			parameters: { ...parametersOf([{ value: 'kettle' }]), authentication: 'oAuth2' },
			credentials: stored(keys),
		});
		expect(await refusal(holdTrigger(withOAuth2({})))).toMatchObject({
			message: 'The credential has no API Key',
			description: expect.stringContaining('not the OAuth 2.0 Client ID'),
		});
		const trigger = await holdTrigger(withOAuth2({ apiKey, apiSecret }));
		held.push(trigger);
		publish('A kettle');
		await until(() => trigger.items.length === 1);
		// Whoever has the app's key may invalidate its token at any time.
		const invalidated = await fetch(`${x.url}/oauth2/invalidate_token`, {
			method: 'POST',
			headers: {
				authorization: `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`,
				'content-type': 'application/x-www-form-urlencoded',
			},
			body: new URLSearchParams({ access_token: x.appToken() }).toString(),
		});
		expect(invalidated.status).toBe(200);
		x.stream.cut();
		await until(() => x.stream.connections.size === 0);
		await until(() => x.stream.connections.size === 1);
		publish('A kettle with a new token');
		await until(() => trigger.items.length === 2);
	});

	it('come without users when told so, as X may charge those', async () => {
		const trigger = await start([{ value: 'kettle' }], { users: false, output: 'full' });
		publish('A kettle of nobody');
		await until(() => trigger.items.length === 1);
		expect(trigger.items[0].json).toMatchObject({
			text: 'A kettle of nobody',
			author_id: x.world.needUser('newsroom').id,
		});
		expect(trigger.items[0].json).not.toHaveProperty('author');
		expect(connects()[0].query.expansions).not.toMatch(/author_id|mentions|in_reply_to_user/);
	});

	it('that X sends twice come once, and what is no post is passed over', async () => {
		const trigger = await start([{ value: 'kettle' }]);
		const [{ id }] = x.stream.rules.values();
		const line = JSON.stringify({ data: { id: '1849000000000000000', text: 'kettle' }, matching_rules: [{ id }] });
		x.stream.say(`${line}\r\n{"new":"thing"}\r\nno JSON\r\n${line}\r\n`);
		publish('The last kettle');
		await until(() => trigger.items.length === 2);
		expect(texts(trigger)).toEqual(['kettle', 'The last kettle']);
		expect(connects()).toHaveLength(1);
	});

	it("of other programs' rules are left out unless wanted", async () => {
		await foreign('saucer', 'theirs');
		const trigger = await start([{ value: 'kettle' }]);
		publish('A saucer');
		publish('A kettle');
		await until(() => trigger.items.length === 1);
		expect(texts(trigger)).toEqual(['A kettle']);
		await trigger.close();
		const all = await start([{ value: 'kettle' }], { others: true });
		publish('Another saucer');
		await until(() => all.items.length === 1);
		expect(all.items[0].json.matching_rules).toEqual([{ id: expect.any(String), tag: 'theirs' }]);
	});
});

describe('rules', () => {
	it('are built from filters', async () => {
		const trigger = await start([
			{ filters: { anyWords: 'kettle, teapot', from: '@newsroom', exclude: ['reply'] }, tag: 'brand' },
			{ value: 'saucer OR cup', filters: { notFrom: 'newsroom', minFollowers: 1 } },
		]);
		expect(rules()).toEqual([
			{ value: '(kettle OR teapot) from:newsroom -is:reply', tag: 'brand' },
			{ value: '(saucer OR cup) -from:newsroom min_followers:1', tag: '' },
		]);
		publish('A kettle', 'meteo');
		publish('A teapot');
		await until(() => trigger.items.length === 1);
		expect(texts(trigger)).toEqual(['A teapot']);
	});

	test.each([
		[{ value: 'kettle min_faves:5' }, "X does not know 'min_faves:5' here"],
		[{ filters: { language: 'en' } }, "'Rule' is empty"],
		[{ filters: { from: 'me' } }, "'Me' is not available in a rule"],
		[{ value: 'k'.repeat(1021), filters: { allWords: 'tea' } }, '1024'],
	])('%j is refused before any request', async (rule, message) => {
		expect((await refusal(start([rule])))?.message).toContain(message);
		expect(x.requests).toEqual([]);
	});

	it('are tried first, then added, and taken away at deactivation; those of others stay', async () => {
		await foreign('saucer', 'theirs');
		const trigger = await start([{ value: 'kettle', tag: 'brand' }, { value: 'saucer' }]);
		expect(rules()).toEqual([
			{ value: 'saucer', tag: 'theirs' },
			{ value: 'kettle', tag: 'brand' },
		]);
		const changes = x.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/rules')).slice(1);
		expect(changes.map(({ query }) => query)).toEqual([{ dry_run: 'true' }, {}]);
		publish('A saucer');
		await until(() => trigger.items.length === 1);
		await trigger.close();
		expect(rules()).toEqual([{ value: 'saucer', tag: 'theirs' }]);
	});

	it('follow the node: what was changed, removed or given another tag', async () => {
		const options = {
			node,
			credentials: credentials(),
			parameters: parametersOf([{ value: 'kettle' }, { value: 'teapot', tag: 'one' }, { value: 'cup' }], {
				keepRules: true,
			}),
		};
		const first = await holdTrigger(options);
		await first.close();
		const kept = [...x.stream.rules.values()].find(({ value }) => value === 'kettle')?.id;
		expect(x.stream.rules.size).toBe(3);
		const second = await holdTrigger({
			...options,
			parameters: parametersOf([{ value: 'kettle' }, { value: 'teapot', tag: 'two' }], { keepRules: true }),
			id: first.nodeId,
		});
		held.push(second);
		expect(rules()).toEqual([
			{ value: 'kettle', tag: '' },
			{ value: 'teapot', tag: 'two' },
		]);
		expect([...x.stream.rules.keys()]).toContain(kept);
	});

	it("that X refuses are said in X's words, and nothing is changed", async () => {
		const error = await refusal(start([{ value: 'kettle' }, { value: 'unheard:berlin' }]));
		expect(error?.message).toMatch(/^X refused: 'unheard:berlin': /);
		expect(error?.description).toContain("'unheard:berlin'");
		expect(rules()).toEqual([]);
		expect(connects()).toEqual([]);
	});

	it.each([
		['none', [], "'Rules' is empty"],
		[
			'one that is too long',
			[{ value: 'a'.repeat(1025) }],
			"'Rules': 'Rule': it has 1025 characters; the limit is 1024",
		],
		['one given twice', [{ value: 'kettle' }, { value: 'kettle ' }], "The rule 'kettle' is there twice"],
	])('%s are refused before any request', async (_, given, message) => {
		expect((await refusal(start(given)))?.message).toBe(message);
		expect(x.requests).toEqual([]);
	});

	it('that someone removes meanwhile are put back', async () => {
		const trigger = await start([{ value: 'kettle' }]);
		x.stream.rules.clear();
		x.stream.cut();
		await until(() => x.stream.connections.size === 1 && x.stream.rules.size === 1);
		publish('A kettle');
		await until(() => trigger.items.length === 1);
	});
});

describe('the test in the editor', () => {
	it('listens only when asked and leaves the rules as it found them', async () => {
		await foreign('saucer', 'theirs');
		const trigger = await start([{ value: 'kettle' }, { value: 'saucer' }], {}, 'manual');
		publish('A kettle');
		await until(() => trigger.items.length === 1);
		await trigger.close();
		expect(rules()).toEqual([{ value: 'saucer', tag: 'theirs' }]);
	});
});
