/** What an item's parameters come to: values, files, and what is wanted of the output. */
import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';
import type { CheckedMedia, MediaFile } from '../../../../api/media/file';
import { RESOURCES, type MediaValue, type Operation, type Part } from '../../../../connector';
import { prepare } from '../../../../host/action/input/prepare';
import { bytesOf, itemWith } from '../../../support/inputs/files';
import { filesOfN8n } from '../../../support/unwired/n8n-files';
import { rejection } from '../../../support/unwired/surroundings';
import { operationOf } from '../../../support/unwired/writing';
import { web, type Web } from '../../../support/web';

const SEARCH = operationOf('post', 'search');
const CREATE = operationOf('post', 'create');
const THREAD = operationOf('post', 'createThread');
const UPLOAD = operationOf('media', 'upload');

let server: Web;
beforeAll(async () => {
	const image = bytesOf('png', 100);
	server = await web((_path, _request, response) => void response.end(image));
});
afterAll(async () => await server.close());
beforeEach(() => {
	server.requests.length = 0;
	fetches = 0;
});

/** An item with two files: a picture, and one that is none. */
function contextOf(): IExecuteFunctions {
	const { context } = filesOfN8n('memory');
	const item = itemWith({ data: bytesOf('png'), pdf: bytesOf('pdf'), 'one, two': bytesOf('png') });
	return {
		...context,
		getNode: () => ({ parameters: {} }),
		getTimezone: () => 'Europe/Berlin',
		getInputData: () => [{ json: {} }, item],
		helpers: { ...context.helpers, assertBinaryData: (_: number, field: string) => item.binary?.[field] },
	} as unknown as IExecuteFunctions;
}

let fetches = 0;
/** The second item of a run, prepared of these parameters. */
const prepared = async (operation: Operation, given: IDataObject, mayFetch = () => void fetches++) =>
	await prepare(contextOf(), operation, 1, (name, fallback) => (name in given ? given[name] : fallback), mayFetch);
const valuesOf = async (...given: Parameters<typeof prepared>) => (await prepared(...given)).values;
const refusal = async (...given: Parameters<typeof prepared>) =>
	(await rejection(prepared(...given))) as { message: string; advice: string };
const nameOf = (file?: unknown) => (file as CheckedMedia).file.name;

describe('Values', () => {
	it('are those of the panel and of its options, as they are meant', async () => {
		const { values, itemIndex } = await prepared(CREATE, {
			text: 'Look',
			options: { quote: ' 7 ', promotedOnly: 'true' },
		});
		expect(itemIndex).toBe(1);
		expect(values).toMatchObject({ text: 'Look', quote: '7', promotedOnly: true });
	});

	it('of fields that are not shown are not read', async () => {
		const given = { sendTo: 'conversation', conversation: 'g1', user: 'nobody at all', what: 'message', text: 'a' };
		expect(await valuesOf(operationOf('chat', 'send'), given)).not.toHaveProperty('user');
	});

	it('that control others are there whatever an expression comes to', async () => {
		expect(await valuesOf(UPLOAD, { source: undefined, file: 'data' })).toMatchObject({ source: 'binary' });
		expect(await valuesOf(UPLOAD, { source: 'binary', file: 'data', altText: '' })).not.toMatchObject({
			altText: 'binary',
		});
	});

	it('that come to nothing are nothing, whatever their default is', async () =>
		expect(await valuesOf(THREAD, { source: 'text', text: 'a', options: { delaySeconds: '' } })).not.toMatchObject({
			delaySeconds: expect.anything(),
		}));

	it('of an option that decides must be something, and a misspelled option is told', async () => {
		expect(await refusal(CREATE, { text: 'Look', options: { promotedOnly: '' } })).toMatchObject({
			message: "'Promoted Only' is empty",
			advice: 'Give it a value, or remove the option.',
		});
		expect(await valuesOf(CREATE, { text: 'Look', options: { linksInReply: '' } })).toMatchObject({ text: 'Look' });
		expect(await valuesOf(CREATE, { text: 'Look', options: {} })).toMatchObject({ text: 'Look' });
		expect((await refusal(CREATE, { text: 'Look', options: { promoted: true } })).message).toMatch(
			/'Options'.*promoted/,
		);
		// What the panel shows is no option.
		expect((await refusal(CREATE, { options: { text: 'Look' } })).message).toMatch(/'Options'.*text/);
	});

	it.each(['replyTo', 'quote'])('that a post hangs on (%s) may be empty, but not missing in the data', async (name) => {
		expect(await refusal(CREATE, { text: 'Look', options: { [name]: undefined } })).toMatchObject({
			message: expect.stringMatching(/ is missing in the data$/) as string,
			advice: expect.stringContaining("?? ''") as string,
		});
		for (const empty of ['', null])
			expect(await valuesOf(CREATE, { text: 'Look', options: { [name]: empty } })).not.toMatchObject({
				[name]: expect.anything(),
			});
	});

	it('of one file are the name of one field, or one address', async () => {
		const advice = 'It takes one file for each item: make an item of each before this node.';
		expect(await refusal(UPLOAD, { source: 'binary', file: 'data, pdf' })).toMatchObject({
			message: expect.stringMatching(/^'.+' has several fields$/) as string,
			advice,
		});
		expect(await refusal(UPLOAD, { source: 'url', fileUrl: 'https://a.com/a.png, https://a.com/b.png' })).toMatchObject(
			{
				message: expect.stringMatching(/^'.+' has several addresses$/) as string,
				advice,
			},
		);
		expect((await refusal(UPLOAD, { source: 'binary', file: 'nope' })).message).not.toMatch(/several/);
		expect(await valuesOf(UPLOAD, { source: 'binary', file: 'one, two' })).toHaveProperty('file');
	});

	it('that a model leaves out are what it does not want', async () => {
		const written = (replyTo: unknown) => ({ parameters: { options: { replyTo } } }) as unknown as INode;
		const given: IDataObject = { text: 'Look', options: { replyTo: undefined } };
		const leftOut = async (expression: unknown) =>
			await prepare({ ...contextOf(), getNode: () => written(expression) }, CREATE, 1, (name) => given[name]);
		expect((await leftOut("={{ $fromAI('replyTo') }}")).values).toMatchObject({ text: 'Look' });
		for (const other of ['={{ $json.id }}', undefined])
			expect(await rejection(leftOut(other))).toMatchObject({ message: "'Reply To' is missing in the data" });
	});

	it('of a group come as n8n stores them, or directly by an expression', async () => {
		const poll = { choices: 'Yes, No', durationMinutes: 60 };
		for (const given of [{ values: poll }, poll])
			expect(await valuesOf(CREATE, { text: 'Look', options: { poll: given } })).toMatchObject({
				poll: { choices: ['Yes', 'No'], durationMinutes: 60 },
			});
		for (const nothing of [undefined, '', {}])
			expect((await valuesOf(CREATE, { text: 'Look', options: { poll: nothing } })).poll).toBeUndefined();
		expect((await refusal(CREATE, { text: 'Look', options: { poll: 5 } })).message).toMatch(/^'Poll'/);
	});

	it('that exclude each other, or that X would refuse together, are refused', async () => {
		const both = { query: 'kites', options: { sinceId: '1', startTime: '2026-05-01T08:00:00Z' } };
		await expect(prepared(SEARCH, both)).rejects.toThrow(/Since.*Start Time|Start Time.*Since/);
		await expect(prepared(CREATE, {})).rejects.toThrow();
	});

	it('are in the time zone of the workflow', async () => {
		const { startTime } = await valuesOf(SEARCH, { query: 'kites', options: { startTime: '2026-05-01T08:00:00' } });
		expect(startTime).toBe('2026-05-01T06:00:00Z');
	});
});

describe('A file', () => {
	it('is a binary field of the item, between spaces too', async () => {
		expect(nameOf((await valuesOf(UPLOAD, { source: 'binary', file: ' data ' })).file)).toBe('data.bin');
		expect(fetches).toBe(0);
	});

	it('may be on the web, and is asked for when it could be used', async () => {
		const given = { source: 'url', fileUrl: `${server.url}/kite.png` };
		expect(nameOf((await valuesOf(UPLOAD, given)).fileUrl)).toMatch(/kite\.png$/);
		expect([fetches, server.requests.length]).toEqual([1, 1]);
		const refuses = () => {
			throw new Error('Not granted');
		};
		await expect(prepared(UPLOAD, given, refuses)).rejects.toThrow('Not granted');
		expect(server.requests).toHaveLength(1);
	});

	it.each([undefined, '', '  ', null])('must be named (%j)', async (file) => {
		expect(await refusal(UPLOAD, { source: 'binary', file: file as string })).toMatchObject({
			message: "'Input Binary Field' is empty",
			advice: 'Field of the input item that holds the file',
		});
	});

	it('named by no text is told with the name of the field', async () =>
		expect((await refusal(UPLOAD, { source: 'binary', file: { a: 1 } })).message).toMatch(/^'Input Binary Field'/));

	it('is what X takes, unless X cannot look into it', async () => {
		await expect(prepared(UPLOAD, { source: 'binary', file: 'pdf' })).rejects.toThrow(/which X does not accept/);
		const message = { sendTo: 'conversation', conversation: 'g1', what: 'message', text: 'a' };
		const CHAT = operationOf('chat', 'send');
		const { files } = await valuesOf(CHAT, { ...message, files: 'data, pdf' });
		expect((files as unknown as MediaFile[]).map(({ name }) => name)).toEqual(['data.bin', 'pdf.bin']);
		expect((await valuesOf(CHAT, message)).files).toEqual([]);
	});

	it('that a text names is opened once for all', async () => {
		const DRAFT = operationOf('article', 'createDraft');
		const article = { title: 'Kites', contentAs: 'markdown' };
		const picture = `![A kite](${server.url}/kite.png)`;
		const { files } = await prepared(DRAFT, { ...article, markdown: `${picture}\n\n${picture}` });
		expect([...files!.keys()]).toEqual([`${server.url}/kite.png`]);
		expect([fetches, server.requests.length]).toEqual([1, 1]);
		expect((await prepared(DRAFT, { ...article, markdown: 'Words' })).files?.size).toBe(0);
		expect((await prepared(CREATE, { text: 'Look' })).files?.size).toBe(0);
		expect(fetches).toBe(1);
	});
});

describe('Media', () => {
	const media = { item: [{ source: 'binary', binaryFields: 'data, pdf' }] };

	it('that X would refuse are refused, or told where nothing is sent', async () => {
		await expect(prepared(CREATE, { text: 'Look', media })).rejects.toThrow(/which X does not accept/);
		const message = { user: '1', text: 'Look', media };
		await expect(prepared(operationOf('directMessage', 'send'), message)).rejects.toThrow(/which X does not accept/);
		const offline = RESOURCES.flatMap(({ operations }) => operations).find(
			(each) => each.offline && each.name === 'preview',
		);
		const { media: told } = await valuesOf(offline!, { text: 'Look', media });
		expect((told as MediaValue).files.map(nameOf)).toEqual(['data.bin']);
		expect((told as MediaValue).refused).toHaveLength(1);
		expect((await refusal(CREATE, { text: 'Look', media: 5n as never })).message).toMatch(/^'Media'/);
	});
});

describe('The parts of a thread', () => {
	const parts = async (raw: unknown) =>
		(await valuesOf(THREAD, { source: 'parts', parts: raw as IDataObject })).parts as readonly Part[];

	it.each<[string, unknown]>([
		['as the panel stores them', { part: [{ text: 'One' }, { text: 'Two' }] }],
		['as texts of an expression', ['One', 'Two']],
		['as JSON', '[{"text": "One"}, "Two"]'],
	])('come %s', async (_, raw) =>
		expect(await parts(raw)).toEqual([
			{ text: 'One', media: undefined },
			{ text: 'Two', media: undefined },
		]),
	);

	it('have files of their own, which may be all of a part', async () => {
		const [one, two] = await parts([{ text: 'One' }, { media: 'data' }]);
		expect(one.media).toBeUndefined();
		expect(two.text).toBe('');
		expect(two.media?.files.map(nameOf)).toEqual(['data.bin']);
	});

	it('may be moments of an expression, which are texts', async () => {
		const [{ text }] = await parts([new Date('2026-05-01T08:00:00Z'), 'Two']);
		expect(text).toContain('2026-05-01');
	});

	it.each<[string, unknown, RegExp]>([
		['something else', 5n, /^'Parts'/],
		['nothing', ['One', null], /^Part 2: The post is empty/],
		['a part of another form', ['One', { txt: 'Two' }], /^'Part 2'/],
		['a list as a part', ['One', [['Two']]], /^'Text of part 2'/],
		['nothing as a text', ['One', { text: { a: 1 } }], /^'Text of part 2'/],
		['media that are none', ['One', { text: 'Two', media: 5n }], /^'Media of part 2'/],
	])('are not %s', async (_, raw, message) =>
		expect((await refusal(THREAD, { source: 'parts', parts: raw as IDataObject })).message).toMatch(message),
	);
});

describe('The output', () => {
	const optionsOf = async (operation: Operation, given: IDataObject) =>
		(await prepared(operation, given)).outputOptions;
	const search = async (given: IDataObject) => await optionsOf(SEARCH, { query: 'kites', ...given });

	it('is 50 simplified objects unless told', async () => {
		const usual = { limit: 50, output: 'simplified', select: {} };
		expect(await search({})).toStrictEqual(usual);
		expect(await search({ returnAll: false, output: '', limits: { continueFrom: ' ' } })).toStrictEqual(usual);
	});

	it('is as many as wanted, or all', async () => {
		expect(await search({ limit: 7 })).toMatchObject({ limit: 7 });
		expect(await search({ limit: 7, returnAll: true })).toMatchObject({ limit: Infinity });
		expect(await refusal(SEARCH, { query: 'kites', limit: 0 })).toMatchObject({
			message: expect.stringMatching(/^'Limit'/),
		});
		// What has no pages, or is of no use in part, has no limit.
		expect(await optionsOf(operationOf('post', 'count'), { query: 'kites', limit: 7 })).toMatchObject({
			limit: Infinity,
		});
		expect(await optionsOf(CREATE, { text: 'Look', limit: 7 })).toMatchObject({ limit: Infinity });
	});

	it('may be of another form, or some of the fields', async () => {
		for (const output of ['full', 'raw'])
			expect(await search({ output })).toStrictEqual({ limit: 50, output, select: {} });
		const some = { output: 'simplified', only: ['text', 'url'] };
		expect(await search({ output: 'selected', outputFields: 'text, url' })).toMatchObject(some);
		expect(await search({ output: 'selected' })).toStrictEqual({ limit: 50, output: 'simplified', select: {} });
		expect((await refusal(SEARCH, { query: 'kites', output: 'short' })).message).toMatch(/^'Output'/);
	});

	it('goes on where an earlier run stopped, and has the fields that were chosen', async () => {
		expect(await search({ limits: { continueFrom: ' abc ' } })).toMatchObject({ from: 'abc' });
		expect(await search({ fields: { postFields: ['lang'] } })).toMatchObject({ select: { postFields: ['lang'] } });
	});
});
