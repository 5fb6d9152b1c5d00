/**
 * What one run of a node needs to talk to X: the client of its credential, with its limits and its directory of users.
 */
import { createHash } from 'node:crypto';
import type { IN8nHttpFullResponse } from 'n8n-workflow';
import type { ChatKeys } from '../../api/chat/types';
import type { Account, XClient } from '../../api/client/call';
import { createClient } from '../../api/client/client';
import type { XClock } from '../../api/client/clock';
import { createDirectory, type Directory } from '../../api/read/user-ids';
import { createMeter, type Meter } from '../../api/money/meter';
import { createLedger, type Ledger } from '../../api/write/ledger';
import { createLimiter, type Limiter } from '../../api/client/limits';
import { appAccess } from './app-token';
import { waitOrCancel, type HostContext } from './context';
import {
	chatKeysIn,
	checkBearer,
	holderOf,
	ownerOf,
	pastedIn,
	rootIn,
	tokenIn,
	type CredentialType,
	type StoredCredential,
} from './credential';
import { factsOf, priceAt } from './endpoint-facts';
import { createRevoke } from './revoke';
import type { TokenHolder } from './renewal';
import { sendAs } from './send-as';
import { createTransport, plainRequest, type SendSigned } from './transport';
import type { Call, ConnectedAccount, CredentialInUse, Scope } from '../../connector';

/** What the user allows a run to take. */
export interface Settings {
	/** Longest wait for a rate limit, in seconds. */
	waitForLimit: number;
	/** Most concurrent reads. */
	parallel: number;
	/** Most that a run may cost, in US dollars. */
	spendingLimit: number;
	/** When a limit ends a run early: return the results so far, or fail. */
	cutShort: 'keep' | 'fail';
	/** Whether to add the run's estimated cost to each item. */
	addCost: boolean;
}

export interface Session {
	settings: Settings;
	client: XClient;
	meter: Meter;
	directory: Directory;
	/** The connected account's own ID. */
	me: Call['me'];
	account: ConnectedAccount;
	plain: Call['plain'];
	/** Whose rights it has: an account's, or an app's. */
	credential: CredentialType;
	/** The same, as operations see it. */
	inUse: CredentialInUse;
	/** The account's keys for X Chat, where they stand in the credential. */
	chatKeys?: ChatKeys;
	/** Where X's API is. */
	baseUrl: string;
	/** The credential in use and the address it connects to. */
	owner: string;
	/** Records what the runs of this n8n process write to X. */
	ledger: Ledger;
	/** The required scopes that the account did not grant; empty if n8n does not know the granted scopes. */
	missing(needed: readonly Scope[]): Scope[];
}

/**
 * Two credentials of one account cannot be recognized as such, so all credentials for the same X address share a
 * ledger.
 */
const ledgers = new Map<string, Ledger>();

/** X's clock by X address, learnt from any response. */
const clocks = new Map<string, XClock>();

export function clockOf(root: string): XClock {
	const clock = clocks.get(root) ?? {};
	clocks.set(root, clock);
	return clock;
}

/** What belongs to the account that a credential is connected to, shared by concurrent runs in one n8n. */
interface Connected {
	/**
	 * A hash. A token always belongs to the same account; a new one may mean that the credential was connected to
	 * another.
	 */
	token: string;
	account: Account;
	limiter: Limiter;
}
const connected = new Map<string, Connected>();

const hashOf = (accessToken: string): string => createHash('sha256').update(accessToken).digest('hex');

function connectedBy(owner: string, accessToken = ''): Connected {
	const token = hashOf(accessToken);
	const known = connected.get(owner);
	if (known?.token === token) return known;
	const fresh: Connected = { token, account: {}, limiter: createLimiter() };
	connected.set(owner, fresh);
	return fresh;
}

/** A renewed token is of the same account: what is known of it stays. */
function keepConnected(owner: string, before: string, after: string): void {
	connected.set(owner, { ...connectedBy(owner, before), token: hashOf(after) });
}

/** How requests are sent with the rights of a credential. */
export interface Access {
	credential: CredentialType;
	root: string;
	owner: string;
	/** Identifies the account. */
	token?: string;
	granted?: ReadonlySet<string>;
	chatKeys?: ChatKeys;
	holder: TokenHolder;
	sendSigned: SendSigned;
}

/** @param deadline when the last answer must have arrived, in milliseconds since 1970 */
export async function openSession(
	context: HostContext,
	credential: CredentialType,
	settings: Settings,
	deadline = Infinity,
): Promise<Session> {
	return sessionWith(context, await accessOf(context, credential), settings, deadline);
}

/** With the rights of an app, whichever credential the node has. */
export async function openAppSession(
	context: HostContext,
	credential: CredentialType,
	settings: Settings,
): Promise<Session> {
	return sessionWith(context, await appAccessOf(context, credential), settings);
}

async function accessOf(context: HostContext, credential: CredentialType): Promise<Access> {
	const stored = await context.getCredentials<StoredCredential>(credential);
	checkBearer(context, stored);
	const pasted = pastedIn(context, stored);
	const token = tokenIn(stored);
	const scope = pasted ? undefined : stored.oauthTokenData?.scope;
	const root = rootIn(context, stored);
	const owner = ownerOf(context, credential, root);
	return {
		credential,
		root,
		owner,
		token,
		granted: scope ? new Set(scope.split(/[\s,]+/)) : undefined,
		...chatKeysIn(stored),
		holder: {
			...holderOf(context, credential, owner, stored),
			renewed: (before, after) => keepConnected(owner, before, after),
		},
		sendSigned: async (options) => {
			if (pasted) return await sendAs(context, pasted, options);
			return (await context.helpers.httpRequestWithAuthentication.call(
				context,
				credential,
				options,
			)) as IN8nHttpFullResponse;
		},
	};
}

/** An account's credential is enough where the app's key and secret stand in it. */
export async function appAccessOf(context: HostContext, credential: CredentialType): Promise<Access> {
	if (credential === 'xAppBearerApi') return await accessOf(context, credential);
	const stored = await context.getCredentials<StoredCredential>(credential);
	const root = rootIn(context, stored);
	const owner = `${ownerOf(context, credential, root)} as app`;
	return { credential: 'xAppBearerApi', root, owner, ...appAccess(context, root, owner, stored) };
}

function sessionWith(
	context: HostContext,
	{ credential, root, owner, token, granted, chatKeys, holder, sendSigned }: Access,
	settings: Settings,
	deadline = Infinity,
): Session {
	const ledger = ledgers.get(root) ?? createLedger();
	ledgers.set(root, ledger);
	const { account, limiter } = connectedBy(owner, token);
	const meter = createMeter(priceAt, settings.spendingLimit, account);
	const client = createClient({
		facts: (endpoint) => factsOf(endpoint, granted),
		send: createTransport(sendSigned, root, holder, deadline),
		wait: async (ms) => await waitOrCancel(context, ms),
		now: Date.now,
		random: Math.random,
		limiter,
		clock: clockOf(root),
		meter,
		maxWaitMs: settings.waitForLimit * 1000,
	});
	const directory = createDirectory(client, settings.parallel, account);
	return {
		settings,
		client,
		meter,
		directory,
		me: async () => {
			await directory.learn(['me']);
			return directory.id('me');
		},
		account: {
			known: account,
			async ask() {
				await directory.learn(['me']);
				// Throws what X said instead.
				directory.id('me');
				return account;
			},
		},
		plain: plainRequest(context),
		credential,
		inUse: {
			kind: credential === 'xAppBearerApi' ? 'app' : 'user',
			...(granted ? { granted: [...granted] } : {}),
			revoke: createRevoke(context, credential, root),
		},
		...(chatKeys ? { chatKeys } : {}),
		baseUrl: root,
		owner,
		ledger,
		missing: (needed) => (granted ? needed.filter((scope) => !granted.has(scope)) : []),
	};
}
