/**
 * n8n's editor and its AI builder show the fields of an operation before its first run by these schemas: they are what
 * really comes out. Operations that return the same kind of object have the same schema.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { simplify } from '../../../api/objects/simplify';
import { RESOURCES, type Operation, type Resource } from '../../../connector';
import type { TestX } from '../x/local-x';

interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	return Number.isInteger(value) ? 'integer' : typeof value;
}

/** The shape that several values have together; keys in the order they come out. */
function schemaOf(values: readonly unknown[]): Schema {
	// Where nothing came out, an item is all that is known.
	const type = values.length > 0 ? typeOf(values[0]) : 'object';
	if (type === 'array') {
		const entries = values.flat().filter((entry) => entry !== undefined);
		return entries.length > 0 ? { type, items: schemaOf(entries) } : { type };
	}
	if (type !== 'object') return { type };
	const keys = [...new Set(values.flatMap((value) => Object.keys(value as object)))].filter((key) =>
		values.some((value) => (value as Record<string, unknown>)[key] !== undefined),
	);
	return {
		type,
		properties: Object.fromEntries(
			keys.map((key) => [
				key,
				schemaOf(values.map((value) => (value as Record<string, unknown>)[key]).filter((value) => value !== undefined)),
			]),
		),
	};
}

/** What an app does beforehand, so that there is something to list. */
async function asApp(x: TestX, path: string, body?: object): Promise<void> {
	const headers = { authorization: `Bearer ${x.appToken()}`, 'content-type': 'application/json' };
	const { ok, status } = await fetch(`${x.url}/2/${path}`, {
		headers,
		...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
	});
	if (!ok) throw new Error(`X answered ${status} to ${path}`);
}

const RULE = ['tweets/search/stream/rules', { add: [{ value: 'coffee', tag: 'Cafes' }] }] as const;

/** Operations that can show more than what is needed brings, set up so that all of it is there. */
export const RICHER: Readonly<Record<string, (x: TestX) => IDataObject | Promise<IDataObject>>> = {
	'webhook.getMany': (x) => {
		const webhook = { id: '1849000000000000003', url: 'https://n8n.example.com', valid: true, createdAt: Date.now() };
		x.activity.webhooks.set(webhook.id, { ...webhook, app: x.apps.web });
		return {};
	},
	'streamRule.getMany': async (x) => {
		await asApp(x, ...RULE);
		return {};
	},
	'activitySubscription.getMany': async (x) => {
		const filter = { user_id: x.world.needUser('newsroom').id };
		await asApp(x, 'activity/subscriptions', { event_type: 'profile.update.bio', filter, tag: 'Newsroom' });
		return {};
	},
	'connection.getMany': async (x) => {
		await asApp(x, ...RULE);
		await asApp(x, 'tweets/search/stream');
		return {};
	},
	'post.search': (x) => (x.faults.set({ searchDelaySeconds: 0 }), { query: 'from:newsroom', limit: 50 }),
	'timeline.getHome': () => ({ limit: 50 }),
	'timeline.getUserPosts': () => ({ user: { mode: 'username', value: 'newsroom' }, limit: 50 }),
	'directMessage.getMany': (x) => {
		const { mediaKey } = x.world.addMedia({ owner: x.world.needUser('ourbrand').id, kind: 'photo' });
		x.world.social.addDirectMessage('ourbrand', 'transit', 'Look', { mediaKeys: [mediaKey] });
		return { limit: 50 };
	},
};

const PHOTO = { type: 'photo', url: 'https://pbs.twimg.com/media/a.jpg', alt_text: 'A kite' };
const POST = { id: '1849000000000000002', text: 'A post' };
const POSTS = [
	simplify({ ...POST, article: { title: 'Title', plain_text: 'Text' }, media: [PHOTO] }, 'post'),
	simplify({ ...POST, entities: { urls: [{ expanded_url: 'https://example.com' }] } }, 'post'),
	simplify(
		{
			...POST,
			referenced_posts: [
				{
					type: 'quoted',
					id: '1849000000000000001',
					post: { ...POST, author: { username: 'n8n_io' }, media: [PHOTO] },
				},
			],
		},
		'post',
	),
];

/** What no sample of the local X shows, by kind or operation. */
const BESIDE: Readonly<Record<string, readonly object[]>> = {
	post: POSTS,
	conversationPost: [
		...POSTS,
		{ order: 1, depth: 1, parent_id: '1849000000000000001', conversation_id: '1849000000000000001', can_reply: true },
	],
	chatConversation: [{ group_name_unreadable_because: 'There is no key for it.' }],
	chatEvent: [
		{
			type: 'message',
			text: 'Hello',
			emoji: 'A kite',
			target_id: '1849000000000000001',
			reply_to: '1849000000000000001',
			attachments: [
				{
					type: 'image',
					media_hash_key: 'abc',
					file_name: 'kite.png',
					file_size: 1024,
					url: 'https://x.com',
					post_url: 'https://x.com',
				},
			],
			deleted_ids: ['1849000000000000001'],
			change: 'members_added',
			message_id: 'a1b2',
			verified: true,
			unverified_because: 'There is no key of the sender.',
		},
	],
	createdPost: [{ part: 1, already_published: true, links_reply: true }],
	dmEvent: [{ participant_ids: ['2244994945'], referenced_posts: ['https://x.com/i/web/status/1849000000000000001'] }],
	note: [{ misleading_tags: ['missing_important_context'], trustworthy_sources: true, rating_status: 'NEEDS_RATINGS' }],
	'complianceJob.uploadIds': [{ id: '1372966999991541762', name: 'archive', type: 'tweets', uploaded: 2 }],
	'complianceJob.getResults': [{ id: '1849000000000000001', action: 'delete', created_at: '', reason: 'deleted' }],
};

export interface Row {
	resource: Resource;
	operation: Operation;
}
const rows = RESOURCES.flatMap((resource) => resource.operations.map((operation): Row => ({ resource, operation })));
export const nameOf = ({ resource, operation }: Row): string => `${resource.name}.${operation.name}`;
/** Results differ from operation to operation; objects are the same wherever they come from. */
const kindOf = (row: Row): string =>
	['result', 'file'].includes(row.operation.returns) ? nameOf(row) : row.operation.returns;

export const KINDS: readonly string[] = [...new Set(rows.map(kindOf))];
export const rowsOf = (kind: string): Row[] => rows.filter((row) => kindOf(row) === kind);

/** @param samples what came out, by operation */
export const schemaFor = (kind: string, samples: ReadonlyMap<string, readonly object[]>): string => {
	const shape = schemaOf([...rowsOf(kind).flatMap((row) => samples.get(nameOf(row)) ?? []), ...(BESIDE[kind] ?? [])]);
	return `${JSON.stringify({ ...shape, version: 1 }, null, '\t')}\n`;
};

const folderOf = (node: string): string => path.resolve('nodes', node, '__schema__/v1.0.0');
const fileOf = ({ resource, operation }: Row): string =>
	path.join(folderOf(resource.node), resource.name, `${operation.name}.json`);

export const written = (row: Row): string | undefined =>
	existsSync(fileOf(row)) ? readFileSync(fileOf(row), 'utf8') : undefined;

export function write(row: Row, schema: string): void {
	mkdirSync(path.dirname(fileOf(row)), { recursive: true });
	writeFileSync(fileOf(row), schema);
}

/** Schemas that belong to no operation. */
export function strays(): string[] {
	const wanted = new Set(rows.map(fileOf));
	return ['X', 'XDeveloper']
		.flatMap((node) =>
			readdirSync(folderOf(node), { recursive: true, encoding: 'utf8' }).map((file) => path.join(folderOf(node), file)),
		)
		.filter((file) => file.endsWith('.json') && !wanted.has(file));
}

export const remove = (file: string): void => rmSync(file);
