/** One run: executions through the webhook processor, a worker and the main process killed on the way, and what came of it. */
import type { IDataObject, INode } from 'n8n-workflow';
import { setTimeout as pause } from 'node:timers/promises';
import { endpoints } from '../connector';
import { connect } from '../demo/connect';
import { N8nClient } from '../demo/n8n/client';
import { newOwner } from '../demo/owner';
import { startLocalX, type LocalX } from '../sandbox';
import { logFolder, startEngine, type Engine } from './engine';
import { startServices, type Services } from './services';

export interface Options {
	executions: number;
	/** How many of them read what X limits. */
	reads: number;
	workers: number;
	tokenSeconds: number;
	calm: boolean;
}

export interface Outcome extends Options {
	/** Executions by workflow that succeeded, and that did not. */
	ended: Record<'post' | 'read', { succeeded: number; failed: number }>;
	/** Calls of the webhook that n8n did not take on. */
	turnedAway: number;
	posts: number;
	/** Posts that were published twice. */
	doubles: number;
	/** Executions that succeeded without their post. */
	lost: number;
	/** Posts that were published although n8n gave their execution up. */
	orphaned: number;
	renewals: number;
	refused: number;
	limited: number;
	seconds: number;
}

/** X's limit for a list of direct messages: 15 in 15 minutes. */
const LIMITED = 'GET /2/dm_events';
const POST = 'POST /2/tweets';
const TOKEN = 'POST /2/oauth2/token';
const AT_ONCE = 10;
/** n8n notices after about 98 s that a worker is gone. */
const ENDED_WITHIN_MS = 240_000;
const SERVED_WITHIN_MS = 30_000;
const TEXT = 'Post of execution ';

export async function run(options: Options): Promise<Outcome> {
	const cleanUps: Array<() => Promise<unknown>> = [];
	const started = async <T>(what: string, work: Promise<T>, end: (value: T) => Promise<unknown>): Promise<T> => {
		const value = await work;
		cleanUps.unshift(async () => await end(value));
		console.log(`✔ ${what}`);
		return value;
	};
	try {
		const services = await started('PostgreSQL and Redis', startServices(logFolder), async (each) => await each.stop());
		const x = await started('Local X', localX(options), async (each) => await each.close());
		const engine = await started(
			`n8n: main, webhook processor, ${options.workers} workers`,
			startEngine(services, options.workers),
			async (each) => await each.stop(),
		);
		return await measure(options, services, x, engine);
	} finally {
		for (const cleanUp of cleanUps) await cleanUp();
	}
}

/** Only the endpoint that the run is about has a limit: a thousand posts would otherwise take hours. */
const localX = async ({ tokenSeconds }: Options): Promise<LocalX> =>
	await startLocalX({
		port: 0,
		seed: 'demo',
		spec: false,
		balanceUsd: 1e6,
		accessTokenSeconds: tokenSeconds,
		endpoints: endpoints().map((row) => (row.endpoint === LIMITED ? row : { ...row, limits: undefined })),
	});

async function measure(options: Options, services: Services, x: LocalX, engine: Engine): Promise<Outcome> {
	const paths = await makeWorkflows(x, engine);
	x.requests.length = 0;
	const began = Date.now();
	const turnedAway = await callAll(options, engine, paths);
	console.log(`✔ ${options.executions} executions handed to n8n`);
	await untilEnded(services, options.executions - turnedAway);
	const ended = await endsOf(services);
	const { succeeded } = ended.post;
	const texts = x.requests
		.filter(({ endpoint, status }) => endpoint === POST && status === 201)
		.map(({ body }) => (body as { text: string }).text);
	const published = new Set(texts);
	const count = (endpoint: string, holds: (status: number) => boolean) =>
		x.requests.filter((each) => each.endpoint === endpoint && holds(each.status)).length;
	return {
		...options,
		ended,
		turnedAway,
		posts: published.size,
		doubles: texts.length - published.size,
		lost: Math.max(0, succeeded - published.size),
		orphaned: Math.max(0, published.size - succeeded),
		renewals: count(TOKEN, (status) => status < 400),
		refused: count(TOKEN, (status) => status >= 400),
		limited: x.requests.filter(({ status }) => status === 429).length,
		seconds: Math.round((Date.now() - began) / 1000),
	};
}

/** The two workflows: one posts what it is sent, the other reads direct messages and does not wait for a limit. */
async function makeWorkflows(x: LocalX, engine: Engine): Promise<{ post: string; read: string }> {
	const client = await N8nClient.signIn(engine.main.url, newOwner());
	const { type, id, name } = await connect(client, x, 'ourbrand');
	const credentials = { [type]: { id, name } };
	const make = async (path: string, parameters: IDataObject): Promise<string> => {
		const nodes = [
			nodeOf(
				'Webhook',
				'n8n-nodes-base.webhook',
				{ httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
				{
					typeVersion: 2,
					webhookId: path,
				},
			),
			nodeOf('X', 'n8n-nodes-x.x', { authentication: 'oAuth2', ...parameters }, { credentials }),
		];
		const connections = { Webhook: { main: [[{ node: 'X', type: 'main' as const, index: 0 }]] } };
		await client.activate(await client.createWorkflow({ name: path, nodes, connections }));
		return path;
	};
	const post = { resource: 'post', operation: 'create', text: '={{ $json.body.text }}' };
	const read = { resource: 'directMessage', operation: 'getMany', limit: 1, limits: { waitForLimit: 0 } };
	return { post: await make('post', post), read: await make('read', read) };
}

const nodeOf = (name: string, type: string, parameters: IDataObject, more: Partial<INode> = {}): INode => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters: parameters as INode['parameters'],
	...more,
});

/** Calls the webhooks, a few at a time; a worker is killed after a third and main after two. @returns how many n8n refused */
async function callAll(
	{ executions, reads, calm }: Options,
	engine: Engine,
	{ post, read }: { post: string; read: string },
): Promise<number> {
	const every = reads > 0 ? executions / reads : Infinity;
	const isRead = (i: number) => Math.floor((i + 1) / every) > Math.floor(i / every);
	const incidents = calm
		? []
		: [
				{ at: Math.floor(executions / 3), what: 'a worker killed', happen: async () => await engine.replaceWorker() },
				{ at: Math.floor((2 * executions) / 3), what: 'main killed', happen: async () => await engine.replaceMain() },
			];
	const happening: Array<Promise<void>> = [];
	let next = 0;
	let turnedAway = 0;
	const caller = async () => {
		for (let i = next++; i < executions; i = next++) {
			const incident = incidents.find(({ at }) => at === i);
			if (incident) {
				console.log(`✔ ${incident.what} after ${i} executions`);
				happening.push(incident.happen());
			}
			const url = `${engine.webhooks.url}/webhook/${isRead(i) ? read : post}`;
			if (!(await takesOn(url, { text: `${TEXT}${i}` }))) turnedAway++;
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, caller));
	await Promise.all(happening);
	return turnedAway;
}

/** n8n activates a workflow only after it has said so: until then its webhook is not found. */
async function takesOn(url: string, body: IDataObject): Promise<boolean> {
	const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
	for (const end = Date.now() + SERVED_WITHIN_MS; ; await pause(200)) {
		const { ok, status } = await fetch(url, request);
		if (ok || status !== 404 || Date.now() > end) return ok;
	}
}

async function untilEnded({ query }: Services, executions: number): Promise<void> {
	const sql = `select count(*) from execution_entity where status not in ('new', 'running', 'waiting')`;
	for (const end = Date.now() + ENDED_WITHIN_MS; Date.now() < end; await pause(1000)) {
		const [[ended]] = await query(sql);
		if (Number(ended) >= executions) return;
	}
}

async function endsOf({ query }: Services): Promise<Outcome['ended']> {
	const rows = await query(
		`select w.name, e.status = 'success', count(*) from execution_entity e join workflow_entity w on w.id = e."workflowId" group by 1, 2`,
	);
	const count = (workflow: string, succeeded: string): number =>
		Number(rows.find(([name, success]) => name === workflow && success === succeeded)?.[2] ?? 0);
	const of = (workflow: string) => ({ succeeded: count(workflow, 't'), failed: count(workflow, 'f') });
	return { post: of('post'), read: of('read') };
}
