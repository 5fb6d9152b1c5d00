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

const labelled = ({ name, ...event }: ActivityEvent, what: string): Choice => ({
	name: `When ${what}`,
	value: event.value,
	description: `${name}. ${priceText({ name, ...event })}.`,
});

/** In the order of what they are about, not of their words. */
const byKind = (events: readonly ActivityEvent[]): ActivityEvent[] => [...events].sort((a, b) => rank(a) - rank(b));
const KINDS = ['post.', 'like.', 'follow.', 'dm.', 'chat.', 'spaces.', 'broadcast.', 'profile.', 'mute.', 'block.'];
const rank = ({ value }: ActivityEvent): number => KINDS.findIndex((kind) => value.startsWith(kind));

/** Events of the connected account: all except news. */
const ownEvents = byKind(ACTIVITY_EVENTS.filter(({ value }) => value !== NEWS));

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

export const delivery = field({
	name: 'delivery',
	displayName: 'Delivery',
	kind: 'choice',
	front: true,
	default: 'connection',
	description: 'How the events reach n8n. They are the same.',
	choices: [
		{
			name: 'Connection',
			value: 'connection',
			description: 'n8n holds a connection to X open. Works behind a firewall and on a laptop.',
		},
		{ name: 'Webhook', value: 'webhook', description: 'X calls n8n, which needs a public https address' },
	],
});

export const activityFields = fields([
	delivery,
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
		choices: ownEvents.map((event) => labelled(event, event.mine)),
		description: 'X charges for each delivered event',
	},
	{
		name: 'events',
		displayName: 'Activities',
		kind: 'choices',
		required: true,
		default: [],
		showFor: { account: ['user'] },
		choices: ownEvents.flatMap((event) => (event.theirs ? [labelled(event, event.theirs)] : [])),
		description: 'X charges for each delivered event. Private events are available for the connected account only.',
	},
]);

export const catchUp = field({
	name: 'catchUp',
	displayName: 'Catch Up After Downtime',
	kind: 'boolean',
	default: true,
	description:
		'Whether to have X redeliver events from while n8n or the connection was down, up to 24 hours back. Events that had already arrived are dropped.',
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

export const keepSubscriptions = field({
	name: 'keepSubscriptions',
	displayName: 'Keep Subscriptions When Deactivated',
	kind: 'boolean',
	default: false,
	description:
		'Whether to leave the subscriptions at X. Enable this for delivery by connection if n8n runs with several main processes, which hand the trigger over to each other.',
});

export const activityOptions = fields([catchUp, direction, keepSubscriptions, activityOutput, tag]);

export const connectionNotice =
	'X allows an app two connections and 1,500 subscriptions, one for each event of an account. Triggers with the same credential share one connection.';

export const webhookNotice =
	"The credential must contain the app's API Key and API Key Secret: X signs its deliveries with the secret. n8n must have a public https address without a port.";
