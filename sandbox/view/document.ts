import type { Call } from '../context';
import type { Problem } from '../http/errors';
import type { WorldPost, WorldUser } from '../world/types';
import { viewMedia, viewPoll } from './media';
import { viewPost } from './post';
import { viewUser } from './user';
import { postProblem } from './visible';
import { readWant, say, type Want } from './requested-fields';

/** An answer under construction: views of objects, their includes (without duplicates) and the errors encountered. */
export class Document {
	readonly want: Want;
	readonly errors: Problem[] = [];
	private readonly included = {
		users: new Map<string, unknown>(),
		posts: new Map<string, unknown>(),
		media: new Map<string, unknown>(),
		polls: new Map<string, unknown>(),
	};

	constructor(private readonly call: Call) {
		this.want = readWant(call.query, call.ctx.faults.current.undecidedVocabulary);
	}

	post(post: WorldPost): Record<string, unknown> {
		const { caller, ctx } = this.call;
		const view = viewPost(post, this.want, caller, ctx, this.errors);
		const wants = (expansion: string) => this.want.expansions.has(expansion);
		this.includeUsersOf(post, wants);
		if (wants('attachments.media_keys')) this.includeMedia(post);
		if (wants('attachments.poll_ids') && post.pollId) this.includePoll(post.pollId);
		if (wants('edit_history_post_ids'))
			for (const id of post.editHistory) this.includePost(id, 'edit_history_post_ids');
		for (const { id } of post.references) {
			if (wants('referenced_posts'))
				this.includePost(id, this.want.vocabulary === 'tweet' ? 'referenced_tweets.id' : 'referenced_posts');
			this.includeNested(id);
		}
		return view;
	}

	user(user: WorldUser): Record<string, unknown> {
		for (const name of ['pinned_post_id', 'most_recent_post_id']) {
			const id = this.want.expansions.has(name)
				? viewUser(user, this.want, this.call.caller, this.call.ctx)[say(name, this.want.vocabulary)]
				: undefined;
			if (typeof id === 'string') this.includePost(id, name);
		}
		return viewUser(user, this.want, this.call.caller, this.call.ctx);
	}

	/** `data` first, then includes and errors if there are any, in X's order. */
	body(data: unknown, meta?: Record<string, unknown>): Record<string, unknown> {
		const includes = Object.entries(this.included)
			.filter(([, objects]) => objects.size > 0)
			.map(([name, objects]) => [say(name, this.want.vocabulary), [...objects.values()]]);
		return {
			...(data === undefined ? {} : { data }),
			...(includes.length > 0 ? { includes: Object.fromEntries(includes) } : {}),
			...(this.errors.length > 0 ? { errors: this.errors } : {}),
			...(meta ? { meta } : {}),
		};
	}

	private includeUsersOf(post: WorldPost, wants: (expansion: string) => boolean): void {
		if (wants('author_id') || wants('username')) this.includeUser(post.authorId);
		if (wants('in_reply_to_user_id') && post.inReplyToUserId) this.includeUser(post.inReplyToUserId);
		if (!wants('entities.mentions.username')) return;
		for (const mention of post.entities.mentions ?? []) if (mention.id) this.includeUser(mention.id);
	}

	private includeUser(id: string): void {
		const user = this.call.ctx.world.users.get(id);
		if (user) this.included.users.set(id, viewUser(user, this.want, this.call.caller, this.call.ctx));
	}

	private includeMedia(post: WorldPost): void {
		for (const key of post.mediaKeys) {
			const media = this.call.ctx.world.mediaOf(key);
			if (media) this.included.media.set(key, viewMedia(media, this.want.fields.media, this.call.ctx.url));
		}
	}

	private includePoll(id: string): void {
		const { world, clock } = this.call.ctx;
		const poll = world.polls.get(id);
		if (poll) this.included.polls.set(id, viewPoll(poll, this.want.fields.poll, clock.now()));
	}

	private includePost(id: string, parameter: string): void {
		if (this.included.posts.has(id)) return;
		const { caller, ctx } = this.call;
		const problem = postProblem(id, parameter, caller, ctx);
		if (problem) this.errors.push(problem);
		else this.included.posts.set(id, viewPost(ctx.world.posts.get(id)!, this.want, caller, ctx, this.errors));
	}

	/** Author and media of a referenced post: in the older vocabulary only. */
	private includeNested(id: string): void {
		const { caller, ctx } = this.call;
		if (postProblem(id, 'referenced_tweets.id', caller, ctx)) return;
		const post = ctx.world.posts.get(id)!;
		if (this.want.expansions.has('referenced_tweets.id.author_id')) this.includeUser(post.authorId);
		if (this.want.expansions.has('referenced_tweets.id.attachments.media_keys')) this.includeMedia(post);
	}
}
