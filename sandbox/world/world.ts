import type { Clock } from '../clock';
import {
	contentTypeOf,
	extentOf,
	measure,
	placeOf,
	referencesOf,
	settingsOf,
	USUAL_CATEGORY,
	videoOf,
	type NewMedia,
	type NewPost,
	type NewUser,
} from './given';
import { indexOf } from './map-index';
import { compareIds, Snowflakes } from './ids';
import { Social } from './social';
import { kindOf, type Category } from '../media/rules';
import { escaped, guessLanguage, repostText, shownText, unescaped } from './text';
import type { MediaKind, WorldMedia, WorldPoll, WorldPost, WorldUser } from './types';

export type { NewMedia, NewPost, NewUser };

/** All posts and those of each author, newest first. */
function newestFirst(posts: WorldPost[]): { all: WorldPost[]; by: Map<string, WorldPost[]> } {
	const all = posts.sort((a, b) => compareIds(b.id, a.id));
	const by = new Map<string, WorldPost[]>();
	for (const post of all) {
		const own = by.get(post.authorId);
		if (own) own.push(post);
		else by.set(post.authorId, [post]);
	}
	return { all, by };
}

const isShown = ({ deleted, editHistory, id }: WorldPost): boolean =>
	!deleted && editHistory[editHistory.length - 1] === id;

const KEY_PREFIX: Record<MediaKind, string> = { photo: '3', animated_gif: '16', video: '7', subtitles: '13' };
const MEDIA_LIFETIME_MS = 24 * 3_600_000;

/** Everything that exists on the local X. */
export class World {
	readonly users = new Map<string, WorldUser>();
	readonly posts = new Map<string, WorldPost>();
	readonly media = new Map<string, WorldMedia>();
	readonly polls = new Map<string, WorldPoll>();
	readonly ids = new Snowflakes();
	/** Follows, likes, bookmarks, lists, direct messages and Spaces. */
	readonly social = new Social(this);
	/** Called with every post as it is published. */
	onPost: (post: WorldPost) => void = () => undefined;
	private sequence = 0;
	private readonly handles = indexOf(
		this.users,
		(users) => new Map(users.map((user) => [user.username.toLowerCase(), user])),
	);
	private readonly ordered = indexOf(this.posts, newestFirst);

	constructor(readonly clock: Clock) {}

	private idAt(at?: number | Date): { id: string; createdAt: number } {
		if (at === undefined) return { id: this.ids.next(this.clock.now()), createdAt: this.clock.now() };
		const createdAt = Number(at);
		return { id: this.ids.at(createdAt, ++this.sequence), createdAt };
	}

	/** Finds a user by ID or handle (with or without @, in any case). */
	user(idOrHandle: string): WorldUser | undefined {
		const handle = idOrHandle.replace(/^@/, '').toLowerCase();
		return this.users.get(idOrHandle) ?? this.handles.get().get(handle);
	}

	needUser(idOrHandle: string): WorldUser {
		const user = this.user(idOrHandle);
		if (!user) throw new Error(`There is no account ${idOrHandle} on the local X`);
		return user;
	}

	addUser(given: NewUser): WorldUser {
		if (this.user(given.username)) throw new Error(`The handle ${given.username} is taken`);
		const { id, createdAt } = this.idAt(given.createdAt);
		const user: WorldUser = {
			name: given.username,
			description: '',
			state: 'active',
			verified: false,
			premium: false,
			extraFollowers: 0,
			...given,
			id: given.id ?? id,
			createdAt,
			following: [],
		};
		this.users.set(user.id, user);
		for (const other of given.following ?? []) this.follow(user.id, other);
		return user;
	}

	follow(follower: string, followed: string): void {
		const who = this.needUser(follower);
		const whom = this.needUser(followed);
		if (who.following.includes(whom.id)) return;
		who.following.push(whom.id);
		this.social.noteFollow(who.id, whom.id);
	}

	followers(id: string): WorldUser[] {
		return [...this.users.values()].filter((user) => user.following.includes(id));
	}

	addMedia(given: NewMedia): WorldMedia {
		const id = given.id ?? this.ids.next(this.clock.now());
		const kind = given.kind ?? 'photo';
		const size = given.bytes && kind !== 'video' ? measure(given.bytes) : {};
		const media: WorldMedia = {
			id,
			mediaKey: `${KEY_PREFIX[kind]}_${id}`,
			ownerId: this.needUser(given.owner).id,
			additionalOwners: given.additionalOwners ?? [],
			kind,
			category: given.category ?? USUAL_CATEGORY[kind],
			contentType: given.contentType ?? contentTypeOf(kind, size.type),
			...extentOf(given),
			...(kind === 'video' ? videoOf(given) : { width: size.width, height: size.height, bytes: given.bytes }),
			...(given.altText ? { altText: given.altText } : {}),
			metadata: {},
			expiresAt: this.clock.now() + MEDIA_LIFETIME_MS,
			...(given.processing ? { processing: given.processing } : {}),
		};
		this.media.set(id, media);
		return media;
	}

	/** The key of media that is still being uploaded. */
	mediaKey(id: string, category: Category): string {
		return `${KEY_PREFIX[kindOf(category)]}_${id}`;
	}

	/** Finds media by media ID or media key. */
	mediaOf(idOrKey: string): WorldMedia | undefined {
		const media = this.media.get(idOrKey.replace(/^\d+_/, ''));
		return media && (idOrKey === media.id || idOrKey === media.mediaKey) ? media : undefined;
	}

	addPost(given: NewPost): WorldPost {
		const author = this.needUser(given.by);
		const { id, createdAt } = this.idAt(given.at);
		const parent = this.postOf(given.replyTo);
		const original = this.postOf(given.repostOf);
		const attached = this.attachedTo(given);
		const rawText = original ? this.repostOf(original) : (given.text ?? '').normalize('NFC');
		const shown = shownText(
			rawText,
			`https://x.com/${author.username}/status/${id}`,
			attached,
			(name) => this.user(name)?.id,
			original?.entities.urls,
		);
		const previous = this.postOf(given.editOf)?.editHistory ?? [];
		const poll = given.poll ? this.addPoll(given.poll, createdAt) : undefined;

		const post: WorldPost = {
			id,
			authorId: author.id,
			rawText,
			createdAt,
			text: original ? escaped(rawText) : shown.text,
			entities: shown.entities,
			lang: given.lang ?? guessLanguage(rawText),
			...placeOf(id, parent),
			references: referencesOf(given),
			mediaKeys: attached.map((one) => one.mediaKey),
			...(poll ? { pollId: poll.id } : {}),
			editHistory: [...previous, id],
			deleted: false,
			...settingsOf(given),
		};
		for (const earlier of previous) this.posts.get(earlier)!.editHistory = post.editHistory;
		this.countFor(given);
		this.posts.set(id, post);
		this.onPost(post);
		return post;
	}

	private attachedTo({ media = [] }: NewPost): WorldMedia[] {
		return media.flatMap((key) => this.mediaOf(key) ?? []);
	}

	private postOf(id: string | undefined): WorldPost | undefined {
		return id ? this.posts.get(id) : undefined;
	}

	private repostOf({ authorId, text }: WorldPost): string {
		return repostText(this.users.get(authorId)?.username ?? '', unescaped(text));
	}

	/** What a post refers to has one reply, repost or quote more. */
	private countFor({ replyTo, repostOf, quote }: NewPost): void {
		const [parent, original, quoted] = [replyTo, repostOf, quote].map((id) => this.postOf(id));
		if (parent) parent.counts.replies++;
		if (original) original.counts.reposts++;
		if (quoted) quoted.counts.quotes++;
	}

	private addPoll(given: NonNullable<NewPost['poll']>, createdAt: number): WorldPoll {
		const poll: WorldPoll = {
			id: this.ids.next(this.clock.now()),
			options: given.options.map((label, index) => ({ position: index + 1, label, votes: given.votes?.[index] ?? 0 })),
			durationMinutes: given.durationMinutes,
			endsAt: createdAt + given.durationMinutes * 60_000,
		};
		this.polls.set(poll.id, poll);
		return poll;
	}

	/** Deleting any version of an edited post deletes all versions, along with its reposts. */
	deletePost(id: string): void {
		for (const version of this.posts.get(id)?.editHistory ?? []) {
			const post = this.posts.get(version)!;
			post.deleted = true;
			for (const other of this.posts.values()) {
				if (other.references.some((ref) => ref.type === 'retweeted' && ref.id === version)) other.deleted = true;
			}
		}
		const post = this.posts.get(id);
		const parent = this.posts.get(post?.references.find((ref) => ref.type === 'replied_to')?.id ?? '');
		if (parent && parent.counts.replies > 0) parent.counts.replies--;
	}

	/** All existing posts, newest first, without earlier versions of edited posts. */
	timeline(keep: (post: WorldPost) => boolean = () => true): WorldPost[] {
		return this.ordered.get().all.filter((post) => isShown(post) && keep(post));
	}

	postsOf(userId: string): WorldPost[] {
		return this.ordered.get().by.get(userId)?.filter(isShown) ?? [];
	}

	clear(): void {
		this.handles.forget();
		this.ordered.forget();
		for (const map of [this.users, this.posts, this.media, this.polls]) map.clear();
		this.social.clear();
	}
}
