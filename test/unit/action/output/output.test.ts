/** X's answers as items: whole or in part, and files as binary data. */
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Answer } from '../../../../api/client/call';
import { RESOURCES, type Operation } from '../../../../connector';
import { ownPart, toFileItem, toItems } from '../../../../host/action/output/output';
import type { OutputOptions } from '../../../../host/shared/types';

const operation = (resource: string, name: string): Operation =>
	RESOURCES.find((each) => each.name === resource)!.operations.find((each) => each.name === name)!;
const GET = operation('post', 'get');
const CREATE = operation('post', 'create');
const POST = { id: '1', text: 'A post', author_id: '9', conversation_id: '1' };

const items = (
	by: Operation,
	answers: readonly Answer[],
	options: Partial<OutputOptions> = {},
	{ values = {}, me = undefined as string | undefined } = {},
) =>
	toItems(
		by,
		answers,
		{ outputOptions: { limit: 1, output: 'simplified', select: {}, ...options }, itemIndex: 3, values },
		me,
	);
const json = (...given: Parameters<typeof items>) => items(...given).map((each) => each.json);

it('each object is an item of the item that it came of', () =>
	expect(
		items(GET, [{ data: [POST, { ...POST, id: '2' }] }]).map(({ json: { id }, pairedItem }) => [id, pairedItem]),
	).toEqual([
		['1', { item: 3 }],
		['2', { item: 3 }],
	]));

it('the raw answer is one item, as X has it', () => {
	const answer = { data: [POST], includes: { users: [{ id: '9' }] }, meta: { result_count: 1 } };
	expect(json(GET, [answer], { output: 'raw' })).toEqual([answer]);
});

it('the full object is as X has it; what was created is simplified all the same', () => {
	const post = { ...POST, edit_history_post_ids: ['1'] };
	expect(json(GET, [{ data: post }], { output: 'full' })).toEqual([post]);
	expect(json(GET, [{ data: post }])[0]).not.toHaveProperty('edit_history_post_ids');
	const [created] = json(CREATE, [{ data: { id: '1', text: 'A &amp; B' } }], { output: 'full' });
	expect(created).toEqual(json(CREATE, [{ data: { id: '1', text: 'A &amp; B' } }])[0]);
	expect(created).not.toEqual({ id: '1', text: 'A &amp; B' });
});

it('a tool may want some of the fields: the ID comes along', () => {
	expect(json(GET, [{ data: POST }], { only: ['text'] })).toEqual([{ id: '1', text: 'A post' }]);
	expect(json(GET, [{ data: POST }], { only: ['id'] })).toEqual([{ id: '1' }]);
});

describe('a filter of the operation', () => {
	const filter = {
		field: { name: 'mine' },
		keeps: (object: object, me: string) => me !== undefined && 'id' in object && object.id !== me,
	};
	const FILTERED = { ...GET, filter } as unknown as Operation;
	const both = [{ data: [POST, { ...POST, id: '2', author_id: '8' }] }];
	const ids = (values: object, me?: string) =>
		json(FILTERED, both, {}, { values: values as never, me }).map(({ id }) => id);

	it('keeps what it wants to where it is on and the account is known', () => {
		expect(ids({ mine: true }, '1')).toEqual(['2']);
		expect(ids({ mine: false }, '1')).toEqual(['1', '2']);
		expect(ids({ mine: true })).toEqual(['1', '2']);
		expect(json(GET, both, {}, { values: { mine: true } as never, me: '1' })).toHaveLength(2);
	});
});

describe('a file', () => {
	const context = {
		helpers: {
			prepareBinaryData: async (bytes: Buffer, name?: string, mimeType?: string) =>
				await Promise.resolve({
					data: bytes.toString('base64'),
					fileName: name,
					mimeType,
					fileSize: `${bytes.length} B`,
				}),
		},
	} as unknown as IExecuteFunctions;

	it('that X has returned is binary data, with its type and size beside it', async () => {
		const item = await toFileItem(context, { file: Buffer.from('abc'), type: 'text/vtt' }, 3);
		expect(item).toEqual({
			json: { mimeType: 'text/vtt', fileSize: '3 B' },
			binary: { data: { data: 'YWJj', fileName: undefined, mimeType: 'text/vtt', fileSize: '3 B' } },
			pairedItem: { item: 3 },
		});
	});

	it('that the operation has stored is handed on as it is', async () => {
		const binary = { clip: { data: '', mimeType: 'video/mp4' } };
		const item = await toFileItem(context, { binary, data: { id: '1' } }, 3);
		expect(item).toEqual({ json: { id: '1' }, binary, pairedItem: { item: 3 } });
	});
});

it('a lookup that shared its request has the includes of its own object alone', () => {
	const includes = {
		users: [
			{ id: '9', username: 'a' },
			{ id: '8', username: 'b' },
		],
	};
	expect(ownPart({ data: POST, includes, meta: {} })).toEqual({ data: POST, includes: { users: [includes.users[0]] } });
	expect(ownPart({ data: POST, meta: {} })).toStrictEqual({ data: POST });
});
