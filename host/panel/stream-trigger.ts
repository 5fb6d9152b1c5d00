/** The panel of the X Stream Trigger. */
import type { INodeProperties } from 'n8n-workflow';
import { PRICES } from '../../api/money/prices';
import { ruleField, ruleTag } from '../../connector/resources/stream-rule';
import { drawField } from './field';

export const streamProperties: INodeProperties[] = [
	{
		displayName: `X allows an app one connection to the filtered stream, so one active workflow with this trigger. Each delivered post costs ${PRICES['Posts: Read'].usd} USD, once a day, like one that is read: keep the rules narrow. Post > Count of the X node tells how many posts a rule would have matched lately.`,
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
			'A post that matches any of them starts the workflow. They are added at X on activation; rules that other programs added there stay as they are.',
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
				description: 'How to get the posts that came while the connection was down',
				options: [
					{ name: 'Backfill (Enterprise)', value: 'backfill', description: 'X delivers up to 5 minutes again' },
					{ name: 'Go On', value: 'nothing', description: 'Those posts are not delivered' },
					{
						name: 'Search',
						value: 'search',
						description:
							'Look for them with recent search, which takes rules of up to 512 characters; they cost what the stream would have',
					},
				],
			},
			{
				displayName: 'End Other Connections',
				name: 'takeOver',
				type: 'boolean',
				default: false,
				description: "Whether to end the app's other connection to the stream when X allows no second one",
			},
			{
				displayName: 'Include Users',
				name: 'users',
				type: 'boolean',
				default: true,
				description: `Whether authors and other users come along with their posts; X may charge each like one that is read (${PRICES['User: Read'].usd} USD)`,
			},
			{
				displayName: 'Keep Rules When Deactivated',
				name: 'keepRules',
				type: 'boolean',
				default: false,
				description:
					'Whether the rules stay at X. Switch it on where several main processes of n8n run, as they hand the trigger over to each other.',
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
					{ name: 'Raw', value: 'raw', description: 'What X sent, as it came' },
					{ name: 'Simplified', value: 'simplified', description: 'The fields most workflows need' },
				],
			},
			{
				displayName: 'Posts of Other Rules',
				name: 'others',
				type: 'boolean',
				default: false,
				description:
					'Whether posts that match only rules of other programs start the workflow too; X delivers and charges them either way',
			},
		],
	},
];
