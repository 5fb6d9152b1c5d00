import type { World } from './world';

/** An event between accounts; its ID gives its position in time. */
interface Event {
	id: string;
}
export interface Follow extends Event {
	who: string;
	whom: string;
}
export interface Like extends Event {
	userId: string;
	postId: string;
}
export interface Bookmark extends Event {
	userId: string;
	postId: string;
	folderId?: string;
}
export interface BookmarkFolder extends Event {
	userId: string;
	name: string;
}
export interface List extends Event {
	ownerId: string;
	name: string;
	memberIds: string[];
	/** Most recent last. */
	followerIds: string[];
}
export interface DirectMessage extends Event {
	senderId: string;
	participantIds: string[];
	/** For a group; a conversation of two accounts is identified by their IDs. */
	groupId?: string;
	/** The text as its sender wrote it. */
	text: string;
	mediaKeys?: string[];
	createdAt: number;
}
export interface Space extends Event {
	spaceId: string;
	creatorId: string;
	title: string;
	state: 'live' | 'scheduled' | 'ended';
}

export interface Trend extends Event {
	woeid: string;
	name: string;
}
export interface NewsStory extends Event {
	name: string;
	summary: string;
	createdAt: number;
}

export interface SocialState {
	follows: Follow[];
	likes: Like[];
	bookmarks: Bookmark[];
	folders: BookmarkFolder[];
	lists: List[];
	messages: DirectMessage[];
	spaces: Space[];
	trends: Trend[];
	stories: NewsStory[];
}

const nothing = (): SocialState => ({
	follows: [],
	likes: [],
	bookmarks: [],
	folders: [],
	lists: [],
	messages: [],
	spaces: [],
	trends: [],
	stories: [],
});

/** Interactions between accounts, oldest first. */
export class Social {
	state = nothing();

	constructor(private readonly world: World) {}

	private next = () => this.world.ids.next(this.world.clock.now());
	private user = (handle: string) => this.world.needUser(handle).id;

	/** Most recent first, as X lists follows, likes and bookmarks. */
	newest<K extends keyof SocialState>(
		kind: K,
		keep: (event: SocialState[K][number]) => boolean,
	): Array<SocialState[K][number]> {
		return this.state[kind].filter(keep).reverse();
	}

	noteFollow(who: string, whom: string): void {
		this.state.follows.push({ id: this.next(), who, whom });
	}

	addFollower(of: string, by: string): void {
		this.world.follow(by, of);
	}

	removeFollower(of: string, by: string): void {
		const [whom, who] = [this.user(of), this.user(by)];
		const user = this.world.needUser(who);
		user.following = user.following.filter((id) => id !== whom);
		this.state.follows = this.state.follows.filter((follow) => follow.who !== who || follow.whom !== whom);
	}

	addLike(postId: string, by: string): void {
		this.state.likes.push({ id: this.next(), userId: this.user(by), postId });
		this.world.posts.get(postId)!.counts.likes++;
	}

	removeLike(postId: string, by: string): void {
		const userId = this.user(by);
		this.state.likes = this.state.likes.filter((like) => like.postId !== postId || like.userId !== userId);
		this.world.posts.get(postId)!.counts.likes--;
	}

	addFolder(of: string, name: string): BookmarkFolder {
		const folder = { id: this.next(), userId: this.user(of), name };
		this.state.folders.push(folder);
		return folder;
	}

	addBookmark(of: string, postId: string, folderId?: string): void {
		this.state.bookmarks.push({ id: this.next(), userId: this.user(of), postId, ...(folderId ? { folderId } : {}) });
	}

	addList(owner: string, name: string, members: readonly string[]): List {
		const list = {
			id: this.next(),
			ownerId: this.user(owner),
			name,
			memberIds: members.map(this.user),
			followerIds: [],
		};
		this.state.lists.push(list);
		return list;
	}

	addListMember(listId: string, username: string): void {
		this.state.lists.find(({ id }) => id === listId)!.memberIds.push(this.user(username));
	}

	addListFollower(listId: string, username: string): void {
		this.state.lists.find(({ id }) => id === listId)!.followerIds.push(this.user(username));
	}

	addTrend(woeid: string, name: string): void {
		this.state.trends.push({ id: this.next(), woeid, name });
	}

	addStory(name: string, summary = ''): NewsStory {
		const story = { id: this.next(), name, summary, createdAt: this.world.clock.now() };
		this.state.stories.push(story);
		return story;
	}

	addDirectMessage(
		from: string,
		to: string | readonly string[],
		text: string,
		more: Pick<DirectMessage, 'groupId' | 'mediaKeys'> = {},
	): DirectMessage {
		const message = {
			id: this.next(),
			senderId: this.user(from),
			participantIds: [from, ...[to].flat()].map(this.user),
			text,
			...more,
			createdAt: this.world.clock.now(),
		};
		this.state.messages.push(message);
		return message;
	}

	newGroup = () => this.next();

	addSpace(by: string, title: string, state: Space['state'] = 'live'): Space {
		const id = this.next();
		const space = { id, spaceId: `1${BigInt(id).toString(36)}`.slice(0, 13), creatorId: this.user(by), title, state };
		this.state.spaces.push(space);
		return space;
	}

	clear(): void {
		this.state = nothing();
	}
}
