import type { EndpointName } from '../../api/client/call';
import type { PageRule } from '../../api/read/pages';
import { RESOURCES, type Batch, type Field, type Operation, type ReturnKind, type Target } from '../../connector';
import { selectionsOf } from '../../connector/selections';
import { OLDER_NAMES } from '../view/requested-fields';
import { boolean, formOf, integer, LISTS, listOf, oneOf, type Form } from './forms';
import { SENT_BESIDES } from './sent-besides';

/** One value that a request to an endpoint may carry. */
export interface Part {
	/** Any of these forms is valid: several operations may share an endpoint. */
	forms: Form[];
	/** Comma-separated text in a query. */
	list: boolean;
	/** X ignores an unknown value instead of rejecting the request. */
	lenient: boolean;
	/** X rejects a request without it; inside an object of the body, X requires it in that object. */
	required: boolean;
}

/** What the rows say about one endpoint. */
export interface KnownOperation {
	endpoint: EndpointName;
	returns: ReturnKind;
	page?: PageRule;
	/** By place: `path.id`, `query.max_results`, `body.reply.in_reply_to_tweet_id`. */
	parts: Map<string, Part>;
	/** The query parameter for the IDs to look up. */
	lookup?: { parameter: string; key: string };
}

type Parts = Array<[string, Part]>;
const part = (form: Form, { list = false, required = false, lenient = false } = {}): Part => ({
	forms: [form],
	list,
	required,
	lenient,
});

/** An operation's own function may omit what its fields require, or send it in another way. */
function ofFields(fields: readonly Field[], strict: boolean): Parts {
	return fields.flatMap((field): Parts => {
		if (field.kind === 'group') return ofFields(field.fields ?? [], strict);
		const required = strict && field.required === true && !field.showFor;
		return field.to ? [[field.to, part(formOf(field), { list: LISTS.has(field.kind), required })]] : [];
	});
}

function ofFixed(fixed: Operation['fixed'] = {}): Parts {
	return (Object.keys(fixed) as Target[]).map((target) => {
		const value = fixed[target];
		if (typeof value === 'boolean') return [target, part(boolean)];
		return Array.isArray(value)
			? [target, part(listOf(oneOf(value)), { list: true })]
			: [target, part(oneOf([String(value)]))];
	});
}

function ofPage({ size, token }: PageRule): Parts {
	// Where X calls its token `next_token`, it accepts the other name as well.
	const tokens = token === 'next_token' ? ['next_token', 'pagination_token'] : [token ?? []].flat();
	return [
		...(size ? ([['query.max_results', part(integer(size.min, size.accepted ?? size.max))]] as Parts) : []),
		...tokens.map((name): [string, Part] => [`query.${name}`, part(() => undefined)]),
	];
}

/** Fields and expansions, in X's newer and older vocabularies. */
function ofSelections(returns: ReturnKind): Parts {
	return selectionsOf(returns).flatMap(({ parameter, values }): Parts => {
		const chosen = part(listOf(oneOf([...values, ...OLDER_NAMES])), { list: true, lenient: true });
		return [parameter, ...(parameter === 'post.fields' ? ['tweet.fields'] : [])].map((name) => [
			`query.${name}`,
			chosen,
		]);
	});
}

/** If the endpoint can also list everything, the IDs are optional. */
const ofBatch = ({ parameter, size }: Batch, required: boolean): Parts => [
	[
		`query.${parameter}`,
		part(
			listOf(() => undefined, 1, size),
			{ list: true, required },
		),
	],
];

const ofSelf = ({ self }: Operation): Parts => (self ? [[self, part(formOf(OWN_ID))]] : []);
const OWN_ID: Field = { name: 'self', displayName: 'Self', kind: 'id' };

/** An endpoint as one operation uses it; the same endpoint may occur several times. */
interface Use {
	endpoint: EndpointName;
	returns: ReturnKind;
	page?: PageRule;
	batch?: Batch;
	parts: Parts;
}

function usesOf(operation: Operation): Use[] {
	const { returns, page, batch, instead, built } = operation;
	// A value that the operation builds is always sent.
	const fields = operation.fields.map((field): Field =>
		field.to && field.to === built?.to ? { ...field, required: true } : field,
	);
	const own: Parts = [...ofFields(fields, !operation.run), ...ofFixed(operation.fixed), ...ofSelf(operation)];
	const lookedUp = (each: Batch): Use => ({ endpoint: each.endpoint, returns, batch: each, parts: [] });
	return [
		{ endpoint: operation.endpoint, returns, page, parts: own },
		...(instead ? [{ endpoint: instead.endpoint.endpoint, returns, page: instead.page ?? page, parts: own }] : []),
		...(batch ? [lookedUp(batch)] : []),
		...Object.values(operation.lookups ?? {}).flatMap((lookup): Use[] => [
			{ endpoint: lookup.endpoint, returns, parts: [] },
			...(lookup.batch ? [lookedUp(lookup.batch)] : []),
		]),
		...(operation.also ?? []).map(({ endpoint }): Use => ({ endpoint, returns: 'result', parts: [] })),
	].map((use) => ({ ...use, parts: [...use.parts, ...ofSelections(use.returns)] }));
}

/** Merges the values of several uses: each may have any of their forms, and is required if all of them require it. */
function merge(uses: readonly Use[]): Map<string, Part> {
	const main = uses.filter(({ parts }) => parts.length > 0);
	const parts = new Map<string, Part>();
	for (const { parts: each } of uses)
		for (const [place, { forms, required, ...rest }] of each) {
			const known = parts.get(place);
			parts.set(place, {
				forms: [...(known?.forms ?? []), ...forms],
				...rest,
				required: (known?.required ?? true) && required,
			});
		}
	for (const [place, each] of parts)
		each.required &&= main.every((use) => use.parts.some(([name]) => name === place) || place.split('.').length > 2);
	return parts;
}

/** What an endpoint accepts in addition, whoever calls it. */
function ofEndpoint(endpoint: EndpointName, page?: PageRule, batch?: Batch): Parts {
	const besides: Parts = Object.entries(SENT_BESIDES[endpoint] ?? {}).map(([place, form]) => [
		place,
		part(form, { list: place === 'query.ids' }),
	]);
	return [...(page ? ofPage(page) : []), ...(batch ? ofBatch(batch, !page) : []), ...besides];
}

/** Combines all uses of one endpoint. */
function combine(uses: readonly Use[]): KnownOperation {
	const [first] = uses;
	const batch = uses.find((use) => use.batch)?.batch;
	const page = uses.find((use) => use.page)?.page;
	const parts = new Map([...merge(uses), ...ofEndpoint(first.endpoint, page, batch)]);
	return {
		endpoint: first.endpoint,
		returns: (uses.find(({ returns }) => returns !== 'result') ?? first).returns,
		page,
		parts,
		...(batch ? { lookup: { parameter: batch.parameter, key: batch.key } } : {}),
	};
}

function collect(): ReadonlyMap<string, KnownOperation> {
	const uses = RESOURCES.flatMap(({ operations }) => operations.filter(({ offline }) => !offline).flatMap(usesOf));
	const byEndpoint = new Map<string, Use[]>();
	for (const use of uses) byEndpoint.set(use.endpoint, [...(byEndpoint.get(use.endpoint) ?? []), use]);
	return new Map([...byEndpoint].map(([endpoint, each]) => [endpoint, combine(each)]));
}

/** Every endpoint that the connector's rows call. */
export const KNOWN = collect();
