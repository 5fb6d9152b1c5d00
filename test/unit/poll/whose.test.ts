/** Whose events they are: a credential that is connected to another account watches something else. */
import type { IDataObject } from 'n8n-workflow';
import { node, user, type Request } from '../../support/unwired/poll';
import { useStillClock } from '../../support/unwired/stream';

useStillClock();

const ME = 'GET /2/users/me';
const person = (id: string) => ({ data: { id, username: `u${id}` } });
const isAnew = ({ requests }: { requests: Request[] }, endpoint: string) =>
	requests.every((each) => each.endpoint !== endpoint || !('since_id' in each.query));

it.each<[string, IDataObject, (me: string) => string]>([
	['the home timeline', { event: 'homePost' }, (me) => `GET /2/users/${me}/timelines/reverse_chronological`],
	['reposts of own posts', { event: 'repost', posts: '5' }, () => 'GET /2/tweets/search/recent'],
	['my mentions', { event: 'mention', user: { mode: 'list', value: 'me' } }, (me) => `GET /2/users/${me}/mentions`],
])('%s start anew after the credential was connected to another account', async (_, parameters, listOf) => {
	const there = { data: [{ id: '60', text: 'A post' }] };
	const each = node(parameters, { [ME]: person('7'), [listOf('7')]: there, [listOf('8')]: there });
	await each.poll();
	each.requests.length = 0;
	await each.poll();
	expect(isAnew(each, listOf('7'))).toBe(false);
	each.token = 'token-2';
	await each.poll();
	each.answers[ME] = person('8');
	each.token = 'token-3';
	each.requests.length = 0;
	expect(await each.poll()).toEqual([]);
	expect(isAnew(each, listOf('8'))).toBe(true);
});

it('what another account does goes on with any account that is connected, and asks for none', async () => {
	const TIMELINE = 'GET /2/users/9/tweets';
	const each = node({ event: 'userPost', user: { mode: 'id', value: '9' } }, { [TIMELINE]: { data: [{ id: '60' }] } });
	await each.poll();
	each.token = 'token-2';
	each.requests.length = 0;
	await each.poll();
	expect(isAnew(each, TIMELINE)).toBe(false);
	expect(each.endpoints()).toEqual([TIMELINE]);
});

it('posts that are named are watched with a Bearer token, which has no account', async () => {
	const SEARCH = 'GET /2/tweets/search/recent';
	const each = node(
		{ authentication: 'bearerToken', event: 'quote', posts: '5' },
		{ [SEARCH]: { data: [{ id: '60' }] } },
	);
	await each.poll();
	each.answers[SEARCH] = { data: [{ id: '70', text: 'A quote' }] };
	expect(await each.poll()).toMatchObject([{ id: '70' }]);
	expect(each.endpoints()).toEqual([SEARCH, SEARCH]);
});

it('accounts are asked for again on the next day, not within one', async () => {
	const NAMED = 'GET /2/users/by/username/ada';
	const each = node({ event: 'userPost', user: user('ada') }, { [NAMED]: person('1849000000000000007') });
	const told: Error[] = [];
	Object.assign(each.context, { __emitError: (error: Error) => void told.push(error) });
	const asks = async () => {
		await each.poll();
		return each.endpoints().includes(NAMED);
	};
	expect(await asks()).toBe(true);
	jest.setSystemTime(Date.now() + 3_600_000);
	expect(await asks()).toBe(false);
	jest.setSystemTime(Date.now() + 24 * 3_600_000);
	expect([await asks(), told]).toEqual([true, []]);
});
