/** n8n's editor shows the fields of an operation before its first run by these schemas: they are what really comes out. `WRITE_SCHEMAS=1` writes them. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { bytesOf, itemWith } from '../../../support/inputs/files';
import { type TestX, useLocalX } from '../../../support/x/local-x';

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
	const type = typeOf(values[0]);
	if (type === 'array') {
		const entries = values.flat();
		return entries.length > 0 ? { type, items: schemaOf(entries) } : { type };
	}
	if (type !== 'object') return { type };
	const keys = [...new Set(values.flatMap((value) => Object.keys(value as object)))];
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

const user = { mode: 'username', value: 'newsroom' };

/** The operations that other nodes are chained to most, each set up so that everything it can show is there. */
const OPERATIONS: ReadonlyArray<[string, string, (x: TestX) => IDataObject]> = [
	['post', 'create', () => ({ text: 'Shape of a created post' })],
	[
		'post',
		'delete',
		(x) => ({ post: { mode: 'id', value: x.world.addPost({ by: 'ourbrand', text: 'To be deleted' }).id } }),
	],
	[
		'post',
		'get',
		(x) => ({
			post: {
				mode: 'id',
				value: [...x.world.posts.values()].find(
					({ mediaKeys, authorId }) => mediaKeys.length > 0 && authorId === x.world.needUser('newsroom').id,
				)?.id,
			},
		}),
	],
	[
		'post',
		'getMany',
		(x) => ({
			posts: [...x.world.posts.values()]
				.filter(({ authorId }) => authorId === x.world.needUser('newsroom').id)
				.map(({ id }) => id),
		}),
	],
	['post', 'search', (x) => (x.faults.set({ searchDelaySeconds: 0 }), { query: 'from:newsroom' })],
	['timeline', 'getHome', () => ({})],
	['timeline', 'getMentions', () => ({ user: { mode: 'list', value: 'me' } })],
	['timeline', 'getUserPosts', () => ({ user })],
	['user', 'get', () => ({ user })],
	['user', 'getMany', () => ({ users: 'newsroom, meteo' })],
	['media', 'upload', () => ({ file: 'data' })],
];

const x = useLocalX();

test.each(OPERATIONS)('%s %s', async (resource, operation, parameters) => {
	const { json, error } = await x.run(
		{ resource, operation, limit: 50, ...parameters(x) },
		{ input: [itemWith({ data: bytesOf('png') })] },
	);
	expect(error).toBeUndefined();
	expect(json.length).toBeGreaterThan(0);
	const schema = `${JSON.stringify({ ...schemaOf(json), version: 1 }, null, '\t')}\n`;
	const file = path.resolve('nodes/X/__schema__/v1.0.0', resource, `${operation}.json`);
	if (process.env.WRITE_SCHEMAS) {
		mkdirSync(path.dirname(file), { recursive: true });
		writeFileSync(file, schema);
	}
	expect(existsSync(file) && readFileSync(file, 'utf8')).toBe(schema);
});
