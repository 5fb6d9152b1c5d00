/** The page docs/operations.md, from the rows of the schema. Pure. */
import { PRICES, PRICES_AS_OF, type Price } from '../../api/money/prices';
import { endpointsOf, type Endpoint, type Operation, type Resource } from '../../connector';
import { selectionsOf } from '../../connector/selections';
import { fieldRows } from './fields';
import { code, link, list, table, text } from './markdown';

const NODES: Readonly<Record<Resource['node'], string>> = { X: 'X', XDeveloper: 'X Developer' };

const byName = <T extends { displayName: string }>(each: readonly T[]): T[] =>
	[...each].sort((a, b) => (a.displayName < b.displayName ? -1 : 1));

/** `0.005 USD per object (Posts: Read)` */
const priceOf = (price: Price | undefined): string =>
	price ? `${PRICES[price].usd} USD per ${PRICES[price].per} (${price})` : 'none listed';

function limitsOf({ limits, access }: Endpoint): string {
	const some = (rates: readonly string[] | undefined, whose: string) =>
		rates
			? `${rates.map((rate) => rate.replace('/', ' in ').replace('15min', '15 min').replace('24h', '24 h').replace('1s', '1 s')).join(', ')} ${whose}`
			: [];
	// A limit for apps where only accounts may call is one that all accounts of the app share.
	return (
		[some(limits?.user, 'per user'), some(limits?.app, access.app ? 'per app' : 'per app, all users together')]
			.flat()
			.join('; ') || 'not documented'
	);
}

const credentialsOf = ({ access }: Endpoint): string =>
	[access.user ? `OAuth2: ${list(access.user.map(code)) || 'no scope'}` : [], access.app ? 'Bearer token' : []]
		.flat()
		.join('; or ') || 'none';

/** When the operation's own endpoint is called, if not always. */
function whenItself({ endpoint, batch, run, also }: Operation): string {
	if (run && also) return 'always, or as the input needs it';
	return batch && batch.endpoint !== endpoint ? 'for one' : '';
}

/** The choice that leads to the other endpoint, in the words of the panel. */
function whenInstead({ fields }: Operation, { field: name, value }: NonNullable<Operation['instead']>): string {
	const field = fields.find((each) => each.name === name);
	const choice = field?.choices?.find((each) => each.value === value);
	return `when ${field?.displayName ?? name} is ${choice?.name ?? value}`;
}

function whenLookedUp({ lookups = {} }: Operation, endpoint: Endpoint): string | undefined {
	for (const [by, lookup] of Object.entries(lookups)) {
		if (endpoint === lookup) return by === 'me' ? 'for the connected account' : `by ${by}`;
		if (endpoint === lookup.batch) return `by ${by}, up to ${lookup.batch.size} in one request`;
	}
	return undefined;
}

/** How an endpoint comes into play. */
function whenOf(operation: Operation, endpoint: Endpoint): string {
	const { batch, instead } = operation;
	if (endpoint.endpoint === operation.endpoint) return whenItself(operation);
	if (batch && endpoint === batch) return `for several, up to ${batch.size} in one request`;
	if (instead && endpoint === instead.endpoint) return whenInstead(operation, instead);
	return whenLookedUp(operation, endpoint) ?? 'as the input needs it';
}

function endpointTable(operation: Operation): string {
	const distinct = [
		...new Map(
			endpointsOf(operation)
				.reverse()
				.map((endpoint) => [endpoint.endpoint, endpoint]),
		).values(),
	].reverse();
	if (distinct.length === 0) return 'Sends nothing to X; runs with either credential and costs nothing.';
	const several = distinct.length > 1;
	const rows = distinct.map((endpoint) => [
		code(endpoint.endpoint),
		...(several ? [whenOf(operation, endpoint)] : []),
		credentialsOf(endpoint),
		priceOf(endpoint.price),
		limitsOf(endpoint),
	]);
	return table(['Endpoint', ...(several ? ['When'] : []), 'Credentials', 'Price', 'Rate limits'], rows);
}

/** Sizes of pages and batches, in sentences. */
function sizes({ page, instead, batch, endpoint, lookups = {} }: Operation): string[] {
	const size = (rule: typeof page, at = '') =>
		rule
			? [
					`Pages: ${rule.size ? `${rule.size.min} to ${rule.size.max} objects each` : 'X decides on their size'}${rule.token ? '' : ', one page only'}${rule.whole ? ', always read to the end' : ''}${at}.`,
				]
			: [];
	const batches = [batch, ...Object.values(lookups).map((lookup) => lookup.batch)].flatMap((each) => each ?? []);
	const most =
		batches.length > 0
			? [`Batches: input items share requests, up to ${Math.max(...batches.map((each) => each.size))} objects each.`]
			: [];
	return [
		...size(page, instead?.page ? ` at ${code(endpoint)}` : ''),
		...(instead?.page ? size(instead.page, ` at ${code(instead.endpoint.endpoint)}`) : []),
		...most,
	];
}

/** The period that an endpoint takes, as a sentence. */
function periodOf({ times, endpoint }: Pick<Endpoint, 'times' | 'endpoint'>, isOne: boolean): string[] {
	if (!times) return [];
	const { from, endLag } = times;
	const since =
		'days' in from
			? `the last ${from.days === 1 ? '24 hours' : `${from.days} days`}`
			: `${from.moment.slice(0, 10)} on`;
	const end = endLag ? `, up to ${endLag} seconds ago` : '';
	const until = endLag === 0 ? ', up to now' : end;
	return [
		`Times${isOne ? '' : ` at ${code(endpoint)}`}: ${'days' in from ? since : `from ${since}`}${until}; others are drawn in.`,
	];
}

function section(resource: Resource, operation: Operation): string[] {
	const rows = fieldRows(operation.fields);
	const choosable = selectionsOf(operation.returns).map(
		({ displayName, parameter }) => `${displayName} (${code(parameter)})`,
	);
	const exclusive = (operation.exclusive ?? []).map(
		(names) =>
			`Only one of: ${list(operation.fields.filter(({ name }) => names.includes(name)).map(({ displayName }) => displayName))}.`,
	);
	const notes = [
		...sizes(operation),
		...[operation, ...(operation.instead ? [operation.instead.endpoint] : [])].flatMap((each) =>
			operation.fields.some(({ kind }) => kind === 'time') ? periodOf(each, !operation.instead) : [],
		),
		...exclusive,
		...(choosable.length > 0 ? [`Fields to choose: ${list(choosable)}.`] : []),
	];
	return [
		`### ${resource.displayName}: ${operation.displayName}`,
		text(operation.description),
		...(operation.notice ? [`> ${text(operation.notice)}`] : []),
		endpointTable(operation),
		...(notes.length > 0 ? [notes.map((note) => `- ${note}`).join('\n')] : []),
		...(rows.length > 0 ? [table(['Field', 'Takes', 'Sent as', 'What it is'], rows)] : []),
	];
}

/** One line per operation, with what decides most: who may call it and what it costs. */
function overview(resource: Resource): string {
	const rows = byName(resource.operations).map((operation) => {
		const kinds = [
			operation.access.user ? 'OAuth2' : [],
			[operation, ...endpointsOf(operation)].some(({ access }) => access.app) ? 'Bearer token' : [],
		]
			.flat()
			.join(', ');
		return [
			link(operation.displayName, `${resource.displayName}: ${operation.displayName}`),
			text(operation.description),
			kinds,
			operation.offline ? 'free' : priceOf(operation.price),
		];
	});
	return table(['Operation', 'What it does', 'Credentials', 'Price'], rows);
}

function resourceSections(resource: Resource): string[] {
	return [
		`## ${resource.displayName}`,
		`Node: **${NODES[resource.node]}**`,
		overview(resource),
		...byName(resource.operations).flatMap((operation) => section(resource, operation)),
	];
}

export function operationsPage(resources: readonly Resource[]): string {
	const sorted = byName(resources);
	const contents = table(
		['Resource', 'Node', 'Operations'],
		sorted.map((resource) => [
			link(resource.displayName, resource.displayName),
			NODES[resource.node],
			list(byName(resource.operations).map(({ displayName }) => displayName)),
		]),
	);
	const head = [
		'<!-- Written by `npm run docs` from the connector schema. Change the rows in connector/resources, not this page. -->',
		'# Operations',
		`Every operation of the nodes: which endpoints of X it calls, with which credentials, what it costs and what it takes.\nScopes are those of OAuth 2.0. Prices are X's list prices as of ${PRICES_AS_OF}; an object that was read before on the same day (UTC) is not charged again. Rate limits are those X documents; X counts those of users and of apps apart. Fields in **bold** have to be given.`,
		contents,
	];
	return `${[...head, ...sorted.flatMap(resourceSections)].join('\n\n')}\n`;
}
