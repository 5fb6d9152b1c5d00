import { replyVerdict } from '../../../api/objects/can-reply';
import { simplify } from '../../../api/objects/simplify';
import type { XObject } from '../../../api/json/members';

const ME = '10';
const post = (more: XObject = {}): XObject => ({ id: '1', text: 'Hi', author_id: '20', ...more });
const mentioning = (id: string) => ({ entities: { mentions: [{ username: 'somebody', id }] } });
const quoting = (authorId?: string) => ({
	referenced_posts: [{ type: 'quoted', id: '2', ...(authorId ? { post: { id: '2', author_id: authorId } } : {}) }],
});

it.each<[string, XObject, boolean | undefined]>([
	['mentions nobody', {}, false],
	['mentions another', mentioning('30'), false],
	['has no known author', { author_id: undefined }, undefined],
	[
		'links to a post, of which no references were asked',
		{ entities: { urls: [{ expanded_url: 'https://x.com/a/status/1' }] } },
		undefined,
	],
	['mentions the account', mentioning(ME), true],
	['mentions it in its full text', { note_post: mentioning(ME) }, true],
	['mentions it, and lets only followed accounts answer', { ...mentioning(ME), reply_settings: 'following' }, true],
	['is its own', { author_id: ME }, true],
	['is its own, by its included author', { author_id: undefined, author: { id: ME } }, true],
	['quotes it', { ...quoting(ME), reply_settings: 'everyone' }, true],
	['quotes another', quoting('30'), false],
	['quotes what X does not return', quoting(), undefined],
	['quotes what X does not return, and mentions it', { ...quoting(), ...mentioning(ME) }, true],
	['quotes it, and lets mentioned accounts answer', { ...quoting(ME), reply_settings: 'mentionedUsers' }, false],
	['quotes it, and lets followed accounts answer', { ...quoting(ME), reply_settings: 'following' }, undefined],
	[
		'quotes it, and lets followed accounts answer, of which it is one',
		{ ...quoting(ME), reply_settings: 'following', author: { connection_status: ['followed_by', 'following'] } },
		true,
	],
	[
		'quotes it, and lets followed accounts answer, of which it is none',
		{ ...quoting(ME), reply_settings: 'following', author: { connection_status: ['following'] } },
		false,
	],
	['quotes it, and lets verified accounts answer', { ...quoting(ME), reply_settings: 'verified' }, undefined],
	[
		'replies to it without a mention',
		{ referenced_posts: [{ type: 'replied_to', id: '2', post: { author_id: ME } }] },
		false,
	],
])('a post that %s', (_what, more, can) => {
	const verdict = replyVerdict(post(more), ME);
	expect(verdict.can).toBe(can);
	expect(verdict.why !== undefined).toBe(can === false);
});

it('is part of the simplified post where the account is known', () => {
	expect(simplify(post(mentioning(ME)), 'post', [], ME)).toMatchObject({ can_reply: true });
	expect(simplify(post(), 'post', [], ME)).toMatchObject({ can_reply: false });
	expect(simplify(post(quoting()), 'post', [], ME)).not.toHaveProperty('can_reply');
	expect(simplify(post(mentioning(ME)), 'post')).not.toHaveProperty('can_reply');
});
