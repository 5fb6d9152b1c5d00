/**
 * Keeps X's filtered stream open: syncs the rules, holds one connection, follows X's back-off rules, passes each post
 * on once.
 */
import { sleep, type IDataObject, type ITriggerFunctions } from 'n8n-workflow';
import { createSeen } from '../../api/push/seen';
import { afterCut, createLines, PACE, readLine, type Match, type Waiting } from '../../api/push/stream';
import { removeRules, syncRules, type Synced } from '../../api/push/stream-rules';
import { tellFailure } from '../shared/n8n-versions';
import { toNodeError } from '../shared/node-error';
import { openSession, type Session } from '../shared/session';
import { ACTIVATION } from '../shared/settings';
import { search } from './catch-up';
import { connect, type Connection } from './connect';
import { fieldsOf, itemOf } from './output';
import type { StreamSetting } from './setting';

type Open = Extract<Connection, { pieces: unknown }>;
type Refused = Extract<Connection, { error: unknown }>;

/** Number of posts remembered for de-duplication; X says that it may repeat posts. */
const REMEMBERED = 2000;
/** Longest backfill that X offers, in minutes. */
const MOST_BACKFILL = 5;
/** Consecutive rejections after which the user is notified, while the trigger keeps trying. */
const REPORTED_AFTER = 5;
/** Rejections that a retry cannot fix: credential, credits, access. */
const LASTING = new Set([400, 401, 402, 403, 404]);

export class StreamHolder {
	private readonly ending = new AbortController();
	private readonly closed: Promise<void>;
	private readonly seen = createSeen(REMEMBERED);
	private session?: Session;
	private synced: Synced = { rules: [], own: [] };
	/** When X last sent anything, in milliseconds since 1970. */
	private heardAt = 0;
	private waiting: Waiting = { times: 0 };
	private holding: Promise<void> = Promise.resolve();

	constructor(
		private readonly context: ITriggerFunctions,
		private readonly setting: StreamSetting,
	) {
		this.closed = new Promise((resolve) => {
			this.ending.signal.addEventListener('abort', () => resolve(), { once: true });
		});
	}

	/** Syncs the rules and connects. @param isTest leaves the node's earlier rules in place, for an active workflow */
	async start(isTest: boolean): Promise<void> {
		const { mark, rules, takeOver } = this.setting;
		const session = await openSession(this.context, 'xAppBearerApi', ACTIVATION);
		this.session = session;
		this.synced = await syncRules(session.client, mark, rules, isTest);
		const first = await this.connect(false);
		const connection = 'error' in first && first.tooMany && takeOver ? await this.takeOver(session) : first;
		if ('error' in connection) {
			await this.removeOwnRules();
			throw connection.error;
		}
		this.holding = this.hold(connection).catch((error: Error) => this.context.emitError(error));
	}

	async close(): Promise<void> {
		this.ending.abort();
		await this.holding;
		await this.removeOwnRules();
	}

	private get isClosed(): boolean {
		return this.ending.signal.aborted;
	}

	private async pause(ms: number): Promise<void> {
		await Promise.race([sleep(ms), this.closed]);
	}

	private async connect(again: boolean): Promise<Connection> {
		const minutes = Math.min(MOST_BACKFILL, Math.ceil((Date.now() - this.heardAt) / 60_000));
		const backfill = again && this.heardAt > 0 && this.setting.catchUp === 'backfill';
		const connection = await connect(this.context, {
			query: { ...fieldsOf(this.setting, 'tweet'), ...(backfill ? { backfill_minutes: minutes } : {}) },
			signal: this.ending.signal,
			silence: PACE.silence,
		});
		if ('pieces' in connection) this.heardAt = Date.now();
		return connection;
	}

	private async takeOver({ client }: Session): Promise<Connection> {
		await client.call('DELETE /2/connections/{endpoint_id}', { path: { endpoint_id: 'filtered_stream' } });
		await this.pause(PACE.networkStep);
		return await this.connect(false);
	}

	/** Reconnects until n8n closes the trigger or X rejects permanently. */
	private async hold(first: Open): Promise<void> {
		for (let connection: Open | undefined = first; connection;) {
			if (await this.listen(connection)) this.waiting = { times: 0 };
			const lostAt = this.heardAt;
			connection = await this.reconnect();
			if (connection && this.setting.catchUp === 'search' && lostAt > 0) void this.searchSince(lostAt);
		}
	}

	/** @returns undefined if the trigger is closed or X has rejected permanently */
	private async reconnect(): Promise<Open | undefined> {
		let refused: Refused | undefined;
		while (!this.isClosed) {
			await this.waitAfter(refused);
			if (this.isClosed) return undefined;
			const connection = await this.connect(true);
			if ('pieces' in connection) return connection;
			if (!this.isClosed && LASTING.has(connection.error.context.status)) {
				this.context.emitError(toNodeError(this.context.getNode(), connection.error, 0));
				return undefined;
			}
			refused = connection;
		}
		return undefined;
	}

	private async waitAfter(refused: Refused | undefined): Promise<void> {
		const { ms, waiting } = afterCut(this.waiting, refused ? refused.cut : 'network', PACE);
		this.waiting = waiting;
		if (refused) {
			// Reported at once for a second connection, which someone has to close; otherwise only if it persists.
			if (waiting.times === (refused.tooMany ? 1 : REPORTED_AFTER))
				tellFailure(this.context, toNodeError(this.context.getNode(), refused.error, 0));
			await this.mendRules(refused);
		}
		await this.pause(Math.max(ms, refused?.resetsAt ? refused.resetsAt - Date.now() : 0));
	}

	/** Restores rules that someone else removed: X rejects a stream without any. */
	private async mendRules({ error }: Refused): Promise<void> {
		const { mark, rules } = this.setting;
		if (error.context.status === 409 && this.session)
			this.synced = await syncRules(this.session.client, mark, rules, false).catch(() => this.synced);
	}

	/** @returns whether X sent anything, including a keep-alive signal */
	private async listen({ pieces }: Open): Promise<boolean> {
		const lines = createLines();
		let heard = false;
		const listening = async () => {
			for await (const piece of pieces) {
				if (this.isClosed) return;
				heard = true;
				this.heardAt = Date.now();
				for (const line of lines(piece)) this.take(line);
			}
		};
		await listening().catch((error: Error) => {
			if (!this.isClosed) this.log(`the connection ended: ${error.message}`);
		});
		return heard;
	}

	private take(line: string): void {
		const message = readLine(line);
		if ('match' in message) this.pass(message.match);
		else if ('disconnect' in message)
			this.log(`X is about to disconnect: ${message.disconnect.detail || message.disconnect.title}`);
	}

	private pass({ id, answer, rules: matched }: Match): void {
		const own = matched.some(({ id: rule }) => this.synced.rules.some((each) => each.id === rule));
		if (!own && !this.setting.others && matched.length > 0) return;
		if (this.seen.fresh(id)) this.context.emit([[{ json: itemOf(answer, this.setting) as IDataObject }]]);
	}

	/** Searches for the posts published while the connection was down. */
	private async searchSince(since: number): Promise<void> {
		const until = Date.now();
		await this.pause(PACE.searchLag);
		if (this.isClosed || !this.session) return;
		const { client } = this.session;
		for (const rule of this.synced.rules) {
			const searching = search(client, rule, { since, until }, fieldsOf(this.setting, 'post'), (match) =>
				this.pass(match),
			);
			await searching.catch((error: Error) =>
				this.warn(`the posts of a disconnect could not all be searched for ('${rule.value}'): ${error.message}`),
			);
		}
	}

	private async removeOwnRules(): Promise<void> {
		const { own } = this.synced;
		if (this.setting.keepRules || own.length === 0 || !this.session) return;
		await removeRules(this.session.client, own).catch((error: Error) =>
			this.warn(`its rules could not be removed at X: ${error.message}`),
		);
		this.synced = { ...this.synced, own: [] };
	}

	private log(message: string): void {
		this.context.logger.info(`X Stream Trigger: ${message}`, { node: this.context.getNode().name });
	}

	private warn(message: string): void {
		this.context.logger.warn(`X Stream Trigger: ${message}`, { node: this.context.getNode().name });
	}
}
