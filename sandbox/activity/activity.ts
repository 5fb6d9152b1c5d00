import { createHmac, randomUUID } from 'node:crypto';
import type { App } from '../auth/apps';
import type { Clock } from '../clock';
import type { Snowflakes } from '../world/ids';
import type { WorldPost } from '../world/types';
import { ActivityStream } from './stream';

export interface Webhook {
	id: string;
	url: string;
	valid: boolean;
	createdAt: number;
	app: App;
}

export interface Subscription {
	subscription_id: string;
	event_type: string;
	filter: { user_id?: string; keyword?: string; direction?: string };
	tag?: string;
	webhook_id?: string;
	created_at: string;
	updated_at: string;
}

/** An event on X, before it is delivered to anyone. */
export interface Happening {
	event_type: string;
	/** ID of the account it happened to, or the keyword of a story. */
	user_id?: string;
	keyword?: string;
	payload?: Record<string, unknown>;
}

/** One attempt to deliver an event to a webhook. */
export interface Delivery {
	at: number;
	webhookId: string;
	event_uuid: string;
	body: string;
	/** Status that the webhook returned; 0 if there was no answer within 10 s. */
	status: number;
	replayed?: true;
}

/** How long X waits for an answer. */
const PATIENCE_MS = 10_000;
const MINUTE_MS = 60_000;

const hmac = (secret: string, message: string): string =>
	`sha256=${createHmac('sha256', secret).update(message).digest('base64')}`;

/** Webhooks, their subscriptions, and what was delivered to them. */
export class Activity {
	readonly webhooks = new Map<string, Webhook>();
	readonly subscriptions = new Map<string, Subscription>();
	readonly deliveries: Delivery[] = [];
	/**
	 * Public URLs that lead to this computer, as with a tunnel or reverse proxy: `https://n8n.example.com` ->
	 * `http://127.0.0.1:5678`.
	 */
	readonly tunnels = new Map<string, string>();
	/** Most webhooks that an app may have. */
	most = 5;
	readonly stream: ActivityStream;

	constructor(
		private readonly clock: Clock,
		private readonly ids: Snowflakes,
	) {
		this.stream = new ActivityStream(clock, () => this.id());
	}

	id(): string {
		return this.ids.next(this.clock.now());
	}

	/** Where a URL can be reached from here; undefined for external ones, since nothing leaves this computer. */
	way(url: string): string | undefined {
		const { hostname, origin } = new URL(url);
		if (/^(127\.0\.0\.1|localhost)$/.test(hostname)) return url;
		const tunnel = this.tunnels.get(origin);
		return tunnel && tunnel + url.slice(origin.length);
	}

	/** Sends X's challenge. @returns why it failed; undefined if the webhook is the app's own */
	async challenge(url: string, app: App): Promise<string | undefined> {
		const token = Buffer.from(randomUUID()).toString('base64');
		try {
			const answer = await fetch(`${this.way(url)}?crc_token=${encodeURIComponent(token)}`, {
				redirect: 'manual',
				signal: AbortSignal.timeout(PATIENCE_MS),
			});
			if (answer.status !== 200) return `the address answered with status ${answer.status}`;
			const { response_token: given } = (await answer.json()) as { response_token?: string };
			return given === hmac(app.apiSecret, token) ? undefined : 'the response_token is wrong';
		} catch (error) {
			return `the address did not answer (${(error as Error).message})`;
		}
	}

	/**
	 * Delivers to every subscribed webhook, and to the stream, which carries the events of all subscriptions.
	 * @param times repetitions with the same event ID, at once
	 */
	async happen(happening: Happening, times = 1): Promise<Delivery[]> {
		const { event_type, user_id, keyword, payload = {} } = happening;
		const wanting = [...this.subscriptions.values()].filter(
			({ event_type: wanted, filter }) =>
				wanted === event_type && filter.user_id === user_id && filter.keyword === keyword,
		);
		return (
			await Promise.all(
				wanting.map(async ({ filter, tag, webhook_id }) => {
					const event_uuid = this.id();
					const body = JSON.stringify({ data: { event_uuid, filter, event_type, ...(tag ? { tag } : {}), payload } });
					for (let i = 0; i < times; i++) this.stream.offer(body);
					if (!webhook_id) return [];
					return await Promise.all(
						Array.from({ length: times }, async () => await this.send(webhook_id, event_uuid, body)),
					);
				}),
			)
		).flat();
	}

	/** The events that a new post causes, for its author and for the accounts that it mentions. */
	published({ id, authorId, text, createdAt, editHistory, entities }: WorldPost): void {
		const payload = {
			id,
			text,
			author_id: authorId,
			created_at: new Date(createdAt).toISOString(),
			edit_history_tweet_ids: editHistory,
		};
		void this.happen({ event_type: 'post.create', user_id: authorId, payload });
		for (const mention of entities.mentions ?? [])
			if (mention.id) void this.happen({ event_type: 'post.mention.create', user_id: mention.id, payload });
	}

	/** Delivers bytes to a webhook, signed like X's. */
	async send(webhookId: string, event_uuid: string, body: string, replayed?: true): Promise<Delivery> {
		const webhook = this.webhooks.get(webhookId);
		const delivery: Delivery = {
			at: this.clock.now(),
			webhookId,
			event_uuid,
			body,
			status: 0,
			...(replayed ? { replayed } : {}),
		};
		this.deliveries.push(delivery);
		if (!webhook) return delivery;
		const headers = {
			'content-type': 'application/json',
			'x-twitter-webhooks-signature': hmac(webhook.app.apiSecret, body),
		};
		delivery.status = await fetch(String(this.way(webhook.url)), {
			method: 'POST',
			headers,
			body,
			redirect: 'manual',
			signal: AbortSignal.timeout(PATIENCE_MS),
		}).then(
			({ status }) => status,
			() => 0,
		);
		return delivery;
	}

	/** Redelivers what was attempted between these minutes, inclusive; milliseconds since 1970. */
	async replay(webhookId: string, from: number, until: number): Promise<void> {
		const again = this.deliveries.filter(
			({ webhookId: id, at, replayed }) => id === webhookId && !replayed && at >= from && at < until + MINUTE_MS,
		);
		for (const { event_uuid, body } of again) await this.send(webhookId, event_uuid, body, true);
	}

	clear(): void {
		this.webhooks.clear();
		this.subscriptions.clear();
		this.deliveries.length = 0;
		this.stream.clear();
		this.most = 5;
	}
}
