/** Every row of the schema is carried out on the real n8n-core: what it sends is what X's specification allows, and items come out. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { RESOURCES, type Operation, type Resource } from '../../../connector';
import { simplifiedFields } from '../../../api/objects/simplify';
import { chatsOn, inConversation } from '../../support/chat-xdk/chats';
import { Person } from '../../support/chat-xdk/person';
import { bytesOf, itemWith } from '../../support/inputs/files';
import { makeKnown, parametersFor } from '../../support/inputs/parameters';
import {
	KINDS,
	nameOf,
	remove,
	RICHER,
	rowsOf,
	schemaFor,
	strays,
	write,
	written,
} from '../../support/n8n/output-schemas';
import { useLocalX } from '../../support/x/local-x';

const x = useLocalX({ rateLimits: false, balanceUsd: 100_000 });
const chats = chatsOn(x);
beforeEach(() => {
	x.apps.web.enterprise = true;
});

/** Operations whose answer decides what comes next; each has a test of its own. */
const ELSEWHERE: Readonly<Record<string, string>> = {
	'post.createThread': 'thread',
	'complianceJob.uploadIds': 'compliance',
	'complianceJob.getResults': 'compliance',
	// What is encrypted needs keys, and somebody to talk to.
	'chat.send': 'chat',
	'chat.deleteMessages': 'chat',
	'chat.downloadFile': 'chat',
	'chat.createGroup': 'chat',
	'chat.addMembers': 'chat',
	'chat.rotateKeys': 'chat',
};

const rows = RESOURCES.flatMap((resource) =>
	resource.operations.map((operation): [string, Resource, Operation] => [
		`${resource.displayName} > ${operation.displayName}`,
		resource,
		operation,
	]),
).filter(([, { name }, operation]) => !ELSEWHERE[`${name}.${operation.name}`]);

/** What came out, by operation. */
const samples = new Map<string, IDataObject[]>();
const keep = (name: string, json: IDataObject[]) => void samples.set(name, [...(samples.get(name) ?? []), ...json]);

const run = async ({ access }: Operation, parameters: IDataObject) =>
	await x.run(
		{ authentication: access.user ? 'oAuth2' : 'bearerToken', ...parameters },
		// X tells private events of an account to nobody else.
		{
			input: [itemWith({ data: bytesOf('png', 400) })],
			...(parameters.resource === 'activitySubscription' ? { as: 'newsroom' } : {}),
		},
	);

describe.each(rows)('%s', (_name, resource, operation) => {
	test.each([['with what is needed', false], ['with everything']] as Array<[string, boolean?]>)(
		'%s',
		async (_what, everything = true) => {
			const parameters =
				parametersFor(resource, operation, makeKnown(x), everything) ??
				parametersFor(resource, operation, makeKnown(x), !everything);
			if (!parameters) throw new Error('The row refuses its own sample');
			const { error, items, json } = await run(operation, parameters);
			keep(nameOf({ resource, operation }), json);
			expect(error && `${error.message}: ${error.description}`).toBeUndefined();
			expect(x.requests.length > 0).toBe(!operation.offline);
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual(items.map(() => ({ item: 0 })));
		},
	);
});

const FLAGS =
	/^(liked|retweeted|hidden|following|muting|muted|bookmarked|blocked|updated|deleted|is_member|pinned|success|subscribed|provisioned|valid)$/;

test.each(rows.filter(([, , { proof = '' }]) => FLAGS.test(String(proof))))(
	'%s is not done where its answer says the contrary',
	async (_name, resource, operation) => {
		for (const asWords of [false, true]) {
			x.oddities.on('contrary-flags', { asWords });
			const parameters =
				parametersFor(resource, operation, makeKnown(x), false) ??
				parametersFor(resource, operation, makeKnown(x), true);
			const { error } = await run(operation, parameters ?? {});
			expect(error?.message).toBe('X did not confirm that it was done');
			expect(error?.description).toMatch(/^It says: \w+ = (true|false)\. The request may have been carried out/);
		}
	},
);

const writes = rows.filter(
	([, , { endpoint, offline, returns }]) => !/^GET /.test(endpoint) && !offline && returns !== 'file',
);
const carriedOut = async (resource: Resource, operation: Operation) =>
	await run(
		operation,
		parametersFor(resource, operation, makeKnown(x), false) ??
			parametersFor(resource, operation, makeKnown(x), true) ??
			{},
	);

test.each(writes)(
	'%s is done where X puts the object into a list, or takes it out of one',
	async (_name, resource, operation) => {
		const usual = await carriedOut(resource, operation);
		x.reset();
		x.apps.web.enterprise = true;
		x.oddities.on('other-shape', { endpoint: operation.endpoint });
		const { json, error } = await carriedOut(resource, operation);
		expect(error && `${error.message}: ${error.description}`).toBeUndefined();
		expect(json.map((each) => Object.keys(each))).toEqual(usual.json.map((each) => Object.keys(each)));
	},
);

/** A post or message is looked for, and an upload is visible to nobody. */
const isMade = ([, { name }, { proof = '', tracks }]: (typeof rows)[number]) =>
	name !== 'media' && !tracks && [proof].flat().every((each) => /(?:^|_)id$/.test(each));

test.each(writes.filter(isMade))('%s is not done where X tells no ID of it', async (_name, resource, operation) => {
	x.oddities.on('no-id', { endpoint: operation.endpoint });
	const { error } = await carriedOut(resource, operation);
	expect(error?.description).toMatch(/^(?:Its data is empty|It has no .*id)\. The request may have been carried out/);
});

test('every operation left to another test is one that exists', () => {
	const all = RESOURCES.flatMap(({ name, operations }) => operations.map((operation) => `${name}.${operation.name}`));
	expect(Object.keys(ELSEWHERE).filter((name) => !all.includes(name))).toEqual([]);
});

describe('what is known of an output before a run', () => {
	test.each(Object.entries(RICHER))('%s runs with all that it can show', async (name, more) => {
		const [, { name: resource }, operation] = rows.find(
			([, { name: resource }, { name: each }]) => `${resource}.${each}` === name,
		)!;
		const { json, error } = await run(operation, { resource, operation: operation.name, ...(await more(x)) });
		expect(error).toBeUndefined();
		expect(json.length).toBeGreaterThan(0);
		keep(name, json);
	});

	test('encrypted chat runs with keys, and somebody to talk to', async () => {
		const connection = await chats.setUp();
		const others = [await Person.join(x, 'reader_one'), await Person.join(x, 'transit')].map(({ id }) => id);
		const runs = async (operation: string, parameters: IDataObject, input?: INodeExecutionData[]) => {
			const json = await chats.ok(connection, chats.chat(operation, parameters), input);
			keep(`chat.${operation}`, json);
			return json;
		};
		const file = [itemWith({ data: bytesOf('png', 400) })];
		const [{ conversation_id: pair }] = await runs(
			'send',
			{ ...chats.toUser('reader_one'), what: 'message', text: 'Hello', files: 'data' },
			file,
		);
		const talk = inConversation(String(pair));
		const [said] = await runs('getMessages', talk);
		const [{ media_hash_key: mediaHashKey }] = said.attachments as IDataObject[];
		await runs('downloadFile', { ...talk, mediaHashKey });
		await runs('deleteMessages', { ...talk, messages: said.id, deleteFor: 'delete_for_all' });
		await runs('rotateKeys', talk);
		const [group] = await runs('createGroup', { members: others[0], groupName: 'Team' });
		await runs('addMembers', { ...inConversation(String(group.conversation_id)), members: others[1] });
		await runs('getPublicKeys', { user: { mode: 'id', value: others[0] } });
	});

	// `WRITE_SCHEMAS=1` writes them.
	test.each(KINDS)('of %s is what came out', (kind) => {
		const schema = schemaFor(kind, samples);
		const { properties = {} } = JSON.parse(schema) as { properties?: object };
		expect(Object.keys(properties)).not.toEqual([]);
		expect(Object.keys(properties)).toEqual(expect.arrayContaining(simplifiedFields(kind) ?? []));
		for (const row of rowsOf(kind)) {
			if (process.env.WRITE_SCHEMAS) write(row, schema);
			const advice = `WRITE_SCHEMAS=1 npx jest test/integration/rows/every-operation writes the schema of ${nameOf(row)}`;
			expect({ advice, schema: written(row) }).toEqual({ advice, schema });
		}
	});

	test('belongs to an operation', () => {
		if (process.env.WRITE_SCHEMAS) strays().forEach(remove);
		expect(strays()).toEqual([]);
	});
});
