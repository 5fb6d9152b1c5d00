/**
 * A small X for tests of what is written once: it knows nothing of how the connector recognises things. Its clock is moved by waiting
 * alone. Texts are shown as X shows them: links shortened, signs escaped, handles before replies, a link behind media; late.
 */
import type { HttpRequest, Reply } from '../../../api/client/call';
import { failure, success } from '../../../api/errors/outcome';

/** What happens to one write. */
export type Fate =
	| 'fine'
	| 'cutBefore'
	| 'cutAfter'
	| 'faultBefore'
	| 'faultAfter'
	| 'timeoutBefore'
	| 'timeoutAfter'
	| 'emptyAfter'
	| 'errorsInstead'
	| 'doneLater'
	| 'slow'
	| 'refused';

export interface Kept {
	id: string;
	kind: 'post' | 'message';
	at: number;
	/** As it was sent. */
	text: string;
	media: string[];
	by: string;
	replyTo?: string;
	quotes?: string;
	conversation?: string;
	hidden?: boolean;
}

export interface Manners {
	listedAfterMs: number;
	escapes: boolean;
	aheadMs: number;
	/** When `doneLater` is done. */
	laterMs: number;
}

export const ME = '1000000000000000001';
export const AUTHOR = '1000000000000000002';
const EPOCH = 1_288_834_974_657;
const LINK =
	/https?:\/\/[a-z0-9./?=&_-]*[a-z0-9/]|(?<![\p{L}\p{N}_])[a-z0-9]+\.(?:com|io)(?![a-z0-9@])(?:\/[a-z0-9]+)?/giu;

type Made = Extract<Reply, { ok: true }>;

interface SentPost {
	text?: string;
	media?: { media_ids: string[] };
	reply?: { in_reply_to_tweet_id: string };
	quote_tweet_id?: string;
	nullcast?: boolean;
}

interface SentMessage {
	text?: string;
	attachments?: Array<{ media_id: string }>;
}

export class ModelX {
	readonly kept: Kept[] = [];
	/** What came of requests. */
	readonly made: Kept[] = [];
	readonly reads: string[] = [];
	writes = 0;
	private sequence = 0;
	private later: Array<{ at: number; make: (at: number) => void }> = [];

	constructor(
		readonly clock: { now(): number; pass(ms: number): void; wait(ms: number): Promise<void> },
		readonly manners: Manners,
		private readonly fates: Fate[],
	) {}

	/** Something that the account, or another one, makes without the connector. */
	add(made: Omit<Kept, 'id' | 'at'> & { at?: number }): Kept {
		const at = made.at ?? this.clock.now();
		const id = String((BigInt(at - EPOCH) << 22n) + BigInt(++this.sequence));
		const kept = { ...made, at, id };
		this.kept.push(kept);
		return kept;
	}

	send = async ({ method, path, body }: HttpRequest): Promise<Reply> => {
		this.clock.pass(50);
		this.catchUp();
		const [route, search = ''] = path.split('?');
		if (method === 'GET') {
			this.reads.push(path);
			return this.answer(200, this.read(route, new URLSearchParams(search)));
		}
		this.writes++;
		const fate = this.fates.shift() ?? 'fine';
		const reply = this.write(route, body as Record<string, never>, fate);
		if (fate === 'slow') await this.clock.wait(9000);
		return reply;
	};

	private write(route: string, body: Record<string, never>, fate: Fate): Reply {
		const lost = failure({ detail: 'The connection was reset.', sent: true });
		switch (fate) {
			case 'cutBefore':
				return lost;
			case 'faultBefore':
				return this.answer(503, { title: 'Service Unavailable', status: 503 });
			case 'timeoutBefore':
				this.clock.pass(120_000);
				return lost;
			case 'refused':
				return this.answer(403, { title: 'Forbidden', detail: 'You are not permitted to perform this action.' });
			case 'errorsInstead':
				return this.answer(200, { errors: [{ title: 'Not Found Error', detail: 'Something is not there.' }] });
			case 'doneLater':
				this.later.push({ at: this.clock.now() + this.manners.laterMs, make: (at) => void this.make(route, body, at) });
				return lost;
			default:
				return this.afterwards(fate, this.make(route, body)) ?? lost;
		}
	}

	/** How a write that X has carried out is answered, if it is. */
	private afterwards(fate: Fate, answer: Made): Made | undefined {
		if (fate === 'fine' || fate === 'slow') return answer;
		if (fate === 'emptyAfter') return answer.value.status === 201 ? this.answer(201, {}) : answer;
		if (fate === 'faultAfter') return this.answer(500, { title: 'Internal Server Error' });
		if (fate === 'timeoutAfter') this.clock.pass(120_000);
		return undefined;
	}

	/** Something that happens after a while. */
	soon(ms: number, make: (at: number) => void): void {
		this.later.push({ at: this.clock.now() + ms, make });
	}

	private keep(made: Omit<Kept, 'id'>): Kept {
		const kept = this.add(made);
		this.made.push(kept);
		return kept;
	}

	private catchUp(): void {
		const due = this.later.filter(({ at }) => at <= this.clock.now());
		this.later = this.later.filter((each) => !due.includes(each));
		for (const { at, make } of due) make(at);
	}

	private make(route: string, body: Record<string, never>, at = this.clock.now()): Made {
		return route === '/2/tweets' ? this.makePost(body, at) : this.makeMessage(route, body, at);
	}

	private makePost(
		{ text = '', media, reply, quote_tweet_id: quotes, nullcast: hidden = false }: SentPost,
		at: number,
	): Made {
		const same = (each: Kept) =>
			each.kind === 'post' && each.by === ME && !each.hidden && each.text.trim() === text.trim();
		if (text.trim() && !hidden && this.kept.some(same))
			return this.answer(403, {
				title: 'Forbidden',
				detail: 'You are not allowed to create a Tweet with duplicate content.',
			});
		const replyTo = reply?.in_reply_to_tweet_id;
		const made = this.keep({ kind: 'post', at, by: ME, text, media: media?.media_ids ?? [], replyTo, quotes, hidden });
		return this.answer(201, { data: { id: made.id, text: this.shown(made).text } });
	}

	private makeMessage(route: string, body: Record<string, never>, at: number): Made {
		const [, , , with_, to] = route.split('/');
		const message = (route === '/2/dm_conversations' ? body.message : body) as SentMessage;
		const made = this.keep({
			kind: 'message',
			at,
			by: ME,
			text: message.text ?? '',
			media: (message.attachments ?? []).map(({ media_id }) => media_id),
			conversation: this.conversationOf(with_, to),
		});
		return this.answer(201, { data: { dm_event_id: made.id, dm_conversation_id: made.conversation } });
	}

	private conversationOf(with_: string | undefined, to: string): string {
		if (with_ === undefined) return `9000000000000${10_000 + this.sequence}`;
		return with_ === 'with' ? `${ME}-${to}` : with_;
	}

	private read(route: string, query: URLSearchParams): unknown {
		if (route === '/2/users/me') return { data: { id: ME, name: 'Me', username: 'me' } };
		const [, , , with_, to] = route.split('/');
		const listed = (each: Kept) => {
			if (each.hidden || each.at + this.manners.listedAfterMs > this.clock.now()) return false;
			if (route === `/2/users/${ME}/tweets`) return each.kind === 'post' && each.by === ME;
			if (each.kind !== 'message') return false;
			if (route === '/2/dm_events') return true;
			return each.conversation === this.conversationOf(with_, to);
		};
		const since = Date.parse(query.get('start_time') ?? '') - this.manners.aheadMs;
		const all = this.kept
			.filter((each) => listed(each) && !(each.at < since))
			.sort((a, b) => Number(BigInt(b.id) - BigInt(a.id)));
		const from = Number(query.get('pagination_token') ?? 0);
		const end = from + Number(query.get('max_results'));
		return {
			...(all.length > 0 ? { data: all.slice(from, end).map((each) => this.shown(each)) } : {}),
			meta: { result_count: all.length, ...(end < all.length ? { next_token: String(end) } : {}) },
		};
	}

	/** The text as X shows it, with the links that it made. */
	private textOf({ id, text, media, replyTo, quotes }: Kept) {
		const urls: Array<Record<string, unknown>> = [];
		const short = (expanded_url: string, more = {}) => {
			const url = `https://t.co/${id.slice(-6)}x${urls.length}`;
			urls.push({ url, expanded_url, ...more });
			return url;
		};
		let shown = text.trim().replace(LINK, (link) => short(/^https?:/i.test(link) ? link : `http://${link}`));
		if (this.manners.escapes) shown = shown.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
		if (quotes) shown = `${shown} ${short(`https://twitter.com/author/status/${quotes}`)}`.trim();
		if (media.length > 0)
			shown = `${shown} ${short(`https://x.com/me/status/${id}/photo/1`, { media_key: `3_${media[0]}` })}`.trim();
		const parent = this.kept.find((each) => each.id === replyTo);
		return { shown: parent && parent.by !== ME ? `@author ${shown}` : shown, urls };
	}

	private shown(kept: Kept) {
		const { id, kind, at, media, by, replyTo, quotes, conversation } = kept;
		const { shown, urls } = this.textOf(kept);
		const long = Array.from(shown).length > 280;
		const references = [
			...(replyTo ? [{ type: 'replied_to', id: replyTo }] : []),
			...(quotes ? [{ type: 'quoted', id: quotes }] : []),
		];
		return {
			id,
			text: long ? `${Array.from(shown).slice(0, 270).join('')}…` : shown,
			...(long ? { note_post: { text: shown, entities: { urls } } } : {}),
			created_at: new Date(Math.floor((at + this.manners.aheadMs) / 1000) * 1000).toISOString(),
			...(urls.length > 0 ? { entities: { urls } } : {}),
			...(media.length > 0 ? { attachments: { media_keys: media.map((each) => `3_${each}`) } } : {}),
			...(references.length > 0 ? { referenced_posts: references } : {}),
			...(kind === 'message' ? { sender_id: by, dm_conversation_id: conversation, event_type: 'MessageCreate' } : {}),
		};
	}

	private answer(status: number, body: unknown): Made {
		return success({
			status,
			headers: { date: new Date(this.clock.now() + this.manners.aheadMs).toUTCString() },
			body,
		});
	}
}
