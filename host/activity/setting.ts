/** What the panel asks for: the subscriptions of the X Activity Trigger, and who may subscribe. */
import { InputError } from '../../api/errors/errors';
import type { Subscription } from '../../api/push/standing';
import { hasDirection, NEWS, scopeOf } from '../../connector/resources/activity-subscription/events';
import { activityFields, activityOptions } from '../../connector/triggers/activity';
import { openSession, type Session } from '../session/session';
import { readFields } from '../shared/read-fields';
import { ACTIVATION } from '../shared/settings';
import { credentialIn, openApp, type Context } from './app';

export interface Setting {
	app: Session;
	/** Who subscribes: the app, or the account for its private events. */
	by: Session;
	wanted: Subscription[];
}

/** @throws InputError, or XError where an account has to be looked up */
export async function settingOf(context: Context): Promise<Setting> {
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
	return { app, by, wanted };
}

async function openAccount(context: Context): Promise<Session> {
	const credential = credentialIn(context);
	if (credential === 'xAppBearerApi')
		throw new InputError(
			"'Connected Account' is not available with a Bearer token",
			"A Bearer token belongs to an app. Choose a credential of the type X OAuth2 API, or 'User'.",
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
