import type { Response } from 'express';
import type { Clock } from '../clock';
import type { Call } from '../context';
import { invalidRequest } from '../http/errors';
import { Connections, streamIssue, type Connection, type ConnectionSettings } from '../stream/connections';

export interface ActivityStreamSettings extends ConnectionSettings {
	/** How often each event is sent: X announces that an event may come more than once. */
	times: number;
	/** Whether X sends again what was missed. Its documentation does not say for which apps. */
	replays: boolean;
}

/** X allows two connections. */
const USUAL: ActivityStreamSettings = {
	keepAliveMs: 20_000,
	silent: false,
	mostConnections: 2,
	times: 1,
	replays: true,
};
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const MOST_BACKFILL = 5;

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const isTime = (text: string) => TIME.test(text) && !Number.isNaN(Date.parse(text));
const PARAMETERS: Readonly<Record<string, (text: string) => boolean>> = {
	backfill_minutes: (text) => /^\d+$/.test(text) && Number(text) <= MOST_BACKFILL,
	start_time: isTime,
	end_time: isTime,
};

/** The events of all subscriptions of the app, those of its webhooks included. */
export class ActivityStream {
	private readonly held: Connections<ActivityStreamSettings>;
	/** What was sent or would have been, with its time. */
	private readonly past: Array<{ at: number; body: string }> = [];

	constructor(
		private readonly clock: Clock,
		nextId: () => string,
	) {
		this.held = new Connections(clock, nextId, USUAL);
	}

	get connections(): ReadonlySet<Connection> {
		return this.held.open;
	}

	get settings(): ActivityStreamSettings {
		return this.held.settings;
	}

	/** Rejects as X does, before anything is sent. */
	admit(call: Call): void {
		for (const [name, value] of Object.entries(call.query))
			if (!PARAMETERS[name]?.(value))
				throw invalidRequest({ message: `The \`${name}\` query parameter value [${value}] is not valid` });
		this.held.admit(call);
		const { backfill_minutes = '0', start_time } = call.query;
		if (!this.settings.replays && (start_time || Number(backfill_minutes) > 0))
			throw streamIssue(403, 'ProvisioningSubscription', 'Backfill is not available on your access level.');
		if (start_time && this.clock.now() - Date.parse(start_time) > DAY_MS)
			throw invalidRequest({ message: 'start_time is more than 24 hours ago' });
	}

	connect(call: Call, res: Response): void {
		const connection = this.held.connect(call, res);
		const { backfill_minutes = '0', start_time, end_time } = call.query;
		const now = this.clock.now();
		const since = start_time ? Date.parse(start_time) : now - Number(backfill_minutes) * MINUTE_MS;
		const until = end_time ? Date.parse(end_time) : now;
		for (const { at, body } of this.past) if (at >= since && at < until) this.held.write(connection, body);
	}

	offer(body: string): void {
		const line = `${body}\r\n`;
		this.past.push({ at: this.clock.now(), body: line });
		for (const connection of this.connections)
			for (let i = 0; i < this.settings.times; i++) this.held.write(connection, line);
	}

	say(line: string): void {
		this.held.say(line);
	}

	cut(how: 'break' | 'end' = 'break'): void {
		this.held.cut(how);
	}

	clear(): void {
		this.held.clear();
		this.past.length = 0;
	}
}
