/** Which fields and expansions a request asks X for. */
import type { Parts } from '../../api/client/call';
import { ask } from '../../api/objects/vocabulary';
import type { FieldOf, Operation } from '../../connector';
import { isNothing, readValue } from '../../connector/reader';
import { selectionsOf, type Selection } from '../../connector/selections';
import { collectionOf } from './collection';
import type { OutputOptions } from './types';

/** Fields and expansions to ask for: what was chosen, else what the output shows. */
export function selection(operation: Operation, { output, select }: OutputOptions): NonNullable<Parts['query']> {
	const chosen = selectionsOf(operation.returns).map(
		({ parameter, name, simplified, full, always = [] }) =>
			[
				parameter,
				[...new Set([...(select[name] ?? (output === 'simplified' ? simplified : full)), ...always])],
			] as const,
	);
	return ask(Object.fromEntries(chosen.filter(([, values]) => values.length > 0)));
}

/** Expansions that a request asks for: without them, what X did not send says nothing. */
export function expansionsOf(operation: Operation, outputOptions: OutputOptions): readonly string[] {
	const { expansions } = selection(operation, outputOptions);
	return Array.isArray(expansions) ? (expansions as readonly string[]) : [];
}

/** A selection as a field, made once: it is read for every item. */
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

/** What was chosen in the Fields collection; none of a kind is a choice, too. @throws InputError that names what X does not have */
export function readSelection({ returns }: Pick<Operation, 'returns'>, raw: unknown): OutputOptions['select'] {
	const given = collectionOf('Fields', raw);
	return Object.fromEntries(
		selectionsOf(returns)
			.filter(({ name }) => Array.isArray(given[name]) || !isNothing(given[name]))
			.map((each) => [each.name, readValue(fieldOf(each), given[each.name]) ?? []]),
	);
}
