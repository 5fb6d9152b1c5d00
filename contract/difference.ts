/** One difference between the schema and X's documentation, and how it is reported. Pure. */

export interface Difference {
	endpoint: string;
	/** `query.sort_order`; empty for the endpoint itself. */
	part: string;
	/** What differs: `enum`, `scopes`, `missing` ... */
	aspect: string;
	text: string;
}

const PLACES: Readonly<Record<string, string>> = {
	path: 'path parameter',
	query: 'query parameter',
	body: 'body field',
};

/** `query parameter sort_order` */
export function partLabel(part: string): string {
	const [place, ...names] = part.split('.');
	return part === '' ? '' : `${PLACES[place] ?? place} ${names.join('.')}`;
}

/** `query parameter sort_order: spec has enum [recency, relevancy], row offers [recency]` */
export const inWords = ({ part, text }: Pick<Difference, 'part' | 'text'>): string =>
	[partLabel(part), text].filter(Boolean).join(': ');

/** `GET /2/tweets/search/recent: query parameter sort_order: spec has enum [recency, relevancy], row offers [recency]` */
export const toLine = (difference: Difference): string => `${difference.endpoint}: ${inWords(difference)}`;

const order = (a: string, b: string) => Number(a > b) - Number(a < b);
const pathOf = (endpoint: string) => endpoint.split(' ')[1] ?? '';

/** Differences without duplicates, in the order of X's paths. */
export const byEndpoint = (differences: readonly Difference[]): Difference[] =>
	[...new Map(differences.map((each) => [toLine(each), each])).values()].sort(
		(a, b) => order(pathOf(a.endpoint), pathOf(b.endpoint)) || order(a.endpoint, b.endpoint) || order(a.part, b.part),
	);
