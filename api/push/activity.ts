/** The events of the X Activity API, as webhooks and the activity stream deliver them. */
import { inner, objects } from '../json/members';
import { partialProblems, type Problem } from '../errors/problem';
import { parseLine } from './stream';

/** `{event_uuid, event_type, filter, tag?, payload, includes?}` */
export interface Delivered extends Record<string, unknown> {
	event_uuid?: unknown;
	event_type?: unknown;
	filter?: unknown;
	tag?: unknown;
}

/** The events in a delivery, or in a line of the stream. */
export const eventsIn = ({ data }: Record<string, unknown>): Delivered[] => objects([data ?? []].flat());

/** An event of an encrypted chat. */
export const isSealed = ({ payload }: Delivered): boolean => typeof inner(payload).encoded_event === 'string';

/** The meaning of a line: events with what X says beside them, its notice that it is about to disconnect, or nothing known. */
export type ActivityMessage =
	{ events: Delivered[]; body: Record<string, unknown> } | { disconnect: Problem } | { unknown: true };

export function readActivity(line: string): ActivityMessage {
	const body = parseLine(line);
	const events = body ? eventsIn(body) : [];
	if (body && events.length > 0) return { events, body };
	const [problem] = partialProblems(body);
	return problem ? { disconnect: problem } : { unknown: true };
}
