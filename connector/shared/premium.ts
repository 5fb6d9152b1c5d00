/** What X provides to accounts with X Premium only. */
import { InputError } from '../../api/errors/errors';
import { hasPremium } from '../../api/objects/subscription';
import { MAX_LONG_POST, MAX_POST } from '../../api/text/measure';
import type { ConnectedAccount } from '../types';

/** Weighted characters of the account's longest post; none is assumed where X does not tell. */
export const longestPost = (subscription: string | undefined): number =>
	hasPremium(subscription) ? MAX_LONG_POST : MAX_POST;

/** Refuses it for an account that is known to have none; it is not worth a request that X charges for. */
export const forPremium =
	(what: string) =>
	(_values: unknown, { known: { username, subscription } }: ConnectedAccount): void => {
		if (hasPremium(subscription) !== false) return;
		throw new InputError(
			`@${username} has no X Premium, which ${what} need`,
			'Nothing was sent. If the account has just subscribed, X is asked again within two hours.',
		);
	};
