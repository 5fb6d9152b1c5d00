/** Which fields of X's objects can be requested, and which are requested by default. */
import { content } from './content';
import { developer } from './developer';
import { messages } from './messages';
import type { Selection } from './selection';

export type { Selection } from './selection';

/** Expansions that include users. */
// prettier-ignore
export const USERS_ALONG: readonly string[] = [
	'admin_ids', 'affiliation', 'author_id', 'creator_id', 'entities.mentions.username', 'host_ids',
	'in_reply_to_user_id', 'invited_user_ids', 'member_ids', 'owner_id', 'participant_ids', 'sender_id', 'speaker_ids',
	'username',
];

const selections = { ...content, ...developer, ...messages };

/** Kinds of object whose fields can be chosen. */
export type SelectableKind = keyof typeof selections;

/** Kinds of response: those with selectable fields, then the plain ones; `file` is emitted as binary data. */
export type ReturnKind = SelectableKind | 'createdPost' | 'uploadedMedia' | 'result' | 'file';

/** The selectable fields of a kind; none for kinds that are returned as they are. */
export const selectionsOf = (kind: ReturnKind): readonly Selection[] =>
	(selections as Readonly<Record<string, readonly Selection[]>>)[kind] ?? [];
