import type { Response } from 'express';
import type { Clock } from '../clock';
import type { Call } from '../context';
import { problemType, unsupportedAuthentication, XError } from '../http/errors';

export interface Connection {
	id: string;
	call: Call;
	res: Response;
	connectedAt: number;
}

/** How a stream behaves; X sends a keep-alive signal at least every 20 s. */
export interface ConnectionSettings {
	keepAliveMs: number;
	/** Stops sending but keeps the connection open. */
	silent: boolean;
	mostConnections: number;
}

export const streamIssue = (status: number, connection_issue: string, detail: string) =>
	new XError(status, {
		title: 'ConnectionException',
		detail,
		connection_issue,
		type: problemType('streaming-connection'),
		status,
	});

/** The clients that are connected to a stream. */
export class Connections<Settings extends ConnectionSettings = ConnectionSettings> {
	readonly open = new Set<Connection>();
	settings: Settings;

	constructor(
		private readonly clock: Clock,
		private readonly nextId: () => string,
		private readonly usual: Settings,
	) {
		this.settings = { ...usual };
	}

	/** Rejects as X does, before anything is sent: streams belong to apps, and each app may have so many connections. */
	admit({ caller }: Call): void {
		if (caller.kind !== 'app') throw unsupportedAuthentication('user', ['app']);
		if (this.open.size >= this.settings.mostConnections)
			throw streamIssue(429, 'TooManyConnections', 'This stream is currently at the maximum allowed connection limit.');
	}

	/** Keeps a response open. */
	connect(call: Call, res: Response): Connection {
		const connection: Connection = { id: this.nextId(), call, res, connectedAt: this.clock.now() };
		this.open.add(connection);
		res.status(200).set('content-type', 'application/json; charset=utf-8');
		res.flushHeaders();
		const keepAlive = setInterval(() => this.write(connection, '\r\n'), this.settings.keepAliveMs);
		res.on('close', () => {
			clearInterval(keepAlive);
			this.open.delete(connection);
		});
		return connection;
	}

	write({ res }: Connection, text: string): void {
		if (!this.settings.silent) res.write(text);
	}

	/** Sends any line to every connection. */
	say(line: string): void {
		for (const { res } of this.open) res.write(line);
	}

	/** Breaks every connection, or ends it properly. */
	cut(how: 'break' | 'end' = 'break'): void {
		for (const { res } of this.open) {
			if (how === 'end') res.end();
			else res.socket?.destroy();
		}
	}

	clear(): void {
		this.cut();
		this.settings = { ...this.usual };
	}
}
