/** Rows are held to what they say without X's specification: every wrong row is told by its name and its fault. */
import { faultsOf } from '../../contract/faults';
import { fieldFaults } from '../../contract/field-faults';
import { RESOURCES, type Operation } from '../../connector';
import { TRIGGER_EVENTS } from '../../connector/triggers';
import { withField, withRow } from './support';

it.each(RESOURCES.flatMap(({ name, operations }) => operations.map((row) => [`${name}.${row.name}`, row] as const)))(
	'%s has no fault',
	(_, row) => expect(faultsOf(row)).toEqual([]),
);

it.each(TRIGGER_EVENTS.map((event) => [event.name, event] as const))(
	'the event %s has no fault in its fields',
	(_, event) => expect(fieldFaults(event.fields)).toEqual([]),
);

it('no two operations of a resource have one name', () => {
	for (const { operations } of RESOURCES) {
		const names = operations.map(({ name }) => name);
		expect(names).toEqual([...new Set(names)]);
	}
});

type Change = (row: Operation) => Operation;
/** Changes as the compiler would not let them be. */
const more =
	(changes: object): Change =>
	(row) =>
		({ ...row, ...changes }) as Operation;
const edit = (name: string, changes: object): Change => withField(name, (field) => ({ ...field, ...changes }));
const without = (name: string): Change => withField(name, () => undefined);
const plus =
	(field: object): Change =>
	(row) =>
		({ ...row, fields: [...row.fields, field] }) as Operation;
const a = { name: 'a', displayName: 'A', kind: 'text' };
const endpoint = { endpoint: 'GET /2/tweets/search/all', access: { app: true } };

/** Row, change, fault. */
const wrong: ReadonlyArray<readonly [what: string, row: string, change: Change, fault: string]> = [
	['an object without of', 'list.get', edit('list', { of: undefined }), "field 'list' needs 'of'"],
	[
		'a choice without choices',
		'post.search',
		edit('sortOrder', { choices: undefined }),
		"field 'sortOrder' needs 'choices'",
	],
	['a choice with none', 'post.search', edit('sortOrder', { choices: [] }), "field 'sortOrder' has no choices"],
	[
		'built from an unknown field',
		'post.search',
		more({ built: { to: 'query.query', from: ['queri'] } }),
		"built names 'queri', which is no field",
	],
	['a field that goes nowhere', 'post.search', edit('startTime', { to: undefined }), "field 'startTime' goes nowhere"],
	[
		'a part of a group that goes nowhere',
		'chat.addPublicKey',
		edit('fingerprint', { to: undefined }),
		"field 'fingerprint' goes nowhere",
	],
	[
		'self that is no path parameter',
		'post.like',
		more({ self: 'path.user_id' }),
		"self is 'path.user_id', which is no parameter of the path",
	],
	['self in the body', 'post.like', more({ self: 'body.id' }), "self is 'body.id', which is no parameter of the path"],
	['a path parameter without a field', 'post.get', without('post'), "the path parameter 'id' has no field"],
	['a path parameter without self', 'post.like', more({ self: undefined }), "the path parameter 'id' has no field"],
	[
		'a path parameter that may be empty',
		'post.get',
		edit('post', { required: undefined }),
		"field 'post' goes to the path and is not required",
	],
	[
		'a target that the path does not have',
		'post.get',
		edit('post', { to: 'path.post' }),
		"field 'post' goes to 'path.post', which is no parameter of the path",
	],
	['a target that is none', 'post.get', edit('post', { to: 'id' }), "field 'post' goes to 'id', which is no target"],
	[
		'one name twice',
		'post.search',
		plus({ ...a, name: 'query', to: 'query.a' }),
		"field 'query' shares its name with another field",
	],
	['no name', 'post.search', plus({ ...a, name: 'a b', to: 'query.a' }), "field 'a b' has a name that is no word"],
	[
		'no such kind',
		'post.search',
		plus({ ...a, kind: 'string', to: 'query.a' }),
		"field 'a' has the kind 'string', which does not exist",
	],
	[
		'a slip of the pen',
		'post.search',
		plus({ ...a, to: 'query.a', requird: true }),
		"field 'a' has 'requird', which means nothing for the kind text",
	],
	[
		'bounds of a text',
		'post.search',
		plus({ ...a, to: 'query.a', min: 1 }),
		"field 'a' has 'min', which means nothing for the kind text",
	],
	[
		'two fields to one place',
		'post.search',
		plus({ ...a, to: 'query.start_time' }),
		"fields 'startTime' and 'a' both go to 'query.start_time'",
	],
	[
		'a field inside another one',
		'list.create',
		plus({ ...a, to: 'body.name.a' }),
		"fields 'name' and 'a' both go to 'body.name'",
	],
	[
		'a field for what is fixed',
		'post.hideReply',
		plus({ ...a, to: 'body.hidden' }),
		"field 'a' goes to 'body.hidden', which the row fills already",
	],
	[
		'a field for self',
		'post.like',
		edit('post', { to: 'path.id' }),
		"field 'post' goes to 'path.id', which the row fills already",
	],
	[
		'the body of a GET',
		'post.search',
		edit('startTime', { to: 'body.start_time' }),
		"field 'startTime' goes to the body of a GET",
	],
	['a fixed body of a GET', 'post.search', more({ fixed: { 'body.a': 1 } }), 'fixed goes to the body of a GET'],
	['an empty body of a GET', 'post.search', more({ emptyBody: true }), 'emptyBody on a GET'],
	[
		'a default that is no choice',
		'post.search',
		edit('sortOrder', { default: 'likes' }),
		"field 'sortOrder' has the default 'likes', which is none of its choices",
	],
	[
		'a default among several that is no choice',
		'timeline.getHome',
		edit('exclude', { default: ['quotes'] }),
		"field 'exclude' has the default 'quotes', which is none of its choices",
	],
	[
		'a choice twice',
		'post.search',
		edit('sortOrder', {
			choices: [
				{ name: 'A', value: 'recency' },
				{ name: 'B', value: 'recency' },
			],
		}),
		"field 'sortOrder' has the same choice twice",
	],
	[
		'a default out of bounds',
		'news.search',
		edit('maxAgeHours', { default: 721 }),
		"field 'maxAgeHours' has the default 721, which is out of its bounds",
	],
	['min above max', 'news.search', edit('maxAgeHours', { min: 721 }), "field 'maxAgeHours' has a min above its max"],
	[
		'a list of at least nothing',
		'space.getByCreators',
		edit('creators', { min: 0 }),
		"field 'creators' has a min below 1",
	],
	[
		'a default that the field refuses',
		'media.addSubtitles',
		edit('language', { default: 'en' }),
		"field 'language' has the default 'en', which it refuses itself",
	],
	[
		'a default that is no JSON',
		'streamRule.addMany',
		edit('rules', { default: '[' }),
		"field 'rules' has a default that is no JSON",
	],
	[
		'an example that the field refuses',
		'media.addSubtitles',
		edit('language', { placeholder: 'e.g. en' }),
		"field 'language' has the example 'en', which it refuses itself",
	],
	[
		'an example that is not called one',
		'media.addSubtitles',
		edit('language', { placeholder: 'EN' }),
		"field 'language' has a placeholder that does not begin with 'e.g. '",
	],
	[
		'shown for an unknown field',
		'post.createThread',
		edit('numbering', { showFor: { from: ['text'] } }),
		"field 'numbering' is shown for 'from', which is no field before it",
	],
	[
		'shown for a later field',
		'post.createThread',
		edit('source', { showFor: { numbering: ['dot'] } }),
		"field 'source' is shown for 'numbering', which is no field before it",
	],
	[
		'shown for an unknown value',
		'post.createThread',
		edit('numbering', { showFor: { source: ['txt'] } }),
		"field 'numbering' is shown for 'txt', which 'source' does not have",
	],
	[
		'shown for a field that is no choice',
		'post.createThread',
		edit('numbering', { showFor: { text: ['a'] } }),
		"field 'numbering' is shown for 'text', which is no choice",
	],
	[
		'shown for no value',
		'post.createThread',
		edit('numbering', { showFor: { source: [] } }),
		"field 'numbering' is shown for no value of 'source'",
	],
	[
		'shown among the options',
		'post.createThread',
		edit('numbering', { front: undefined }),
		"field 'numbering' is shown for 'source', but not both of them stand in the panel",
	],
	[
		'exclusive with an unknown field',
		'post.search',
		more({ exclusive: [['query', 'until']] }),
		"exclusive names 'until', which is no field",
	],
	[
		'exclusive with a needed field',
		'news.search',
		more({ exclusive: [['query', 'maxAgeHours']] }),
		"exclusive names 'query', which is required",
	],
	['exclusive with itself', 'post.search', more({ exclusive: [['untilId']] }), 'exclusive has a set of less than two'],
	[
		'instead of an unknown field',
		'post.search',
		more({ instead: { field: 'in', value: 'all', endpoint } }),
		"instead names 'in', which is no field",
	],
	[
		'instead of an unknown value',
		'post.search',
		more({ instead: { field: 'searchIn', value: 'old', endpoint } }),
		"instead is for 'old', which 'searchIn' does not have",
	],
	[
		'a wrong endpoint instead',
		'post.search',
		more({ instead: { field: 'searchIn', value: 'all', endpoint: { ...endpoint, access: {} } } }),
		"'GET /2/tweets/search/all' can be called with no credential",
	],
	[
		'together with no list',
		'complianceJob.uploadIds',
		more({ together: 'job' }),
		"together names 'job', which is no list",
	],
	['together without a function', 'complianceJob.uploadIds', more({ run: undefined }), 'together needs run'],
	[
		'gathering an unknown field',
		'post.createThread',
		more({ together: { when: { field: 'source', value: 'items' }, of: ['txt'], as: 'parts' } }),
		"together names 'txt', which is no field",
	],
	[
		'gathering for an unknown value',
		'post.createThread',
		more({ together: { when: { field: 'source', value: 'item' }, of: ['text'], as: 'parts' } }),
		"together is for 'item', which 'source' does not have",
	],
	[
		'a price that X does not have',
		'post.search',
		more({ price: 'Posts: Write' }),
		"'GET /2/tweets/search/recent' has the price 'Posts: Write', which X's price list does not have",
	],
	[
		'a limit that is none',
		'post.search',
		more({ limits: { user: ['300/15m'] } }),
		"'GET /2/tweets/search/recent' has '300/15m', which is no rate limit",
	],
	[
		'a limit of nothing',
		'post.search',
		more({ limits: { app: ['0/15min'] } }),
		"'GET /2/tweets/search/recent' has '0/15min', which is no rate limit",
	],
	[
		'a scope that X does not have',
		'post.search',
		more({ access: { user: ['tweet.raed'] } }),
		"'GET /2/tweets/search/recent' has the unknown scope 'tweet.raed'",
	],
	[
		'no credential',
		'post.search',
		more({ access: {} }),
		"'GET /2/tweets/search/recent' can be called with no credential",
	],
	['no endpoint', 'post.search', more({ endpoint: 'FETCH /2/tweets' }), "'FETCH /2/tweets' is no endpoint"],
	[
		'a key that the objects do not have',
		'post.get',
		more({ batch: { ...endpoint, parameter: 'ids', size: 100, key: 'post_id' } }),
		"batch.key is 'post_id', which is no property of post",
	],
	[
		'a batch of no size',
		'post.get',
		more({ batch: { ...endpoint, parameter: 'ids', size: 0, key: 'id' } }),
		'batch has the size 0',
	],
	[
		'a batch by the path',
		'post.get',
		more({ batch: { ...endpoint, endpoint: 'GET /2/tweets/{id}', parameter: 'ids', size: 9, key: 'id' } }),
		"batch 'GET /2/tweets/{id}' is no list",
	],
	[
		'pages without a span',
		'post.search',
		more({ page: { size: { min: 100, max: 10 } } }),
		'page has a size without a span',
	],
	['pages of a write', 'list.create', more({ page: {} }), 'page on what is no GET'],
	['an answer of an unknown kind', 'post.get', more({ returns: 'tweet' }), "it returns 'tweet', which is unknown"],
	['endpoints beside, and no function', 'post.create', more({ run: undefined }), 'also needs run'],
	['no description', 'post.get', more({ description: ' ' }), 'it has no description'],
];

it.each(wrong)('told: %s (%s)', (_, name, change, fault) => {
	const [resource, operation] = name.split('.');
	const row = withRow(name, change)
		.find((each) => each.name === resource)
		?.operations.find((each) => each.name === (operation as string));
	expect(row && faultsOf(row)).toContain(fault);
});
