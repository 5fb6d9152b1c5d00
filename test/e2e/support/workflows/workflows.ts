/** The example workflows in an n8n of their own, as the account @ourbrand, with a mailbox for those who approve. */
import type { INodeParameters } from 'n8n-workflow';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect } from '../../../../demo/connect';
import type { Credential, Execution, SavedWorkflow, Workflow } from '../../../../demo/n8n/client';
import { runFolder } from '../../../../demo/made';
import { refuseFailure } from '../../../../demo/report';
import { readWorkflow, withCredential } from '../../../../demo/workflows';
import type { WorldPost } from '../../../../sandbox';
import { linkOf, type Mail, type Mailbox, openMailbox, textOf } from '../mailbox';
import { openSession, type Session } from '../session';

export const account = 'ourbrand';

export async function until(what: () => boolean | Promise<boolean>): Promise<void> {
	for (const deadline = Date.now() + 20_000; !(await what()); await pause(200)) {
		if (Date.now() > deadline) throw new Error(`Waited in vain for ${what.toString()}`);
	}
}

/** Opens the link of a button as a browser does: to programs n8n gives no answer. */
export const open = (mail: Mail, label: string) =>
	fetch(linkOf(mail, label), { headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0' } });

/** n8n switches a workflow on behind its answer, so the form may take a moment to be there. */
export async function answers(address: string): Promise<void> {
	// A connection kept from earlier may be closed by n8n at that very moment.
	const answer = () => fetch(address).catch(() => undefined);
	await until(async () => (await answer())?.ok === true);
}

export type FormFile = readonly [name: string, bytes: Buffer];

/** Sends a form of n8n as a browser does: a text or files for each of its fields, in their order. */
export async function sendForm(address: string, fields: ReadonlyArray<string | readonly FormFile[]>): Promise<number> {
	await answers(address);
	const body = new FormData();
	for (const [i, value] of fields.entries()) {
		if (typeof value === 'string') body.append(`field-${i}`, value);
		else for (const [name, bytes] of value) body.append(`field-${i}`, new Blob([new Uint8Array(bytes)]), name);
	}
	return (await fetch(address, { method: 'POST', body })).status;
}

/** The parameters of a node, to set them as a person does after an import. */
export function parametersOf({ nodes }: Workflow, name: string): INodeParameters {
	const node = nodes.find((each) => each.name === name);
	if (!node) throw new Error(`There is no node ${name}`);
	return node.parameters;
}

export type Workflows = ReturnType<typeof useWorkflows>;

/** @param prepare what n8n is started with besides */
export function useWorkflows(name: string, prepare: () => Promise<Record<string, string>> = async () => ({})) {
	const session = {} as Session;
	const mailbox = {} as Mailbox;
	let credential: Credential;
	let mailCredential: Credential;

	beforeAll(async () => {
		// n8n may write files there, and nowhere else.
		const env = { N8N_RESTRICT_FILE_ACCESS_TO: path.join(runFolder, 'e2e', name, 'files'), ...(await prepare()) };
		Object.setPrototypeOf(session, await openSession(name, { env }));
		Object.setPrototypeOf(mailbox, await openMailbox());
		// What is written is found at once.
		session.x.faults.set({ searchDelaySeconds: 0 });
		credential = await connect(session.client, session.x, account);
		mailCredential = await session.client.saveCredential('Mail', 'smtp', mailbox.credential);
	}, 240_000);

	afterAll(async () => {
		await session.close?.();
		await mailbox.close?.();
	}, 60_000);

	const created = (workflow: Workflow, as = credential): Promise<SavedWorkflow> =>
		session.client.createWorkflow(
			withCredential(withCredential(workflow, as), mailCredential, 'n8n-nodes-base.emailSend'),
		);

	const imported = (file: string): Promise<SavedWorkflow> => created(readWorkflow(file));

	async function run(workflow: SavedWorkflow) {
		const execution = await session.client.run(workflow);
		refuseFailure(workflow.name, execution);
		return (node: string) =>
			execution.data.resultData.runData[node]?.at(-1)?.data?.main?.[0]?.map(({ json }) => json) ?? [];
	}

	function postsOf(handle: string): WorldPost[] {
		const { id } = session.x.world.needUser(handle);
		return [...session.x.world.posts.values()].filter(({ authorId, deleted }) => authorId === id && !deleted);
	}

	const pictureOf = (post: WorldPost | undefined) => session.x.world.mediaOf(post?.mediaKeys[0] ?? '');

	/** The posts that `work` adds to the account. */
	async function added(work: () => Promise<unknown>): Promise<WorldPost[]> {
		const before = new Set(postsOf(account).map(({ id }) => id));
		await work();
		return postsOf(account).filter(({ id }) => !before.has(id));
	}

	/** n8n takes the next trigger, and stores what they remember, behind a poll: switched off meanwhile, a workflow stays on for n8n. */
	async function requestsRest(): Promise<void> {
		let seen = -1;
		while (seen !== session.x.requests.length) {
			seen = session.x.requests.length;
			await pause(500);
		}
	}

	/** Switches a workflow on, which lets its trigger look at X at once (its next look would be minutes away), and off again. */
	async function look(workflow: SavedWorkflow, endpoint: string): Promise<void> {
		const looks = () =>
			session.x.requests.filter((request) => request.endpoint === endpoint && request.status === 200).length;
		const before = looks();
		await session.client.activate(workflow);
		await until(() => looks() > before);
		await requestsRest();
		await session.client.deactivate(workflow);
	}

	const executionsOf = async ({ id }: SavedWorkflow): Promise<Array<Pick<Execution, 'status'>>> =>
		(
			await session.client.get<{ results: Execution[] }>(
				`/rest/executions?filter=${encodeURIComponent(JSON.stringify({ workflowId: id }))}`,
			)
		).results;

	/** So many executions of the workflow were there, and no more, and all have ended well. */
	async function haveEnded(workflow: SavedWorkflow, count: number): Promise<void> {
		// One too many would be there by then.
		await pause(500);
		await until(
			async () => (await executionsOf(workflow)).filter(({ status }) => status === 'success').length >= count,
		);
		expect((await executionsOf(workflow)).map(({ status }) => status)).toEqual(Array(count).fill('success'));
	}

	const refuseNext = (match: string) =>
		session.x.faults.set({ rules: [{ match, kind: 'status', status: 403, times: 1 }] });

	/** The next mail that asks for approval; a person reads it and presses one of its buttons. */
	async function decide(label: string): Promise<string> {
		await until(() => mailbox.mails.length > 0);
		const [mail] = mailbox.mails.splice(0, 1);
		// Until n8n has put the execution to sleep it knows nothing of the link.
		await until(async () => (await open(mail, label)).ok);
		return textOf(mail);
	}

	/** Direct messages that the account has written, and to whom. */
	const written = () => {
		const { id } = session.x.world.needUser(account);
		return session.x.world.social.state.messages
			.filter(({ senderId }) => senderId === id)
			.map(({ participantIds, text }) => ({
				to: participantIds.filter((each) => each !== id).map((each) => session.x.world.needUser(each).username),
				text,
			}));
	};

	/** The direct messages that `work` brings about. */
	async function messages(work: () => Promise<unknown>) {
		const before = written().length;
		await work();
		return written().slice(before);
	}

	/** The rows of one of n8n's data tables. */
	async function tableOf(name: string) {
		const { id: project } = await session.client.get<{ id: string }>('/rest/projects/personal');
		const { data } = await session.client.get<{ data: Array<{ id: string; name: string }> }>(
			`/rest/data-tables-global?filter=${encodeURIComponent(JSON.stringify({ name }))}`,
		);
		const page = `/rest/projects/${project}/data-tables/${data[0]?.id}`;
		return {
			rows: async () =>
				(await session.client.get<{ data: Array<Record<string, unknown>> }>(`${page}/rows?take=100`)).data,
			add: (rows: object[]) => session.client.post(`${page}/insert`, { data: rows, returnType: 'count' }),
			change: (columnName: string, value: string, data: object) =>
				session.client.post(`${page}/upsert`, {
					filter: { type: 'and', filters: [{ columnName, condition: 'eq', value }] },
					data,
				}),
		};
	}

	/** The last test of a file. */
	function keepsTheRules(): void {
		expect(session.x.requests.length).toBeGreaterThan(0);
		expect(session.x.requests.filter(({ status, fault }) => status >= 400 && !fault)).toEqual([]);
		expect(session.x.violations()).toEqual([]);
	}

	return {
		session,
		mailbox,
		created,
		imported,
		run,
		postsOf,
		pictureOf,
		added,
		look,
		haveEnded,
		refuseNext,
		decide,
		messages,
		tableOf,
		keepsTheRules,
	};
}
