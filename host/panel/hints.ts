/**
 * Hints that the editor shows beside the output before a run, about costs that are easy to miss. n8n evaluates their
 * conditions as expressions.
 */
import type { NodeHint } from 'n8n-workflow';
import { PRICES, type Price } from '../../api/money/prices';
import { usd } from '../../api/money/usd';
import { endpointsOf, type Operation, type Resource } from '../../connector';
import { selectionsOf, USERS_ALONG } from '../../connector/selections';
import { NAMES } from '../shared/names';

interface Row {
	resource: string;
	operation: Operation;
}

const priceOf = (price: Price): string => usd(PRICES[price].usd);

/** What X treats as a link is determined at run time (api/text.ts); this pattern finds likely links. */
const LINK = String.raw`/https?:\/\/\S|\b[\w-]+\.(?!\d)[a-z]{2,}\b/i`;

/** Signs of program code, HTML, Markdown and expressions (api/text/as-written.ts), without two braces in a row. */
const WRITTEN_FOR_OTHERS = String.raw`/\\(?:[nrt](?<!\b[a-z]:\\\S{0,60})|u[\da-f]{4})|&(?:[a-z]{2,6}|#\w+);|[{][{] ?\$|<\/?(?:p|br|b|a|div|li)\b[^<>]*>|\*\*\w[^*]*\*\*|\]\(http/i`;

/** The post texts entered in the panel. */
const TEXTS = '[$parameter.text, ...(($parameter.parts ?? {}).part ?? []).map(({ text }) => text)].join(" ")';

const chosen = (rows: readonly Row[]): string =>
	`${JSON.stringify(rows.map(({ resource, operation }) => `${resource}.${operation.name}`))}.includes($parameter.${NAMES.resource} + "." + $parameter.${NAMES.operation})`;

function hint(rows: readonly Row[], condition: string, type: NodeHint['type'], message: string): NodeHint[] {
	if (rows.length === 0) return [];
	return [
		{
			message,
			type,
			location: 'outputPane',
			whenToDisplay: 'beforeExecution',
			displayCondition: `={{ ${chosen(rows)} && ${condition} }}`,
		},
	];
}

/** The price of the objects on a page. */
const pagePrice = ({ page, price }: Operation): Price | undefined =>
	page && !page.whole && price && PRICES[price].per === 'object' ? price : undefined;

const publishes = ({ operation }: Row): boolean => endpointsOf(operation).some(({ price }) => price === 'Post: Create');

/** Users are included unless deselected. */
const bringsUsers = ({ operation: { price, returns } }: Row): boolean =>
	price !== undefined &&
	PRICES[price].per === 'object' &&
	selectionsOf(returns).some(
		({ name, simplified }) => name === 'include' && simplified.some((value) => USERS_ALONG.includes(value)),
	);

export function drawHints(resources: readonly Resource[]): NodeHint[] {
	const rows = resources.flatMap(({ name, operations }) =>
		operations.map((operation): Row => ({ resource: name, operation })),
	);
	const byPrice = new Map<number, Row[]>();
	for (const row of rows) {
		const price = pagePrice(row.operation);
		if (price) byPrice.set(PRICES[price].usd, [...(byPrice.get(PRICES[price].usd) ?? []), row]);
	}
	return [
		...hint(
			rows.filter(publishes),
			`${LINK}.test(${TEXTS})`,
			'warning',
			`A post with a link costs ${priceOf('Post: Create (with URL)')} instead of ${priceOf('Post: Create')}.`,
		),
		...hint(
			rows.filter(publishes),
			`${WRITTEN_FOR_OTHERS}.test(${TEXTS})`,
			'warning',
			"X shows '\\n' and '&amp;' as they are, like HTML, Markdown and expressions in fixed text: replace them before this node.",
		),
		...[...byPrice].flatMap(([price, some]) =>
			hint(
				some,
				`$parameter.${NAMES.returnAll} === true && !($parameter.${NAMES.limits} ?? {}).spendingLimit`,
				'warning',
				`Return All: X charges ${usd(price)} per object, so 1,000 cost ${usd(price * 1000)}. Set 'Spending Limit per Run' under Limits and Cost to cap what a run costs.`,
			),
		),
		...hint(
			rows.filter(bringsUsers),
			`(($parameter.${NAMES.fields} ?? {}).include ?? ["author_id"]).some((each) => ${JSON.stringify(USERS_ALONG)}.includes(each))`,
			'info',
			`X may bill each included user, such as an author, as a user read: ${priceOf('User: Read')}. Remove them under Fields > Include to avoid it.`,
		),
	];
}
