import { sample } from 'openapi-sampler';
import type { OpenApi } from './load';

/** A stand-in answer in the shape of a schema; lists hold one object, errors are left out. */
export function sampleAnswer(schema: Record<string, unknown>, document: OpenApi): unknown {
	const made = sample(schema, { skipReadOnly: false, quiet: true }, document as unknown as Record<string, unknown>) as unknown;
	if (typeof made !== 'object' || made === null || Array.isArray(made)) return made;
	const answer = { ...(made as Record<string, unknown>) };
	delete answer.errors;
	// A made-up token would send a reader round for ever.
	if (typeof answer.meta === 'object' && answer.meta !== null) {
		const meta = { ...(answer.meta as Record<string, unknown>) };
		delete meta.next_token;
		delete meta.previous_token;
		answer.meta = meta;
	}
	return answer;
}
