import type { Entities } from './text';

export type UserState = 'active' | 'suspended' | 'protected' | 'deleted';

export interface WorldUser {
	id: string;
	username: string;
	name: string;
	description: string;
	location?: string;
	url?: string;
	createdAt: number;
	state: UserState;
	verified: boolean;
	/** X Premium: posts of up to 25,000 characters. */
	premium: boolean;
	email?: string;
	pinnedPostId?: string;
	/** IDs of the accounts this one follows. */
	following: string[];
	/** Added to the counted followers, so that a seeded account looks realistic. */
	extraFollowers: number;
}

export type ReferenceType = 'retweeted' | 'quoted' | 'replied_to';

export interface WorldPost {
	id: string;
	authorId: string;
	/** The text as its author wrote it. */
	rawText: string;
	/** The text as X shows it: links shortened, the link of attached media added. */
	text: string;
	entities: Entities;
	createdAt: number;
	lang: string;
	conversationId: string;
	inReplyToUserId?: string;
	references: Array<{ type: ReferenceType; id: string }>;
	mediaKeys: string[];
	pollId?: string;
	editHistory: string[];
	deleted: boolean;
	replySettings: string;
	source: string;
	counts: { likes: number; reposts: number; replies: number; quotes: number; bookmarks: number; impressions: number };
	/** The rest of the body of POST /2/tweets, stored as sent. */
	sent: Record<string, unknown>;
}

export interface WorldPoll {
	id: string;
	options: Array<{ position: number; label: string; votes: number }>;
	durationMinutes: number;
	endsAt: number;
}

export type MediaKind = 'photo' | 'animated_gif' | 'video' | 'subtitles';

export interface Processing {
	state: 'pending' | 'in_progress' | 'succeeded' | 'failed';
	startedAt: number;
	seconds: number;
	/** Set if the processing is to fail. */
	reason?: string;
}

export interface WorldMedia {
	id: string;
	mediaKey: string;
	ownerId: string;
	additionalOwners: string[];
	kind: MediaKind;
	category: string;
	contentType: string;
	size: number;
	sha256: string;
	width?: number;
	height?: number;
	durationMs?: number;
	altText?: string;
	/** The rest of the metadata, stored as sent. */
	metadata: Record<string, unknown>;
	expiresAt: number;
	processing?: Processing;
	/** Stored for pictures and GIFs only; for a video, only its size and sha256 are kept. */
	bytes?: Buffer;
}
