/** Holds the filtered stream of X open: rules in step, one connection, X's back-off, each post passed on once. */
import { createHash } from 'node:crypto';
import { sleep, type IDataObject, type ITriggerFunctions, type ITriggerResponse } from 'n8n-workflow';
import { InputError } from '../../api/client/errors';
import { createSeen } from '../../api/push/seen';
import { afterCut, createLines, PACE, readLine, type Match, type Waiting } from '../../api/push/stream';
import { removeRules, syncRules, type Rule, type Synced } from '../../api/push/stream-rules';
import { ask } from '../../api/objects/vocabulary';
import { MOST_RULE } from '../../connector/resources/stream-rule';
import { selectionsOf, USERS_ALONG } from '../../connector/selections';
import { toNodeError } from '../shared/node-error';
import { search } from './catch-up';
import { connect, type Connection } from './connect';
import { itemOf } from './output';
import { openSession, type Session } from '../shared/session';
import { ACTIVATION } from '../shared/settings';

export interface StreamOptions {
	catchUp: 'nothing' | 'backfill' | 'search';
	takeOver: boolean;
	keepRules: boolean;
	output: 'simplified' | 'full' | 'raw';
	others: boolean;
	users: boolean;
}

/** Posts remembered against repeats, which X announces. */
const REMEMBERED = 2000;
/** Longest backfill of X, in minutes. */
const MOST_BACKFILL = 5;
/** Refusals in a row after which the user is told, while the trigger goes on trying. */
const TOLD_AFTER = 5;
/** What another try cannot mend: credential, credits, access. */
const LASTING = new Set([400, 401, 402, 403, 404]);

/** Asks for what the output shows; X's streams speak the older vocabulary. */
function fields({ output, users }: StreamOptions, dialect: 'post' | 'tweet'): Record<string, readonly string[]> {
	const wanted = (values: readonly string[]) => values.filter((value) => users || !USERS_ALONG.includes(value));
	const chosen = selectionsOf('post').map(
		({ parameter, simplified, full }) => [parameter, wanted(output === 'simplified' ? simplified : full)] as const,
	);
	return ask(Object.fromEntries(chosen.filter(([, values]) => values.length > 0)), dialect);
}

/** Rules as the panel holds them. */
function rulesOf(context: ITriggerFunctions): Rule[] {
	const { rule = [] } = context.getNodeParameter('rules', {}) as { rule?: Array<{ value?: unknown; tag?: unknown }> };
	const rules = rule
		.map(({ value, tag }) => ({ value: String(value ?? '').trim(), ...(tag ? { tag: String(tag).trim() } : {}) }))
		.filter(({ value }) => value);
	if (rules.length === 0)
		throw new InputError("'Rules' is empty", 'Add at least one rule. Without rules, X delivers nothing.');
	const long = rules.find(({ value }) => [...value].length > MOST_RULE);
	if (long)
		throw new InputError(
			`The rule '${long.value.slice(0, 40)}…' has ${[...long.value].length} characters; the limit is ${MOST_RULE}`,
			'Shorten it or split it into two rules.',
		);
	const twice = rules.find(({ value }, i) => rules.findIndex((other) => other.value === value) !== i);
	if (twice)
		throw new InputError(
			`The rule '${twice.value}' is there twice`,
			'X accepts each rule only once. Remove one of them.',
		);
	return rules;
}

/** By this mark in its tag a rule is known as this node's own. */
const markOf = (context: ITriggerFunctions): string =>
	`n8n-${createHash('sha256')
		.update(`${String(context.getWorkflow().id)} ${context.getNode().id}`)
		.digest('hex')
		.slice(0, 8)}`;

export async function hold(context: ITriggerFunctions): Promise<ITriggerResponse> {
	const holder = createHolder(context);
	const isTest = context.getMode() === 'manual';
	const start = async () =>
		await holder.start(isTest).catch((error: unknown) => {
			throw toNodeError(context.getNode(), error, 0);
		});
	if (!isTest) await start();
	return { closeFunction: holder.close, ...(isTest ? { manualTriggerFunction: start } : {}) };
}

function createHolder(context: ITriggerFunctions) {
	const ending = new AbortController();
	const closed = new Promise<void>((resolve) =>
		ending.signal.addEventListener('abort', () => resolve(), { once: true }),
	);
	const isClosed = () => ending.signal.aborted;
	const pause = async (ms: number) => await Promise.race([sleep(ms), closed]);
	const options: StreamOptions = {
		catchUp: 'search',
		takeOver: false,
		keepRules: false,
		output: 'simplified',
		others: false,
		users: true,
		...(context.getNodeParameter('options', {}) as Partial<StreamOptions>),
	};
	const mark = markOf(context);
	const seen = createSeen(REMEMBERED);
	let session: Session;
	let synced: Synced = { rules: [], own: [] };
	let rules: Rule[] = [];
	/** Milliseconds since 1970 at which X last sent anything. */
	let heardAt = 0;
	let reading: Promise<void> = Promise.resolve();

	const log = (message: string) =>
		context.logger.info(`X Stream Trigger: ${message}`, { node: context.getNode().name });

	function pass({ id, answer, rules: matched }: Match): void {
		if (
			!options.others &&
			matched.length > 0 &&
			!matched.some(({ id: rule }) => synced.rules.some((own) => own.id === rule))
		)
			return;
		if (seen.fresh(id)) context.emit([[{ json: itemOf(answer, options.output, mark) as IDataObject }]]);
	}

	const open = async (again: boolean): Promise<Connection> => {
		const minutes = Math.min(MOST_BACKFILL, Math.ceil((Date.now() - heardAt) / 60_000));
		const backfill = again && heardAt > 0 && options.catchUp === 'backfill' ? { backfill_minutes: minutes } : {};
		const connection = await connect(context, {
			query: { ...fields(options, 'tweet'), ...backfill },
			signal: ending.signal,
			silence: PACE.silence,
		});
		if ('pieces' in connection) heardAt = Date.now();
		return connection;
	};

	/** @returns whether X sent anything, a sign of life included */
	async function read({ pieces }: Extract<Connection, { pieces: unknown }>): Promise<boolean> {
		const lines = createLines();
		let heard = false;
		const listen = async () => {
			for await (const piece of pieces) {
				if (isClosed()) return;
				heard = true;
				heardAt = Date.now();
				for (const line of lines(piece)) {
					const message = readLine(line);
					if ('match' in message) pass(message.match);
					else if ('disconnect' in message)
						log(`X is about to disconnect: ${message.disconnect.detail || message.disconnect.title}`);
				}
			}
		};
		await listen().catch((error: Error) => isClosed() || log(`the connection ended: ${error.message}`));
		return heard;
	}

	/** Someone else took the rules away: X refuses a stream without any. */
	async function mend({ error }: Extract<Connection, { error: unknown }>): Promise<void> {
		if (error.context.status === 409) synced = await syncRules(session.client, mark, rules, false).catch(() => synced);
	}

	async function start(isTest: boolean): Promise<void> {
		rules = rulesOf(context);
		session = await openSession(context, 'xAppBearerApi', ACTIVATION);
		synced = await syncRules(session.client, mark, rules, isTest);
		const first = await open(false);
		const connection = 'error' in first && first.tooMany && options.takeOver ? await takeOver() : first;
		if ('error' in connection) {
			await tidy();
			throw connection.error;
		}
		reading = keep(connection).catch((error: Error) => context.emitError(error));
	}

	async function takeOver(): Promise<Connection> {
		await session.client.call('DELETE /2/connections/{endpoint_id}', { path: { endpoint_id: 'filtered_stream' } });
		await pause(PACE.networkStep);
		return await open(false);
	}

	async function keep(first: Connection): Promise<void> {
		let connection = first;
		let waiting: Waiting = { times: 0 };
		for (;;) {
			if ('pieces' in connection && (await read(connection))) waiting = { times: 0 };
			if (isClosed()) return;
			const lostAt = heardAt;
			for (connection = await again(connection); 'error' in connection; connection = await again(connection)) {
				if (isClosed()) return;
				if (LASTING.has(connection.error.context.status))
					return context.emitError(toNodeError(context.getNode(), connection.error, 0));
			}
			if (options.catchUp === 'search' && lostAt > 0) void fill(lostAt);
		}

		async function again(last: Connection): Promise<Connection> {
			const next = afterCut(waiting, 'error' in last ? last.cut : 'network', PACE);
			waiting = next.waiting;
			if ('error' in last) {
				// Once for a second connection, which someone has to end; otherwise only when it lasts.
				if (waiting.times === (last.tooMany ? 1 : TOLD_AFTER))
					context.saveFailedExecution(toNodeError(context.getNode(), last.error, 0));
				await mend(last);
			}
			await pause(Math.max(next.ms, 'error' in last && last.resetsAt ? last.resetsAt - Date.now() : 0));
			return isClosed() ? last : await open(true);
		}
	}

	async function fill(since: number): Promise<void> {
		const until = Date.now();
		await pause(PACE.searchLag);
		if (isClosed()) return;
		for (const rule of synced.rules) {
			await search(session.client, rule, { since, until }, fields(options, 'post'), pass).catch((error: Error) =>
				context.logger.warn(
					`X Stream Trigger: the posts of a disconnect could not all be searched for ('${rule.value}'): ${error.message}`,
				),
			);
		}
	}

	/** Takes the node's own rules away again. */
	async function tidy(): Promise<void> {
		if (options.keepRules || synced.own.length === 0) return;
		await removeRules(session.client, synced.own).catch((error: Error) =>
			context.logger.warn(`X Stream Trigger: its rules could not be removed at X: ${error.message}`),
		);
		synced = { ...synced, own: [] };
	}

	async function close(): Promise<void> {
		ending.abort();
		await reading;
		await tidy();
	}

	return { start, close };
}
