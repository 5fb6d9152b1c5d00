/** Turns the events that X delivers into items. */
import type { IDataObject } from 'n8n-workflow';
import { inner } from '../../api/json/members';
import { join, type XObject } from '../../api/objects/includes';
import { inPostVocabulary } from '../../api/objects/vocabulary';
import { partialProblems } from '../../api/errors/problem';
import type { Delivered } from '../../api/push/activity';
import { withLeftOut } from '../shared/missing';

/** @param body the delivery in which the events came, with what X left out of them */
export const itemsOf = (events: readonly Delivered[], body: object, output: string): IDataObject[] =>
	output === 'raw'
		? events.map((event) => ({ data: event as IDataObject }))
		: withLeftOut(events.map(eventOf), [...events], partialProblems(body as XObject));

/** The event with its payload in one vocabulary; if the payload is a post, its author and media are joined in. */
function eventOf(event: Delivered): IDataObject {
	const { event_uuid, event_type, filter, tag, payload, includes, ...beside } = inPostVocabulary(event) as XObject;
	const isPost = /^post\./.test(String(event_type)) && inner(payload).id !== undefined;
	const [post] = isPost ? join({ data: payload, includes }, 'post') : [];
	return {
		event_id: event_uuid,
		event_type,
		...(tag === undefined ? {} : { tag }),
		filter,
		payload: post ?? payload,
		...(post || includes === undefined ? {} : { includes }),
		...beside,
	} as IDataObject;
}
