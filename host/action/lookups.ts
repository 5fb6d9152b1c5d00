/** Answers the lookups of all items with shared requests. */
import { endsRun, XError } from '../../api/errors/errors';
import { lookUp, type Found } from '../../api/client/lookups';
import { failure, success, xErrorOnly } from '../../api/errors/outcome';
import type { Batch, Endpoint, Field, Operation, Values } from '../../connector';
import { toParts } from '../../connector/request';
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
	stopAtFirst = false,
): Promise<Map<number, Result>> {
	const field = operation.fields.find(({ required }) => required) as Field;
	const keysOf = ({ values }: CheckedItem) => [values[field.name] ?? []].flat() as string[];
	const results = new Map<number, Result>();
	for (const { query, members } of byQuery(operation, batch, ready)) {
		const keys = members.flatMap(keysOf);
		const answers = await askFor(operation, batch, keys, query, session, stopAtFirst && SINGLE.includes(field.kind));
		const told = toldOf(answers.keys());
		for (const each of members) {
			const own = keysOf(each);
			// A key without an answer was never requested: the run ended before its item.
			if (own.some((key) => answers.has(key)))
				results.set(
					each.itemIndex,
					resultOf(own, field, { answers, told, keep: session.settings.cutShort === 'keep' }),
				);
		}
	}
	return results;
}

/** Query parameters sent in addition to the keys, such as time bounds. */
function besideKeys(operation: Operation, { parameter }: Batch, values: Values): Query {
	return Object.fromEntries(Object.entries(toParts(operation, values).query).filter(([name]) => name !== parameter));
}

/** Items that ask for other fields or use other query parameters cannot share a request. */
function byQuery(
	operation: Operation,
	batch: Batch,
	ready: readonly CheckedItem[],
): Array<{ query: Query; members: CheckedItem[] }> {
	const groups = new Map<string, { query: Query; members: CheckedItem[] }>();
	for (const each of ready) {
		const query = { ...besideKeys(operation, batch, each.values), ...selection(operation, each.outputOptions) };
		const wish = JSON.stringify(query);
		const group = groups.get(wish) ?? { query, members: [] };
		group.members.push(each);
		groups.set(wish, group);
	}
	return [...groups.values()];
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
	/** What has come is returned although the run ended early. */
	keep: boolean;
}

/**
 * For a single object, its error is the item's error. For several, missing ones are reported and the others returned.
 */
function resultOf(keys: readonly string[], { kind }: Field, { answers, told, keep }: Received): Result {
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
	const note = [goneNote(gone, keys.length), missingNote(found, told)].filter(Boolean).join(' ');
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
