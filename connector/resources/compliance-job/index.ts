import { idLines, jsonLines, storageAddress } from '../../../api/objects/compliance';
import { InputError, XError } from '../../../api/errors/errors';
import { endpoint, field, operation, resource, type Call } from '../../types';

const access = { app: true } as const;
const limits = { app: ['150/15min'] } as const;
const one = endpoint({ endpoint: 'GET /2/compliance/jobs/{id}', access, limits });

const job = field({
	name: 'job',
	displayName: 'Compliance Job',
	kind: 'object',
	of: 'complianceJob',
	to: 'path.id',
	required: true,
	description: 'A compliance job of the app',
});
const type = field({
	name: 'type',
	displayName: 'Type',
	kind: 'choice',
	required: true,
	default: 'tweets',
	description: 'What the IDs refer to',
	choices: [
		{ name: 'Posts', value: 'tweets' },
		{ name: 'Users', value: 'users' },
	],
});

interface Job {
	id?: string;
	name?: string;
	type?: string;
	status?: string;
	resumable?: boolean;
	upload_url?: string;
	download_url?: string;
	/** ISO 8601. */
	upload_expires_at?: string;
	download_expires_at?: string;
}

async function read({ client, path }: Pick<Call, 'client' | 'path'>): Promise<Job> {
	const { data } = await client.call(one.endpoint, {
		path,
		query: {
			'compliance_job.fields': [
				'download_expires_at',
				'download_url',
				'id',
				'name',
				'resumable',
				'status',
				'type',
				'upload_expires_at',
				'upload_url',
			],
		},
	});
	return data ?? {};
}

const isPast = (time: string | undefined, { client }: Pick<Call, 'client'>) =>
	time !== undefined && Date.parse(time) < client.xTime(client.now());

/** Refusals by X's storage carry no X error. */
const storageError =
	(title: string, advice: string) =>
	(error: unknown): never => {
		const { response, httpCode } = error as { response?: { status?: number }; httpCode?: string };
		const status = response?.status ?? (Number(httpCode) || 0);
		throw new XError(
			{
				title,
				detail: status ? `X's storage responded with status ${status}.` : "X's storage did not respond.",
				type: '',
			},
			{ endpoint: one.endpoint, status, advice },
		);
	};

async function upload(call: Call<{ ids: readonly string[] }>) {
	const { id, name, type: of, status, resumable, upload_url, upload_expires_at } = await read(call);
	if (status !== undefined && status !== 'created')
		throw new InputError(
			`The compliance job is '${status}' and takes no IDs`,
			'IDs can be uploaded once, right after the job is created. Create a new one.',
		);
	if (resumable)
		throw new InputError(
			"The compliance job was created with 'Resumable'",
			"This operation uploads IDs in one piece. Create a job without 'Resumable'.",
		);
	if (isPast(upload_expires_at, call))
		throw new InputError(`The time for uploading IDs ended at ${upload_expires_at}`, 'Create a new compliance job.');
	const { ids } = call.values;
	await call
		.plain({ method: 'PUT', url: storageAddress(upload_url, one.endpoint), text: idLines(ids) })
		.catch(storageError('X did not accept the IDs', 'Create a new compliance job and upload the IDs to it.'));
	return { data: { id, name, type: of, uploaded: ids.length } };
}

/** What to do about a job that is not complete, by its status. */
const NO_RESULTS: Readonly<Record<string, string>> = {
	created: 'Upload the IDs first.',
	in_progress: 'Wait and try again. Compliance Job > Get shows its status.',
};

async function results(call: Call) {
	const { status, download_url, download_expires_at } = await read(call);
	if (status !== undefined && status !== 'complete') {
		throw new InputError(
			`The compliance job has no results: it is '${status}'`,
			NO_RESULTS[status] ?? 'Create a new compliance job.',
		);
	}
	if (isPast(download_expires_at, call))
		throw new InputError(`The results were available until ${download_expires_at}`, 'Create a new compliance job.');
	const text = await call
		.plain({ method: 'GET', url: storageAddress(download_url, one.endpoint) })
		.catch(storageError('The results could not be downloaded', 'Run again later.'));
	return { data: jsonLines(text) };
}

const create = operation({
	name: 'create',
	displayName: 'Create',
	action: 'Create compliance job',
	description: 'Create a job that checks which stored posts or users X no longer shows. Upload the IDs next.',
	endpoint: 'POST /2/compliance/jobs',
	proof: 'id',
	access,
	limits,
	fields: [
		{ ...type, to: 'body.type' },
		{
			name: 'name',
			displayName: 'Name',
			kind: 'text',
			to: 'body.name',
			front: true,
			maxLength: 64,
			placeholder: 'e.g. archive 2026-05',
			description: 'Up to 64 characters',
		},
		{
			name: 'resumable',
			displayName: 'Resumable',
			kind: 'boolean',
			to: 'body.resumable',
			default: false,
			description:
				'Whether the upload address accepts the IDs in pieces, for tools of your own. Upload IDs does not support it.',
		},
	],
	returns: 'complianceJob',
});

const get = operation({
	name: 'get',
	displayName: 'Get',
	action: 'Get compliance job',
	description: 'Retrieve the status of a compliance job',
	...one,
	fields: [job],
	returns: 'complianceJob',
});

const getMany = operation({
	name: 'getMany',
	displayName: 'Get Many',
	action: 'Get many compliance jobs',
	description: 'Retrieve the compliance jobs of the app',
	endpoint: 'GET /2/compliance/jobs',
	access,
	limits,
	fields: [
		{ ...type, to: 'query.type' },
		{
			name: 'status',
			displayName: 'Status',
			kind: 'choice',
			to: 'query.status',
			default: '',
			choices: [
				{ name: 'Any', value: '' },
				{ name: 'Complete', value: 'complete' },
				{ name: 'Created', value: 'created' },
				{ name: 'Failed', value: 'failed' },
				{ name: 'In Progress', value: 'in_progress' },
			],
		},
	],
	page: {},
	returns: 'complianceJob',
});

const uploadIds = operation({
	name: 'uploadIds',
	displayName: 'Upload IDs',
	action: 'Upload to compliance job',
	description: 'Upload the IDs for a new compliance job to check. The IDs of all input items are uploaded together.',
	...one,
	fields: [
		job,
		{
			name: 'ids',
			displayName: 'IDs',
			kind: 'ids',
			required: true,
			placeholder: 'e.g. 1849000000000000000, 1849000000000000001',
			description: 'IDs of posts or users: one per item, or many separated by commas or line breaks, or a list',
		},
	],
	together: 'ids',
	returns: 'result',
	run: upload,
});

const getResults = operation({
	name: 'getResults',
	displayName: 'Get Many Results',
	action: 'Get many results of compliance job',
	description: 'Retrieve the results of a completed compliance job, one item per ID that X no longer shows',
	...one,
	fields: [job],
	returns: 'result',
	run: results,
});

export const complianceJob = resource({
	name: 'complianceJob',
	displayName: 'Compliance Job',
	node: 'XDeveloper',
	operations: [create, uploadIds, get, getMany, getResults],
});
