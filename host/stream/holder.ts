/** Holds the filtered stream of X open: rules in step, one connection, X's back-off, each post passed on once. */
import { NodeOperationError, sleep, type IDataObject, type ITriggerFunctions, type NodeApiError } from 'n8n-workflow';
import { XError } from '../../api/errors/errors';
import { settle, settleCall } from '../../api/errors/outcome';
import { createSeen } from '../../api/push/seen';
import { afterCut, createLines, PACE, readLine, type Match, type Waiting } from '../../api/push/stream';
import { removeRules, syncRules, type Synced } from '../../api/push/stream-rules';
import { tellFailure } from '../shared/n8n-versions';
import { toNodeError } from '../shared/node-error';
import { isPassing } from '../session/passing';
import { openSession, type Session } from '../session/session';
import { ACTIVATION } from '../shared/settings';
import { search } from './catch-up';
import { connect, STREAM, type Connection } from './connect';
import { fieldsOf, itemOf } from './output';
import type { StreamSetting } from './setting';

type Open = Extract<Connection, { pieces: unknown }> & { end(): void };
type Refused = Extract<Connection, { error: unknown }>;

/** Posts remembered against repeats, which X announces. */
const REMEMBERED = 2000;
/** Longest backfill of X, in minutes. */
const MOST_BACKFILL = 5;
/** Refusals in a row after which the user is told, while the trigger goes on trying. */
const REPORTED_AFTER = 5;
/** A connection that held for so long, in milliseconds, was a good one: the waiting starts anew. */
const STEADY_MS = 20_000;
/** What another try cannot mend: credential, credits, access. A 403 may pass: X gives it for a while after changes of an app. */
const LASTING = new Set([400, 401, 402, 404]);

const passes = (error: unknown): boolean =>
	isPassing(error) || (error instanceof XError && error.context.status === 403 && error.context.endpoint === STREAM);

export class StreamHolder {
	private readonly ending = new AbortController();
	private readonly closed: Promise<void>;
	private readonly seen = createSeen(REMEMBERED);
	private session?: Session;
	private synced: Synced = { rules: [], own: [] };
	/** Milliseconds since 1970 at which X last sent anything. */
	private heardAt = 0;
	private waiting: Waiting = { times: 0 };
	/** From when on posts may be missing, while they are not looked for yet. */
	private gapSince?: number;
	private holding: Promise<void> = Promise.resolve();

	constructor(
		private readonly context: ITriggerFunctions,
		private readonly setting: StreamSetting,
	) {
		this.closed = new Promise((resolve) => {
			this.ending.signal.addEventListener('abort', () => resolve(), { once: true });
		});
	}

	/**
	 * Puts the rules in step and connects. A fault that passes is reported, and the trigger goes on trying by itself.
	 * @param isTest leaves earlier rules of the node alone, for an active workflow
	 */
	async start(isTest: boolean): Promise<void> {
		this.session = await openSession(this.context, 'xAppBearerApi', ACTIVATION);
		const opened = await settle(this.open(this.session, isTest));
		if (!opened.ok && (isTest || !passes(opened.error))) {
			await this.removeOwnRules();
			throw opened.error;
		}
		if (!opened.ok) this.report(toNodeError(this.context.getNode(), opened.error, 0));
		const holding = this.hold(opened.ok ? opened.value : undefined);
		this.holding = holding.catch((error: Error) => this.context.emitError(error));
	}

	private async open(session: Session, isTest: boolean): Promise<Open> {
		const { mark, rules, takeOver } = this.setting;
		this.synced = await syncRules(session.client, mark, rules, isTest);
		const first = await this.connect(false);
		const connection = 'error' in first && first.tooMany && takeOver ? await this.takeOver(session) : first;
		if ('error' in connection) throw connection.error;
		return connection;
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

	private async connect(again: boolean): Promise<Open | Refused> {
		const minutes = Math.min(MOST_BACKFILL, Math.ceil((Date.now() - this.heardAt) / 60_000));
		const backfill = again && this.heardAt > 0 && this.setting.catchUp === 'backfill';
		const line = new AbortController();
		const end = () => line.abort();
		this.ending.signal.addEventListener('abort', end, { once: true });
		const connection = await connect(this.context, {
			query: { ...fieldsOf(this.setting, 'tweet'), ...(backfill ? { backfill_minutes: minutes } : {}) },
			signal: line.signal,
			silence: PACE.silence,
		});
		if ('error' in connection) return connection;
		this.heardAt = Date.now();
		return { ...connection, end };
	}

	private async takeOver({ client }: Session): Promise<Open | Refused> {
		await client.call('DELETE /2/connections/{endpoint_id}', { path: { endpoint_id: 'filtered_stream' } });
		await this.pause(PACE.networkStep);
		return await this.connect(false);
	}

	/** One connection after the other, until n8n closes the trigger or X refuses for good. */
	private async hold(first: Open | undefined): Promise<void> {
		for (let connection = first ?? (await this.reconnect()); connection;) {
			const connectedAt = Date.now();
			const heard = await this.listen(connection);
			if (heard && Date.now() - connectedAt >= STEADY_MS) this.waiting = { times: 0 };
			const lostAt = this.heardAt;
			connection = await this.reconnect();
			if (connection && this.setting.catchUp === 'search' && lostAt > 0) this.searchSince(lostAt);
		}
	}

	/** @returns undefined when the trigger is closed, or X has refused for good */
	private async reconnect(): Promise<Open | undefined> {
		let refused: Refused | undefined;
		while (!this.isClosed) {
			await this.waitAfter(refused);
			if (this.isClosed) return undefined;
			const connection = await this.tryAgain();
			if ('pieces' in connection) {
				void this.syncRules();
				return connection;
			}
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
		// Once for a second connection, which someone has to end; otherwise only when it lasts.
		if (waiting.times === (refused?.tooMany ? 1 : REPORTED_AFTER))
			this.report(refused ? toNodeError(this.context.getNode(), refused.error, 0) : this.cutAgain());
		// X refuses a stream without any rules.
		if (refused?.error.context.status === 409) await this.syncRules();
		await this.pause(Math.max(ms, refused?.resetsAt ? refused.resetsAt - Date.now() : 0));
	}

	private cutAgain(): NodeOperationError {
		return new NodeOperationError(this.context.getNode(), 'X keeps ending the connection to the stream', {
			description: `It has ended it ${REPORTED_AFTER} times in a row soon after it was opened. The trigger stays active and goes on trying.`,
		});
	}

	/** Without rules of its own a stream delivers nothing. */
	private async tryAgain(): Promise<Open | Refused> {
		const error = this.synced.rules.length === 0 ? await this.syncRules() : undefined;
		return error ? { error, cut: 'http' } : await this.connect(true);
	}

	/** Someone else may have taken the rules away meanwhile. @returns why they are not there */
	private async syncRules(): Promise<XError | undefined> {
		const { mark, rules } = this.setting;
		if (!this.session || this.context.getMode() === 'manual') return undefined;
		const synced = await settleCall(syncRules(this.session.client, mark, rules, false));
		if (!synced.ok) return synced.error;
		this.synced = synced.value;
		return undefined;
	}

	/** A failed execution, the trigger staying active. */
	private report(error: NodeApiError | NodeOperationError): void {
		tellFailure(this.context, error);
	}

	/** @returns whether X sent anything, a sign of life included */
	private async listen({ pieces, end }: Open): Promise<boolean> {
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
		let over = false;
		const reading = listening()
			.catch((error: Error) => {
				if (!this.isClosed && !over) this.log(`the connection ended: ${error.message}`);
			})
			.finally(() => (over = true));
		await Promise.race([reading, this.silence(() => over)]);
		if (!over && !this.isClosed) this.log('X has been silent for too long');
		over = true;
		end();
		return heard;
	}

	/** X sends something every 20 seconds. Ends when nothing has come for longer, or the connection is over. */
	private async silence(isOver: () => boolean): Promise<void> {
		for (
			let left = PACE.silence;
			left > 0 && !isOver() && !this.isClosed;
			left = this.heardAt + PACE.silence - Date.now()
		)
			await this.pause(left);
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

	/** Looks for the posts that came while the line was down, once for all gaps until then. */
	private searchSince(lostAt: number): void {
		const isPlanned = this.gapSince !== undefined;
		this.gapSince ??= lostAt;
		if (!isPlanned) void this.search();
	}

	private async search(): Promise<void> {
		await this.pause(PACE.searchLag);
		const since = this.gapSince;
		this.gapSince = undefined;
		if (this.isClosed || !this.session || since === undefined) return;
		const { client } = this.session;
		const gap = { since, until: Date.now() - PACE.searchLag };
		for (const rule of this.synced.rules) {
			const searching = search(client, rule, gap, fieldsOf(this.setting, 'post'), (match) => this.pass(match));
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
