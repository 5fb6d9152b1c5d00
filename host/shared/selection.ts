/** Determines which fields and expansions to request from X. */
import type { Parts } from '../../api/client/call';
import { ask } from '../../api/objects/vocabulary';
import { isOn, type FieldOf, type Operation, type Values } from '../../connector';
import { isNothing, readValue } from '../../connector/reader';
import { selectionsOf, type Selection } from '../../connector/selections';
import { collectionOf } from './collection';
import type { OutputOptions } from './types';

/** Fields and expansions to request: those chosen, or else those that the output shows. */
export function selection(
	operation: Pick<Operation, 'returns'>,
	{ output, select }: OutputOptions,
): NonNullable<Parts['query']> {
	const chosen = selectionsOf(operation.returns).map(
		({ parameter, name, simplified, full, always = [] }) =>
			[
				parameter,
				[...new Set([...(select[name] ?? (output === 'simplified' ? simplified : full)), ...always])],
			] as const,
	);
	return ask(Object.fromEntries(chosen.filter(([, values]) => values.length > 0)));
}

type Needs = Readonly<Record<string, readonly string[]>>;

/** What a filter looks at, where it is on. */
export const filterNeeds = ({ filter }: Pick<Operation, 'filter'>, values: Values): Needs =>
	filter && isOn(filter, values) ? filter.needs : {};

export function withNeeds(chosen: NonNullable<Parts['query']>, needs: Needs = {}): NonNullable<Parts['query']> {
	const all = { ...chosen };
	for (const [parameter, values] of Object.entries(needs))
		all[parameter] = [...new Set([...((all[parameter] ?? []) as readonly string[]), ...values])];
	return all;
}

/** Requested expansions and fields of the objects themselves: without a request, the absence of a member means nothing. */
export function askedOf(operation: Pick<Operation, 'returns'>, outputOptions: OutputOptions): readonly string[] {
	const asked = selection(operation, outputOptions);
	return [asked.expansions, operation.returns === 'post' ? asked['post.fields'] : []].flatMap((each) =>
		Array.isArray(each) ? (each as readonly string[]) : [],
	);
}

/** Fields for selections, cached because they are read for every item. */
const choosing = new Map<Selection, FieldOf<'choices'>>();

function fieldOf(selection: Selection): FieldOf<'choices'> {
	const { name, displayName, values } = selection;
	const field: FieldOf<'choices'> = choosing.get(selection) ?? {
		name,
		displayName,
		kind: 'choices',
		choices: values.map((value) => ({ name: value, value })),
	};
	choosing.set(selection, field);
	return field;
}

/**
 * The choices in the Fields collection; choosing none of a kind counts as a choice.
 * @throws InputError that names what X does not have
 */
export function readSelection({ returns }: Pick<Operation, 'returns'>, raw: unknown): OutputOptions['select'] {
	const selections = selectionsOf(returns);
	if (selections.length === 0) return {};
	const given = collectionOf(
		'Fields',
		raw,
		selections.map(({ name }) => name),
	);
	return Object.fromEntries(
		selections
			.filter(({ name }) => Array.isArray(given[name]) || !isNothing(given[name]))
			.map((each) => [each.name, readValue(fieldOf(each), given[each.name]) ?? []]),
	);
}
