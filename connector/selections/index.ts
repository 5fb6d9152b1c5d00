/** Which fields of X's objects can be asked for, and which are by default. */
import { content } from './content';
import { developer } from './developer';
import { messages } from './messages';
import type { Selection } from './selection';

export type { Selection } from './selection';

/** What brings users along. */
// prettier-ignore
export const USERS_ALONG: readonly string[] = [
	'admin_ids', 'affiliation', 'author_id', 'creator_id', 'entities.mentions.username', 'host_ids',
	'in_reply_to_user_id', 'invited_user_ids', 'member_ids', 'owner_id', 'participant_ids', 'sender_id', 'speaker_ids',
	'username',
];

const selections = { ...content, ...developer, ...messages };

/** Kinds of object whose fields can be chosen. */
export type SelectableKind = keyof typeof selections;

/** Kinds of answer: those with fields to choose, then the plain ones; `file` comes out as binary data. */
export type ReturnKind = SelectableKind | 'createdPost' | 'uploadedMedia' | 'result' | 'file';

/** The choices of a kind; none for kinds that come as they are. */
export const selectionsOf = (kind: ReturnKind): readonly Selection[] =>
	(selections as Readonly<Record<string, readonly Selection[]>>)[kind] ?? [];
