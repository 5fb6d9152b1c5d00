/**
 * Checks that need all items of a run: made after every item has been read and before the first request that changes
 * anything.
 */
import { InputError } from '../../../api/errors/errors';
import { attempt, failure, settle, success, type Outcome } from '../../../api/errors/outcome';
import type { Gathering, Operation } from '../../../connector';
import { putTogether } from '../group-items';
import type { Session } from '../../session/session';
import type { CheckedItem } from '../../shared/types';
import { checkUsers, knownIn, usersIn, usersOf } from '../../shared/user-ids';

type Checked = Outcome<CheckedItem>;
type Check = (operation: Operation, items: readonly Checked[], session: Session) => Checked[] | Promise<Checked[]>;

const readyOf = (items: readonly Checked[]): CheckedItem[] => items.flatMap((each) => (each.ok ? [each.value] : []));

/** The items, with an error in place of those that failed a check. */
const withErrors = (items: readonly Checked[], errors: ReadonlyMap<number, unknown>): Checked[] =>
	items.map((each) => {
		const error = each.ok ? errors.get(each.value.itemIndex) : undefined;
		return error === undefined ? each : failure(error);
	});

/** X takes some things once: what another item of this run does as well is rejected before anything is done. */
const distinct: Check = ({ unrepeatable, together }, items) => {
	const takenBy = new Map<string, number>();
	const errors = new Map<number, unknown>();
	if (!unrepeatable) return [...items];
	for (const { each, others } of putTogether(readyOf(items), together)) {
		const own = unrepeatable(each.values);
		if (!own) continue;
		const earlier = takenBy.get(own.key);
		if (earlier === undefined) takenBy.set(own.key, each.itemIndex);
		else {
			const error = new InputError(`Another item of this run (item ${earlier}) has the same ${own.what}`, own.advice);
			for (const { itemIndex } of [each, ...others]) errors.set(itemIndex, error);
		}
	}
	return withErrors(items, errors);
};

/** Users unknown to X are reported before anything is done for the other items. */
const known: Check = async (operation, items, session) => {
	const { directory } = session;
	if (operation.batch) return [...items];
	await directory.learn([...usersOf(operation, readyOf(items)), ...(isAgainstOthers(operation) ? ['me'] : [])]);
	const errors = new Map<number, unknown>();
	for (const { itemIndex, values } of readyOf(items)) {
		const found = attempt(() => {
			for (const key of usersIn(operation, values)) directory.id(key);
			checkUsers(operation, values, knownIn(session));
		});
		if (!found.ok) errors.set(itemIndex, found.error);
	}
	return withErrors(items, errors);
};

/** What an account does to another one: its own ID is part of the request anyway. */
const isAgainstOthers = ({ self, fields }: Operation): boolean =>
	self !== undefined && fields.some(({ others }) => others === true);

/** Items that form one unit are checked as one. */
const groups: Check = (operation, items) => {
	const errors = new Map<number, unknown>();
	for (const { each, others } of putTogether(readyOf(items), operation.together)) {
		const whole = others.length > 0 ? attempt(() => operation.check?.(each.values)) : success(undefined);
		if (!whole.ok) for (const { itemIndex } of [each, ...others]) errors.set(itemIndex, whole.error);
	}
	return withErrors(items, errors);
};

/** What depends on the account's subscription; threads of several items were put together for it. */
const fitForAccount: Check = async ({ checkAccount, together }, items, { account }) => {
	const errors = new Map<number, unknown>();
	if (!checkAccount) return [...items];
	for (const { each, others } of putTogether(readyOf(items), together)) {
		const fit = await settle((async () => await checkAccount(each.values, account))());
		if (!fit.ok) for (const { itemIndex } of [each, ...others]) errors.set(itemIndex, fit.error);
	}
	return withErrors(items, errors);
};

/** A part that cannot be published holds back its whole thread, whichever thread it would belong to. */
const wholeOrNothing: Check = ({ together }, items) => {
	if (typeof together !== 'object' || items.every(({ ok }) => ok)) return [...items];
	const parts = readyOf(items).filter((item) => isPart(item, together));
	const error = new InputError(
		'Not published, because another item of the thread cannot be',
		'A thread is published as a whole or not at all. Correct or remove the item with the error.',
	);
	return withErrors(items, new Map(parts.map(({ itemIndex }) => [itemIndex, error])));
};

const isPart = ({ values }: CheckedItem, { when }: Gathering): boolean => values[when.field] === when.value;

/**
 * @param stopAtFirst the first error ends the run, so nothing needs to be held back because of it
 * @returns the items; those that must not be carried out have their error
 */
export async function checkTogether(
	operation: Operation,
	items: readonly Checked[],
	session: Session,
	stopAtFirst: boolean,
): Promise<Checked[]> {
	const checks: Check[] = [distinct, groups, known, fitForAccount, ...(stopAtFirst ? [] : [wholeOrNothing])];
	let checked = [...items];
	for (const check of checks) checked = await check(operation, checked, session);
	return checked;
}
