/** Delivery by webhook: registers it with its subscriptions, and removes it. */
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { inStep, setUp, takeDown, type Hook } from '../../../api/push/subscriptions';
import { settle, valueOf } from '../../../api/errors/outcome';
import { checkAddress } from '../../../api/push/webhook';
import type { StoredCredential } from '../../session/credential';
import { isPassing } from '../../session/passing';
import { toNodeError } from '../../shared/node-error';
import { ACTIVATION } from '../../shared/settings';
import { credentialIn, openApp, secretOf, type WebhookContext } from '../app';
import { explained } from '../explained';
import { keepTrying, stopTrying, type Task } from '../../connection/keep-trying';
import { hookIds, memoryOf, nodeKey } from '../memory';
import { settingOf, type Setting } from '../setting';
import { checkUp, noteChange, noteInStep } from './check-up';
import { catchUp, completeUntil, noteStart } from './replay';

async function addressOf(context: WebhookContext): Promise<string> {
	const { baseUrl } = await context.getCredentials<StoredCredential>(credentialIn(context));
	const url = String(context.getNodeWebhookUrl('default'));
	checkAddress(url, String(baseUrl ?? ''));
	return url;
}

async function setting(context: WebhookContext): Promise<Setting & { url: string }> {
	await secretOf(context);
	const url = await addressOf(context);
	return { url, ...(await settingOf(context)) };
}

const attempt = async <T>(context: IHookFunctions, work: Promise<T>): Promise<T> =>
	await work.catch((error: unknown) => {
		throw toNodeError(context.getNode(), explained(error), 0);
	});

/** Called once the webhook is in place: requests missed events if it is the same webhook as before. */
async function stands(context: IHookFunctions, hook: Hook): Promise<void> {
	const memory = memoryOf(context);
	noteStart(context, memory.webhookId === hook.id ? memory.lastAt : undefined);
	noteInStep(context);
	hookIds.set(nodeKey(context), hook.id);
	await catchUp(context);
	Object.assign(memory, { webhookId: hook.id, lastAt: completeUntil(context) });
}

async function isAsWanted(context: IHookFunctions): Promise<boolean> {
	const { app, url, wanted } = await setting(context);
	const hook = await inStep(app.client, url, wanted);
	if (hook) await stands(context, hook);
	return hook !== undefined;
}

async function setUpAsWanted(context: IHookFunctions): Promise<void> {
	const { app, by, url, wanted } = await setting(context);
	await stands(context, await setUp(app.client, by.client, url, wanted));
}

/** The test in the editor fails at once: somebody is waiting for it. */
const isLive = (context: IHookFunctions): boolean => context.getMode() !== 'manual';

function taskOf(context: IHookFunctions, what: string, work: () => Promise<unknown>): Task {
	const { logger } = context;
	const node = context.getNode().name;
	return {
		key: nodeKey(context),
		what,
		attempt: work,
		info: (message) => logger.info(`X Activity Trigger: ${message}`, { node }),
		warn: (message) => logger.warn(`X Activity Trigger: ${message}`, { node }),
	};
}

export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	stopTrying(nodeKey(context));
	const looked = await settle(isAsWanted(context));
	// What passes is left to the registration, which goes on trying.
	if (!looked.ok && isLive(context) && isPassing(looked.error)) return false;
	return await attempt(context, Promise.resolve(looked).then(valueOf));
}

export async function register(context: IHookFunctions): Promise<boolean> {
	noteChange(context);
	const work = async () => await setUpAsWanted(context);
	await attempt(context, isLive(context) ? keepTrying(taskOf(context, 'Registering the webhook', work)) : work());
	return true;
}

export async function unregister(context: IHookFunctions): Promise<boolean> {
	noteChange(context);
	const work = async () => {
		const { client } = await openApp(context, ACTIVATION);
		await takeDown(client, String(context.getNodeWebhookUrl('default')));
	};
	// An error here would leave n8n with half of the workflow switched off.
	await attempt(context, isLive(context) ? keepTrying(taskOf(context, 'Removing the webhook', work)) : work());
	const memory = memoryOf(context);
	delete memory.webhookId;
	delete memory.lastAt;
	hookIds.delete(nodeKey(context));
	return true;
}

/** Called when X has sent something to an active webhook: restores what somebody else has removed. */
export async function putBack(context: IWebhookFunctions): Promise<void> {
	await checkUp(context, async () => {
		const { app, by, url, wanted } = await setting(context);
		if (await inStep(app.client, url, wanted)) return false;
		await setUp(app.client, by.client, url, wanted);
		return true;
	});
}
