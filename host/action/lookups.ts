/** Answers the lookups of all items with shared requests. */
import { endsRun, XError } from '../../api/errors/errors';
import { lookUp, type Found } from '../../api/read/lookups';
import { attempt, failure, success, xErrorOnly } from '../../api/errors/outcome';
import type { Batch, Endpoint, Field, Operation } from '../../connector';
import { toParts } from '../../connector/request';
import { withinTimes } from '../../connector/shared/times';
import { selection } from '../shared/selection';
import { missingNote, toldOf } from '../shared/missing';
import type { Session } from '../session/session';
import type { CheckedItem, Result } from '../shared/types';

/** The results by key: digits, `@handle` or `me`. */
type Answers = Map<string, Found | XError>;
type Query = ReturnType<typeof selection>;

export async function answerLookups(
	operation: Operation,
	batch: Batch,
	ready: readonly CheckedItem[],
	session: Session,
	stopAtFirst: boolean,
): Promise<Map<number, Result>> {
	const field = operation.fields.find(({ required }) => required) as Field;
	const keysOf = ({ values }: CheckedItem) => [values[field.name] ?? []].flat() as string[];
	const results = new Map<number, Result>();
	const { groups, refused } = byQuery(operation, batch, ready, session);
	for (const [itemIndex, error] of refused) results.set(itemIndex, failure(error));
	if (stopAtFirst && refused.size > 0) return results;
	for (const { query, note, members } of groups) {
		const keys = members.flatMap(keysOf);
		const answers = await askFor(operation, batch, keys, query, session, stopAtFirst && SINGLE.includes(field.kind));
		const told = toldOf(answers.keys());
		for (const each of members) {
			const own = keysOf(each);
			// A key without an answer was never requested: the run ended before its item.
			if (own.some((key) => answers.has(key)))
				results.set(
					each.itemIndex,
					resultOf(own, field, { answers, told, note, keep: session.settings.cutShort === 'keep' }),
				);
		}
	}
	return results;
}

/** Items that share requests. */
interface Group {
	/** Query parameters sent in addition to the keys, such as time bounds. */
	query: Query;
	/** What was drawn in. */
	note?: string;
	members: CheckedItem[];
}

function besideKeys(
	operation: Operation,
	batch: Batch,
	{ values, outputOptions }: CheckedItem,
	{ client }: Session,
): Omit<Group, 'members'> {
	const { query } = toParts(operation, values);
	const drawn = withinTimes({ query }, operation.fields, operation.times, client.xTime(client.now()));
	const others = Object.entries(drawn.request.query).filter(([name]) => name !== batch.parameter);
	return { query: { ...Object.fromEntries(others), ...selection(operation, outputOptions) }, note: drawn.note };
}

/** Items that ask for other fields or use other query parameters cannot share a request. */
function byQuery(
	operation: Operation,
	batch: Batch,
	ready: readonly CheckedItem[],
	session: Session,
): { groups: Group[]; refused: Map<number, Error> } {
	const groups = new Map<string, Group>();
	const refused = new Map<number, Error>();
	for (const each of ready) {
		const beside = attempt(() => besideKeys(operation, batch, each, session));
		if (!beside.ok) {
			refused.set(each.itemIndex, beside.error as Error);
			continue;
		}
		const wish = JSON.stringify(beside.value.query);
		const group = groups.get(wish) ?? { ...beside.value, members: [] };
		group.members.push(each);
		groups.set(wish, group);
	}
	return { groups: [...groups.values()], refused };
}

async function askFor(
	operation: Operation,
	batch: Batch,
	keys: readonly string[],
	query: Query,
	session: Session,
	stopAtMissing: boolean,
): Promise<Answers> {
	const answers: Answers = new Map();
	const learn = async (wanted: readonly string[], mark: '' | '@', one: Endpoint, many: Batch) => {
		if (wanted.length === 0) return;
		const rule = { one: one.endpoint, many: many.endpoint, parameter: many.parameter, size: many.size, key: many.key };
		const found = await lookUp(
			session.client,
			rule,
			wanted.map((key) => key.slice(mark.length)),
			query,
			session.settings.parallel,
			stopAtMissing,
		);
		for (const [key, answer] of found) answers.set(mark + key, answer);
	};
	const { username, me } = operation.lookups ?? {};
	await learn(
		keys.filter((key) => !key.startsWith('@') && !(me && key === 'me')),
		'',
		operation,
		batch,
	);
	if (username?.batch)
		await learn(
			keys.filter((key) => key.startsWith('@')),
			'@',
			username,
			username.batch,
		);
	if (me && keys.includes('me'))
		answers.set('me', await session.client.call(me.endpoint, { query }).then((answer) => answer as Found, xErrorOnly));
	return answers;
}

/** What came for the keys of all items. */
interface Received {
	answers: Answers;
	told: ReadonlySet<string>;
	/** What was drawn in. */
	note?: string;
	/** What has come is returned although the run ended early. */
	keep: boolean;
}

/**
 * For a single object, its error is the item's error. For several, missing ones are reported and the others returned.
 */
function resultOf(keys: readonly string[], { kind }: Field, { answers, told, note: drawnIn, keep }: Received): Result {
	const found: Found[] = [];
	const missing: Missing[] = [];
	for (const key of keys) {
		const answer = answers.get(key);
		if (answer instanceof XError) missing.push({ key, error: answer });
		else if (answer) found.push(answer);
	}
	// A rejection of the whole request (limit, credits, credential) says nothing about individual objects.
	const refused = missing.filter(({ error }) => error.context.status !== 404);
	const [first] = refused;
	if (first && !(keep && endsRun(first.error) && found.length > 0)) return failure(first.error);
	if (SINGLE.includes(kind) && missing.length > 0) return failure(missing[0].error);
	const gone = missing.filter((each) => !refused.includes(each));
	const note = [drawnIn, goneNote(gone, keys.length), missingNote(found, told)].filter(Boolean).join(' ');
	return success({
		answers: found,
		...(note ? { note } : {}),
		...(first ? { cut: { error: first.error, missing: refused.map(({ key }) => key) } } : {}),
	});
}

interface Missing {
	key: string;
	error: XError;
}

/** Field kinds that name a single object. */
const SINGLE: ReadonlyArray<Field['kind']> = ['post', 'user', 'object'];

function goneNote(missing: readonly Missing[], asked: number): string | undefined {
	if (missing.length === 0) return undefined;
	const shown = missing.slice(0, 10).map(({ key, error }) => `${key} (${error.problem.detail || error.message})`);
	return `X did not return ${missing.length} of ${asked}: ${shown.join('; ')}${missing.length > shown.length ? '; …' : ''}`;
}
