/** The panel of the X Stream Trigger, as rows. */
import { InputError } from '../../api/errors/errors';
import { PRICES } from '../../api/money/prices';
import { usd } from '../../api/money/usd';
import { ruleFilters } from '../query/fields';
import { ruleText } from '../query/rule';
import { ruleField, ruleTag } from '../resources/stream-rule';
import { field, fields, type ValuesOf } from '../types';

export const streamRules = field({
	name: 'rules',
	displayName: 'Rules',
	kind: 'rows',
	required: true,
	row: { name: 'rule', displayName: 'Rule' },
	fields: [{ ...ruleField, required: undefined }, ruleFilters, ruleTag],
	// An account that posts seldom, so that a new node runs and costs next to nothing.
	first: { value: 'from:XDevelopers -is:retweet' },
	description:
		'A post that matches any rule starts the workflow. Rules are added at X on activation. Rules added by other programs are not changed.',
});

type RuleRow = ValuesOf<(typeof streamRules)['fields']>;
export interface StreamRule {
	value: string;
	tag?: string;
}

/** The rule as X receives it. @throws InputError for what X would refuse */
export function ruleOf({ value, filters, tag = '' }: RuleRow): StreamRule {
	return {
		value: ruleText({ value, filters: filters ?? {} }),
		...(tag.trim() ? { tag: tag.trim() } : {}),
	};
}

/** X accepts each rule once, and delivers nothing without rules. */
export function checkRules(rules: readonly StreamRule[]): void {
	if (rules.length === 0)
		throw new InputError("'Rules' is empty", 'Add at least one rule. Without rules, X delivers nothing.');
	const twice = rules.find(({ value }, i) => rules.findIndex((other) => other.value === value) !== i);
	if (twice)
		throw new InputError(
			`The rule '${twice.value}' is there twice`,
			'X accepts each rule only once. Remove one of them.',
		);
}

export const streamOptions = fields([
	{
		name: 'catchUp',
		displayName: 'After a Disconnect',
		kind: 'choice',
		default: 'search',
		description: 'How to get posts published while the connection was down',
		choices: [
			{ name: 'Backfill (Enterprise)', value: 'backfill', description: 'X redelivers up to 5 minutes' },
			{ name: 'Go On', value: 'nothing', description: 'Those posts are not delivered' },
			{
				name: 'Search',
				value: 'search',
				description:
					'Find them with recent search, which accepts rules of up to 512 characters. The price per post is the same.',
			},
		],
	},
	{
		name: 'takeOver',
		displayName: 'End Other Connections',
		kind: 'boolean',
		default: false,
		description: "Whether to close the app's other connection to the stream when X refuses a second one",
	},
	{
		name: 'users',
		displayName: 'Include Users',
		kind: 'boolean',
		default: true,
		description: `Whether to include authors and other users with their posts. X may bill each as a user read (${usd(PRICES['User: Read'].usd)}).`,
	},
	{
		name: 'keepRules',
		displayName: 'Keep Rules When Deactivated',
		kind: 'boolean',
		default: false,
		description:
			'Whether to leave the rules at X. Enable this if n8n runs with several main processes, which hand the trigger over to each other.',
	},
	{
		name: 'output',
		displayName: 'Output',
		kind: 'choice',
		default: 'simplified',
		choices: [
			{
				name: 'Full',
				value: 'full',
				description: 'All common fields, with author, media and referenced posts joined in',
			},
			{ name: 'Raw', value: 'raw', description: 'What X sent, unchanged' },
			{ name: 'Simplified', value: 'simplified', description: 'The fields most workflows need' },
		],
	},
	{
		name: 'others',
		displayName: 'Posts of Other Rules',
		kind: 'boolean',
		default: false,
		description:
			"Whether posts that match only other programs' rules start the workflow too. X delivers and charges for them either way.",
	},
]);

export const streamNotice = `X allows each app one connection to the filtered stream, so only one workflow with this trigger can be active. Each delivered post costs ${usd(PRICES['Posts: Read'].usd)} once a day, the same as a post read, so keep the rules narrow. Use Post > Count of the X node to see how many recent posts a rule matches.`;
