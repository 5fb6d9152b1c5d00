/** What is counted of an answer, and what a limit leaves. */
import type { EndpointName } from '../../../api/client/call';
import { createMeter } from '../../../api/money/meter';
import type { Price } from '../../../api/money/prices';

const AT: Partial<Record<EndpointName, Price>> = {
	'GET /2/tweets/{id}': 'Posts: Read',
	'GET /2/tweets/counts/recent': 'Counts: Recent',
};
const meter = (limitUsd?: number) => createMeter((endpoint) => AT[endpoint], limitUsd);

it('one object that is no list is one object', () => {
	const each = meter();
	each.reserve('GET /2/tweets/{id}', { path: { id: '1' } })({ data: { id: '1' } });
	expect(each.lines()).toEqual([{ price: 'Posts: Read', count: 1, usd: 0.005 }]);
});

it('a page of what is charged by request may be as large as X allows, whatever is left to spend', () => {
	const each = meter(0.02);
	expect(each.affordable('GET /2/tweets/counts/recent')).toBe(Infinity);
	expect(each.affordable('GET /2/tweets/{id}')).toBe(4);
});
