/** The credential itself: whose it is, what it can do, and its end. */
import { operation, resource, type Resource } from '../../types';
import { checkOf } from './check';

const revokeToken = operation({
	name: 'revokeToken',
	displayName: 'Revoke Token',
	action: 'Revoke token of account',
	description: 'Disconnect the credential from the account',
	notice:
		"X then accepts the credential no longer: every workflow that uses it fails until somebody opens it and presses 'Connect my account' again. Free.",
	endpoint: 'POST /2/oauth2/revoke',
	access: { user: [] },
	repeatable: true,
	fields: [],
	returns: 'result',
	run: async ({ credential }) => ({ data: { revoked: true, revoked_tokens: await credential.revoke() } }),
});

/** @param resources all others, from which it is derived what the credential can do */
export const accountOf = (resources: readonly Resource[]): Resource =>
	resource({ name: 'account', displayName: 'Account', node: 'X', operations: [checkOf(resources), revokeToken] });
