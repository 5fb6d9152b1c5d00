/** Rejects, before any request, what the chosen credential cannot do. */
import { InputError } from '../../api/errors/errors';
import { isOn, type Endpoint, type Field, type Operation, type Values } from '../../connector';
import { usersIn } from './user-ids';
import type { Session } from '../session/session';

const namesMe = (fields: readonly Field[], values: Values): boolean =>
	usersIn({ fields }, values).includes('me') ||
	fields.some((field) => field.kind === 'group' && namesMe(field.fields, (values[field.name] ?? {}) as Values));

/** A Bearer token belongs to an app, not to an account. */
export function checkMe(operation: Operation, values: Values, session: Session): void {
	if (session.credential === 'xAppBearerApi' && namesMe(operation.fields, values))
		throw new InputError(
			"'Me' is not available with a Bearer token",
			'A Bearer token belongs to an app. Enter the account, or choose a credential of the type X OAuth2 API.',
		);
}

/** What is left out depends on the account. */
export function checkFilter({ filter }: Pick<Operation, 'filter'>, values: Values, session: Session): void {
	if (filter && session.credential === 'xAppBearerApi' && isOn(filter, values))
		throw new InputError(
			`'${filter.field.displayName}' is not available with a Bearer token`,
			'A Bearer token belongs to an app, which has no account that could reply. Choose a credential of the type X OAuth2 API, or switch it off.',
		);
}

export function checkAccess(operation: Operation, { access }: Endpoint, session: Session): void {
	const byApp = session.credential === 'xAppBearerApi';
	const name = `'${operation.displayName}'`;
	if (byApp && !access.app)
		throw new InputError(
			`${name} cannot be done with a Bearer token`,
			'The operation acts on behalf of an account. Choose a credential of the type X OAuth2 API.',
		);
	if (!byApp && !access.user)
		throw new InputError(
			`${name} needs a Bearer token here`,
			'X provides this to apps only. Choose a credential of the type X Bearer Token API.',
		);
	const missing = byApp || operation.aboutCredential ? [] : session.missing(access.user ?? []);
	if (missing.length > 0)
		throw new InputError(
			`The credential lacks the scope ${missing.join(', ')}`,
			`${name} needs it. Add it in the credential's scopes and connect the account again.`,
		);
}
