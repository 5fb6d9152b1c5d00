/** Reads the objects created since a given time, newest first, and few others: X charges for each object. */
import type { Answer, EndpointName } from '../../api/client/call';
import { XError } from '../../api/errors/errors';
import { inner, text } from '../../api/json/members';
import { shownIn, type Shown } from './written';

/** Few objects are created in the seconds since an attempt; X returns at least five posts per page. */
const FIRST_PAGE = 5;
const NEXT_PAGES = 50;
const MOST_PAGES = 5;
/** Times of X's objects and of its clock may be rounded to whole seconds. */
const MARGIN_MS = 2000;

export type Paging = { max_results: number; pagination_token?: string };

/** @throws XError when not all of them can be read */
export async function newestSince(
	endpoint: EndpointName,
	fetch: (paging: Paging) => Promise<Answer>,
	since: () => number,
): Promise<Shown[]> {
	const newest: Shown[] = [];
	let token: string | undefined;
	for (let page = 0; page < MOST_PAGES; page++) {
		const paging = { max_results: page === 0 ? FIRST_PAGE : NEXT_PAGES, ...(token ? { pagination_token: token } : {}) };
		const { data, meta } = await fetch(paging);
		const shown = shownIn(data);
		// X's clock is known more exactly now than before the response.
		const recent = shown.filter(({ created_at }) => !(Date.parse(String(created_at)) < since() - MARGIN_MS));
		newest.push(...recent);
		token = text(inner(meta).next_token);
		if (!token || recent.length < shown.length) return newest;
	}
	throw new XError(
		{
			title: 'Too much has come since',
			detail: `It is not among the newest ${FIRST_PAGE + NEXT_PAGES * (MOST_PAGES - 1)}.`,
			type: '',
		},
		{ endpoint, status: 200 },
	);
}
