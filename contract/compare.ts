/** Compares the schema with X's specification and lists every difference in words. Pure. */
import { endpointsOf, type Endpoint, type Resource } from '../connector';
import { compareFixed, compareShape } from './specification/shapes';
import { pickerUses, usesOf, type Sent, type Use } from './rows';
import { Book, covers, type Agreements } from './agreements';
import { byEndpoint, inWords, type Difference } from './difference';
import type { Spec, SpecEndpoint, SpecPart } from './specification/spec';

const list = (values: readonly string[] | undefined) => (values ? `[${[...values].sort().join(', ')}]` : 'none');

function accessDifferences({ endpoint, access }: Endpoint, spec: SpecEndpoint): Difference[] {
	const user =
		list(access.user) === list(spec.access.user)
			? []
			: [
					{
						aspect: 'scopes',
						text: `spec has OAuth 2.0 user scopes ${list(spec.access.user)}, row has ${list(access.user)}`,
					},
				];
	const app =
		access.app === spec.access.app
			? []
			: [
					{
						aspect: 'app',
						text: `spec ${spec.access.app ? 'takes' : 'does not take'} an app-only Bearer token, row ${access.app ? 'does' : 'does not'}`,
					},
				];
	return [...user, ...app].map((each) => ({ endpoint, part: '', ...each }));
}

/** Checks that X gets what it requires, and that the user does not have to provide more. */
function requiredDifferences(sent: Sent, spec: SpecPart, use: Use): string[] {
	if (sent.asked && !spec.needed) return ['spec has it optional, row requires it'];
	const always = use.sends.some(({ part, given }) => part === spec.part && given === 'always');
	if (spec.required && !always) return ['spec requires it, row has it optional'];
	if (!spec.needed || spec.required) return [];
	const parent = spec.part.slice(0, spec.part.lastIndexOf('.'));
	const siblings = use.sends.filter(({ part }) => part !== spec.part && covers(parent, part));
	const together = always || (sent.given === 'with its group' && siblings.every(({ group }) => group === sent.group));
	return siblings.length === 0 || together
		? []
		: [
				`spec requires it in ${parent.slice('body.'.length)}, row can send ${siblings.map(({ part }) => part.slice(parent.length + 1)).join(', ')} without it`,
			];
}

function sentDifferences(sent: Sent, use: Use, spec: SpecEndpoint): Difference[] {
	const at = { endpoint: spec.endpoint, part: sent.part };
	const found = spec.parts.get(sent.part);
	if (!found) return [{ ...at, aspect: 'unknown', text: 'the spec does not know it, row sends it' }];
	const offered = sent.offer ? compareShape(found.shape, sent.offer) : [];
	const aspects = sent.fixed === undefined ? offered : compareFixed(found.shape, sent.fixed);
	return [
		...aspects.map(({ aspect, spec: has, row }) => ({ ...at, aspect, text: `spec has ${has}, row ${row}` })),
		...requiredDifferences(sent, found, use).map((text) => ({ ...at, aspect: 'required', text })),
	];
}

/** Everything X accepts at an endpoint that no row sends; objects are reported by their parts. */
function missingDifferences(spec: SpecEndpoint, sent: ReadonlySet<string>): Difference[] {
	const offered = (part: string) => [...sent].some((whole) => covers(whole, part));
	// Two names for one token: a row uses only one of them.
	const tokens = ['query.next_token', 'query.pagination_token'];
	const paged = tokens.some((token) => sent.has(token));
	return [...spec.parts.values()]
		.filter(({ part, inner }) => !inner && !offered(part) && !(paged && tokens.includes(part)))
		.map(({ part, needed }) => ({
			endpoint: spec.endpoint,
			part,
			aspect: 'missing',
			text: `the spec has it${needed ? ' and requires it' : ''}, no row offers it`,
		}));
}

/** What X requires must be in the request of each operation, not just of some. */
function requiredMissing(use: Use, spec: SpecEndpoint): Difference[] {
	const sent = use.sends.map(({ part }) => part);
	return [...spec.parts.values()]
		.filter(({ part, required, inner }) => required && !inner && !sent.some((whole) => covers(whole, part)))
		.map(({ part }) => ({
			endpoint: spec.endpoint,
			part,
			aspect: 'missing',
			text: `spec requires it, ${use.operation} does not send it`,
		}));
}

/** Differences in everything that any operation sends to one endpoint. */
function valueDifferences(spec: SpecEndpoint, uses: readonly Use[]): Difference[] {
	const offered = new Set(uses.flatMap(({ sends }) => sends.map(({ part }) => part)));
	return [
		...uses.flatMap((use) => [
			...use.sends.flatMap((sent) => sentDifferences(sent, use, spec)),
			...requiredMissing(use, spec),
		]),
		...missingDifferences(spec, offered),
	];
}

/** Endpoints without a row that have yet to be written. */
export const stillToCome = (
	resources: readonly Resource[],
	spec: Spec,
	{ notYet, withoutRow }: Agreements,
): string[] => {
	const called = new Set(
		resources.flatMap(({ operations }) => operations.flatMap(endpointsOf)).map(({ endpoint }): string => endpoint),
	);
	return [...spec.endpoints.values()]
		.filter(
			({ endpoint, tag }) =>
				notYet.includes(tag) && !called.has(endpoint) && !withoutRow.some(({ endpoints }) => endpoints.test(endpoint)),
		)
		.map(({ endpoint }) => endpoint);
};

function endpointDifferences(
	resources: readonly Resource[],
	spec: Spec,
	reached: ReadonlySet<string>,
	agreements: Agreements,
): Difference[] {
	const { withoutRow, notYet } = agreements;
	const waiting = stillToCome(resources, spec, agreements);
	const whole = (endpoint: string, text: string): Difference => ({ endpoint, part: '', aspect: 'row', text });
	const reasonFor = (endpoint: string) => withoutRow.some(({ endpoints }) => endpoints.test(endpoint));
	const names = [...spec.endpoints.keys()];
	return [
		...[...reached]
			.filter((endpoint) => !spec.endpoints.has(endpoint))
			.map((endpoint) =>
				whole(endpoint, `the spec has no such endpoint${otherMethods(endpoint, names)}, a row calls it`),
			),
		...names
			.filter((endpoint) => !reached.has(endpoint) && !reasonFor(endpoint) && !waiting.includes(endpoint))
			.map((endpoint) => whole(endpoint, 'the spec has it; there is neither a row nor a reason')),
		...names
			.filter((endpoint) => reached.has(endpoint) && reasonFor(endpoint))
			.map((endpoint) => whole(endpoint, 'it has a row: take it out of WITHOUT_ROW')),
		...withoutRow
			.filter(({ endpoints }) => !names.some((name) => endpoints.test(name)))
			.map(({ endpoints }) => whole(String(endpoints), 'WITHOUT_ROW names it, the spec has nothing like it')),
		...notYet
			.filter((tag) => !waiting.some((endpoint) => spec.endpoints.get(endpoint)?.tag === tag))
			.map((tag) => whole(`Tag ${tag}`, 'every endpoint has its row: take it out of NOT_YET')),
	];
}

function otherMethods(endpoint: string, names: readonly string[]): string {
	const path = endpoint.split(' ')[1];
	const methods = names.filter((name) => name.endsWith(` ${path}`)).map((name) => name.split(' ')[0]);
	return methods.length > 0 ? ` (at this path it has ${methods.join(', ')})` : '';
}

/** Adds what an operation's own function sends to the fields. */
function withCode(use: Use, byCode: Book): Use {
	const added = byCode.parts(use.endpoint).filter((part) => byCode.has(use.endpoint, part));
	return { ...use, sends: [...use.sends, ...added.map((part): Sent => ({ part, given: 'always' }))] };
}

/** Every difference between the rows and X's specification that has not been accepted, ordered by endpoint. */
export function compareSchema(resources: readonly Resource[], spec: Spec, agreements: Agreements): Difference[] {
	const leftOut = new Book('LEFT_OUT', agreements.leftOut);
	const byCode = new Book('SENT_BY_CODE', agreements.sentByCode);
	const agreed = new Book('AGREED', agreements.agreed);
	const rows = resources.flatMap((resource) => resource.operations.map((operation) => ({ resource, operation })));
	const uses = rows
		.flatMap(({ resource, operation }) => usesOf(resource, operation))
		.map((use) => (use.byCode ? withCode(use, byCode) : use));
	const reached = new Set(uses.map(({ endpoint }) => endpoint));
	const called = rows.flatMap(({ operation }) => endpointsOf(operation));
	const found = [...spec.endpoints.values()]
		.filter(({ endpoint }) => reached.has(endpoint))
		.flatMap((one) => [
			...called
				.filter(({ endpoint }) => endpoint === one.endpoint)
				.flatMap((endpoint) => accessDifferences(endpoint, one)),
			...valueDifferences(
				one,
				uses.filter(({ endpoint }) => endpoint === one.endpoint),
			),
		]);
	const pickers = pickerUses().flatMap((use) => {
		const known = spec.endpoints.get(use.endpoint);
		return known
			? [...use.sends.flatMap((sent) => sentDifferences(sent, use, known)), ...requiredMissing(use, known)]
			: [
					{
						endpoint: use.endpoint,
						part: '',
						aspect: 'row',
						text: `the spec has no such endpoint, ${use.operation} calls it`,
					},
				];
	});
	const open = [...endpointDifferences(resources, spec, reached, agreements), ...found, ...pickers].filter(
		(each) =>
			!agreed.has(each.endpoint, inWords(each)) &&
			!(each.aspect === 'missing' && leftOut.has(each.endpoint, each.part, (whole) => covers(whole, each.part))),
	);
	const compared = (endpoint: string) => reached.has(endpoint) || !spec.endpoints.has(endpoint);
	return byEndpoint([...open, ...[leftOut, byCode, agreed].flatMap((book) => book.idle(compared))]);
}
