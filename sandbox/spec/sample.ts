import { sample } from 'openapi-sampler';
import type { OpenApi } from './load';

/** A sample answer in the shape of a schema; lists contain one object, errors are left out. */
export function sampleAnswer(schema: Record<string, unknown>, document: OpenApi): unknown {
	const made = sample(schema, { skipReadOnly: false, quiet: true }, document);
	if (typeof made !== 'object' || made === null || Array.isArray(made)) return made;
	const answer = withIds(made) as Record<string, unknown>;
	delete answer.errors;
	// Included objects come from expansions, which were not requested.
	delete answer.includes;
	// A sample token would send a reader into an endless loop.
	if (typeof answer.meta === 'object' && answer.meta !== null) {
		const meta = { ...(answer.meta as Record<string, unknown>) };
		delete meta.next_token;
		delete meta.previous_token;
		answer.meta = meta;
	}
	return answer;
}

const SAMPLE_ID = '1700000000000000001';

/** IDs and times in milliseconds are numbers as text; the sampler only says "string". */
function withIds(value: unknown, name = ''): unknown {
	// X also writes the chat option of a broadcast as a number.
	if (value === 'string' && /(^|_)(id|ms|chat_option)$/.test(name)) return SAMPLE_ID;
	if (Array.isArray(value)) return value.map((one) => withIds(one, name.replace(/s$/, '')));
	if (typeof value === 'object' && value !== null)
		return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withIds(one, key)]));
	return value;
}
