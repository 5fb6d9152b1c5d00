/** Keeps one connection to a stream of X open: X's back-off, its signs of life, a new connection after each end. */
import type { Parts } from '../../api/client/call';
import { toXTime } from '../../api/client/clock';
import { XError } from '../../api/errors/errors';
import { attempt, messageOf, xErrorOnly } from '../../api/errors/outcome';
import { afterCut, createLines, PACE, type Waiting } from '../../api/push/stream';
import { isPassing } from '../session/passing';
import { clockOf, type Access } from '../session/session';
import { pause } from '../shared/pause';
import { connect, type Connection, type Refused, type StreamOfX } from './connect';

export type Open = Extract<Connection, { pieces: unknown }> & { end(): void };

/** How often X sends a sign of life, in milliseconds. */
const SIGN_OF_LIFE_MS = 20_000;
/** A connection over which something comes after so long is a good one: the waiting starts anew. Its first sign of life will do. */
const STEADY_MS = 15_000;

/** Statuses that X gives a stream for a while: after changes of an app, and while another connection stands. */
const PASSING_AT_STREAM = new Set([403, 429]);

/** Why a connection was ended by the line itself. */
const RENEWED = new Error('Another connection is opened');

/** What is done with the line, and what a stream asks for besides. */
export interface LineUser {
	stream: StreamOfX;
	access(): Promise<Access>;
	/** @param xTime converts a time of this computer's clock to X's clock */
	query(xTime: (ms: number) => number): NonNullable<Parts['query']>;
	/** @returns whether it was what the stream is asked for besides that X refused: it is asked again at once, for less */
	asksForLess?(refused: Refused): boolean;
	/** A connection stands. */
	opened?(): void;
	/** Puts in order what the stream needs. @returns what keeps it from being opened */
	prepare(refused: Refused | undefined): Promise<XError | undefined>;
	/** A connection stands again. @param lostAt when X last sent anything before, in milliseconds since 1970; 0 if never */
	isBack(lostAt: number): void;
	take(line: string): void;
	/** @param error X's refusal, or what was wrong with a connection; none if X has ended it */
	failed(error: XError | undefined, atOnce: boolean): void;
	ended(): void;
	/** A fault of the node itself. */
	broken(error: Error): void;
	log(message: string): void;
	warn(message: string): void;
}

export class HeldLine {
	private closing = false;
	/** Ends the pauses under way. A promise that all of them wait for would keep something of each until the line is closed. */
	private readonly wakings = new Set<() => void>();
	/** Ends the current connection. */
	private line?: AbortController;
	/** Milliseconds since 1970 at which X last sent anything; 0 if never. */
	heardAt = 0;
	private waiting: Waiting = { times: 0 };
	private holding: Promise<void> = Promise.resolve();

	constructor(private readonly user: LineUser) {}

	get isClosed(): boolean {
		return this.closing;
	}

	/** Ends early when the line is closed. */
	async pause(ms: number): Promise<void> {
		let wake = (): void => undefined;
		const woken = new Promise<void>((resolve) => (wake = resolve));
		this.wakings.add(wake);
		await Promise.race([pause(ms, () => this.isClosed), woken]);
		this.wakings.delete(wake);
	}

	async connect(): Promise<Open | Refused> {
		const first = await this.connectOnce();
		const connection = 'error' in first && this.user.asksForLess?.(first) ? await this.connectOnce() : first;
		if ('pieces' in connection) this.user.opened?.();
		return connection;
	}

	/** Ends the current connection, so that another one is opened: that is no failure. */
	renew(): void {
		this.line?.abort(RENEWED);
	}

	private get isRenewed(): boolean {
		return this.line?.signal.reason === RENEWED;
	}

	private async connectOnce(): Promise<Open | Refused> {
		const line = new AbortController();
		this.line = line;
		const access = await this.user.access();
		const connection = await connect(access, this.user.stream, {
			query: this.user.query((ms) => toXTime(clockOf(access.root), ms)),
			signal: line.signal,
			silence: PACE.silence,
		});
		if ('error' in connection) return connection;
		this.heardAt = Date.now();
		return { ...connection, end: () => line.abort() };
	}

	/** Goes on by itself from the first outcome, until it is closed. */
	hold(first: Open | Refused): void {
		this.holding = this.goOn(first).catch((error: Error) => this.user.broken(error));
	}

	async close(): Promise<void> {
		this.closing = true;
		for (const wake of this.wakings) wake();
		this.line?.abort();
		await this.holding;
	}

	/** One connection after the other. */
	private async goOn(first: Open | Refused): Promise<void> {
		let connection = 'pieces' in first ? first : await this.comeBack(first);
		while (connection) {
			await this.listen(connection);
			this.failed(this.silenceOf(), false);
			connection = await this.comeBack();
		}
	}

	private async comeBack(refused?: Refused): Promise<Open | undefined> {
		const lostAt = this.heardAt;
		const connection = await this.reconnect(refused);
		if (connection) this.user.isBack(lostAt);
		return connection;
	}

	/** @returns undefined when the line is closed */
	private async reconnect(before?: Refused): Promise<Open | undefined> {
		for (let refused = before; !this.isClosed;) {
			await this.waitAfter(refused);
			if (this.isClosed) return undefined;
			const connection = await this.tryAgain(refused);
			if ('pieces' in connection) return connection;
			refused = connection;
			this.failed(refused.error, refused.tooMany === true || refused.cut === 'lasting');
		}
		return undefined;
	}

	/** What the line itself brings about is no failure. */
	private failed(error: XError | undefined, atOnce: boolean): void {
		if (!this.isClosed && !this.isRenewed) this.user.failed(error, atOnce);
	}

	private async waitAfter(refused: Refused | undefined): Promise<void> {
		const { ms, waiting } = afterCut(this.waiting, refused ? refused.cut : 'network', PACE);
		this.waiting = waiting;
		const untilReset = refused?.resetsAt ? refused.resetsAt - Date.now() : 0;
		await this.pause(Math.max(ms, Math.min(PACE.limitMost, untilReset)));
	}

	private async tryAgain(refused: Refused | undefined): Promise<Open | Refused> {
		const error = await this.user.prepare(refused);
		return error ? refusalOf(error) : await this.connect().catch(refusalOf);
	}

	private async listen({ pieces, end }: Open): Promise<void> {
		const lines = createLines();
		const openedAt = this.heardAt;
		const listening = async () => {
			for await (const piece of pieces) {
				if (this.isClosed) return;
				this.heardAt = Date.now();
				if (this.heardAt - openedAt >= STEADY_MS) this.isSteady();
				for (const line of lines(piece)) this.take(line);
			}
		};
		let over = false;
		const reading = listening()
			.catch((error: Error) => {
				if (!this.isClosed && !this.isRenewed && !over) this.user.log(`the connection ended: ${error.message}`);
			})
			.finally(() => (over = true));
		await Promise.race([reading, this.silence(() => over)]);
		if (!over && !this.isClosed) this.user.log('X has been silent for too long');
		over = true;
		end();
	}

	/** An outage is over once something comes over a connection that has stood for a while, a sign of life included. */
	private isSteady(): void {
		this.waiting = { times: 0 };
		this.user.ended();
	}

	/** What was wrong with the connection that has ended, where X did not end it. */
	private silenceOf(): XError | undefined {
		if (Date.now() - this.heardAt < SIGN_OF_LIFE_MS) return undefined;
		const problem = { title: 'Nothing comes over the connection to the stream', detail: '', type: '' } as const;
		const advice =
			'X sends a sign of life every 20 seconds. A proxy between n8n and X may hold back what comes in pieces: let it pass on responses of the X API unbuffered.';
		return new XError(problem, { endpoint: this.user.stream.endpoint, status: 0, advice });
	}

	/** What cannot be passed on must not keep what comes after it from coming. */
	private take(line: string): void {
		const taken = attempt(() => this.user.take(line));
		if (!taken.ok) this.user.warn(`something that X sent could not be passed on: ${messageOf(taken.error)}`);
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
}

/** Does it mend itself, for a stream? */
export function passes(error: XError, { endpoint }: StreamOfX): boolean {
	const { context } = error;
	return isPassing(error) || (context.endpoint === endpoint && PASSING_AT_STREAM.has(context.status));
}

/** @throws what X did not say: settings, and faults of the node itself */
export function refusalOf(thrown: unknown): Refused {
	const error = xErrorOnly(thrown);
	return { error, cut: isPassing(error) ? 'http' : 'lasting' };
}
