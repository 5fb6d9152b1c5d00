import type { Field, Operation } from '../../../connector';
import { toParts } from '../../../connector/request';

const operation = (fields: readonly Field[], more: Partial<Operation> = {}): Operation => ({
	name: 'x',
	displayName: 'X',
	action: 'X',
	description: 'X',
	endpoint: 'POST /2/tweets',
	access: {},
	fields,
	returns: 'result',
	...more,
});
const field = (name: string, to: Field['to'], more: object = {}) =>
	({ name, displayName: name, kind: 'text', to, ...more }) as Field;

it('values go to the path, the query and the body', () => {
	const parts = toParts(
		operation([
			field('id', 'path.id'),
			field('max', 'query.max_results', { kind: 'number' }),
			field('text', 'body.text'),
		]),
		{ id: '1', max: 5, text: 'a' },
	);
	expect(parts).toEqual({ path: { id: '1' }, query: { max_results: 5 }, body: { text: 'a' } });
});

it('a path holds text', () => {
	expect(toParts(operation([field('n', 'path.n', { kind: 'number' })]), { n: 5 }).path).toEqual({ n: '5' });
});

it('parts of the body are nested, and those that share a parent stand together', () => {
	const fields = [
		field('a', 'body.reply.in_reply_to_tweet_id'),
		field('b', 'body.reply.exclude_reply_user_ids', { kind: 'users' }),
		field('c', 'body.media.call_to_actions.visit_site.url'),
		field('d', 'body.media.title'),
	];
	expect(toParts(operation(fields), { a: '1', b: ['2', '3'], c: 'https://example.com', d: 'T' }).body).toEqual({
		reply: { in_reply_to_tweet_id: '1', exclude_reply_user_ids: ['2', '3'] },
		media: { call_to_actions: { visit_site: { url: 'https://example.com' } }, title: 'T' },
	});
});

it('a name with dots is one name in the query', () => {
	expect(toParts(operation([field('a', 'query.post.fields', { kind: 'choices' })]), { a: ['id'] }).query).toEqual({
		'post.fields': ['id'],
	});
});

it('what was not given is not sent; 0, false and an empty list are given', () => {
	const fields = [
		field('a', 'body.a'),
		field('b', 'body.b', { kind: 'number' }),
		field('c', 'body.c', { kind: 'boolean', default: true }),
		field('d', 'body.d', { kind: 'ids' }),
	];
	expect(toParts(operation(fields), { a: undefined, b: 0, c: false, d: [] }).body).toEqual({ b: 0, c: false, d: [] });
	expect(toParts(operation(fields), {})).toEqual({ path: {}, query: {}, body: {} });
});

it('a switch left at its default is not sent, whichever the default is; a needed one is', () => {
	const fields = [
		field('off', 'body.off', { kind: 'boolean', default: false }),
		field('on', 'body.on', { kind: 'boolean', default: true }),
		field('needed', 'body.needed', { kind: 'boolean', default: true, required: true }),
	];
	expect(toParts(operation(fields), { off: false, on: true, needed: true }).body).toEqual({ needed: true });
	expect(toParts(operation(fields), { off: true, on: false, needed: false }).body).toEqual({
		off: true,
		on: false,
		needed: false,
	});
});

it('the parts of a group go where each of them says', () => {
	const poll = field('poll', undefined, {
		kind: 'group',
		fields: [
			field('choices', 'body.poll.options', { kind: 'words' }),
			field('minutes', 'body.poll.duration_minutes', { kind: 'number' }),
			field('embed', 'body.embed', { kind: 'boolean', default: true }),
		],
	});
	expect(toParts(operation([poll]), { poll: { choices: ['Yes', 'No'], minutes: 5, embed: true } }).body).toEqual({
		poll: { options: ['Yes', 'No'], duration_minutes: 5 },
	});
	expect(toParts(operation([poll]), {}).body).toEqual({});
});

it('a value that the operation uses itself goes nowhere', () => {
	expect(toParts(operation([field('a', undefined)]), { a: 'b' })).toEqual({ path: {}, query: {}, body: {} });
});

it('what is the same in every call is always there', () => {
	const fixed = { 'query.command': 'STATUS', 'body.hidden': true, 'body.a.b': '1' } as const;
	expect(toParts(operation([field('c', 'body.a.c')], { fixed }), { c: '2' })).toEqual({
		path: {},
		query: { command: 'STATUS' },
		body: { hidden: true, a: { b: '1', c: '2' } },
	});
});

it('calls share nothing, and the values are not changed', () => {
	const row = operation([field('a', 'body.a.b')], { fixed: { 'body.a.fixed': true } });
	const values = { a: 'x' };
	const first = toParts(row, values);
	const second = toParts(row, { a: 'y' });
	expect(first.body).toEqual({ a: { fixed: true, b: 'x' } });
	expect(second.body).toEqual({ a: { fixed: true, b: 'y' } });
	expect(values).toEqual({ a: 'x' });
});
