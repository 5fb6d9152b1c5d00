/**
 * What a run that was ended early by a limit passes on to the next one: which items are left, and where to continue.
 */
import type { IDataObject } from 'n8n-workflow';
import { endsRun, isCut, type XError } from '../../../api/errors/errors';
import { waitLonger } from '../../shared/node-error';
import { ENDED_EARLY } from '../../shared/names';
import type { Outcomes } from '../../shared/types';

interface Left {
	item: number;
	next_token?: string;
	missing?: readonly string[];
	/** The part of the item that is already public. */
	published?: unknown;
}

export interface EarlyEnd {
	/** What ended the run, and at which item. */
	error: XError;
	itemIndex: number;
	/** Machine-readable form, for the output. */
	json: IDataObject;
	/** Human-readable form. */
	note: string;
}

/** The error that ended the run at an item, if any. */
type EndOf = (outcome: Outcomes[number]) => XError | undefined;

/** An error ends a run only if the items after it are not tried. */
const endOf =
	(goesOn: boolean): EndOf =>
	({ result }) => {
		if (!result) return undefined;
		if (result.ok) return result.value.cut?.error;
		return isEnd(result.error, goesOn) ? result.error : undefined;
	};

export const isEnd = (error: unknown, goesOn: boolean): error is XError => (goesOn ? isCut(error) : endsRun(error));

function leftOf(outcome: Outcomes[number], item: number, limitOf: EndOf): Left[] {
	const { checked, result } = outcome;
	const limit = limitOf(outcome);
	if (result && !limit) return [];
	if (result?.ok) {
		const { nextToken, missing } = result.value.cut ?? {};
		return [{ item, ...given('next_token', nextToken), ...given('missing', missing) }];
	}
	return [
		{ item, ...given('next_token', checked?.outputOptions.from), ...given('published', limit?.context.published) },
	];
}

const given = <K extends keyof Left>(name: K, value: Left[K]) => (value === undefined ? {} : { [name]: value });

/** Only a reset time that X itself gave counts. */
function resetIn(error: XError | undefined): number {
	const { exhausted } = error?.context ?? {};
	return exhausted && !exhausted.guessed ? exhausted.resetsAt : 0;
}

/**
 * @param goesOn Continue On Fail: the items after a failed one are still tried.
 * @returns undefined if nothing ended the run
 */
export function earlyEnd(outcomes: Outcomes, goesOn = false): EarlyEnd | undefined {
	const limitOf = endOf(goesOn);
	const itemIndex = outcomes.findIndex(limitOf);
	const error = outcomes[itemIndex] && limitOf(outcomes[itemIndex]);
	if (!error) return undefined;
	const resets = outcomes.reduce((latest, outcome) => Math.max(latest, resetIn(limitOf(outcome))), 0);
	const left = outcomes.flatMap((outcome, item) => leftOf(outcome, item, limitOf));
	return {
		error,
		itemIndex,
		json: {
			reason: error.message,
			...(resets ? { resets_at: new Date(resets).toISOString() } : {}),
			remaining_items: left,
		},
		note: `This ended early: ${error.message}. ${[error.description, waitLonger(error)].filter(Boolean).join(' ')} ${whatIsLeft(outcomes, left)} '${ENDED_EARLY}' in the last item says where to continue.`,
	};
}

function whatIsLeft(outcomes: Outcomes, left: readonly Left[]): string {
	if (outcomes.length === 1) return 'Everything received until then is returned.';
	const begun = ({ item }: Left) => outcomes[item].result?.ok === true;
	const parts = [
		['not done', left.filter((each) => !begun(each))],
		['done in part', left.filter(begun)],
	] as const;
	return `Of ${outcomes.length} items ${parts
		.filter(([, items]) => items.length > 0)
		.map(([what, items]) => `${items.length} ${items.length === 1 ? 'is' : 'are'} ${what} (item ${named(items)})`)
		.join(', ')}.`;
}

const named = (left: readonly Left[]): string =>
	left
		.slice(0, 20)
		.map(({ item }) => item)
		.join(', ') + (left.length > 20 ? ', …' : '');
