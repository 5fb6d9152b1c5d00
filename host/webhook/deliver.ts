/** Answers what X sends to the webhook: the challenge, and deliveries, each checked and passed on once. */
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { join, type XObject } from '../../api/objects/includes';
import { createSeen, type Seen } from '../../api/push/seen';
import { inPostVocabulary } from '../../api/objects/vocabulary';
import { bodyId, crcAnswer, isSigned } from '../../api/push/webhook';
import { activityOutput } from '../../connector/triggers/activity';
import { readField } from '../shared/read-fields';
import { secretOf } from './register';
import { memoryOf, nodeKey } from './memory';
import { catchUp, completeUntil } from './replay';

/** Events remembered against repeats; a replay overlaps what had arrived by one to two minutes, which a burst may have filled. */
const REMEMBERED = 5000;

/** n8n loads the workflow anew for every delivery, and those of a burst side by side: only this process's own memory knows them all. */
const memories = new Map<string, Seen>();

/** X's challenges are random letters and digits. Signing anything else would sign a delivery for whoever asks. */
const CHALLENGE = /^[\w+/=.~-]{1,256}$/;

/** One event as X delivers it: `{event_uuid, event_type, filter, tag?, payload, includes?}`. */
type Delivered = XObject & { event_uuid?: unknown; event_type?: unknown };

function seenBy(context: IWebhookFunctions): Seen {
	const key = nodeKey(context);
	const seen = memories.get(key) ?? createSeen(REMEMBERED);
	memories.set(key, seen);
	// Another process of this n8n may have taken deliveries too.
	for (const id of memoryOf(context).seen?.split(' ') ?? []) seen.fresh(id);
	return seen;
}

/** The event with its payload in one vocabulary; a payload that is a post has author and media joined in. */
function eventOf(event: Delivered): IDataObject {
	const { event_uuid, event_type, filter, tag, payload, includes, ...beside } = inPostVocabulary(event) as XObject;
	const isPost = /^post\./.test(String(event_type)) && (payload as XObject | undefined)?.id !== undefined;
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

const refuse = (context: IWebhookFunctions, status: number): IWebhookResponseData => {
	context.getResponseObject().status(status).end();
	return { noWebhookResponse: true };
};

export async function answer(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const secret = await secretOf(context);
	if (context.getWebhookName() === 'setup') {
		const { crc_token } = context.getQueryData() as { crc_token?: unknown };
		if (typeof crc_token !== 'string' || !CHALLENGE.test(crc_token)) return refuse(context, 403);
		context.getResponseObject().status(200).json(crcAnswer(secret, crc_token));
		await catchUp(context);
		return { noWebhookResponse: true };
	}
	const { rawBody } = context.getRequestObject() as { rawBody?: Buffer };
	if (!rawBody || !isSigned(secret, rawBody, context.getHeaderData()['x-twitter-webhooks-signature']))
		return refuse(context, 403);
	// X has its answer by then; n8n can use the credential only until the node has returned.
	const catchingUp = catchUp(context);
	const result = passOn(context, rawBody);
	await catchingUp;
	return result;
}

/** What was signed but is no event is taken and left: X would send it again otherwise. */
function passOn(context: IWebhookFunctions, rawBody: Buffer): IWebhookResponseData {
	const body = context.getBodyData();
	const events = [body.data ?? []].flat() as Delivered[];
	const [seen, memory] = [seenBy(context), memoryOf(context)];
	const fresh = events.filter((event, i) => seen.fresh(String(event.event_uuid ?? `${bodyId(rawBody)} ${i}`)));
	// Answered here, not by n8n: it then saves the static data before it starts the workflow. Afterwards (2.41) it forgets that they changed.
	context.getResponseObject().status(200).end();
	if (fresh.length === 0) return { noWebhookResponse: true };
	Object.assign(memory, { seen: seen.ids().join(' '), lastAt: completeUntil(context) });
	const output = readField(context, activityOutput);
	const items = fresh.map((event) => ({ json: output === 'raw' ? { data: event } : eventOf(event) }));
	return { noWebhookResponse: true, workflowData: [items] };
}
