/** Which fields and expansions a request asks X for. */
import type { Parts } from '../../api/client/call';
import { ask } from '../../api/objects/vocabulary';
import type { Operation } from '../../connector';
import { selectionsOf } from '../../connector/selections';
import type { OutputOptions } from './types';

/** Fields and expansions to ask for: what was chosen, else what the output shows. */
export function selection(operation: Operation, { output, select }: OutputOptions): NonNullable<Parts['query']> {
	const chosen = selectionsOf(operation.returns).map(
		({ parameter, name, simplified, full, always = [] }) =>
			[
				parameter,
				[...new Set([...always, ...(select[name] ?? (output === 'simplified' ? simplified : full))])],
			] as const,
	);
	return ask(Object.fromEntries(chosen.filter(([, values]) => values.length > 0)));
}
