/** What a poll asks of X: how much at once, which page, with which fields, and nothing that it does not need. */
import type { IDataObject } from 'n8n-workflow';
import { idsIn, NAMED, node, posts, since, TIMELINE, timeline, user, type Request } from '../../support/unwired/poll';
import { useStillClock } from '../../support/unwired/stream';
import { START } from '../../support/unwired/surroundings';
import { idAt } from '../../../api/polling/watermark';

useStillClock();

const ME = { 'GET /2/users/me': { data: { id: '7', username: 'ada' } } };
const SEARCH = 'GET /2/tweets/search/recent';

it('a list is read page by page down to who is known, the first page small', async () => {
	const FOLLOWERS = 'GET /2/users/7/followers';
	const people = Array.from({ length: 200 }, (_, i) => ({ id: String(1000 - i), username: `u${i}` }));
	let top = 100;
	const list = ({ query }: Request): IDataObject => {
		const from = top + Number(query.pagination_token ?? 0);
		const size = Number(query.max_results);
		return { data: people.slice(from, from + size), meta: { next_token: String(from - top + size) } };
	};
	const counted = () => ({ data: { id: '7', public_metrics: { followers_count: 1000 - top } } });
	const polled = node({ event: 'follower', user: user('7') }, { [FOLLOWERS]: list, 'GET /2/users/7': counted });
	polled.parameters.user = { mode: 'id', value: '7' };
	await polled.poll();
	top = 70;
	polled.requests.length = 0;
	const came = await polled.poll();
	expect(idsIn(came)).toEqual(
		people
			.slice(70, 100)
			.map(({ id }) => id)
			.reverse(),
	);
	const asked = polled.requests.filter(({ endpoint }) => endpoint === FOLLOWERS).map(({ query }) => query);
	expect(asked.map(({ max_results: size, pagination_token: token }) => [size, token])).toEqual([
		['20', undefined],
		[expect.any(String), '20'],
	]);
});

it('a burst goes on below what is left of it', async () => {
	const ids = Array.from({ length: 5 }, (_, i) => idAt(START + (5 - i) * 1000));
	const ada = timeline({ options: { maxEvents: 2 } });
	ada.answers[TIMELINE] = posts(idAt(START));
	await ada.poll();
	ada.answers[TIMELINE] = ({ query: { since_id: above, until_id: below } }) =>
		posts(...ids.filter((id) => BigInt(id) > BigInt(above) && (!below || BigInt(id) < BigInt(below))));
	for (const came of [[4, 3], [2, 1], [0]]) expect(idsIn(await ada.poll())).toEqual(came.map((at) => ids[at]));
	expect(ada.requests.map(({ query }) => query.until_id).filter(Boolean)).toEqual([ids[0]]);
});

it('X has a least size of a page', async () => {
	const ada = node({ event: 'directMessage' }, { ...ME, 'GET /2/dm_events': {} });
	await ada.poll();
	expect(Number(ada.requests.at(-1)?.query.max_results)).toBeGreaterThanOrEqual(1);
	const mine = node({ event: 'likeBy', user: user('ada') }, { [NAMED]: { data: { id: '7', username: 'ada' } } });
	mine.mode = 'manual';
	await mine.fails();
	expect(mine.requests.at(-1)).toMatchObject({ endpoint: 'GET /2/users/7/liked_tweets', query: { max_results: '5' } });
});

describe('posts of the account that the event is about', () => {
	const mine = (...ids: string[]) => ({ ...ME, [TIMELINE]: posts(...ids) });

	it('are not there yet: nothing is asked for, and what comes then is new', async () => {
		const each = node({ event: 'quote' }, mine());
		expect(await each.poll()).toEqual([]);
		expect(each.endpoints()).not.toContain(SEARCH);
		Object.assign(each.answers, mine('10'), { [SEARCH]: posts(idAt(START)) });
		expect(idsIn(await each.poll())).toEqual([idAt(START)]);
	});

	it('are gone for a while: what was known stays known', async () => {
		const [first, second] = [idAt(START - 2000), idAt(START - 1000)];
		const each = node({ event: 'quote' }, { ...mine('10'), [SEARCH]: since(first) });
		await each.poll();
		each.answers[TIMELINE] = {};
		expect(await each.poll()).toEqual([]);
		Object.assign(each.answers, mine('10'), { [SEARCH]: since(second, first) });
		expect(idsIn(await each.poll())).toEqual([second]);
	});

	it('without an ID are none', async () => {
		const likes = {
			'GET /2/tweets': {
				data: [{ public_metrics: { like_count: 5 } }, { id: '20', public_metrics: { like_count: 1 } }],
			},
			'GET /2/tweets/20/liking_users': { data: [{ id: '1', username: 'u1' }] },
		};
		const each = node({ event: 'like', posts: '20', options: { atStart: 1 } }, { ...ME, ...likes });
		expect(idsIn(await each.poll())).toEqual(['1']);
		expect(each.endpoints().filter((each) => each.includes('liking'))).toEqual(['GET /2/tweets/20/liking_users']);
	});
});

describe('posts in a folder', () => {
	const FOLDER = 'GET /2/users/7/bookmarks/folders/5';
	const folder = (parameters: IDataObject, ...ids: string[]) =>
		node(
			{ event: 'bookmarkInFolder', folder: { mode: 'id', value: '5' }, ...parameters },
			{
				...ME,
				[FOLDER]: { data: ids.map((id) => ({ id })) },
				'GET /2/tweets': ({ query }) => posts(...query.ids.split(',')),
			},
		);

	it('are looked up with the fields that are chosen', async () => {
		const each = folder({ fields: { postFields: ['lang'], include: ['author_id'] } }, '1');
		await each.poll();
		each.answers[FOLDER] = { data: [{ id: '2' }, { id: '1' }] };
		await each.poll();
		expect(each.requests.at(-1)).toMatchObject({
			endpoint: 'GET /2/tweets',
			query: {
				ids: '2',
				'post.fields': expect.stringMatching(/^(?=.*lang)(?!.*text)/) as string,
				expansions: 'author_id',
			},
		});
	});

	it('are looked up one by one for an example, until there is one: X charges for each', async () => {
		const each = folder({}, '4', '3', '2', '1');
		each.mode = 'manual';
		each.answers['GET /2/tweets'] = ({ query: { ids } }) => (ids === '3' ? posts('3') : {});
		expect(idsIn(await each.poll())).toEqual(['3']);
		expect(each.requests.filter(({ endpoint }) => endpoint === 'GET /2/tweets').map(({ query }) => query.ids)).toEqual([
			'4',
			'3',
		]);
	});

	it('come in the next poll where X refuses to look them up', async () => {
		const each = folder({}, '1');
		await each.poll();
		each.answers[FOLDER] = { data: [{ id: '2' }, { id: '1' }] };
		each.answers['GET /2/tweets'] = { status: 403, title: 'Refused' };
		await each.fails();
		each.answers['GET /2/tweets'] = posts('2');
		expect(idsIn(await each.poll())).toEqual(['2']);
	});
});

it('a search takes handles as they are: none is looked up', async () => {
	const each = node({ event: 'searchMatch', query: 'kettle', filters: { from: 'ada' } }, { [SEARCH]: posts('5') });
	await each.poll();
	expect(each.requests.map(({ endpoint, query }) => [endpoint, query.query])).toEqual([
		[SEARCH, expect.stringContaining('from:ada') as string],
	]);
});

it('posts that the account cannot reply to are left out if that is wanted', async () => {
	const MENTIONS = 'GET /2/users/8/mentions';
	const post = (id: string, mentioned: string) => ({
		id,
		text: 'A post',
		author_id: '9',
		entities: { mentions: [{ id: mentioned, username: `u${mentioned}` }] },
		referenced_posts: [],
	});
	for (const [onlyCanReply, came] of [
		[true, ['20']],
		[false, ['20', '30']],
	] as const) {
		const each = node(
			{ event: 'mention', user: { mode: 'id', value: '8' }, filters: { onlyCanReply } },
			{ ...ME, [MENTIONS]: { data: [post('10', '7')] } },
		);
		await each.poll();
		each.answers[MENTIONS] = { data: [post('30', '8'), post('20', '7'), post('10', '7')] };
		expect(idsIn(await each.poll())).toEqual(came);
	}
});

it('my mentions say whether I can reply, as my ID is known', async () => {
	const each = node(
		{ event: 'mention', user: { mode: 'list', value: 'me' }, options: { atStart: 1 } },
		{
			...ME,
			'GET /2/users/7/mentions': {
				data: [{ id: '10', author_id: '9', entities: { mentions: [{ id: '7', username: 'ada' }] } }],
			},
		},
	);
	expect(await each.poll()).toMatchObject([{ id: '10', can_reply: true }]);
});
