/** Each kind of check can fail: a changed row, and a changed specification, give their line. */
import { againstSpec, specFrom, toLine } from '../../contract';
import type { Spec, SpecEndpoint, SpecPart } from '../../contract/specification/spec';
import { RESOURCES, type Resource } from '../../connector';
import { describeWith, SOURCE, withRow } from './support';
import { rowChanges, SEARCH } from './changed-rows';

let spec: Spec;
let before: string[];
const lines = (resources: readonly Resource[], against = spec) => againstSpec(resources, against).map(toLine);
/** The lines that a change adds. */
const added = (resources: readonly Resource[], against = spec) =>
	lines(resources, against).filter((line) => !before.includes(line));

/** X's specification with one endpoint or one of its values changed. */
function withEndpoint(name: string, change: (endpoint: SpecEndpoint) => SpecEndpoint | undefined): Spec {
	const endpoints = new Map(spec.endpoints);
	const changed = change(
		endpoints.get(name) ?? { endpoint: name, tag: 'Posts', streaming: false, access: {}, parts: new Map() },
	);
	if (changed) endpoints.set(name, changed);
	else endpoints.delete(name);
	return { ...spec, endpoints };
}
const withPart =
	(part: string, change: Partial<SpecPart>) =>
	(endpoint: SpecEndpoint): SpecEndpoint => {
		const known = endpoint.parts.get(part) ?? {
			part,
			shape: { type: 'string' },
			required: false,
			needed: false,
			inner: false,
		};
		return { ...endpoint, parts: new Map([...endpoint.parts, [part, { ...known, ...change }]]) };
	};

const specChanges: ReadonlyArray<
	readonly [
		what: string,
		endpoint: string,
		change: (endpoint: SpecEndpoint) => SpecEndpoint | undefined,
		expected: string,
	]
> = [
	[
		'a new endpoint',
		'GET /2/tweets/trending',
		(endpoint) => endpoint,
		'GET /2/tweets/trending: the spec has it; there is neither a row nor a reason',
	],
	['an endpoint that has gone', SEARCH, () => undefined, `${SEARCH}: the spec has no such endpoint, a row calls it`],
	[
		'a new scope',
		SEARCH,
		(endpoint) => ({ ...endpoint, access: { ...endpoint.access, user: ['search.read'] } }),
		`${SEARCH}: spec has OAuth 2.0 user scopes [search.read], row has [tweet.read, users.read]`,
	],
	[
		'a new parameter',
		SEARCH,
		withPart('query.safe', {}),
		`${SEARCH}: query parameter safe: the spec has it, no row offers it`,
	],
	[
		'a new field of posts',
		SEARCH,
		withPart('query.post.fields', { shape: { type: 'array', items: { type: 'string', enum: ['id', 'mood'] } } }),
		`${SEARCH}: query parameter post.fields: spec has an enum with [mood], which the row lacks, row offers`,
	],
	[
		'a body field that has become required',
		'POST /2/tweets',
		withPart('body.text', { required: true, needed: true }),
		'POST /2/tweets: body field text: spec requires it, row has it optional',
	],
	[
		'another form of a list "From list" reads',
		'GET /2/users/{id}/owned_lists',
		(endpoint) => ({ ...endpoint, parts: new Map([...endpoint.parts].filter(([part]) => part !== 'path.id')) }),
		'GET /2/users/{id}/owned_lists: path parameter id: the spec does not know it, row sends it',
	],
];

describeWith(SOURCE, "X's specification", 'The checks see', () => {
	beforeAll(async () => {
		spec = await specFrom(SOURCE);
		before = lines(RESOURCES);
	});

	it.each(rowChanges.map(([what, row, change, ...expected]) => [what, row, change, expected] as const))(
		'%s (%s)',
		(_what, row, change, expected) => {
			const found = added(withRow(row, change));
			for (const line of expected) expect(found).toContain(line);
		},
	);

	it.each(specChanges)('in the specification: %s (%s)', (_what, endpoint, change, expected) => {
		expect(added(RESOURCES, withEndpoint(endpoint, change)).join('\n')).toContain(expected);
	});

	it('nothing where nothing has changed', () => {
		expect(added(withRow('post.search', (row) => ({ ...row })))).toEqual([]);
	});
});
