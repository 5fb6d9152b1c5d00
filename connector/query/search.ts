/** What the operations that search have in common: the query as written, its filters, and how far back they look. */
import { text } from '../../api/json/members';
import { grouped } from '../shared/grouped';
import { field, type Built, type Values } from '../types';
import { buildQuery, namesMe } from './build';
import { checkQuery, LONGEST, LONGEST_OF_ALL, withinLength } from './check';

export const OPERATORS =
	'<a href="https://docs.x.com/x-api/posts/search/integrate/operators">Operators</a> such as from:, to:, #tag, has:images, lang: can be combined.';

export const query = field({
	name: 'query',
	displayName: 'Query',
	kind: 'text',
	to: 'query.query',
	front: true,
	maxLength: LONGEST_OF_ALL,
	placeholder: 'e.g. (n8n OR automation) lang:en -is:reply',
	description: `Up to ${LONGEST.recent} characters for recent posts and ${grouped(LONGEST.all)} for the full archive, 'Filters' included. ${OPERATORS}`,
	builderHint: 'Words side by side must all match; OR in capitals. May be empty when there are filters.',
});

export const searchIn = field({
	name: 'searchIn',
	displayName: 'Search In',
	kind: 'choice',
	front: true,
	default: 'recent',
	description: 'How far back to search',
	choices: [
		{ name: 'Full Archive', value: 'all', description: 'All posts since 2006. Needs a Bearer token.' },
		{ name: 'Last 7 Days', value: 'recent' },
	],
});

export const longQuery = field({
	name: 'longQuery',
	displayName: 'Long Query',
	kind: 'boolean',
	default: false,
	description: `Whether to allow up to ${grouped(LONGEST_OF_ALL)} characters, which X accepts from Enterprise apps only`,
});

interface Search {
	query?: string;
	filters?: Values;
	searchIn?: string;
	longQuery?: boolean;
}

function longestOf({ searchIn: searched, longQuery: long }: Pick<Search, 'searchIn' | 'longQuery'>): number {
	if (long) return LONGEST_OF_ALL;
	return searched === 'all' ? LONGEST.all : LONGEST.recent;
}

export const builtQuery: Built = {
	to: 'query.query',
	from: ['query', 'filters', 'searchIn', 'longQuery'],
	async of({ query: written, filters = {} }, me) {
		const values = filters as Values;
		return buildQuery(text(written) ?? '', values, namesMe(values) ? await me() : '');
	},
	preview: ({ query: written, filters = {}, ...others }) => ({
		text: buildQuery(text(written) ?? '', filters as Values, 'your-id'),
		longest: longestOf(others),
	}),
};

export function checkSearch({ query: written = '', filters = {}, ...others }: Search): void {
	checkQuery(written, filters, 'search');
	withinLength(
		buildQuery(written, filters),
		longestOf(others),
		`Remove words or accounts.${others.longQuery ? '' : " Enterprise apps may send more: switch on 'Long Query' under Options."}`,
	);
}
