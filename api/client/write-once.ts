/**
 * Does a write once although X has no idempotency key: when the outcome is unknown (time-out, cut connection, 5xx after sending)
 * it looks whether the thing is there, takes it if so, and only when it is proven absent sends again.
 */
import type { Answer, XClient } from './call';
import { XError } from './errors';
import { settleCall } from './outcome';

const ATTEMPTS = 8;
/** A new object may take a moment to show up in a list. */
const LOOKS_MS = [1000, 3000];
/** After X itself called it a duplicate the object exists: look longer. */
const PATIENT_LOOKS_MS = [...LOOKS_MS, 8000, 15_000];

export interface Write {
	/** Makes the one call. */
	send(): Promise<Answer>;
	/**
	 * Looks for exactly this object; undefined when it is not there.
	 * @param began when the first attempt was made, in milliseconds since 1970 by X's clock: asked after an answer of X, it is sharper
	 */
	find(began: () => number): Promise<Answer | undefined>;
	/** Where the user can see what became of it, as the end of "look ...". */
	lookAt: string;
}

type Client = Pick<XClient, 'wait' | 'now' | 'xTime'>;
interface Looked {
	found?: Answer;
	/** Why the last look told nothing. */
	unseen?: XError;
}

const isDuplicate = ({ context, problem }: XError) =>
	context.status === 403 && /duplicate content/i.test(`${problem.detail} ${problem.title}`);

/** @throws the XError of the call, when X refused it, keeps failing, or nobody can tell what became of it */
export async function once(client: Client, { send, find, lookAt }: Write): Promise<Answer> {
	const started = client.now();
	const began = () => client.xTime(started);
	let unsure = false;
	for (let attempt = 1; ; attempt++) {
		const sent = await settleCall(send());
		if (sent.ok) return sent.value;
		const { error } = sent;
		const duplicate = unsure && isDuplicate(error);
		if (!error.context.outcomeUnknown && !duplicate) throw error;
		unsure = true;
		const { found, unseen } = await look(
			client,
			async () => await find(began),
			duplicate ? PATIENT_LOOKS_MS : LOOKS_MS,
		);
		if (found) return found;
		if (unseen) throw unclear(error, lookAt, `Looking for it failed: ${unseen.message}. ${unseen.description}`);
		if (duplicate) throw unclear(error, lookAt, 'X calls it a duplicate, but does not show it yet.');
		if (attempt >= ATTEMPTS) throw new XError(error.problem, { ...error.context, outcomeUnknown: false });
	}
}

/** Looks a few times; the last look decides. */
async function look(
	client: Client,
	find: () => Promise<Answer | undefined>,
	pauses: readonly number[],
): Promise<Looked> {
	let looked: Looked = {};
	for (const pause of pauses) {
		await client.wait(pause);
		const outcome = await settleCall(find());
		looked = outcome.ok ? { found: outcome.value } : { unseen: outcome.error };
		if (looked.found) break;
	}
	return looked;
}

/** Sending again could do it twice, so the user has to look. */
const unclear = ({ problem, context }: XError, lookAt: string, why: string): XError =>
	new XError(problem, {
		...context,
		outcomeUnknown: true,
		advice: `The request may have been carried out: look ${lookAt} before you send it again. ${why}`,
	});
