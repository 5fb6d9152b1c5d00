/** Texts of more than 280 characters: for accounts with X Premium, or for a thread. */
import { InputError, XError } from '../../../api/errors/errors';
import { settleCall } from '../../../api/errors/outcome';
import { hasPremium } from '../../../api/objects/subscription';
import { PRICES } from '../../../api/money/prices';
import { usd } from '../../../api/money/usd';
import { MAX_LONG_POST, MAX_POST, measure } from '../../../api/text/measure';
import { grouped } from '../../shared/grouped';
import { field, type ConnectedAccount } from '../../types';

export const longPost = field({
	name: 'longPost',
	displayName: 'Long Post',
	kind: 'choice',
	default: 'automatic',
	description: `What to do with a text of ${MAX_POST + 1} to ${grouped(MAX_LONG_POST)} characters, which X accepts from X Premium accounts only`,
	choices: [
		{ name: 'Allow', value: 'allow', description: 'Send it to X in any case' },
		{
			name: 'Automatic',
			value: 'automatic',
			description: `Allow it if X says that the account has X Premium, for which it is asked once (${usd(PRICES['User: Read'].usd)})`,
		},
		{ name: 'Split Into Thread', value: 'split', description: 'Publish a thread, as Create Thread does' },
	],
});

interface Otherwise {
	/** What to do if the account has no X Premium. */
	advice: string;
	/** The same if X does not tell; undefined if the text is then sent. */
	unknown?: string;
}

/** @throws InputError if a text is too long for the account; X is asked only if one is longer than 280 characters */
export async function refuseLong(
	texts: readonly string[],
	account: ConnectedAccount,
	{ advice, unknown }: Otherwise,
): Promise<void> {
	const lengths = texts.map((text) => measure(text).weightedLength);
	const first = lengths.findIndex((each) => each > MAX_POST);
	if (first < 0) return;
	const length = lengths[first];
	const asked = await settleCall(account.ask());
	if (!asked.ok) throw withReason(asked.error, length);
	const { username, subscription } = asked.value;
	const premium = hasPremium(subscription);
	if (premium === true || (premium === undefined && unknown === undefined)) return;
	throw new InputError(
		`${texts.length > 1 ? `Part ${first + 1}: ` : ''}The text is ${length} characters long as X counts them; the limit is ${MAX_POST} without X Premium`,
		premium === undefined
			? `X did not say whether @${username} has X Premium. ${unknown}`
			: `@${username} has no X Premium. ${advice}`,
	);
}

const withReason = ({ problem, context }: XError, length: number): XError =>
	new XError(problem, {
		...context,
		advice:
			`${context.advice ?? ''} X was asked whether the account has X Premium, because a text is ${length} characters long.`.trim(),
	});
