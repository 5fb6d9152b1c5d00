import type { Response } from 'express';
import type { Clock } from '../clock';
import type { Call } from '../context';
import { matches } from '../search/match';
import { parseQuery, type Query } from '../search/parse';
import { Document } from '../view/document';
import type { Snowflakes } from '../world/ids';
import type { WorldPost } from '../world/types';
import { Connections, streamIssue, type Connection, type ConnectionSettings } from './connections';

export interface StreamRule {
	id: string;
	value: string;
	tag?: string;
	query: Query;
}

export interface StreamSettings extends ConnectionSettings {
	mostRules: number;
}

/** X allows one connection. */
const USUAL: StreamSettings = { keepAliveMs: 20_000, silent: false, mostConnections: 1, mostRules: 1000 };
const MOST_LENGTH = 1024;
const MINUTE_MS = 60_000;

/** The filtered stream: the app's rules and the connected clients. */
export class FilteredStream {
	readonly rules = new Map<string, StreamRule>();
	private readonly held: Connections<StreamSettings>;

	constructor(
		private readonly clock: Clock,
		private readonly ids: Snowflakes,
	) {
		this.held = new Connections(clock, () => this.id(), USUAL);
	}

	get connections(): ReadonlySet<Connection> {
		return this.held.open;
	}

	get settings(): StreamSettings {
		return this.held.settings;
	}

	id(): string {
		return this.ids.next(this.clock.now());
	}

	parse = (value: string): Query => parseQuery(value, MOST_LENGTH);

	/** Keeps a response open and sends matching posts. */
	connect(call: Call, res: Response): void {
		const connection = this.held.connect(call, res);
		const backfill = Number(call.query.backfill_minutes ?? 0) * MINUTE_MS;
		const recent =
			backfill > 0
				? [...call.ctx.world.posts.values()].filter(({ createdAt }) => createdAt > call.ctx.clock.now() - backfill)
				: [];
		for (const post of recent) this.sendTo(connection, post);
	}

	/** Rejects as X does, before anything is sent. */
	admit(call: Call): void {
		this.held.admit(call);
		if (this.rules.size === 0)
			throw streamIssue(409, 'RuleConfigurationIssue', 'You must define rules on this stream before connecting.');
		if (Number(call.query.backfill_minutes ?? 0) > 0 && !call.caller.app.enterprise)
			throw streamIssue(403, 'ProvisioningSubscription', 'Backfill is not available on your access level.');
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
		this.held.write(connection, `${JSON.stringify(body)}\r\n`);
	}

	/** Sends any line to every connection. */
	say(line: string): void {
		this.held.say(line);
	}

	/** Breaks every connection, or ends it properly. */
	cut(how: 'break' | 'end' = 'break'): void {
		this.held.cut(how);
	}

	clear(): void {
		this.held.clear();
		this.rules.clear();
	}
}
