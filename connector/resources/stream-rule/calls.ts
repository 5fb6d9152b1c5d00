/** The requests about the rules of the filtered stream, and what X's answers say. */
import type { Answer } from '../../../api/client/call';
import { XError } from '../../../api/errors/errors';
import { partialProblems, type Problem } from '../../../api/errors/problem';
import { inner, label, objects } from '../../../api/json/members';
import { standing } from '../../../api/push/stream-rules';
import type { Call, Endpoint } from '../../types';

const access = { app: true } as const;
export const change: Endpoint = {
	endpoint: 'POST /2/tweets/search/stream/rules',
	unique: true,
	access,
	limits: { app: ['100/15min'] },
	itemized: true,
};
export const listed: Endpoint = {
	endpoint: 'GET /2/tweets/search/stream/rules',
	access,
	limits: { app: ['450/15min'] },
};

export interface Rule {
	value: string;
	tag?: string;
}

/** How many rules X says that it has changed, and has not. */
function countsOf({ meta }: Answer) {
	const summary = inner(inner(meta).summary);
	const sum = (...names: string[]) => names.reduce((total, name) => total + (Number(summary[name]) || 0), 0);
	return { summary, done: sum('created', 'deleted'), not: sum('not_created', 'not_deleted') };
}

/**
 * X returns 200 or 201 even when it accepted none of the rules, which is not a success. Otherwise the result is kept.
 */
export async function send(
	{ client, query }: Pick<Call, 'client' | 'query'>,
	body: Record<string, unknown>,
): Promise<Answer> {
	const answer = await client.call(change.endpoint, { query, body });
	if (objects([answer.data].flat()).some(({ id }) => label(id))) return answer;
	const refused = partialProblems(answer);
	const { summary, done, not } = countsOf(answer);
	if (done === 0 && (refused.length > 0 || not > 0)) throw noneOf(refused, not, 'add' in body);
	// Where all are deleted, there may have been none.
	const mayBeNone = Object.keys(body).length === 0 && 'deleted' in summary;
	if (done === 0 && !mayBeNone) throw unconfirmed();
	return { ...answer, data: { ...summary } };
}

const unconfirmed = (): XError =>
	new XError(
		{
			title: 'X did not confirm that it was done',
			detail: 'It says of no rule that it was added or deleted.',
			type: 'unconfirmed',
		},
		{
			endpoint: change.endpoint,
			status: 200,
			outcomeUnknown: true,
			advice: "'Get Many' shows the rules that there are.",
		},
	);

function noneOf(refused: readonly Problem[], count: number, isAdded: boolean): XError {
	const [first = { title: `X has ${isAdded ? 'added' : 'deleted'} none of the rules`, detail: '', type: '' }] = refused;
	const said = [...new Set(refused.map(({ detail, title }) => detail || title))].join(' ');
	return new XError(
		{ ...first, detail: said || `It says that ${count} of them ${count === 1 ? 'was' : 'were'} left.` },
		{
			endpoint: change.endpoint,
			status: 200,
			advice: isAdded
				? "Correct the rule; 'Dry Run' checks one without adding it."
				: "'Get Many' shows the rules that there are.",
		},
	);
}

/** A dry run changes nothing, so none of it is done. */
type Change = Pick<Call<{ dryRun?: boolean }>, 'client' | 'values'>;

/** The rules, if X has them all with these tags: one with another tag was added by somebody else. */
export async function allThere({ client, values }: Change, rules: readonly Rule[]): Promise<Answer | undefined> {
	if (values.dryRun) return undefined;
	const there = await standing(client);
	const found = rules.flatMap(
		({ value, tag }) =>
			there.find((each) => each.value === value.trim() && (each.tag ?? '') === (tag ?? '').trim()) ?? [],
	);
	return found.length === rules.length ? { data: found } : undefined;
}

/** What X says of rules that it has deleted, if it has none of these any more. */
export async function allGone(
	{ client, values }: Change,
	isOne: (rule: { id: string; value: string }) => boolean,
	count: number,
): Promise<Answer | undefined> {
	if (values.dryRun) return undefined;
	return (await standing(client)).some(isOne) ? undefined : { data: { deleted: count, not_deleted: 0 } };
}
