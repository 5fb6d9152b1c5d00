import { InputError } from '../../../api/errors/errors';
import { checkForm, checkWords } from '../../query/check';
import { isNothing, membersOf, textOf } from '../../reader';
import { ruleFilters } from '../../query/fields';
import { previewRule, ruleText } from '../../query/rule';
import { takenOnce } from '../../shared/repeated';
import { field, operation, resource } from '../../types';
import { allGone, allThere, change, listed, send, type Rule } from './calls';

const dryRun = field({
	name: 'dryRun',
	displayName: 'Dry Run',
	kind: 'boolean',
	decides: true,
	to: 'query.dry_run',
	default: false,
	description: 'Whether X only checks the request and changes nothing',
});
/** Maximum length of a rule, in characters. */
const MOST_RULE = 1024;
export const ruleTag = field({
	name: 'tag',
	displayName: 'Tag',
	kind: 'text',
	placeholder: 'e.g. brand mentions',
	description: 'Label to receive with every post that matches the rule',
});
export const ruleField = field({
	name: 'value',
	displayName: 'Rule',
	kind: 'text',
	required: true,
	maxLength: MOST_RULE,
	placeholder: 'e.g. from:XDevelopers has:images -is:retweet',
	description:
		'What posts must match, in up to 1,024 characters, with X\'s <a href="https://docs.x.com/x-api/posts/filtered-stream/integrate/operators">operators</a>',
});

const isRule = (given: unknown): given is Rule =>
	typeof given === 'object' &&
	given !== null &&
	'value' in given &&
	typeof given.value === 'string' &&
	given.value.trim() !== '';

/** @throws InputError for what X would refuse, or what would be missing from what it gets */
function checkRule(rule: object): void {
	const { value, tag } = membersOf(rule, ['value', 'tag']);
	const text = textOf(value);
	checkWords(text, 'rule');
	checkForm(text);
	if (!isNothing(tag)) textOf(tag);
	if ([...text].length > MOST_RULE)
		throw new InputError(
			`A rule has ${[...text].length} characters; the limit is ${MOST_RULE}: ${text.slice(0, 60)}…`,
			'Use two rules: a post has to match one of them.',
		);
}

/** X accepts no other properties. */
const ruleOf = ({ value, tag }: Rule): Rule => ({ value, ...(tag ? { tag } : {}) });

const add = operation({
	name: 'add',
	displayName: 'Add',
	action: 'Add stream rule',
	description:
		'Add a rule to the filtered stream, which then delivers matching posts. Delivered posts are charged as reads.',
	notice: 'Pay-per-use apps can have up to 1,000 rules and one connection to the stream',
	...change,
	fields: [{ ...ruleField, required: undefined, front: true }, ruleFilters, { ...ruleTag, front: true }, dryRun],
	built: {
		to: 'body.add',
		from: ['value', 'filters'],
		of: async (values) => ruleText(values),
		preview: previewRule,
	},
	returns: 'result',
	unrepeatable: ({ value, filters, dryRun: isDry }) =>
		isDry ? undefined : takenOnce('rule', ruleText({ value, filters })),
	check: ({ value, filters }) => void ruleText({ value, filters: filters }),
	run: async (call) => {
		const { value, filters, tag } = call.values;
		return await send(call, { add: [ruleOf({ value: ruleText({ value, filters: filters }), tag })] });
	},
	doneBefore: async (call) => {
		const { value, filters, tag } = call.values;
		return await allThere(call, [{ value: ruleText({ value, filters }), tag }]);
	},
});

const addMany = operation({
	name: 'addMany',
	displayName: 'Add Many',
	action: 'Add many stream rules',
	description: 'Add any number of rules with one request',
	...change,
	fields: [
		{
			name: 'rules',
			displayName: 'Rules (JSON)',
			kind: 'json',
			required: true,
			default: '[]',
			min: 1,
			placeholder: 'e.g. [{ "value": "cat has:images", "tag": "cats" }]',
			description: 'A list of objects with value and, optionally, tag',
		},
		dryRun,
	],
	returns: 'result',
	check({ rules }) {
		if (!rules.every(isRule))
			throw new InputError(
				"'Rules (JSON)' is not a list of rules",
				'It looks like [{ "value": "cat has:images", "tag": "cats" }].',
			);
		rules.forEach(checkRule);
		const values = rules.map(({ value }) => value.trim());
		const repeated = values.find((value, i) => values.indexOf(value) < i);
		if (repeated !== undefined)
			throw new InputError(`The rule '${repeated.slice(0, 60)}' is there twice`, 'X takes each rule once: remove one.');
	},
	run: async (call) => await send(call, { add: call.values.rules.filter(isRule).map(ruleOf) }),
	doneBefore: async (call) => await allThere(call, call.values.rules.filter(isRule)),
});

const getMany = operation({
	name: 'getMany',
	displayName: 'Get Many',
	action: 'Get many stream rules',
	description: 'Retrieve the rules of the filtered stream',
	...listed,
	fields: [
		{
			name: 'ids',
			displayName: 'Rule IDs',
			kind: 'objects',
			of: 'streamRule',
			to: 'query.ids',
			max: 1000,
			placeholder: 'e.g. 120897978112909812',
			description: 'Only return these, separated by commas, or a list',
		},
	],
	page: { size: { min: 1, max: 1000 }, token: 'pagination_token' },
	returns: 'result',
});

const getCounts = operation({
	name: 'getCounts',
	displayName: 'Get Counts',
	action: 'Get stream rule counts',
	description: 'Retrieve how many rules the app and its project have and may have',
	endpoint: 'GET /2/tweets/search/stream/rules/counts',
	access: change.access,
	fields: [
		{
			name: 'countFields',
			displayName: 'Count Fields',
			kind: 'words',
			to: 'query.rules_count.fields',
			placeholder: 'e.g. cap_per_client_app, project_rules_count',
			description: 'Only return these fields, separated by commas',
		},
	],
	returns: 'result',
});

const deleteRule = operation({
	name: 'delete',
	displayName: 'Delete',
	action: 'Delete stream rule',
	description: 'Delete a rule from the filtered stream',
	...change,
	fields: [
		{
			name: 'rule',
			displayName: 'Rule',
			kind: 'object',
			of: 'streamRule',
			required: true,
			description: 'A rule of the app',
		},
		dryRun,
	],
	returns: 'result',
	run: async (call) => await send(call, { delete: { ids: [call.values.rule] } }),
	doneBefore: async (call) => await allGone(call, ({ id }) => id === call.values.rule, 1),
});

const deleteMany = operation({
	name: 'deleteMany',
	displayName: 'Delete Many',
	action: 'Delete many stream rules',
	description: 'Delete rules from the filtered stream, by ID or by content',
	...change,
	fields: [
		{
			name: 'by',
			displayName: 'By',
			kind: 'choice',
			required: true,
			default: 'ids',
			choices: [
				{ name: 'IDs', value: 'ids' },
				{ name: 'Rules', value: 'values' },
			],
		},
		{
			name: 'ids',
			displayName: 'Rule IDs',
			kind: 'objects',
			of: 'streamRule',
			to: 'body.delete.ids',
			required: true,
			showFor: { by: ['ids'] },
			placeholder: 'e.g. 120897978112909812',
			description: 'Separated by commas, or a list',
		},
		{
			name: 'values',
			displayName: 'Rules',
			kind: 'words',
			to: 'body.delete.values',
			required: true,
			showFor: { by: ['values'] },
			placeholder: 'e.g. cat has:images',
			description: 'The rules exactly as they were added: one per line, separated by commas, or a list',
		},
		dryRun,
	],
	returns: 'result',
	run: async (call) => await send(call, call.body),
	async doneBefore(call) {
		const { ids = [], values = [] } = call.values;
		return await allGone(
			call,
			({ id, value }) => ids.includes(id) || values.includes(value),
			ids.length + values.length,
		);
	},
});

const deleteAll = operation({
	name: 'deleteAll',
	displayName: 'Delete All',
	action: 'Delete all stream rules',
	description: "Delete every rule of the app's filtered stream",
	...change,
	fields: [dryRun],
	fixed: { 'query.delete_all': true },
	returns: 'result',
	run: async (call) => await send(call, {}),
});

export const streamRule = resource({
	name: 'streamRule',
	displayName: 'Stream Rule',
	node: 'XDeveloper',
	operations: [getMany, add, addMany, getCounts, deleteRule, deleteMany, deleteAll],
});
