/** Life cycle of the X Activity Trigger: determines its subscriptions, registers and removes the webhook. */
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { inStep, setUp, takeDown, type Hook, type Subscription } from '../../api/push/subscriptions';
import { InputError, XError } from '../../api/errors/errors';
import { settle, valueOf } from '../../api/errors/outcome';
import { checkAddress } from '../../api/push/webhook';
import { hasDirection, NEWS, scopeOf } from '../../connector/resources/activity-subscription/events';
import { activityFields, activityOptions } from '../../connector/triggers/activity';
import { credentialIn, openApp, secretOf, type Context } from './app';
import { checkUp, noteInStep, noteLeaving } from './check-up';
import { keepTrying, stopTrying, type Task } from './keep-trying';
import { hookIds, memoryOf, nodeKey } from './memory';
import { catchUp, completeUntil, noteStart } from './replay';
import { toNodeError } from '../shared/node-error';
import { readFields } from '../shared/read-fields';
import type { StoredCredential } from '../session/credential';
import { isPassing } from '../session/passing';
import { openSession, type Session } from '../session/session';
import { ACTIVATION } from '../shared/settings';

interface Setting {
	url: string;
	app: Session;
	/** Who subscribes: the app, or the account for its private events. */
	by: Session;
	wanted: Subscription[];
}

async function addressOf(context: Context): Promise<string> {
	const { baseUrl } = await context.getCredentials<StoredCredential>(credentialIn(context));
	const url = String(context.getNodeWebhookUrl('default'));
	checkAddress(url, String(baseUrl ?? ''));
	return url;
}

async function setting(context: Context): Promise<Setting> {
	await secretOf(context);
	const url = await addressOf(context);
	const { account, events: chosen, user, keyword } = readFields(context, activityFields);
	const { direction, tag } = readFields(context, activityOptions);
	const events = account === 'keyword' ? [NEWS] : (chosen ?? []);
	const app = await openApp(context, ACTIVATION);
	const by = account === 'own' ? await openAccount(context) : app;
	if (account === 'own') checkScopes(by, events);
	const filter = keyword ? { keyword } : { user_id: await idOf(by, user) };
	const wanted = events.map((event_type) => ({
		event_type,
		filter: { ...filter, ...(direction && hasDirection(event_type) ? { direction } : {}) },
		...(tag ? { tag } : {}),
	}));
	return { url, app, by, wanted };
}

async function openAccount(context: Context): Promise<Session> {
	const credential = credentialIn(context);
	if (credential === 'xAppBearerApi')
		throw new InputError(
			"'Connected Account' is not available with a Bearer token",
			"A Bearer token belongs to an app. Set 'Authentication' to 'OAuth2' and connect the account, or choose 'User'.",
		);
	return await openSession(context, credential, ACTIVATION);
}

/** The named account, or else the connected one. */
async function idOf({ directory, me }: Session, user: string | undefined): Promise<string> {
	if (!user) return await me();
	await directory.learn([user]);
	return directory.id(user);
}

function checkScopes(by: Session, events: readonly string[]): void {
	const missing = by.missing([...new Set(events.flatMap((event) => scopeOf(event) ?? []))]);
	if (missing.length > 0)
		throw new InputError(
			`The OAuth2 credential lacks the scope ${missing.join(', ')}`,
			"The chosen events need it. Add it in the credential's scopes and connect the account again.",
		);
}

/** Advice for X's one-word webhook errors. */
const ADVICE: ReadonlyArray<[RegExp, string]> = [
	[
		/crc/i,
		"X asked this n8n to prove that it knows the API secret (CRC) and got no valid answer. Check 'API Key Secret' in the credential, and that X can reach n8n's webhook address.",
	],
	[
		/WebhookLimitExceeded|webhook.*limit|limit.*webhook/i,
		"The app already has as many webhooks as X allows. List them with X Developer > Webhook > Get Many and delete one that is no longer used. n8n's test address counts as one too.",
	],
	[
		/DuplicateSubscription/i,
		'The app is subscribed to this already, for another address or for its activity stream. Find it with X Developer > Activity Subscription > Get Many and delete it if it is no longer used.',
	],
	[
		/UrlValidationFailed/i,
		"X does not accept this n8n's address. It must be public https without a port, with a valid certificate and no redirect.",
	],
];

function explained(error: unknown): unknown {
	if (!(error instanceof XError)) return error;
	const { title, detail, type } = error.problem;
	const [, advice] = ADVICE.find(([pattern]) => pattern.test(`${title} ${detail} ${type}`)) ?? [];
	return advice ? new XError(error.problem, { ...error.context, advice }) : error;
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
	const work = async () => await setUpAsWanted(context);
	await attempt(context, isLive(context) ? keepTrying(taskOf(context, 'Registering the webhook', work)) : work());
	return true;
}

export async function unregister(context: IHookFunctions): Promise<boolean> {
	noteLeaving(context);
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
