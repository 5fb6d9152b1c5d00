/** The panel of the X Webhook Trigger. */
import type { INodeProperties } from 'n8n-workflow';
import { OWN_EVENTS, priceOf, PUBLIC_EVENTS } from '../../connector/triggers/activity-events';
import type { Choice } from '../../connector';
import { direction, keyword, tag } from '../../connector/resources/activity-subscription';
import { drawField } from './field';

const priceText = (usd: number | undefined): string =>
	usd === undefined ? "Not on X's price list" : usd === 0 ? 'Not charged' : `${usd} USD each`;

const choices = (events: readonly Choice[]) =>
	events.map(({ name, value }) => ({ name, value, description: priceText(priceOf(value)) }));

const events = (account: string, offered: readonly Choice[], description: string): INodeProperties => ({
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	required: true,
	default: [],
	options: choices(offered),
	description,
	displayOptions: { show: { account: [account] } },
});

/** A user by handle, ID or link; a list would need the credential of an account. */
function userLocator(): INodeProperties {
	const drawn = drawField(
		{
			name: 'user',
			displayName: 'User',
			kind: 'user',
			required: true,
			description: 'The account whose public events to receive',
		},
		false,
	);
	return {
		...drawn,
		modes: drawn.modes?.filter(({ name }) => name !== 'list'),
		displayOptions: { show: { account: ['user'] } },
	};
}

export const activityProperties: INodeProperties[] = [
	{
		displayName:
			"The X Bearer Token API credential must contain the app's API Key Secret, which X uses to sign its deliveries. n8n must have a public https address without a port.",
		name: 'notice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Events Of',
		name: 'account',
		type: 'options',
		noDataExpression: true,
		default: 'own',
		description: 'Whose events start the workflow',
		options: [
			{
				name: 'Connected Account',
				value: 'own',
				description: 'All events, including private ones. Also needs OAuth2.',
			},
			{ name: 'Keyword', value: 'keyword', description: 'News stories about a keyword. Enterprise apps only.' },
			{ name: 'User', value: 'user', description: 'Public events of any account' },
		],
	},
	userLocator(),
	{ ...drawField(keyword, false), displayOptions: { show: { account: ['keyword'] } } },
	events(
		'own',
		OWN_EVENTS,
		"X charges for each delivered event. 'Post: Created' also covers replies, quotes and reposts.",
	),
	events(
		'user',
		PUBLIC_EVENTS,
		'X charges for each delivered event. Private events are available for the connected account only.',
	),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Catch Up After Downtime',
				name: 'catchUp',
				type: 'boolean',
				default: true,
				description:
					'Whether to have X redeliver events from while n8n was down, up to 24 hours back. Events that had already arrived are dropped.',
			},
			drawField(direction, true),
			{
				displayName: 'Output',
				name: 'output',
				type: 'options',
				default: 'event',
				options: [
					{
						name: 'Event',
						value: 'event',
						description:
							"The event with its payload in X's current field names, and posts with author and media joined in",
					},
					{ name: 'Raw', value: 'raw', description: 'What X delivered, unchanged' },
				],
			},
			drawField(tag, true),
		],
	},
];
