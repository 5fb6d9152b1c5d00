/** What may be said of a new object of the local X, and what holds where nothing is said. */
import { createHash } from 'node:crypto';
import imageSize from 'image-size';
import type { Category } from '../media/rules';
import type { MediaKind, ReferenceType, WorldMedia, WorldPost, WorldUser } from './types';

export interface NewUser extends Partial<Omit<WorldUser, 'following' | 'createdAt'>> {
	username: string;
	following?: string[];
	createdAt?: number | Date;
}

export interface NewPost {
	/** Handle or ID of the author. */
	by: string;
	text?: string;
	at?: number | Date;
	replyTo?: string;
	quote?: string;
	repostOf?: string;
	/** Media IDs or keys. */
	media?: string[];
	poll?: { options: string[]; durationMinutes: number; votes?: number[] };
	lang?: string;
	replySettings?: string;
	editOf?: string;
	counts?: Partial<WorldPost['counts']>;
	source?: string;
	sent?: Record<string, unknown>;
}

export interface NewMedia {
	owner: string;
	bytes?: Buffer;
	kind?: MediaKind;
	category?: string;
	contentType?: string;
	altText?: string;
	size?: number;
	durationMs?: number;
	sha256?: string;
	id?: string;
	additionalOwners?: string[];
	processing?: WorldMedia['processing'];
}

export const USUAL_CATEGORY: Record<MediaKind, Category> = {
	photo: 'tweet_image',
	animated_gif: 'tweet_gif',
	video: 'tweet_video',
	subtitles: 'tweet_gif',
};
/** The local X looks into no video but for its length: every other one is taken as this. */
export const videoOf = ({ durationMs = 10_000 }: NewMedia) => ({ width: 1280, height: 720, durationMs });

export function contentTypeOf(kind: MediaKind, picture?: string): string {
	if (picture) return `image/${picture === 'jpg' ? 'jpeg' : picture}`;
	return kind === 'video' ? 'video/mp4' : 'application/octet-stream';
}

/** Size and hash of the bytes, unless given without them. */
export const extentOf = ({ bytes = Buffer.alloc(0), size, sha256 }: NewMedia): Pick<WorldMedia, 'size' | 'sha256'> => ({
	size: size ?? bytes.length,
	sha256: sha256 ?? createHash('sha256').update(bytes).digest('hex'),
});

const NO_COUNTS: WorldPost['counts'] = { likes: 0, reposts: 0, replies: 0, quotes: 0, bookmarks: 0, impressions: 0 };

/** Where a post stands: in the conversation of its parent, or at the head of its own. */
export const placeOf = (id: string, parent: WorldPost | undefined) =>
	parent ? { conversationId: parent.conversationId, inReplyToUserId: parent.authorId } : { conversationId: id };

export const settingsOf = (given: NewPost) => ({
	replySettings: given.replySettings ?? 'everyone',
	source: given.source ?? 'X Web App',
	counts: { ...NO_COUNTS, ...given.counts },
	sent: given.sent ?? {},
});

export function referencesOf({ replyTo, quote, repostOf }: NewPost): WorldPost['references'] {
	const references: Array<{ type: ReferenceType; id: string }> = [];
	if (replyTo) references.push({ type: 'replied_to', id: replyTo });
	if (quote) references.push({ type: 'quoted', id: quote });
	if (repostOf) references.push({ type: 'retweeted', id: repostOf });
	return references;
}

export function measure(bytes: Buffer): { width?: number; height?: number; type?: string } {
	try {
		return imageSize(bytes);
	} catch {
		return {};
	}
}
