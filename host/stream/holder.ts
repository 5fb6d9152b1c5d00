/** Holds the filtered stream of X open: rules in step, one connection, X's back-off, each post passed on once. */
import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import type { XError } from '../../api/errors/errors';
import { xErrorOnly } from '../../api/errors/outcome';
import { createSeen } from '../../api/push/seen';
import { afterCut, createLines, PACE, readLine, type Match, type Waiting } from '../../api/push/stream';
import { isPassing, isStartedByN8n } from '../session/passing';
import { pause } from '../shared/pause';
import type { Session } from '../session/session';
import { search } from './catch-up';
import { connect, STREAM, type Connection } from './connect';
import { Outage } from './outage';
import { fieldsOf, itemOf } from './output';
import { RuleKeeper } from './rule-keeper';
import type { StreamSetting } from './setting';

type Open = Extract<Connection, { pieces: unknown }> & { end(): void };
type Refused = Extract<Connection, { error: unknown }>;

/** Posts remembered against repeats, which X announces. */
const REMEMBERED = 2000;
/** Longest backfill of X, in minutes. */
const MOST_BACKFILL = 5;
/** A connection that held for so long, in milliseconds, was a good one: the waiting starts anew. */
const STEADY_MS = 20_000;

/** Statuses that X gives the stream for a while: after changes of an app, and while another connection stands. */
const PASSING_AT_STREAM = new Set([403, 429]);
function passes(error: XError): boolean {
	const { endpoint, status } = error.context;
	return isPassing(error) || (endpoint === STREAM && PASSING_AT_STREAM.has(status));
}

/** @throws what X did not say: settings, and faults of the node itself */
function refusalOf(thrown: unknown): Refused {
	const error = xErrorOnly(thrown);
	return { error, cut: passes(error) ? 'http' : 'lasting' };
}

export class StreamHolder {
	private readonly ending = new AbortController();
	private readonly closed: Promise<void>;
	/** Ends the current connection. */
	private line?: AbortController;
	private readonly seen = createSeen(REMEMBERED);
	private readonly rules: RuleKeeper;
	private readonly outage: Outage;
	/** Milliseconds since 1970 at which X last sent anything. */
	private heardAt = 0;
	private waiting: Waiting = { times: 0 };
	/** From when on posts may be missing, while they are not looked for yet. */
	private gapSince?: number;
	private holding: Promise<void> = Promise.resolve();

	constructor(
		private readonly context: ITriggerFunctions,
		private readonly setting: StreamSetting,
		private readonly session: Session,
	) {
		this.closed = new Promise((resolve) => {
			this.ending.signal.addEventListener('abort', () => resolve(), { once: true });
		});
		this.outage = new Outage(context);
		this.rules = new RuleKeeper(context, setting, {
			client: session.client,
			pause: async (ms) => await this.pause(ms),
			isClosed: () => this.isClosed,
		});
	}

	/**
	 * Puts the rules in step and connects. A fault that passes is reported, and the trigger goes on trying by itself.
	 * @param isTest leaves earlier rules of the node alone, for an active workflow
	 */
	async start(isTest: boolean): Promise<void> {
		const connection = await this.open(isTest).catch(refusalOf);
		if ('error' in connection) {
			if (isTest || !this.outlives(connection.error)) {
				await this.rules.removeOwn();
				throw connection.error;
			}
			this.outage.failed(connection.error, true);
		}
		this.holding = this.hold(connection).catch((error: Error) => this.context.emitError(error));
		if (!isTest) void this.rules.watch();
	}

	private outlives(error: XError): boolean {
		return passes(error) || isStartedByN8n(this.context);
	}

	private async open(isTest: boolean): Promise<Open | Refused> {
		await this.rules.sync(isTest);
		const first = await this.connect(false);
		return 'error' in first && first.tooMany && this.setting.takeOver ? await this.takeOver() : first;
	}

	async close(): Promise<void> {
		this.ending.abort();
		this.line?.abort();
		await this.holding;
		await this.rules.removeOwn();
	}

	private get isClosed(): boolean {
		return this.ending.signal.aborted;
	}

	private async pause(ms: number): Promise<void> {
		await Promise.race([pause(ms, () => this.isClosed), this.closed]);
	}

	private async connect(again: boolean): Promise<Open | Refused> {
		const minutes = Math.min(MOST_BACKFILL, Math.ceil((Date.now() - this.heardAt) / 60_000));
		const backfill = again && this.heardAt > 0 && this.setting.catchUp === 'backfill';
		const line = new AbortController();
		this.line = line;
		const connection = await connect(this.context, {
			query: { ...fieldsOf(this.setting, 'tweet'), ...(backfill ? { backfill_minutes: minutes } : {}) },
			signal: line.signal,
			silence: PACE.silence,
		});
		if ('error' in connection) return connection;
		this.heardAt = Date.now();
		return { ...connection, end: () => line.abort() };
	}

	private async takeOver(): Promise<Open | Refused> {
		const { client } = this.session;
		await client.call('DELETE /2/connections/{endpoint_id}', { path: { endpoint_id: 'filtered_stream' } });
		await this.pause(PACE.networkStep);
		return await this.connect(false);
	}

	/** One connection after the other, until n8n closes the trigger. */
	private async hold(first: Open | Refused): Promise<void> {
		let connection = 'pieces' in first ? first : await this.reconnect(first);
		while (connection) {
			await this.listenTo(connection);
			const lostAt = this.heardAt;
			connection = await this.reconnect();
			if (connection && this.setting.catchUp === 'search' && lostAt > 0) this.searchSince(lostAt);
		}
	}

	private async listenTo(connection: Open): Promise<void> {
		let over = false;
		// An outage is over once a connection has stood for a while, not when the next one breaks.
		void this.pause(STEADY_MS).then(() => over || this.isClosed || this.outage.ended());
		const connectedAt = Date.now();
		const heard = await this.listen(connection);
		over = true;
		if (heard && Date.now() - connectedAt >= STEADY_MS) this.waiting = { times: 0 };
	}

	/** @returns undefined when the trigger is closed */
	private async reconnect(before?: Refused): Promise<Open | undefined> {
		for (let refused = before; !this.isClosed;) {
			await this.waitAfter(refused);
			if (this.isClosed) return undefined;
			const connection = await this.tryAgain();
			if ('pieces' in connection) {
				// Someone else may have taken the rules away meanwhile.
				if (this.isLive) void this.rules.putBackAtLast();
				return connection;
			}
			refused = connection;
			if (!this.isClosed) this.outage.failed(refused.error, refused.tooMany === true || refused.cut === 'lasting');
		}
		return undefined;
	}

	private get isLive(): boolean {
		return this.context.getMode() !== 'manual';
	}

	private async waitAfter(refused: Refused | undefined): Promise<void> {
		const { ms, waiting } = afterCut(this.waiting, refused ? refused.cut : 'network', PACE);
		this.waiting = waiting;
		if (!refused) this.outage.failed(undefined, false);
		// X refuses a stream without any rules.
		if (refused?.error.context.status === 409 && this.isLive) await this.rules.putBack();
		await this.pause(Math.max(ms, refused?.resetsAt ? refused.resetsAt - Date.now() : 0));
	}

	/** Without rules of its own a stream delivers nothing. */
	private async tryAgain(): Promise<Open | Refused> {
		const error = this.isLive && this.rules.rules.length === 0 ? await this.rules.putBack() : undefined;
		if (error) return refusalOf(error);
		return await this.connect(true);
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
		const own = matched.some(({ id: rule }) => this.rules.rules.some((each) => each.id === rule));
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
		if (this.isClosed || since === undefined) return;
		const { client } = this.session;
		const gap = { since, until: Date.now() - PACE.searchLag };
		for (const rule of this.rules.rules) {
			const searching = search(client, rule, gap, fieldsOf(this.setting, 'post'), (match) => this.pass(match));
			await searching.catch((error: Error) =>
				this.warn(`the posts of a disconnect could not all be searched for ('${rule.value}'): ${error.message}`),
			);
		}
	}

	private log(message: string): void {
		this.context.logger.info(`X Stream Trigger: ${message}`, { node: this.context.getNode().name });
	}

	private warn(message: string): void {
		this.context.logger.warn(`X Stream Trigger: ${message}`, { node: this.context.getNode().name });
	}
}
