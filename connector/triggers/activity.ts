/** The panel of the X Activity Trigger, as rows. Its events are separate rows. */
import { usd } from '../../api/money/usd';
import { ACTIVITY_EVENTS, NEWS, priceOf, type ActivityEvent } from '../resources/activity-subscription/events';
import { direction, keyword, tag } from '../resources/activity-subscription';
import { field, fields, type Choice } from '../types';

function priceText(event: ActivityEvent): string {
	const price = priceOf(event);
	if (price === undefined) return "Not on X's price list";
	return price === 0 ? 'Not charged' : `${usd(price)} each`;
}

const choicesOf = (events: readonly ActivityEvent[]): Choice[] =>
	events.map((event) => ({ name: event.name, value: event.value, description: priceText(event) }));

/** Events of the connected account: all except news. */
const ownEvents = ACTIVITY_EVENTS.filter(({ value }) => value !== NEWS);

export const eventsOf = field({
	name: 'account',
	displayName: 'Activities Of',
	kind: 'choice',
	front: true,
	default: 'own',
	description: 'Whose events start the workflow',
	choices: [
		{ name: 'Connected Account', value: 'own', description: 'All events, including private ones. Needs OAuth2.' },
		{ name: 'Keyword', value: 'keyword', description: 'News stories about a keyword. Enterprise apps only.' },
		{ name: 'User', value: 'user', description: 'Public events of any account' },
	],
});

export const activityFields = fields([
	eventsOf,
	{
		name: 'user',
		displayName: 'User',
		kind: 'user',
		required: true,
		// A dropdown list would need an account, and that account's own events are a separate choice.
		others: true,
		showFor: { account: ['user'] },
		description: 'The account whose public events to receive',
	},
	{ ...keyword, showFor: { account: ['keyword'] } },
	{
		name: 'events',
		// n8n takes a field named 'Events' for a list of triggers, and then shows the node without the mark of a trigger.
		displayName: 'Activities',
		kind: 'choices',
		required: true,
		default: [],
		showFor: { account: ['own'] },
		choices: choicesOf(ownEvents),
		description: "X charges for each delivered event. 'Post: Created' also covers replies, quotes and reposts.",
	},
	{
		name: 'events',
		displayName: 'Activities',
		kind: 'choices',
		required: true,
		default: [],
		showFor: { account: ['user'] },
		choices: choicesOf(ownEvents.filter(({ scope }) => !scope)),
		description: 'X charges for each delivered event. Private events are available for the connected account only.',
	},
]);

export const catchUp = field({
	name: 'catchUp',
	displayName: 'Catch Up After Downtime',
	kind: 'boolean',
	default: true,
	description:
		'Whether to have X redeliver events from while n8n was down, up to 24 hours back. Events that had already arrived are dropped.',
});

export const activityOutput = field({
	name: 'output',
	displayName: 'Output',
	kind: 'choice',
	default: 'event',
	choices: [
		{
			name: 'Event',
			value: 'event',
			description: "The event with its payload in X's current field names, and posts with author and media joined in",
		},
		{ name: 'Raw', value: 'raw', description: 'What X delivered, unchanged' },
	],
});

export const activityOptions = fields([catchUp, direction, activityOutput, tag]);

export const activityNotice =
	"The credential must contain the app's API Key and API Key Secret: X signs its deliveries with the secret. n8n must have a public https address without a port.";
