/** Rows that the compiler refuses, and values it knows: `npm run types` fails when one of these lines does not. Nothing here is run. */
import type { CheckedMedia } from '../../api/media/file';
import { field, fields, operation, type ValuesOf } from '../../connector';

const about = { displayName: 'X', action: 'X', description: 'X', access: { app: true }, returns: 'result' } as const;
const text = field({ name: 'text', displayName: 'Text', kind: 'text', to: 'body.text' });
const post = field({ name: 'post', displayName: 'Post', kind: 'post', to: 'path.id', required: true });

export const wrongFields = [
	// @ts-expect-error of which kind of object?
	field({ name: 'a', displayName: 'A', kind: 'object', to: 'path.id' }),
	// @ts-expect-error a kind of object that there is not
	field({ name: 'a', displayName: 'A', kind: 'object', of: 'thing', to: 'path.id' }),
	// @ts-expect-error a choice of what?
	field({ name: 'a', displayName: 'A', kind: 'choice', to: 'query.a' }),
	// @ts-expect-error a group of nothing
	field({ name: 'a', displayName: 'A', kind: 'group' }),
	// @ts-expect-error a kind that there is not
	field({ name: 'a', displayName: 'A', kind: 'string' }),
	// @ts-expect-error a text has no bounds
	field({ name: 'a', displayName: 'A', kind: 'text', min: 1 }),
	// @ts-expect-error only a time is written in a form
	field({ name: 'a', displayName: 'A', kind: 'number', as: 'epochMs' }),
	// @ts-expect-error only a file comes by URL
	field({ name: 'a', displayName: 'A', kind: 'text', byUrl: true }),
	// @ts-expect-error only a single line is secret
	field({ name: 'a', displayName: 'A', kind: 'number', secret: true }),
	// @ts-expect-error a number that is a text
	field({ name: 'a', displayName: 'A', kind: 'number', default: '5' }),
	// @ts-expect-error a slip of the pen
	field({ name: 'a', displayName: 'A', kind: 'text', requird: true }),
	// @ts-expect-error no part of a request
	field({ name: 'a', displayName: 'A', kind: 'text', to: 'header.a' }),
	// @ts-expect-error files go nowhere by themselves
	field({ name: 'a', displayName: 'A', kind: 'media', to: 'body.media' }),
];
// @ts-expect-error the same for one of several
export const wrongList = fields([text, { name: 'a', displayName: 'A', kind: 'choices' }]);

const elsewhere = { instead: { field: 'b', value: '1', endpoint: { endpoint: 'GET /2/users', access: {} } } } as const;
export const wrongRows = [
	// @ts-expect-error self is no parameter of the path
	operation({ ...about, name: 'a', endpoint: 'GET /2/users/{id}/likes', fields: [], self: 'path.user_id' }),
	// @ts-expect-error self is no part of the path at all
	operation({ ...about, name: 'a', endpoint: 'GET /2/users/{id}/likes', fields: [], self: 'query.id' }),
	// @ts-expect-error a field for a parameter that the path does not have
	operation({ ...about, name: 'a', endpoint: 'GET /2/tweets/{tweet_id}', fields: [post] }),
	// @ts-expect-error a slip of the pen in a field of the row
	operation({ ...about, name: 'a', endpoint: 'POST /2/tweets', fields: [{ ...text, placeholdr: 'e.g. a' }] }),
	// @ts-expect-error exclusive names no field
	operation({ ...about, name: 'a', endpoint: 'POST /2/tweets', fields: [text], exclusive: [['text', 'txt']] }),
	// @ts-expect-error together names no field
	operation({ ...about, name: 'a', endpoint: 'POST /2/tweets', fields: [text], together: 'txt' }),
	// @ts-expect-error an endpoint without a method
	operation({ ...about, name: 'a', endpoint: '/2/tweets', fields: [text] }),
	// @ts-expect-error a scope that X does not have
	operation({ ...about, access: { user: ['tweet.rite'] }, name: 'a', endpoint: 'POST /2/tweets', fields: [text] }),
	// @ts-expect-error a price that is not on X's list
	operation({ ...about, name: 'a', endpoint: 'POST /2/tweets', fields: [text], price: 'Post: Make' }),
	// @ts-expect-error a limit that is none
	operation({ ...about, name: 'a', endpoint: 'POST /2/tweets', fields: [text], limits: { app: ['50/hour'] } }),
	// @ts-expect-error a kind of answer that there is not
	operation({ ...about, name: 'a', endpoint: 'POST /2/tweets', fields: [text], returns: 'tweet' }),
	// @ts-expect-error a switch by a field that the row does not have
	operation({ ...about, ...elsewhere, name: 'a', endpoint: 'GET /2/tweets', fields: [] }),
	operation({
		...about,
		name: 'a',
		endpoint: 'POST /2/tweets',
		fields: [text],
		check(values) {
			// @ts-expect-error no field has this name
			if (values.txt) throw new Error();
			// @ts-expect-error a text that need not be given
			values.text.trim();
		},
	}),
];

/** What the values of a row are known to be. */
type Known = ValuesOf<readonly [typeof post, typeof text, ...typeof several]>;
export const several = fields([
	{ name: 'when', displayName: 'When', kind: 'time', as: 'epochSeconds', required: true },
	{ name: 'many', displayName: 'Many', kind: 'number', required: true },
	{ name: 'file', displayName: 'File', kind: 'file', required: true },
	{ name: 'hidden', displayName: 'Hidden', kind: 'id', required: true, showFor: { of: ['posts'] } },
	{
		name: 'of',
		displayName: 'Of',
		kind: 'choice',
		choices: [
			{ name: 'Any', value: '' },
			{ name: 'Posts', value: 'posts' },
			{ name: 'Users', value: 'users' },
		],
	},
	{
		name: 'group',
		displayName: 'Group',
		kind: 'group',
		fields: [{ name: 'inner', displayName: 'Inner', kind: 'boolean', required: true }],
	},
	{ name: 'list', displayName: 'List', kind: 'json', min: 1, required: true },
]);

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Expect<T extends true> = T;
export type Proven = [
	Expect<Same<Known['post'], string>>,
	Expect<Same<Known['text'], string | undefined>>,
	Expect<Same<Known['when'], number>>,
	Expect<Same<Known['many'], number>>,
	Expect<Same<Known['file'], CheckedMedia>>,
	Expect<Same<Known['hidden'], string | undefined>>,
	Expect<Same<Known['of'], 'posts' | 'users' | undefined>>,
	Expect<Same<NonNullable<Known['group']>['inner'], boolean>>,
	Expect<Same<Known['list'], readonly unknown[]>>,
];
