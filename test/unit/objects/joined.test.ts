import { join } from '../../../api/objects/includes';
import { simplify } from '../../../api/objects/simplify';

const user = (id: string, username: string) => ({ id, username, name: username });
const short = (answer: Parameters<typeof join>[0], kind: string) =>
	join(answer, kind).map((object) => simplify(object, kind));

describe('a list', () => {
	const answer = {
		data: [
			{ id: '5', name: 'Space', owner_id: '1', private: false, member_count: 3 },
			{ id: '6', name: 'Bare' },
		],
		includes: { users: [user('1', 'ada')] },
	};
	it('has its owner', () => expect(join(answer, 'list')[0].owner).toEqual(user('1', 'ada')));
	it('is short, and bare where X gave nothing', () => {
		expect(short(answer, 'list')).toEqual([
			{
				id: '5',
				url: 'https://x.com/i/lists/5',
				name: 'Space',
				private: false,
				member_count: 3,
				owner_id: '1',
				username: 'ada',
			},
			{ id: '6', url: 'https://x.com/i/lists/6', name: 'Bare' },
		]);
	});
});

describe('a direct message', () => {
	const answer = {
		data: [
			{
				id: '9',
				event_type: 'MessageCreate',
				text: 'See https://t.co/x',
				sender_id: '1',
				dm_conversation_id: '1-2',
				attachments: { media_keys: ['3_7'] },
				referenced_tweets: [{ id: '77' }, { id: '78' }],
			},
			{ id: '8', event_type: 'ParticipantsJoin', sender_id: '1', participant_ids: ['2', '3'] },
		],
		includes: {
			users: [user('1', 'ada'), user('2', 'bob')],
			media: [{ media_key: '3_7', type: 'photo', url: 'https://x.test/dm/9/7/a.jpg' }],
			tweets: [{ id: '77', text: 'Posted' }],
		},
	};
	it('has sender, participants, media and the posts it points to, in one vocabulary', () => {
		const [message, joined] = join(answer, 'dmEvent');
		expect(message).toMatchObject({
			sender: { username: 'ada' },
			media: [{ media_key: '3_7' }],
			referenced_posts: [{ id: '77', post: { text: 'Posted' } }, { id: '78' }],
		});
		expect(message).not.toHaveProperty('participants');
		expect(joined.participants).toEqual([user('2', 'bob')]);
	});
	it('is short', () => {
		expect(short(answer, 'dmEvent')).toEqual([
			{
				id: '9',
				event_type: 'MessageCreate',
				text: 'See https://t.co/x',
				dm_conversation_id: '1-2',
				sender_id: '1',
				username: 'ada',
				media: [{ media_key: '3_7', type: 'photo', url: 'https://x.test/dm/9/7/a.jpg', alt_text: undefined }],
				referenced_posts: ['https://x.com/i/status/77', 'https://x.com/i/status/78'],
			},
			{ id: '8', event_type: 'ParticipantsJoin', sender_id: '1', username: 'ada', participant_ids: ['2', '3'] },
		]);
	});
});

test('a chat conversation has those who are in it, in full and by handle', () => {
	const answer = {
		data: { id: 'g1', type: 'group', participant_ids: ['1', '2'], admin_ids: ['1'] },
		includes: { users: [user('1', 'ada'), user('2', 'bob')] },
	};
	expect(join(answer, 'chatConversation')[0]).toMatchObject({
		participants: [{ username: 'ada' }, { username: 'bob' }],
		admins: [{ username: 'ada' }],
	});
	expect(short(answer, 'chatConversation')).toEqual([
		{ id: 'g1', type: 'group', participant_ids: ['1', '2'], usernames: ['ada', 'bob'] },
	]);
});

test('a Space has creator, hosts, speakers, guests and topics', () => {
	const answer = {
		data: {
			id: '1DX',
			title: 'Talk',
			state: 'live',
			creator_id: '1',
			host_ids: ['1', '2'],
			speaker_ids: ['3'],
			invited_user_ids: ['2'],
			topic_ids: ['t'],
		},
		includes: { users: [user('1', 'ada'), user('2', 'bob'), user('3', 'cy')], topics: [{ id: 't', name: 'News' }] },
	};
	expect(join(answer, 'space')[0]).toMatchObject({
		creator: { username: 'ada' },
		hosts: [{ username: 'ada' }, { username: 'bob' }],
		speakers: [{ username: 'cy' }],
		invited_users: [{ username: 'bob' }],
		topics: [{ name: 'News' }],
	});
	expect(short(answer, 'space')).toEqual([
		{
			id: '1DX',
			url: 'https://x.com/i/spaces/1DX',
			title: 'Talk',
			state: 'live',
			creator: 'ada',
			hosts: ['ada', 'bob'],
		},
	]);
});
