/**
 * The connection of an app to its activity stream, shared by all triggers of this n8n that use the same credential: X
 * allows an app two, and each carries the events of all of the app's subscriptions.
 */
import type { Parts } from '../../../api/client/call';
import type { XError } from '../../../api/errors/errors';
import { toSecond } from '../../../api/objects/time';
import { readActivity, type ActivityMessage } from '../../../api/push/activity';
import type { Refused, StreamOfX } from '../../connection/connect';
import { HeldLine, refusalOf, type LineUser, type Open } from '../../connection/held-line';
import type { Access } from '../../session/session';

export const ACTIVITY_STREAM: StreamOfX = {
	endpoint: 'GET /2/activity/stream',
	closeOthers:
		'X allows an app two connections to its activity stream. Other programs, or other credentials of the same app in this n8n, hold them, or X has not yet noticed that earlier ones ended. The connections are listed by X Developer > Connection > Get Many. Triggers that use the same credential share one.',
};

export type Events = Extract<ActivityMessage, { events: unknown }>;

/** A trigger that listens. */
export interface Member {
	access(): Promise<Access>;
	/** From when on it has missed events that it wants to have again, in milliseconds since 1970. */
	missedSince?: number;
	/** Why its subscriptions are not known: it could not tell its events from those of others. */
	notReady?: XError;
	/** Tries again to get ready. */
	prepare(): Promise<void>;
	/** Whether it wants to have again what is missed while the connection is down. */
	wantsMissed: boolean;
	take(message: Events): void;
	/** A connection stands again after it was down. */
	isBack(): void;
	failed(error: XError | undefined, atOnce: boolean): void;
	ended(): void;
	broken(error: Error): void;
	log(message: string): void;
	warn(message: string): void;
}

const MINUTE_MS = 60_000;
/** X keeps events for a day. */
const MOST_MISSED_MS = 24 * 60 * MINUTE_MS - MINUTE_MS;
/** Longest backfill of X, in minutes. */
const MOST_BACKFILL = 5;
/** What X answers where it does not send anything again. */
const NO_REPLAY = new Set([400, 403]);

/** The lines of this process, by credential. */
const lines = new Map<string, SharedLine>();

export function lineOf(owner: string): SharedLine {
	const line = lines.get(owner) ?? new SharedLine(owner);
	lines.set(owner, line);
	return line;
}

export class SharedLine implements LineUser {
	readonly stream = ACTIVITY_STREAM;
	private readonly line = new HeldLine(this);
	private readonly members = new Set<Member>();
	private opening?: Promise<unknown>;
	/** Why there is no connection at present. */
	private error?: XError;
	/** Whether X sends again what was missed, as far as is known. */
	private replays = true;
	/** Since when it was asked to: X has just refused that, or something else, and the next answer tells. */
	private inDoubt?: number;

	constructor(private readonly owner: string) {}

	/** @returns why X does not open the line at present */
	async add(member: Member): Promise<XError | undefined> {
		this.members.add(member);
		this.opening ??= this.open();
		await this.opening;
		this.catchUp();
		return this.error;
	}

	/** A line that was open already has not been asked for what a member has missed that joined or got ready later. */
	catchUp(): void {
		if (this.missedSince() !== undefined && this.replays) this.line.renew();
	}

	async remove(member: Member): Promise<void> {
		this.members.delete(member);
		if (this.members.size > 0) return;
		this.isJoinedNoMore();
		await this.line.close();
	}

	private isJoinedNoMore(): void {
		if (lines.get(this.owner) === this) lines.delete(this.owner);
	}

	/** Those that still listen: their events may have come by a subscription of one that has left. */
	others(): Member[] {
		return [...this.members];
	}

	private async open(): Promise<void> {
		const unready = this.unready();
		const first: Open | Refused = unready ? refusalOf(unready) : await this.line.connect().catch(refusalOf);
		if ('error' in first) this.isRefused(first.error);
		this.line.hold(first);
	}

	/** With the rights of any member: they are the same. */
	async access(): Promise<Access> {
		const [member] = this.members;
		return await member.access();
	}

	/** Nobody could use what comes. */
	private unready(): XError | undefined {
		const reasons = [...this.members].map(({ notReady }) => notReady);
		return reasons.every(Boolean) ? reasons[0] : undefined;
	}

	async prepare(): Promise<XError | undefined> {
		await Promise.all([...this.members].map(async (each) => (each.notReady ? await each.prepare() : undefined)));
		return this.unready();
	}

	private missedSince(): number | undefined {
		const times = [...this.members].flatMap(({ missedSince, notReady }) => (notReady ? [] : (missedSince ?? [])));
		return times.length > 0 ? Math.min(...times) : undefined;
	}

	query(xTime: (ms: number) => number): NonNullable<Parts['query']> {
		const { heardAt } = this.line;
		if (heardAt > 0) for (const each of this.members) if (each.wantsMissed) each.missedSince ??= heardAt;
		const since = this.missedSince();
		if (since === undefined || !this.replays) return {};
		const now = Date.now();
		const minutes = Math.max(1, Math.ceil((now - since) / MINUTE_MS));
		return minutes <= MOST_BACKFILL
			? { backfill_minutes: minutes }
			: { start_time: toSecond(xTime(Math.max(since, now - MOST_MISSED_MS))) };
	}

	/** X does not say to which apps it sends again what was missed: the others have to do without. */
	asksForLess({ error }: Refused): boolean {
		const since = this.missedSince();
		if (!this.replays || since === undefined || !NO_REPLAY.has(error.context.status)) return false;
		this.replays = false;
		this.inDoubt = since;
		return true;
	}

	opened(): void {
		if (this.inDoubt !== undefined)
			this.warn(`X does not send again to this app what was missed since ${new Date(this.inDoubt).toISOString()}.`);
		this.inDoubt = undefined;
		this.error = undefined;
		for (const each of this.members)
			if (!each.notReady) each.missedSince = undefined;
			else if (each.wantsMissed) each.missedSince ??= Date.now();
	}

	isBack(): void {
		for (const each of this.members) each.isBack();
	}

	private isRefused(error: XError | undefined): void {
		if (this.inDoubt !== undefined) this.replays = true;
		this.inDoubt = undefined;
		this.error = error;
	}

	failed(error: XError | undefined, atOnce: boolean): void {
		this.isRefused(error);
		for (const each of this.members) each.failed(error, atOnce);
	}

	ended(): void {
		for (const each of this.members) each.ended();
	}

	/** Each trigger starts anew, on another line. */
	broken(error: Error): void {
		this.isJoinedNoMore();
		for (const each of this.members) each.broken(error);
	}

	take(line: string): void {
		const message = readActivity(line);
		if ('events' in message) for (const each of this.members) each.take(message);
		else if ('disconnect' in message)
			this.log(`X is about to disconnect: ${message.disconnect.detail || message.disconnect.title}`);
	}

	log(message: string): void {
		this.say('log', message);
	}

	warn(message: string): void {
		this.say('warn', message);
	}

	/** Once for the line, in the name of one trigger. */
	private say(how: 'log' | 'warn', message: string): void {
		const [member] = this.members;
		member?.[how](message);
	}
}
