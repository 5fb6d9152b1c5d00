/** One trigger on the activity stream: its subscriptions, its place on the line of its app, each event passed on once. */
import type { IDataObject } from 'n8n-workflow';
import { XError } from '../../../api/errors/errors';
import { attempt, settle, xErrorOnly, messageOf } from '../../../api/errors/outcome';
import { label } from '../../../api/json/members';
import type { Delivered } from '../../../api/push/activity';
import type { Seen } from '../../../api/push/seen';
import { bodyId } from '../../../api/push/webhook';
import { passes } from '../../connection/held-line';
import type { Life } from '../../connection/keeper';
import { isPassing } from '../../session/passing';
import { appAccessOf, type Access } from '../../session/session';
import { pause } from '../../shared/pause';
import { hasChat, openChats } from '../../chat/on-demand';
import { credentialIn, type ConnectionContext } from '../app';
import { itemsOf } from '../output';
import { ACTIVITY_STREAM, lineOf, type Events, type Member, type SharedLine } from './shared-line';
import { SubscriptionKeeper } from './subscription-keeper';

/** What becomes of what a listener hears. */
export interface Outlet {
	isTest: boolean;
	output: string;
	/** The user's own label; X has the node's mark in its place. */
	tag?: string;
	seen: Seen;
	/** Whether a fault at the start is survived, though it does not pass. */
	survives: boolean;
	emit(items: IDataObject[]): void;
	failed(error: XError | undefined, atOnce: boolean): void;
	ended(): void;
	broken(error: Error): void;
}

export class Listener implements Member, Life {
	isClosed = false;
	notReady?: XError;
	private readonly keeper: SubscriptionKeeper;
	private line?: SharedLine;
	/** What is being decrypted. */
	private opening: Promise<void> = Promise.resolve();

	constructor(
		private readonly context: ConnectionContext,
		private readonly outlet: Outlet,
		readonly wantsMissed: boolean,
		public missedSince?: number,
	) {
		this.keeper = new SubscriptionKeeper(context, this);
	}

	async pause(ms: number): Promise<void> {
		await pause(ms, () => this.isClosed);
	}

	/** @throws what a person has to mend; what passes is told, and tried again */
	async start(): Promise<void> {
		const { isTest } = this.outlet;
		const synced = await settle(this.keeper.sync(isTest));
		if (!synced.ok) {
			this.notReady = xErrorOnly(synced.error);
			this.survive(this.notReady, isPassing(this.notReady));
		}
		await this.joinOrLeave();
		if (isTest) return;
		void this.keeper.watch();
		if (synced.ok) return;
		void this.keeper.putBackAtLast().then(() => {
			this.notReady = undefined;
			this.line?.catchUp();
		});
	}

	/** @returns why X does not open the line at present */
	private async join(): Promise<XError | undefined> {
		const { owner } = await this.access();
		// A test may be cancelled at any moment.
		if (this.isClosed) return undefined;
		this.line = lineOf(owner);
		return await this.line.add(this);
	}

	async prepare(): Promise<void> {
		const error = await this.keeper.putBack();
		if (error === undefined) this.notReady = undefined;
		else if (error instanceof XError) this.notReady = error;
	}

	private async joinOrLeave(): Promise<void> {
		const outcome = await settle(
			this.join().then((error) => error && this.survive(error, passes(error, ACTIVITY_STREAM))),
		);
		if (outcome.ok) return;
		await this.leave();
		await settle(this.removeOwn());
		throw outcome.error;
	}

	private survive(error: XError, doesPass: boolean): void {
		if (this.outlet.isTest || !(doesPass || this.outlet.survives)) throw error;
		this.outlet.failed(error, true);
	}

	/** Nothing is passed on any more. */
	async leave(): Promise<void> {
		this.isClosed = true;
		await this.line?.remove(this);
	}

	async removeOwn(): Promise<void> {
		await this.keeper.removeOwn();
		for (const other of this.line?.others() ?? []) other.isBack();
	}

	async access(): Promise<Access> {
		return await appAccessOf(this.context, credentialIn(this.context));
	}

	take({ events, body }: Events): void {
		const { seen, output, tag } = this.outlet;
		const fresh = events
			.filter((event) => this.keeper.delivers(event))
			.filter((event, i) => seen.fresh(idOf(event, i)));
		if (fresh.length === 0) return;
		const labelled = output === 'raw' ? fresh : fresh.map((event) => ({ ...event, tag }));
		if (output === 'raw' || !hasChat(labelled)) this.outlet.emit(itemsOf(labelled, body, output));
		// One after the other: what was said first comes first.
		else this.opening = this.opening.then(async () => await this.emitOpened(labelled, body));
	}

	/** What is encrypted comes a moment later, since its keys are looked up. */
	private async emitOpened(events: readonly Delivered[], body: object): Promise<void> {
		const opened = await settle(openChats(this.context, credentialIn(this.context), events));
		if (this.isClosed) return;
		const items = itemsOf(opened.ok ? opened.value : events, body, this.outlet.output);
		const emitted = attempt(() => this.outlet.emit(items));
		if (!emitted.ok) this.warn(`something that X sent could not be passed on: ${messageOf(emitted.error)}`);
	}

	/** Somebody may have removed subscriptions meanwhile. */
	isBack(): void {
		if (!this.outlet.isTest && !this.isClosed) void this.keeper.putBackAtLast();
	}

	failed(error: XError | undefined, atOnce: boolean): void {
		this.outlet.failed(error, atOnce);
	}

	ended(): void {
		this.outlet.ended();
	}

	broken(error: Error): void {
		this.outlet.broken(error);
	}

	log(message: string): void {
		this.context.logger.info(`X Activity Trigger: ${message}`, { node: this.context.getNode().name });
	}

	warn(message: string): void {
		this.context.logger.warn(`X Activity Trigger: ${message}`, { node: this.context.getNode().name });
	}
}

/** A repeat of an event that came without an ID has the same bytes. */
const idOf = (event: Delivered, i: number): string =>
	label(event.event_uuid) ?? `${bodyId(new TextEncoder().encode(JSON.stringify(event)))}-${i}`;
