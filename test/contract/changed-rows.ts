/** Rows that no longer say what X's specification says, and the lines that report it. */
import type { Operation } from '../../connector';
import { withField } from './support';

/** Resource and operation, what is changed, the lines that tell it. */
type Change = readonly [what: string, row: string, change: (row: Operation) => Operation, ...expected: string[]];

export const SEARCH = 'GET /2/tweets/search/recent';
const edit = (name: string, fields: object) => withField(name, (field) => ({ ...field, ...fields }));
const without = (name: string) => withField(name, () => undefined);
const choicesWithout = (value: string) =>
	withField('sortOrder', (field) => ({ ...field, choices: field.choices?.filter((choice) => choice.value !== value) }));

export const rowChanges: readonly Change[] = [
	[
		'another path',
		'post.delete',
		(row) => ({ ...row, endpoint: 'DELETE /2/posts/{id}' }),
		'DELETE /2/posts/{id}: the spec has no such endpoint, a row calls it',
		'DELETE /2/tweets/{id}: the spec has it; there is neither a row nor a reason',
	],
	[
		'another method',
		'post.delete',
		(row) => ({ ...row, endpoint: 'PUT /2/tweets/{id}' }),
		'DELETE /2/tweets/{id}: the spec has it; there is neither a row nor a reason',
		'PUT /2/tweets/{id}: the spec has no such endpoint (at this path it has DELETE, GET), a row calls it',
	],
	[
		'a scope less',
		'post.search',
		(row) => ({ ...row, access: { ...row.access, user: ['tweet.read'] } }),
		`${SEARCH}: spec has OAuth 2.0 user scopes [tweet.read, users.read], row has [tweet.read]`,
	],
	[
		'a kind of credential less',
		'post.search',
		(row) => ({ ...row, access: { user: row.access.user } }),
		`${SEARCH}: spec takes an app-only Bearer token, row does not`,
	],
	[
		'a kind of credential more',
		'post.delete',
		(row) => ({ ...row, access: { ...row.access, app: true } }),
		'DELETE /2/tweets/{id}: spec does not take an app-only Bearer token, row does',
	],
	[
		'a scope of a batch',
		'post.get',
		(row) => ({ ...row, batch: row.batch && { ...row.batch, access: { app: true } } }),
		'GET /2/tweets: spec has OAuth 2.0 user scopes [tweet.read, users.read], row has none',
	],
	[
		'a scope of another way to look up',
		'user.get',
		(row) => ({
			...row,
			lookups: { ...row.lookups, me: { endpoint: 'GET /2/users/me', access: { user: ['users.read'] } } },
		}),
		'GET /2/users/me: spec has OAuth 2.0 user scopes [tweet.read, users.read], row has [users.read]',
	],
	[
		'an endpoint that its function calls',
		'media.upload',
		(row) => ({ ...row, also: [...(row.also ?? []), { endpoint: 'POST /2/media/upload/{id}/abort', access: {} }] }),
		'POST /2/media/upload/{id}/abort: the spec has no such endpoint, a row calls it',
	],
	[
		'a choice less',
		'post.search',
		choicesWithout('relevancy'),
		'GET /2/tweets/search/all: query parameter sort_order: spec has enum [recency, relevancy], row offers [recency]',
		`${SEARCH}: query parameter sort_order: spec has enum [recency, relevancy], row offers [recency]`,
	],
	[
		'free text for a choice',
		'timeline.getHome',
		edit('exclude', { kind: 'words' }),
		'GET /2/users/{id}/timelines/reverse_chronological: query parameter exclude: spec has enum [replies, retweets], row takes anything',
	],
	[
		'a field less',
		'timeline.getHome',
		without('exclude'),
		'GET /2/users/{id}/timelines/reverse_chronological: query parameter exclude: the spec has it, no row offers it',
	],
	[
		'a field too many',
		'timeline.getHome',
		(row) => ({
			...row,
			fields: [...row.fields, { name: 'lang', displayName: 'Language', kind: 'text', to: 'query.lang' }],
		}),
		'GET /2/users/{id}/timelines/reverse_chronological: query parameter lang: the spec does not know it, row sends it',
	],
	[
		'a required field less',
		'user.search',
		without('query'),
		'GET /2/users/search: query parameter query: spec requires it, user.search does not send it',
		'GET /2/users/search: query parameter query: the spec has it and requires it, no row offers it',
	],
	[
		'a required field less, which another row sends',
		'post.search',
		without('query'),
		`${SEARCH}: query parameter query: spec requires it, post.search does not send it`,
	],
	[
		'a required field made optional',
		'post.search',
		(row) => ({ ...row, built: undefined }),
		'GET /2/tweets/search/all: query parameter query: spec requires it, row has it optional',
		`${SEARCH}: query parameter query: spec requires it, row has it optional`,
	],
	[
		'an optional field made required',
		'timeline.getHome',
		edit('sinceId', { required: true }),
		'GET /2/users/{id}/timelines/reverse_chronological: query parameter since_id: spec has it optional, row requires it',
	],
	[
		'a required field that is not always shown',
		'post.search',
		(row) => edit('query', { required: true, showFor: { searchIn: ['recent'] } })({ ...row, built: undefined }),
		`${SEARCH}: query parameter query: spec requires it, row has it optional`,
		'GET /2/tweets/search/all: query parameter query: spec requires it, post.search does not send it',
	],
	[
		'another length',
		'post.search',
		edit('query', { maxLength: 512 }),
		'GET /2/tweets/search/all: query parameter query: spec has maxLength 4096, row has 512',
		`${SEARCH}: query parameter query: spec has maxLength 4096, row has 512`,
	],
	[
		'a text for a time',
		'timeline.getHome',
		edit('startTime', { kind: 'text' }),
		'GET /2/users/{id}/timelines/reverse_chronological: query parameter start_time: spec has format date-time, row takes any text',
	],
	[
		'a time in another form',
		'timeline.getHome',
		edit('startTime', { as: 'epochMs' }),
		'GET /2/users/{id}/timelines/reverse_chronological: query parameter start_time: spec has format date-time, row takes any text',
	],
	[
		'a text for an ID',
		'post.create',
		edit('communityId', { kind: 'text' }),
		'POST /2/tweets: body field community_id: spec has pattern ^[0-9]{1,19}$, row has none',
	],
	[
		'a pattern',
		'post.create',
		edit('cardUri', { pattern: /^card:/ }),
		'POST /2/tweets: body field card_uri: spec has no pattern, row has ^card:',
	],
	[
		'another bound of a page',
		'timeline.getHome',
		(row) => ({ ...row, page: { size: { min: 5, max: 200 }, token: 'pagination_token' } }),
		'GET /2/users/{id}/timelines/reverse_chronological: query parameter max_results: spec has minimum 1, row has 5',
		'GET /2/users/{id}/timelines/reverse_chronological: query parameter max_results: spec has maximum 100, row has 200',
	],
	[
		'no pages',
		'timeline.getHome',
		(row) => ({ ...row, page: undefined }),
		'GET /2/users/{id}/timelines/reverse_chronological: query parameter max_results: the spec has it, no row offers it',
		'GET /2/users/{id}/timelines/reverse_chronological: query parameter pagination_token: the spec has it, no row offers it',
	],
	[
		'another token',
		'timeline.getHome',
		(row) => ({ ...row, page: { ...row.page, token: 'next_token' } }),
		'GET /2/users/{id}/timelines/reverse_chronological: query parameter next_token: the spec does not know it, row sends it',
	],
	[
		'another size of a batch',
		'post.get',
		(row) => ({ ...row, batch: row.batch && { ...row.batch, size: 50 } }),
		'GET /2/tweets: query parameter ids: spec has maxItems 100, row has 50',
	],
	[
		'another parameter of a batch',
		'post.get',
		(row) => ({ ...row, batch: row.batch && { ...row.batch, parameter: 'post_ids' } }),
		'GET /2/tweets: query parameter ids: spec requires it, post.get does not send it',
		'GET /2/tweets: query parameter post_ids: the spec does not know it, row sends it',
	],
	[
		'fields of another kind of object',
		'user.get',
		(row) => ({ ...row, returns: 'usage' }),
		'GET /2/users/me: query parameter usage.fields: the spec does not know it, row sends it',
		'GET /2/users/{id}: query parameter user.fields: the spec has it, no row offers it',
	],
	[
		'a fixed value X does not take',
		'media.getStatus',
		(row) => ({ ...row, fixed: { 'query.command': 'LIST' } }),
		'GET /2/media/upload: query parameter command: spec has enum [STATUS], row always sends LIST',
	],
	[
		'a body field less',
		'post.create',
		without('cardUri'),
		'POST /2/tweets: body field card_uri: the spec has it, no row offers it',
	],
	[
		'a body field deep down less',
		'post.create',
		without('playStoreId'),
		'POST /2/tweets: body field media.call_to_actions.app_install.play_store_id: the spec has it, no row offers it',
	],
	[
		'a body field X does not have',
		'post.create',
		edit('cardUri', { to: 'body.card' }),
		'POST /2/tweets: body field card: the spec does not know it, row sends it',
		'POST /2/tweets: body field card_uri: the spec has it, no row offers it',
	],
	[
		'another type in a body',
		'post.create',
		edit('madeWithAi', { kind: 'text' }),
		'POST /2/tweets: body field made_with_ai: spec has type boolean, row sends string',
	],
	[
		'one for a list',
		'post.create',
		edit('taggedUsers', { kind: 'user' }),
		'POST /2/tweets: body field media.tagged_user_ids: spec has type array, row sends string',
	],
	[
		'the length of a list',
		'post.create',
		edit('taggedUsers', { max: 20 }),
		'POST /2/tweets: body field media.tagged_user_ids: spec has maxItems 10, row has 20',
	],
	[
		'the least of a list',
		'post.create',
		edit('choices', { min: 1 }),
		'POST /2/tweets: body field poll.options: spec has minItems 2, row has 1',
	],
	[
		"the length of a list's entries",
		'post.create',
		edit('choices', { maxLength: 30 }),
		'POST /2/tweets: body field poll.options: spec has maxLength 25, row has 30',
	],
	[
		'bounds of a number',
		'post.create',
		edit('durationMinutes', { max: 1440 }),
		'POST /2/tweets: body field poll.duration_minutes: spec has maximum 10080, row has 1440',
	],
	[
		'what an object needs made optional',
		'post.create',
		edit('durationMinutes', { required: undefined }),
		'POST /2/tweets: body field poll.duration_minutes: spec requires it in poll, row can send options without it',
	],
	[
		'no function that sends the rest',
		'post.create',
		(row) => ({ ...row, run: undefined }),
		'POST /2/media/upload: body field media: spec requires it, post.create does not send it',
	],
	[
		'a reason that is needed no more',
		'post.create',
		withField('poll', (field) => ({
			...field,
			fields: [
				...(field.fields ?? []),
				{
					name: 'who',
					displayName: 'Who',
					kind: 'choice',
					to: 'body.poll.reply_settings',
					choices: ['following', 'mentionedUsers', 'subscribers', 'verified'].map((value) => ({ name: value, value })),
				},
			],
		})),
		'POST /2/tweets: LEFT_OUT gives a reason that nothing needs: body.poll.reply_settings',
	],
	[
		'a row for an endpoint that has a reason',
		'post.delete',
		(row) => ({ ...row, endpoint: 'GET /2/openapi.json' }),
		'GET /2/openapi.json: it has a row: take it out of WITHOUT_ROW',
	],
];
