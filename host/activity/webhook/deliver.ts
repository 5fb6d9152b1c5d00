/** Answers X's requests to the webhook: the challenge, and deliveries, each of which is verified and passed on once. */
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { label } from '../../../api/json/members';
import { eventsIn } from '../../../api/push/activity';
import { bodyId, crcAnswer, isSigned } from '../../../api/push/webhook';
import { activityOutput } from '../../../connector/triggers/activity';
import { readField } from '../../shared/read-fields';
import { hasChat, openChats } from '../../chat/on-demand';
import { credentialIn, secretOf } from '../app';
import { hookIds, memoryOf, nodeKey, seenBy } from '../memory';
import { itemsOf } from '../output';
import { putBack } from './register';
import { catchUp, completeUntil } from './replay';

/**
 * X's challenges are random letters and digits. Signing anything else would sign a forged delivery for whoever asks.
 */
const CHALLENGE = /^[\w+/=.~-]{1,256}$/;

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
	const result = await passOn(context, rawBody);
	await besides;
	return result;
}

/** A signed body that is not an event is accepted and ignored, since X would otherwise send it again. */
async function passOn(context: IWebhookFunctions, rawBody: Buffer): Promise<IWebhookResponseData> {
	const body = context.getBodyData();
	const events = eventsIn(body);
	const [seen, memory] = [seenBy(context), memoryOf(context)];
	const registered = hookIds.get(nodeKey(context));
	if (registered && memory.webhookId !== registered) memory.webhookId = registered;
	const fresh = events.filter((event, i) => seen.fresh(label(event.event_uuid) ?? `${bodyId(rawBody)}-${i}`));
	// Answering here makes n8n save the static data before it starts the workflow; afterwards (2.41) it forgets that
	// they changed.
	context.getResponseObject().status(200).end();
	if (fresh.length === 0) return { noWebhookResponse: true };
	Object.assign(memory, { seen: seen.ids().join(' '), lastAt: completeUntil(context) });
	const output = readField(context, activityOutput);
	const readable = output !== 'raw' && hasChat(fresh) ? await openChats(context, credentialIn(context), fresh) : fresh;
	const items = itemsOf(readable, body, output);
	return { noWebhookResponse: true, workflowData: [items.map((json) => ({ json }))] };
}
