import { plainTag, removeRules, standing, syncRules, type Rule, type Standing } from '../../../api/push/stream-rules';
import { fakeClient, xError, xRejection, type Made } from '../../support/unwired/surroundings';

const MARK = 'n8n-1a2b3c4d';
const RULES = '/2/tweets/search/stream/rules';

/** X with these rules; it takes each value once, and none with `near:`. */
function xWith(...rules: Standing[]) {
	const standing = new Map(rules.map((rule) => [rule.id, rule]));
	let made = 0;
	const page = ({ pagination_token: token }: Record<string, unknown>) => {
		const all = [...standing.values()];
		const from = Number(token ?? 0);
		return {
			data: all.slice(from, from + 2),
			meta: { ...(from + 2 < all.length ? { next_token: String(from + 2) } : {}) },
		};
	};
	const add = (wanted: Rule[], dryRun: boolean) => {
		const errors = wanted.flatMap(({ value }) => {
			if (/near:/.test(value))
				return [{ value, title: 'UnprocessableEntity', detail: 'near is no operator', type: '' }];
			const isTaken = [...standing.values()].some((rule) => rule.value === value);
			return isTaken ? [{ value, title: 'DuplicateRule', type: '' }] : [];
		});
		if (errors.length > 0) return { errors };
		const data = wanted.map((rule) => ({ id: `new-${++made}`, ...rule }));
		if (!dryRun) for (const rule of data) standing.set(rule.id, rule);
		return { data };
	};
	const { client, calls } = fakeClient(({ endpoint, parts: { query = {}, body = {} } }) => {
		if (endpoint.startsWith('GET')) return page(query);
		for (const id of (body.delete as { ids?: string[] } | undefined)?.ids ?? []) standing.delete(id);
		return body.add ? add(body.add as Rule[], query.dry_run === true) : {};
	});
	const changes = () =>
		calls
			.filter(({ endpoint }) => endpoint.startsWith('POST'))
			.map(({ path, parts }: Made) => [path.replace(RULES, ''), parts.body]);
	return { client, changes, rules: () => [...standing.values()].map(({ value, tag }) => [value, tag]) };
}

const ours = (id: string, value: string, tag?: string): Standing => ({
	id,
	value,
	tag: tag ? `${MARK} · ${tag}` : MARK,
});

it('nothing is sent when everything is in step, however many pages there are', async () => {
	const x = xWith(
		{ id: '1', value: 'saucer' },
		ours('2', 'kettle', 'brand'),
		{ id: '3', value: 'plate', tag: 'theirs' },
		ours('4', 'cup'),
	);
	const { rules, own } = await syncRules(x.client, MARK, [{ value: 'kettle', tag: 'brand' }, { value: 'cup' }]);
	expect(x.changes()).toEqual([]);
	expect([rules.map(({ id }) => id), own]).toEqual([
		['2', '4'],
		['2', '4'],
	]);
});

it('what is missing is tried first and then added with the mark', async () => {
	const x = xWith();
	const { own } = await syncRules(x.client, MARK, [{ value: 'kettle', tag: 'brand' }, { value: 'cup' }]);
	const add = {
		add: [
			{ value: 'kettle', tag: `${MARK} · brand` },
			{ value: 'cup', tag: MARK },
		],
	};
	expect(x.changes()).toEqual([
		['?dry_run=true', add],
		['', add],
	]);
	expect(own).toHaveLength(2);
});

it("what is no longer wanted goes, and nobody else's", async () => {
	const x = xWith(
		ours('1', 'kettle'),
		ours('2', 'cup'),
		{ id: '3', value: 'plate', tag: `${MARK}5 · theirs` },
		{ id: '4', value: 'spoon' },
	);
	await syncRules(x.client, MARK, [{ value: 'kettle' }]);
	expect(x.rules()).toEqual([
		['kettle', MARK],
		['plate', `${MARK}5 · theirs`],
		['spoon', undefined],
	]);
});

it('another tag: the old rule goes first, as X takes a rule once', async () => {
	const x = xWith(ours('1', 'kettle', 'old'));
	const { rules } = await syncRules(x.client, MARK, [{ value: 'kettle', tag: 'new' }]);
	expect(x.changes().map(([query]) => query)).toEqual(['', '']);
	expect(x.rules()).toEqual([['kettle', `${MARK} · new`]]);
	expect(rules).toMatchObject([{ value: 'kettle' }]);
});

it('a rule of someone else is used and stays theirs', async () => {
	const x = xWith({ id: '1', value: 'kettle', tag: 'theirs' });
	expect(await syncRules(x.client, MARK, [{ value: 'kettle' }])).toEqual({
		rules: [{ id: '1', value: 'kettle', tag: 'theirs' }],
		own: [],
	});
	expect(x.changes()).toEqual([]);
});

it('a rule that X refuses leaves everything as it was, and is named', async () => {
	const x = xWith(ours('1', 'cup'));
	const error = await xRejection(syncRules(x.client, MARK, [{ value: 'kettle' }, { value: 'near:berlin' }]));
	expect(error.problem).toMatchObject({
		title: 'UnprocessableEntity',
		detail: expect.stringContaining('near is no operator') as string,
	});
	expect(error.description).toContain("Correct it under 'Rules'");
	expect(x.rules()).toEqual([['cup', MARK]]);
});

it.each([
	[
		'each rule by its value, once',
		[
			{ value: 'near:berlin', detail: 'near is no operator' },
			{ value: 'near:berlin', detail: 'near is no operator' },
			{ value: 'cup', title: 'DuplicateRule' },
		],
		"'near:berlin': near is no operator 'cup': DuplicateRule",
	],
	['a rule that X does not name', [{ detail: 'Too many rules' }], 'Too many rules'],
])('a refusal names %s', async (_, errors, detail) => {
	const { client } = fakeClient(({ parts: { body } }) => (body ? { errors } : {}));
	const error = await xRejection(syncRules(client, MARK, [{ value: 'near:berlin' }]));
	expect(error.problem.detail).toBe(detail);
	expect(error.context).toMatchObject({ status: 200, endpoint: 'POST /2/tweets/search/stream/rules' });
});

it('what X adds without saying so is not known', async () =>
	expect(await syncRules(fakeClient(() => ({})).client, MARK, [{ value: 'kettle' }])).toEqual({ rules: [], own: [] }));

it('a trial leaves earlier rules alone and takes away only what it added', async () => {
	const x = xWith(ours('1', 'cup', 'active'), ours('2', 'kettle', 'active'));
	const { rules, own } = await syncRules(x.client, MARK, [{ value: 'kettle' }, { value: 'plate' }], true);
	expect(rules.map(({ value }) => value).sort()).toEqual(['kettle', 'plate']);
	expect(own).toEqual([rules.find(({ value }) => value === 'plate')?.id]);
	expect(x.changes().map(([, body]) => Object.keys(body as object))).toEqual([['add'], ['add']]);
	await removeRules(x.client, own);
	expect(x.rules()).toEqual([
		['cup', `${MARK} · active`],
		['kettle', `${MARK} · active`],
	]);
});

it('a rule without an ID can be neither used nor deleted, so it is none', async () => {
	const listed = [{ value: 'cup' }, { id: '2', value: 'kettle', tag: 5 }];
	expect(await standing(fakeClient(() => ({ data: listed }) as never).client)).toEqual([
		{ id: '2', value: 'kettle', tag: undefined },
	]);
});

it('half a list of rules is none', async () => {
	const { client, calls } = fakeClient(({ parts: { query = {} } }) => {
		if (query.pagination_token) throw xError(503, 'Service Unavailable');
		return { data: [ours('1', 'cup')], meta: { next_token: '1' } };
	});
	expect((await xRejection(syncRules(client, MARK, [{ value: 'kettle' }]))).message).toBe(
		'X has a temporary fault (status 503)',
	);
	expect(calls.map(({ endpoint, parts }) => [endpoint, parts.query])).toEqual([
		['GET /2/tweets/search/stream/rules', { max_results: 1000 }],
		['GET /2/tweets/search/stream/rules', { max_results: 1000, pagination_token: '1' }],
	]);
});

it('is deleted a thousand at a time', async () => {
	const { client, calls } = fakeClient(() => ({}));
	await removeRules(
		client,
		Array.from({ length: 2001 }, (_, i) => String(i)),
	);
	expect(calls.map(({ parts }) => (parts.body?.delete as { ids: string[] }).ids.length)).toEqual([1000, 1000, 1]);
});

it('the mark is not shown', () => {
	expect(
		[MARK, `${MARK} · brand`, `${MARK} · a · b`, 'theirs', `${MARK}5 · theirs`, undefined].map((tag) =>
			plainTag(tag, MARK),
		),
	).toEqual([undefined, 'brand', 'a · b', 'theirs', `${MARK}5 · theirs`, undefined]);
});
