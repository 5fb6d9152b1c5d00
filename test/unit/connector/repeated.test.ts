/** What X would refuse as a repetition of another post of the same run. */
import { textsOf } from '../../../connector/repeated';
import { createPost } from '../../../connector/resources/post/create';
import { createThread } from '../../../connector/resources/post/thread/thread';
import type { Operation, Values } from '../../../connector';

const keys = (operation: Operation, values: Values) =>
	(operation.unrepeatable?.(values) ?? []).map(({ key }) => JSON.parse(key) as unknown);
const whats = (operation: Operation, values: Values) => operation.unrepeatable?.(values).map(({ what }) => what);

it('a post is one text, whatever its white space and its form', () => {
	expect(keys(createPost, { text: ' Cafe\u0301 ' })).toEqual(keys(createPost, { text: 'Caf\u00e9' }));
	expect(whats(createPost, { text: 'Hi' })).toEqual(['text']);
});

it('a reply to another account is another text, and so is one in another community', () => {
	const all = [{}, { replyTo: '1' }, { replyTo: '2' }, { communityId: '3' }].map((more) =>
		JSON.stringify(keys(createPost, { text: 'Hi', ...more })),
	);
	expect(new Set(all).size).toBe(4);
});

it.each<Values>([{ text: '' }, { text: ' ' }, { text: 'Hi', promotedOnly: true }])(
	'X takes any number of %j',
	(values) => expect(keys(createPost, values)).toEqual([]),
);

it('links in a reply are a text of their own, which begins with no handle', () => {
	const values = { text: 'Hi https://example.com/a', linksInReply: true, replyTo: '1' };
	expect(keys(createPost, values)).toEqual([
		['Hi', '1', null],
		['https://example.com/a', null, null],
	]);
	expect(whats(createPost, values)).toEqual(['text', 'reply with the links']);
});

it('every part of a thread counts, and only the first is a reply to somebody', () => {
	const parts = [{ text: 'One' }, { text: '' }, { text: 'Three' }];
	const values = { source: 'items', parts, replyTo: '1' };
	expect(keys(createThread, values)).toEqual([
		['One', '1', null],
		['Three', null, null],
	]);
	expect(whats(createThread, values)).toEqual(['text', 'text in a part of its thread']);
	const split = `${'a'.repeat(270)}\n\n${'b'.repeat(270)}`;
	expect(whats(createPost, { text: split, longPost: 'split' })).toEqual(['text', 'text in a part of its thread']);
	expect(keys(createPost, { text: 'Short', longPost: 'split' })).toEqual(keys(createPost, { text: 'Short' }));
});

it('says what to do about each', () => {
	const advice = textsOf([{ text: 'a' }, { text: 'b' }], {}, 'reply with the links').map((each) => each.advice);
	expect(advice[0]).toMatch(/change the text.*Aggregate node/);
	expect(advice[1]).toMatch(/Leave them in the texts, or add something to each that differs, such as \?post=2/);
});
