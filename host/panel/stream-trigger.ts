/** The panel of the X Stream Trigger. */
import type { INodeProperties } from 'n8n-workflow';
import { PRICES } from '../../api/money/prices';
import { ruleField, ruleTag } from '../../connector/resources/stream-rule';
import { drawField } from './field';

export const streamProperties: INodeProperties[] = [
	{
		displayName: `X allows each app one connection to the filtered stream, so only one workflow with this trigger can be active. Each delivered post costs ${PRICES['Posts: Read'].usd} USD once a day, the same as a post read, so keep the rules narrow. Use Post > Count of the X node to see how many recent posts a rule matches.`,
		name: 'notice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Rules',
		name: 'rules',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Rule',
		required: true,
		default: {},
		description:
			'A post that matches any rule starts the workflow. Rules are added at X on activation. Rules added by other programs are not changed.',
		options: [
			{
				displayName: 'Rule',
				name: 'rule',
				values: [drawField({ ...ruleField, required: undefined }, true), drawField(ruleTag, true)],
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'After a Disconnect',
				name: 'catchUp',
				type: 'options',
				default: 'search',
				description: 'How to get posts published while the connection was down',
				options: [
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
				displayName: 'End Other Connections',
				name: 'takeOver',
				type: 'boolean',
				default: false,
				description: "Whether to close the app's other connection to the stream when X refuses a second one",
			},
			{
				displayName: 'Include Users',
				name: 'users',
				type: 'boolean',
				default: true,
				description: `Whether to include authors and other users with their posts. X may bill each as a user read (${PRICES['User: Read'].usd} USD).`,
			},
			{
				displayName: 'Keep Rules When Deactivated',
				name: 'keepRules',
				type: 'boolean',
				default: false,
				description:
					'Whether to leave the rules at X. Enable this if n8n runs with several main processes, which hand the trigger over to each other.',
			},
			{
				displayName: 'Output',
				name: 'output',
				type: 'options',
				default: 'simplified',
				options: [
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
				displayName: 'Posts of Other Rules',
				name: 'others',
				type: 'boolean',
				default: false,
				description:
					"Whether posts that match only other programs' rules start the workflow too. X delivers and charges for them either way.",
			},
		],
	},
];
