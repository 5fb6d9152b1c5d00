import type { Response } from 'express';
import type { Clock } from '../clock';
import type { Call } from '../context';
import { problemType, XError } from '../http/errors';
import { matches } from '../search/match';
import { parseQuery, type Query } from '../search/parse';
import { Document } from '../view/document';
import type { Snowflakes } from '../world/ids';
import type { WorldPost } from '../world/types';

export interface StreamRule {
	id: string;
	value: string;
	tag?: string;
	query: Query;
}

interface Connection {
	id: string;
	call: Call;
	res: Response;
	connectedAt: number;
}

/** How the stream behaves; X sends a keep-alive signal at least every 20 s and allows one connection. */
export interface StreamSettings {
	keepAliveMs: number;
	/** Stops sending but keeps the connection open. */
	silent: boolean;
	mostConnections: number;
	mostRules: number;
}

const USUAL: StreamSettings = { keepAliveMs: 20_000, silent: false, mostConnections: 1, mostRules: 1000 };
const MOST_LENGTH = 1024;
const MINUTE_MS = 60_000;

const issue = (status: number, connection_issue: string, detail: string) =>
	new XError(status, {
		title: 'ConnectionException',
		detail,
		connection_issue,
		type: problemType('streaming-connection'),
		status,
	});

/** The filtered stream: the app's rules and the connected clients. */
export class FilteredStream {
	readonly rules = new Map<string, StreamRule>();
	readonly connections = new Set<Connection>();
	settings: StreamSettings = { ...USUAL };

	constructor(
		private readonly clock: Clock,
		private readonly ids: Snowflakes,
	) {}

	id(): string {
		return this.ids.next(this.clock.now());
	}

	parse = (value: string): Query => parseQuery(value, MOST_LENGTH);

	/** Keeps a response open and sends matching posts. */
	connect(call: Call, res: Response): void {
		const connection: Connection = { id: this.id(), call, res, connectedAt: call.ctx.clock.now() };
		this.connections.add(connection);
		res.status(200).set('content-type', 'application/json; charset=utf-8');
		res.flushHeaders();
		const keepAlive = setInterval(() => this.write(connection, '\r\n'), this.settings.keepAliveMs);
		res.on('close', () => {
			clearInterval(keepAlive);
			this.connections.delete(connection);
		});
		const backfill = Number(call.query.backfill_minutes ?? 0) * MINUTE_MS;
		const recent =
			backfill > 0
				? [...call.ctx.world.posts.values()].filter(({ createdAt }) => createdAt > call.ctx.clock.now() - backfill)
				: [];
		for (const post of recent) this.sendTo(connection, post);
	}

	/** Rejects as X does, before anything is sent. */
	admit(call: Call): void {
		if (this.connections.size >= this.settings.mostConnections)
			throw issue(429, 'TooManyConnections', 'This stream is currently at the maximum allowed connection limit.');
		if (this.rules.size === 0)
			throw issue(409, 'RuleConfigurationIssue', 'You must define rules on this stream before connecting.');
		if (Number(call.query.backfill_minutes ?? 0) > 0 && !call.caller.app.enterprise)
			throw issue(403, 'ProvisioningSubscription', 'Backfill is not available on your access level.');
	}

	/** Sends a new post to the connections that it matches. */
	offer(post: WorldPost): void {
		for (const connection of this.connections) this.sendTo(connection, post);
	}

	private sendTo(connection: Connection, post: WorldPost): void {
		const { ctx } = connection.call;
		const matching = [...this.rules.values()].filter(({ query }) => matches(query, post, ctx.world));
		if (matching.length === 0) return;
		const document = new Document(connection.call);
		const body = {
			...document.body(document.post(post)),
			matching_rules: matching.map(({ id, tag }) => ({ id, ...(tag ? { tag } : {}) })),
		};
		ctx.wallet.charge(ctx.endpoints.get('GET /2/tweets/{id}')?.price, [post.id], 1);
		this.write(connection, `${JSON.stringify(body)}\r\n`);
	}

	private write({ res }: Connection, text: string): void {
		if (!this.settings.silent) res.write(text);
	}

	/** Sends any line to every connection. */
	say(line: string): void {
		for (const { res } of this.connections) res.write(line);
	}

	/** Breaks every connection, or ends it properly. */
	cut(how: 'break' | 'end' = 'break'): void {
		for (const { res } of this.connections) {
			if (how === 'end') res.end();
			else res.socket?.destroy();
		}
	}

	clear(): void {
		this.cut();
		this.rules.clear();
		this.settings = { ...USUAL };
	}
}
