/** What is remembered of a write. */
import { isObject } from '../json/members';
import type { Answer } from '../client/call';

/** A write that a retry has to know about; times are milliseconds since 1970 by this computer's clock. */
export interface Attempt {
	began: number;
	ended: number;
	/** ID of what X created; without it the outcome is unknown. */
	id?: string;
	answer?: Answer;
	/** IDs of the media it carried. */
	media?: readonly string[];
	/** ID that the message was given before it was sent. */
	messageId?: string;
}

/** One of an earlier try. */
export interface Earlier extends Attempt {
	/** It carried something else: an expression, such as one with the time, gives another value in each try. */
	differs?: true;
}

/** Whether what n8n has kept is one. */
export const isAttempt = (value: unknown): value is Attempt =>
	isObject(value) &&
	typeof value.began === 'number' &&
	typeof value.ended === 'number' &&
	[value.id, value.messageId].every((id) => id === undefined || typeof id === 'string') &&
	(value.media === undefined || (Array.isArray(value.media) && value.media.every((id) => typeof id === 'string')));
