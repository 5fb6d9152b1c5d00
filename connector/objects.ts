/** X's objects besides posts and users: the format of their IDs, and where X lists them. */
import type { EndpointName } from '../api/client/call';
import { InputError } from '../api/errors/errors';
import { isId, pathOf, plain } from '../api/objects/ids';
import { PLACES } from './resources/trend/places';

type Query = Readonly<Record<string, string>>;

interface ObjectKind {
	/** Its name in messages. */
	noun: string;
	/** IDs of this kind (pattern of X's specification). */
	id: RegExp;
	example: string;
	/** The path of a link to it, with the ID in the first group. */
	link?: { pattern: RegExp; example: string };
	/** Converts other forms in which X writes the ID to the one its paths accept. */
	tidy?(given: string): string;
	/** Where X lists those of the connected account or app, for "From list". */
	listed?: {
		endpoint: EndpointName;
		/** The path parameter for the account's own ID. */ self?: string;
		/** Several where X lists only some of them per request. */ query?: Query | readonly Query[];
		value: string;
		label: readonly string[];
	};
	/** Common ones for "From list", where X provides no list. */
	known?: ReadonlyArray<{ name: string; value: string }>;
}

const NUMBER = /^[0-9]{1,19}$/;
const BROADCAST = /^[a-zA-Z0-9]{1,13}$/;

const OBJECTS = {
	list: {
		noun: 'list',
		id: NUMBER,
		example: '1146654567674912769',
		link: { pattern: /^i\/lists\/(\d{1,19})(?:\/|$)/, example: 'https://x.com/i/lists/1146654567674912769' },
		listed: { endpoint: 'GET /2/users/{id}/owned_lists', self: 'id', value: 'id', label: ['name'] },
	},
	space: {
		noun: 'space',
		id: /^[a-zA-Z0-9]{1,13}$/,
		example: '1DXxyRYNejbKM',
		link: { pattern: /^i\/spaces\/([a-zA-Z0-9]{1,13})(?:\/|$)/, example: 'https://x.com/i/spaces/1DXxyRYNejbKM' },
	},
	community: {
		noun: 'community',
		id: NUMBER,
		example: '1506778718064431106',
		link: {
			pattern: /^i\/communities\/(\d{1,19})(?:\/|$)/,
			example: 'https://x.com/i/communities/1506778718064431106',
		},
	},
	bookmarkFolder: {
		noun: 'bookmark folder',
		id: NUMBER,
		example: '1849000000000000000',
		link: { pattern: /^i\/bookmarks\/(\d{1,19})(?:\/|$)/, example: 'https://x.com/i/bookmarks/1849000000000000000' },
		listed: { endpoint: 'GET /2/users/{id}/bookmarks/folders', self: 'id', value: 'id', label: ['name'] },
	},
	newsStory: { noun: 'news story', id: NUMBER, example: '1989418137272422538' },
	place: { noun: 'place', id: /^[0-9]{1,10}$/, example: '23424977', known: PLACES },
	dmConversation: {
		noun: 'direct message conversation',
		id: /^([0-9]{1,19}-[0-9]{1,19}|[0-9]{15,19})$/,
		example: '2244994945-6253282',
		link: {
			pattern: /^messages\/(\d{1,19}-\d{1,19}|\d{15,19})(?:\/|$)/,
			example: 'https://x.com/messages/2244994945-6253282',
		},
	},
	dmEvent: { noun: 'direct message', id: NUMBER, example: '1582838499983564806' },
	chatConversation: {
		noun: 'chat conversation',
		id: /^([0-9]{1,19}|[0-9]{1,19}-[0-9]{1,19}|g[0-9]{1,19})$/,
		example: 'g1849000000000000000',
		// Chat events contain A:B, paths accept A-B.
		tidy: (given) => given.replace(':', '-'),
		listed: {
			endpoint: 'GET /2/chat/conversations',
			query: { 'chat_conversation.fields': 'group_name,type' },
			value: 'id',
			label: ['group_name', 'type', 'id'],
		},
	},
	webhook: {
		noun: 'webhook',
		id: NUMBER,
		example: '1146654567674912769',
		listed: { endpoint: 'GET /2/webhooks', query: { 'webhook_config.fields': 'id,url' }, value: 'id', label: ['url'] },
	},
	activitySubscription: {
		noun: 'activity subscription',
		id: NUMBER,
		example: '1146654567674912769',
		listed: {
			endpoint: 'GET /2/activity/subscriptions',
			value: 'subscription_id',
			label: ['event_type', 'tag', 'subscription_id'],
		},
	},
	streamRule: {
		noun: 'stream rule',
		id: NUMBER,
		example: '120897978112909812',
		listed: { endpoint: 'GET /2/tweets/search/stream/rules', value: 'id', label: ['tag', 'value'] },
	},
	complianceJob: {
		noun: 'compliance job',
		id: NUMBER,
		example: '1372966999991541762',
		listed: {
			endpoint: 'GET /2/compliance/jobs',
			query: [
				{ type: 'tweets', 'compliance_job.fields': 'id,name,status,type' },
				{ type: 'users', 'compliance_job.fields': 'id,name,status,type' },
			],
			value: 'id',
			label: ['name', 'type', 'status'],
		},
	},
	connection: {
		noun: 'connection',
		id: /^[a-zA-Z0-9-]{1,64}$/,
		example: '6f1b9a52-4c2e-4d0b-9d3a-2f7f0c1e8a55',
		listed: {
			endpoint: 'GET /2/connections',
			query: { max_results: '100', 'connection.fields': 'client_ip,connected_at,endpoint_name,id' },
			value: 'id',
			label: ['endpoint_name', 'client_ip', 'connected_at'],
		},
	},
	broadcast: {
		noun: 'broadcast',
		id: BROADCAST,
		example: '1YqKDqWqdPLKV',
		link: {
			pattern: /^i\/broadcasts\/([a-zA-Z0-9]{1,13})(?:\/|$)/,
			example: 'https://x.com/i/broadcasts/1YqKDqWqdPLKV',
		},
		listed: {
			endpoint: 'GET /2/broadcasts',
			query: { 'broadcast.fields': 'id,state,title' },
			value: 'id',
			label: ['title', 'state'],
		},
	},
	scheduledBroadcast: {
		noun: 'scheduled broadcast',
		id: BROADCAST,
		example: '1YqKDqWqdPLKV',
		listed: { endpoint: 'GET /2/broadcasts/scheduled', value: 'broadcast_id', label: ['title', 'state'] },
	},
	broadcastMessage: { noun: 'chat message', id: NUMBER, example: '1784124523456789012' },
	article: { noun: 'draft article', id: NUMBER, example: '1146654567674912769' },
	note: { noun: 'Community Note', id: NUMBER, example: '1938678124100886981' },
	mediaKey: { noun: 'media key', id: /^[0-9]+_[0-9]+$/, example: '3_1136048014974423040' },
} as const satisfies Record<string, ObjectKind>;

export type ObjectName = keyof typeof OBJECTS;
export const objectKind = (name: ObjectName): ObjectKind => OBJECTS[name];
export const OBJECT_NAMES = Object.keys(OBJECTS) as ObjectName[];

/** The patterns take zeros in front and any digits, but no ID of X begins with a zero or is greater than 64 bits hold. */
const isNone = (id: string): boolean =>
	/^g?[\d_-]+$/.test(id) && (id.match(/\d+/g) ?? []).some((digits) => !isId(digits));

/** @throws InputError for a number that has lost digits */
function exactly(raw: unknown, noun: string): string {
	if (typeof raw !== 'number' || Number.isSafeInteger(raw)) return String(raw);
	throw new InputError(
		`The ${noun} ID ${raw} has lost digits`,
		"X's IDs are larger than a number can hold exactly. Pass the ID as text.",
	);
}

/** Parses an object's ID, given as an ID or a link. @throws InputError */
export function objectId(raw: unknown, name: ObjectName | undefined): string {
	if (!name) throw new Error('A field of kind object has to say which (of)');
	const { noun, id, example, link, tidy = String } = objectKind(name);
	const given = tidy(plain(exactly(raw, noun)));
	if (id.test(given) && !isNone(given)) return given;
	const linked = link?.pattern.exec(pathOf(given, noun)?.join('/') ?? '')?.[1];
	if (linked) return linked;
	throw new InputError(
		`'${given.slice(0, 60)}' is not the ID of a ${noun}`,
		`It looks like ${example}${link ? `, or as a link like ${link.example}` : ''}.`,
	);
}
