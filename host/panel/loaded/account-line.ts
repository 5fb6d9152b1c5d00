/**
 * One line under the credential: whose account it is, its X Premium tier, and what its permissions leave out. n8n
 * evaluates no expressions in notices, so it is an options field. Reading it never fails, and X is asked once per token.
 */
import { sleep, type ILoadOptionsFunctions, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import { InputError, XError } from '../../../api/errors/errors';
import { settle } from '../../../api/errors/outcome';
import { inner, label } from '../../../api/json/members';
import { PRICES } from '../../../api/money/prices';
import { usd } from '../../../api/money/usd';
import { hasPremium } from '../../../api/objects/subscription';
import { scopes, type Scope } from '../../../connector';
import { WITHOUT } from '../../../connector/shared/without-scope';
import { grouped } from '../../../connector/shared/grouped';
import { credentialOf, isPasted, tokenIn, type StoredCredential } from '../../session/credential';
import type { Session } from '../../session/session';
import { NAMES } from '../../shared/names';
import { EDITOR } from '../../shared/settings';

const METHOD = 'connectedAccount';
const SHOWN = 'shown';

/** More are named in the description, which is as wide as it needs to be. */
const MOST_NAMED = 2;

/**
 * The editor asks when a credential is chosen, which it does before a person consents on X's page, and not again. So the
 * first answer waits for the account, for as long as that usually takes.
 */
const CONSENT_MS = 60_000;
const LOOK_MS = 1_000;

type Line = Pick<INodePropertyOptions, 'name' | 'description'>;

export const accountLine: INodeProperties = {
	displayName: 'Connected Account',
	name: METHOD,
	type: 'options',
	default: SHOWN,
	noDataExpression: true,
	description: `Whose credential it is and what it lacks. X charges for an account once a day (${usd(PRICES['User: Read'].usd)}). The choice affects nothing.`,
	typeOptions: { loadOptionsMethod: METHOD, loadOptionsDependsOn: [NAMES.authentication] },
	displayOptions: { hide: { '@tool': [true] } },
};

export const loadAccount = {
	async [METHOD](this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const line = await settle(lineOf(this));
		return [{ ...(line.ok ? line.value : faultLine(line.error)), value: SHOWN }];
	},
};

async function lineOf(context: ILoadOptionsFunctions): Promise<Line> {
	// The X client is loaded on demand, since n8n loads this file at startup.
	const { openSession } = await import('../../session/session');
	const credential = credentialOf(context.getCurrentNodeParameter(NAMES.authentication));
	if (credential === 'xUserOAuth2Api') await untilConnected(context);
	const session = await openSession(context, credential, EDITOR);
	return credential === 'xAppBearerApi' ? await appLine(session) : await userLine(session);
}

async function untilConnected(context: ILoadOptionsFunctions): Promise<void> {
	const stored = () => context.getCredentials<StoredCredential>('xUserOAuth2Api');
	const isOpen = async () => isToBeConnected(await stored());
	for (let left = CONSENT_MS; left > 0 && (await isOpen()); left -= LOOK_MS) await sleep(LOOK_MS);
}

const isToBeConnected = (stored: StoredCredential): boolean => !isPasted(stored) && !tokenIn(stored);

async function userLine(session: Session): Promise<Line> {
	const lacking = session.missing(scopes());
	const permissions = permissionsOf(lacking, session.inUse.granted !== undefined);
	// Without these X would refuse to say whose account it is.
	if (lacking.includes('users.read') || lacking.includes('tweet.read')) return permissions;
	const { username = 'unknown', subscription } = await session.account.ask();
	return { ...permissions, name: [`@${username}`, ...tier(subscription), permissions.name].join(' · ') };
}

const tier = (subscription: string | undefined): string[] => {
	if (subscription === undefined) return [];
	return [hasPremium(subscription) ? subscription.replace(/(?!^)([A-Z])/g, ' $1') : 'no Premium'];
};

function permissionsOf(lacking: readonly Scope[], known: boolean): Line {
	if (!known) return { name: 'permissions unknown' };
	if (lacking.length === 0) return { name: 'all permissions' };
	const named = lacking.map((scope) => `${scope}: ${WITHOUT[scope]}`);
	const more = lacking.length - MOST_NAMED;
	return {
		name: `lacks ${named.slice(0, MOST_NAMED).join(', ')}${more > 0 ? `, and ${more} more` : ''}`,
		description: `Lacks ${named.join(', ')}. Choose the scopes in the credential and connect the account again. Account > Check names the operations.`,
	};
}

async function appLine({ client }: Session): Promise<Line> {
	const { data } = await client.call('GET /2/usage/tweets', {
		query: { 'usage.fields': ['cap_reset_day', 'project_cap', 'project_usage'] },
	});
	return { name: ['App', ...usageIn(data)].join(' · ') };
}

/** X may leave out either number. */
function usageIn(data: unknown): string[] {
	const { project_usage, project_cap } = inner(data);
	const [used, cap] = [project_usage, project_cap].map(label);
	if (used === undefined) return [];
	return [`${grouped(Number(used))}${cap === undefined ? '' : ` of ${grouped(Number(cap))}`} posts read this month`];
}

function faultLine(error: unknown): Line {
	if (error instanceof XError) return { name: error.message, description: error.description };
	if (error instanceof InputError) return { name: error.message, description: error.advice };
	return { name: 'Not connected yet', description: 'Choose a credential and connect it.' };
}
