import type { Answer, Call } from '../context';
import { echo } from '../spec/echo';

/** What the specification's schema describes, for what nobody has put on the local X. */
export function madeUp({ ctx, endpoint, params, query }: Call): Answer {
	if (!ctx.spec) return { body: { meta: { result_count: 0 } } };
	const { status, body } = ctx.spec.sample(endpoint);
	return { status, body: echo(body, params, query) };
}
