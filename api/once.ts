/**
 * Does a write once although X has no idempotency key: when the outcome is unknown (time-out, cut connection, 5xx after sending)
 * it looks whether the thing is there, takes it if so, and only when it is proven absent sends again.
 */
import type { Answer, XClient } from './client';
import { XError, xErrorOnly } from './errors';

const ATTEMPTS = 8;
/** A new object may take a moment to show up in a timeline. */
const LOOKS_MS = [1000, 3000];
/** After X itself called it a duplicate the object exists: look longer. */
const PATIENT_LOOKS_MS = [...LOOKS_MS, 8000, 15_000];
/** Our clock may be ahead of X's. */
const SKEW_MS = 60_000;

const isDuplicate = ({ context, problem }: XError) => context.status === 403 && /duplicate content/i.test(`${problem.detail} ${problem.title}`);

/**
 * @param send makes the one call
 * @param find looks for exactly this object among those made since a time (milliseconds since 1970); undefined when it is not there
 * @throws the XError of the call, when X refused it or when nobody can tell what became of it
 */
export async function once(client: Pick<XClient, 'wait' | 'now'>, send: () => Promise<Answer>, find: (since: number) => Promise<Answer | undefined>): Promise<Answer> {
	const since = client.now() - SKEW_MS;
	let unsure = false;
	for (let attempt = 1; ; attempt++) {
		const sent = await send().then((answer) => ({ answer }), (error: unknown) => ({ error: xErrorOnly(error) }));
		if ('answer' in sent) return sent.answer;
		const { error } = sent;
		const duplicate = unsure && isDuplicate(error);
		if (!error.context.outcomeUnknown && !duplicate) throw error;
		unsure = true;
		const looked = await look(client, find, since, duplicate ? PATIENT_LOOKS_MS : LOOKS_MS);
		if (looked.found) return looked.found;
		// Not there, but nobody can say so for sure, or X keeps failing: the user has to look.
		if (!looked.certain || duplicate || attempt >= ATTEMPTS) throw error;
	}
}

/** Looks a few times; certain only when the last look was answered. */
async function look(client: Pick<XClient, 'wait'>, find: (since: number) => Promise<Answer | undefined>, since: number, pauses: readonly number[]): Promise<{ found?: Answer; certain: boolean }> {
	let certain = false;
	for (const pause of pauses) {
		await client.wait(pause);
		const looked = await find(since).then((found) => ({ found, certain: true }), (error: unknown) => ({ found: undefined, certain: !xErrorOnly(error) }));
		if (looked.found) return looked;
		certain = looked.certain;
	}
	return { certain };
}
