/** Answers X's requests to the webhook: the challenge, and deliveries, each of which is verified and passed on once. */
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { join, type XObject } from '../../api/objects/includes';
import { partialProblems } from '../../api/errors/problem';
import { createSeen, type Seen } from '../../api/push/seen';
import { inPostVocabulary } from '../../api/objects/vocabulary';
import { bodyId, crcAnswer, isSigned } from '../../api/push/webhook';
import { activityOutput } from '../../connector/triggers/activity';
import { withLeftOut } from '../shared/missing';
import { readField } from '../shared/read-fields';
import { secretOf } from './app';
import { hookIds, memoryOf, nodeKey } from './memory';
import { putBack } from './register';
import { catchUp, completeUntil } from './replay';

/**
 * Number of events remembered for de-duplication; a replay overlaps earlier deliveries by one to two minutes, into
 * which a burst may fit.
 */
const REMEMBERED = 5000;

/**
 * n8n reloads the workflow for every delivery and handles bursts concurrently: only the memory of this process knows
 * all events.
 */
const memories = new Map<string, Seen>();

/**
 * X's challenges are random letters and digits. Signing anything else would sign a forged delivery for whoever asks.
 */
const CHALLENGE = /^[\w+/=.~-]{1,256}$/;

/** One event as X delivers it: `{event_uuid, event_type, filter, tag?, payload, includes?}`. */
type Delivered = XObject & { event_uuid?: unknown; event_type?: unknown };

function seenBy(context: IWebhookFunctions): Seen {
	const key = nodeKey(context);
	const seen = memories.get(key) ?? createSeen(REMEMBERED);
	memories.set(key, seen);
	// Another process of this n8n may have received deliveries too.
	for (const id of memoryOf(context).seen?.split(' ') ?? []) seen.fresh(id);
	return seen;
}

/** The event with its payload in one vocabulary; if the payload is a post, its author and media are joined in. */
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
		await Promise.all([catchUp(context), putBack(context)]);
		return { noWebhookResponse: true };
	}
	const { rawBody } = context.getRequestObject() as { rawBody?: Buffer };
	if (!rawBody || !isSigned(secret, rawBody, context.getHeaderData()['x-twitter-webhooks-signature']))
		return refuse(context, 403);
	// X has already been answered; n8n can use the credential only until the node returns.
	const besides = Promise.all([catchUp(context), putBack(context)]);
	const result = passOn(context, rawBody);
	await besides;
	return result;
}

/** A signed body that is not an event is accepted and ignored, since X would otherwise send it again. */
function passOn(context: IWebhookFunctions, rawBody: Buffer): IWebhookResponseData {
	const body = context.getBodyData();
	const events = [body.data ?? []].flat() as Delivered[];
	const [seen, memory] = [seenBy(context), memoryOf(context)];
	const registered = hookIds.get(nodeKey(context));
	if (registered && memory.webhookId !== registered) memory.webhookId = registered;
	const fresh = events.filter((event, i) =>
		seen.fresh(String((event.event_uuid as string | undefined) ?? `${bodyId(rawBody)} ${i}`)),
	);
	// Answering here makes n8n save the static data before it starts the workflow; afterwards (2.41) it forgets that
	// they changed.
	context.getResponseObject().status(200).end();
	if (fresh.length === 0) return { noWebhookResponse: true };
	Object.assign(memory, { seen: seen.ids().join(' '), lastAt: completeUntil(context) });
	const output = readField(context, activityOutput);
	const items =
		output === 'raw'
			? fresh.map((event) => ({ data: event }))
			: withLeftOut(fresh.map(eventOf), fresh, partialProblems(body));
	return { noWebhookResponse: true, workflowData: [items.map((json) => ({ json }))] };
}
