/** Holds the filtered stream of X open: rules in step, one connection, each post passed on once. */
import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import type { Parts } from '../../api/client/call';
import type { XError } from '../../api/errors/errors';
import { xErrorOnly } from '../../api/errors/outcome';
import { createSeen } from '../../api/push/seen';
import { PACE, readLine, type Match } from '../../api/push/stream';
import type { Refused, StreamOfX } from '../connection/connect';
import { HeldLine, passes, refusalOf, type LineUser, type Open } from '../connection/held-line';
import { Outage } from '../connection/outage';
import type { CredentialType } from '../session/credential';
import { isStartedByN8n } from '../session/passing';
import { appAccessOf, type Session } from '../session/session';
import { search, type Gap } from './catch-up';
import { fieldsOf, itemOf } from './output';
import { RuleKeeper } from './rule-keeper';
import type { StreamSetting } from './setting';

const STREAM: StreamOfX = {
	endpoint: 'GET /2/tweets/search/stream',
	closeOthers:
		"X allows an app one connection to the filtered stream. Another active workflow or another program holds it, or X has not yet noticed that an earlier one ended. End it with X Developer > Connection > Close Stream, or switch on 'End Other Connections' here, and activate again.",
};
/** Posts remembered against repeats, which X announces. */
const REMEMBERED = 2000;
/** Longest backfill of X, in minutes. */
const MOST_BACKFILL = 5;

export class StreamHolder implements LineUser {
	readonly stream = STREAM;
	private readonly line: HeldLine;
	private readonly seen = createSeen(REMEMBERED);
	private readonly rules: RuleKeeper;
	private readonly outage: Outage;
	/** From when on posts may be missing that have not been looked for yet, in milliseconds since 1970. */
	private gapSince?: number;
	/** When the line stood again last, in milliseconds since 1970. */
	private backAt = 0;

	constructor(
		private readonly context: ITriggerFunctions,
		private readonly setting: StreamSetting,
		private readonly credential: CredentialType,
		private readonly session: Session,
	) {
		this.line = new HeldLine(this);
		this.outage = new Outage(context, 'X Stream Trigger');
		this.rules = new RuleKeeper(context, setting, session, this.line);
	}

	/**
	 * Puts the rules in step and connects. A fault that passes is reported, and the trigger goes on trying by itself.
	 * @param isTest leaves earlier rules of the node alone, for an active workflow
	 */
	async start(isTest: boolean): Promise<void> {
		const giveUp = async (error: unknown): Promise<never> => {
			await this.rules.removeOwn();
			throw error;
		};
		const connection = await this.open(isTest).catch(refusalOf).catch(giveUp);
		if ('error' in connection) {
			if (isTest || !this.outlives(connection.error)) await giveUp(connection.error);
			this.outage.failed(connection.error, true);
		}
		this.line.hold(connection);
		if (!isTest) void this.rules.watch();
	}

	private outlives(error: XError): boolean {
		return passes(error, STREAM) || isStartedByN8n(this.context);
	}

	private async open(isTest: boolean): Promise<Open | Refused> {
		await this.rules.sync(isTest);
		const first = await this.line.connect();
		return 'error' in first && first.tooMany && this.setting.takeOver ? await this.takeOver() : first;
	}

	async close(): Promise<void> {
		await this.line.close();
		await this.rules.removeOwn();
	}

	private async takeOver(): Promise<Open | Refused> {
		const { client } = this.session;
		await client.call('DELETE /2/connections/{endpoint_id}', { path: { endpoint_id: 'filtered_stream' } });
		await this.line.pause(PACE.networkStep);
		return await this.line.connect();
	}

	private get isLive(): boolean {
		return this.context.getMode() !== 'manual';
	}

	async access() {
		return await appAccessOf(this.context, this.credential);
	}

	query(): NonNullable<Parts['query']> {
		const { heardAt } = this.line;
		const minutes = Math.min(MOST_BACKFILL, Math.ceil((Date.now() - heardAt) / 60_000));
		const backfill = heardAt > 0 && this.setting.catchUp === 'backfill';
		return { ...fieldsOf(this.setting, 'tweet'), ...(backfill ? { backfill_minutes: minutes } : {}) };
	}

	/** X refuses a stream without any rules, and without those of its own it delivers nothing. */
	async prepare(refused: Refused | undefined): Promise<XError | undefined> {
		const isWithout = () => this.rules.rules.length === 0;
		if (!this.isLive || !(isWithout() || refused?.error.context.status === 409)) return undefined;
		const error = await this.rules.putBack();
		return error !== undefined && isWithout() ? xErrorOnly(error) : undefined;
	}

	isBack(lostAt: number): void {
		// Someone else may have taken the rules away meanwhile.
		if (this.isLive) void this.rules.putBackAtLast();
		if (this.setting.catchUp === 'search' && lostAt > 0) void this.searchSince(lostAt);
	}

	failed(error: XError | undefined, atOnce: boolean): void {
		this.outage.failed(error, atOnce);
	}

	ended(): void {
		this.outage.ended();
	}

	broken(error: Error): void {
		this.context.emitError(error);
	}

	take(line: string): void {
		const message = readLine(line);
		if ('match' in message) this.pass(message.match);
		else if ('disconnect' in message)
			this.log(`X is about to disconnect: ${message.disconnect.detail || message.disconnect.title}`);
	}

	private pass(match: Match): void {
		const { id, rules: matched } = match;
		const own = matched.some(({ id: rule }) => this.rules.rules.some((each) => each.id === rule));
		if (!own && !this.setting.others && matched.length > 0) return;
		if (this.seen.fresh(id)) this.context.emit([[{ json: itemOf(match, this.setting) as IDataObject }]]);
	}

	/** Looks for the posts that came while the line was down: once X finds them, and once for all gaps until then. */
	private async searchSince(lostAt: number): Promise<void> {
		this.backAt = Date.now();
		if (this.gapSince !== undefined) return;
		for (let since: number | undefined = lostAt; since !== undefined; since = this.gapSince) {
			this.gapSince = since;
			const until = this.backAt;
			await this.line.pause(PACE.searchLag);
			await this.search({ since, until });
			// The line was down again meanwhile.
			this.gapSince = this.backAt > until ? until : undefined;
		}
	}

	private async search(gap: Gap): Promise<void> {
		const { client } = this.session;
		for (const rule of this.rules.rules) {
			if (this.line.isClosed) return;
			const searching = search(client, rule, gap, fieldsOf(this.setting, 'post'), (match) => this.pass(match));
			await searching.catch((error: Error) =>
				this.warn(`the posts of a disconnect could not all be searched for ('${rule.value}'): ${error.message}`),
			);
		}
	}

	log(message: string): void {
		this.context.logger.info(`X Stream Trigger: ${message}`, { node: this.context.getNode().name });
	}

	warn(message: string): void {
		this.context.logger.warn(`X Stream Trigger: ${message}`, { node: this.context.getNode().name });
	}
}
