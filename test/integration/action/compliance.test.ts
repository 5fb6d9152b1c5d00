import type { IDataObject } from 'n8n-workflow';
import { scriptedX, type ScriptedX } from '../../support/x/scripted';

const HOUR = 3_600_000;
const at = (ms: number) => new Date(Date.now() + ms).toISOString();

let x: ScriptedX;
/** The job as X would tell it; its addresses are those of the scripted X unless given. */
let job: IDataObject;
let storage: { status?: number; body?: unknown };

beforeEach(async () => {
	storage = {};
	job = {
		id: '1372966999991541762',
		name: 'archive',
		type: 'tweets',
		status: 'created',
		upload_expires_at: at(HOUR),
		download_expires_at: at(HOUR),
	};
	x = await scriptedX(({ path }, url) =>
		path.startsWith('/2/compliance/jobs/')
			? { body: { data: { upload_url: `${url}/storage?signature=a%2Fb`, download_url: `${url}/results`, ...job } } }
			: storage,
	);
});
afterEach(async () => await x.close());

const JOB = { mode: 'id', value: '1372966999991541762' };
const upload = async (ids: unknown, items: IDataObject[] = [{}]) =>
	await x.run(
		{ resource: 'complianceJob', operation: 'uploadIds', job: JOB, ids: ids as string },
		{ input: items.map((json) => ({ json })) },
	);
const results = async () => await x.run({ resource: 'complianceJob', operation: 'getResults', job: JOB });
const stored = () => x.requests.filter(({ path }) => !path.startsWith('/2/'));

describe('Compliance Job > Upload IDs', () => {
	it('puts the IDs of all items into one upload, without the credential', async () => {
		const { json, error } = await upload('={{ $json.id }}', [
			{ id: '1849000000000000001' },
			{ id: '1849000000000000002' },
			{ id: '1849000000000000001' },
		]);
		expect(error).toBeUndefined();
		expect(json).toEqual([{ id: '1372966999991541762', name: 'archive', type: 'tweets', uploaded: 2 }]);
		expect(stored().map(({ method, body }) => [method, body])).toEqual([
			['PUT', '1849000000000000001\n1849000000000000002\n'],
		]);
		const [{ headers }] = stored();
		expect(headers['content-type']).toBe('text/plain');
		expect(JSON.stringify(headers)).not.toContain('the-secret-token');
		expect(x.requests[0].headers.authorization).toBe('Bearer the-secret-token');
	});

	it('takes a text with one ID per line', async () => {
		await upload('20\n21\n22');
		expect(stored()[0].body).toBe('20\n21\n22\n');
	});

	it.each([
		['in progress', { status: 'in_progress' }, "The compliance job is 'in_progress' and takes no IDs"],
		['resumable', { resumable: true }, "The compliance job was created with 'Resumable'"],
		['too late', { upload_expires_at: at(-HOUR) }, 'The time for uploading IDs ended at'],
		['without a safe address', { upload_url: 'http://storage.example.com/x' }, 'X did not return an address'],
		['without an address', { upload_url: null }, 'X did not return an address'],
	])('sends nothing for a job that is %s', async (_what, state, message) => {
		Object.assign(job, state);
		const { error } = await upload('20');
		expect(error?.message).toContain(message);
		expect(stored()).toEqual([]);
	});

	it('says that the storage refused, and keeps the signed address to itself', async () => {
		storage = { status: 403, body: '<Error>SignatureDoesNotMatch</Error>' };
		const { error } = await upload('20');
		expect(error?.message).toBe('X did not accept the IDs');
		expect(error?.description).toContain('status 403');
		expect(JSON.stringify([error?.message, error?.description, error?.context])).not.toContain('signature');
	});
});

describe('Compliance Job > Get Results', () => {
	it('makes an item of every line, without the credential', async () => {
		job.status = 'complete';
		storage = {
			body: '{"id":"20","action":"delete","reason":"deleted"}\n{"id":"21","action":"delete","reason":"suspended"}\n',
		};
		const { json, error } = await results();
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{ id: '20', action: 'delete', reason: 'deleted' },
			{ id: '21', action: 'delete', reason: 'suspended' },
		]);
		expect(JSON.stringify(stored()[0].headers)).not.toContain('the-secret-token');
	});

	it('makes one item of one line', async () => {
		job.status = 'complete';
		storage = { body: '{"id":"20"}' };
		expect((await results()).json).toEqual([{ id: '20' }]);
	});

	it('has no items when nothing was found', async () => {
		job.status = 'complete';
		storage = { body: '' };
		expect(await results()).toMatchObject({ json: [], error: undefined });
	});

	it.each([
		['created', 'Upload the IDs first.'],
		['in_progress', 'Wait and try again'],
		['failed', 'Create a new compliance job.'],
	])('says what to do when the job is %s', async (status, advice) => {
		job.status = status;
		const { error } = await results();
		expect(error?.message).toBe(`The compliance job has no results: it is '${status}'`);
		expect(error?.description).toContain(advice);
	});

	it('names the line that cannot be read', async () => {
		job.status = 'complete';
		storage = { body: '{"id":"20"}\n{"id":' };
		expect((await results()).error?.message).toBe('Line 2 of the results is not JSON');
	});
});
