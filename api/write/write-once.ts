/**
 * Performs a write exactly once although X has no idempotency key: when the outcome is unknown (timeout, dropped
 * connection, 5xx, a 2xx without the expected data), it checks whether the object exists and uses it if so.
 * An object that was not found may still exist: the write is repeated only where X itself refuses duplicates.
 * Otherwise the outcome is reported as unknown.
 */
import type { Answer, EndpointName, XClient } from '../client/call';
import type { Attempt, Earlier } from './attempt';
import { OUTCOME_UNKNOWN } from '../errors/advice';
import { endsRun, XError } from '../errors/errors';
import type { Problem } from '../errors/problem';
import { isFaultStatus } from '../errors/status';
import type { RunLedger } from './ledger';
import { settleCall } from '../errors/outcome';

const ATTEMPTS = 8;
/** Where X refuses duplicates, a short check is enough before the write is repeated. */
const SOON_MS = [1000, 3000];
/** Where checking is all that is left: a new object may take a minute to appear in a list. */
const PATIENT_MS = [...SOON_MS, 8000, 15_000, 20_000, 30_000];
/** An earlier try has already checked. */
const REPEATED_MS = [0, 3000];
/** What X does not list after this time does not exist. */
const SETTLED_MS = 600_000;

/** What is known about one write from an earlier try, and where to record the result of this one. */
export interface Remembered {
	readonly earlier?: Earlier;
	/** @param attempt undefined when X has refused it: nothing was written */
	note(attempt: Attempt | undefined): void;
}

/** The same for a chain of writes: later runs remember them until all are done. */
export interface RememberedChain {
	readonly earlier: readonly Earlier[];
	note(attempts: readonly Attempt[], complete: boolean): void;
}

/** What an operation knows about writes besides its own. */
export interface Writes {
	ledger: RunLedger;
	/** @param key identifies what is written, and is the same in a retry */
	single(key: string): Remembered;
	chain(key: string): RememberedChain;
}

/** Uploaded media can be attached for a day; this stays well below. */
const REUSED_MS = 12 * 3_600_000;

/** Media uploaded by an earlier try is used again, so that what that try created can be recognised by it. */
export const uploadedBefore = (earlier: Earlier | undefined, now: number): readonly string[] | undefined =>
	earlier && !earlier.differs && now - earlier.began < REUSED_MS ? earlier.media : undefined;

/** What a check has found. */
export interface Seen {
	/** Objects indistinguishable from what was sent, oldest first. */
	same: ReadonlyArray<{ id: string; answer: Answer }>;
	/** IDs of different objects created since by the same account in the same place. */
	others: readonly string[];
}

export interface Write {
	endpoint: EndpointName;
	/** Writes that may be mistaken for one another have the same content. */
	content: string;
	/** Makes the call. */
	send(): Promise<Answer>;
	/** ID of what X created, if the response has one. */
	idOf(answer: Answer): string | undefined;
	/**
	 * Looks for this object; absent where X lists it nowhere.
	 * @param since when the first attempt was made, in milliseconds since 1970 by X's clock; more exact when called
	 * after a response from X
	 */
	look?(since: () => number): Promise<Seen>;
	/** X refuses duplicates, so repeating the write cannot create two. */
	refusesTwins: boolean;
	/** Where the user can check the result; completes the phrase "look ...". */
	lookAt: string;
}

type Client = Pick<XClient, 'wait' | 'now' | 'xTime'>;

interface Looked {
	found?: Answer;
	/** Why the last check failed. */
	unseen?: XError;
	others: readonly string[];
}

const isDuplicate = ({ context, problem }: XError) =>
	context.status === 403 && /duplicate/i.test(`${problem.detail} ${problem.title}`);

/** X did not receive it, or has a fault: the next attempt may succeed. */
const isPassing = ({ context }: XError) =>
	(context.outcomeUnknown === true || context.unsent === true) && !context.lasting;

/** @throws the XError of the call, when X refused it, keeps failing, or the outcome is unknown */
export async function once(
	client: Client,
	ledger: RunLedger,
	write: Write,
	{ earlier, note }: Remembered,
): Promise<Answer> {
	const begun = earlier
		? await settleEarlier(client, ledger, write, { earlier, note })
		: { began: client.now(), doubt: undefined };
	return 'found' in begun ? begun.found : await sendUntilClear(client, ledger, write, note, begun);
}

/** When the write began, and what there is to doubt of it: an earlier try may have made it. */
interface Begun {
	began: number;
	doubt: XError | undefined;
}

/** @throws XError when sending again could make a second */
async function settleEarlier(
	client: Client,
	ledger: RunLedger,
	write: Write,
	{ earlier, note }: Required<Remembered>,
): Promise<Begun | { found: Answer }> {
	const started = client.now();
	const looked = await lookFor(client, ledger, write, () => client.xTime(earlier.began), REPEATED_MS);
	if (looked.found) {
		note({ ...earlier, ended: started, id: write.idOf(looked.found), answer: looked.found });
		return { found: looked.found };
	}
	const isSettled = write.look !== undefined && !looked.unseen && started - earlier.ended > SETTLED_MS;
	const isAbsent = isSettled && looked.others.length === 0;
	const isRefusedTwice = write.refusesTwins && !earlier.differs;
	if (!isAbsent && !isRefusedTwice) throw unclear(interrupted(write), write, whyUnsent(looked));
	return isAbsent ? { began: started, doubt: undefined } : { began: earlier.began, doubt: interrupted(write) };
}

async function sendUntilClear(
	client: Client,
	ledger: RunLedger,
	write: Write,
	note: Remembered['note'],
	{ began, doubt }: Begun,
): Promise<Answer> {
	for (let attempt = 1; ; attempt++) {
		note({ began, ended: client.now() });
		const sent = await sendOnce(ledger, write);
		if (sent.ok) {
			ledger.claim(sent.id);
			note({ began, ended: client.now(), id: sent.id, answer: sent.answer });
			return sent.answer;
		}
		const { error } = sent;
		if (!error.context.outcomeUnknown && !doubt) {
			note(undefined);
			throw error;
		}
		note({ began, ended: client.now() });
		const again = mayRepeat(write, sent, attempt);
		const pauses = again || (sent.explained && !doubt) ? SOON_MS : PATIENT_MS;
		const looked = await lookFor(client, ledger, write, () => client.xTime(began), pauses);
		doubt ??= error;
		if (looked.found) {
			note({ began, ended: client.now(), id: write.idOf(looked.found), answer: looked.found });
			return looked.found;
		}
		if (looked.unseen || !again) throw unclear(doubt, write, reason(write, error, looked));
	}
}

type Unsent = { ok: false; error: XError; explained?: boolean };
type Sent = { ok: true; answer: Answer; id: string } | Unsent;

/** What X has explained it would only say again. */
const mayRepeat = ({ refusesTwins }: Write, { error, explained }: Unsent, attempt: number): boolean =>
	refusesTwins && isPassing(error) && !explained && attempt < ATTEMPTS;

/** A 2xx without the ID of what was created is not a success. */
async function sendOnce(ledger: RunLedger, { endpoint, content, send, idOf }: Write): Promise<Sent> {
	const leave = ledger.enter(content);
	const sent = await settleCall(send()).finally(leave);
	if (!sent.ok) return { ...sent, explained: isExplained(sent.error) };
	const id = idOf(sent.value);
	if (id && !ledger.isOwn(id)) return { ok: true, answer: sent.value, id };
	return { ok: false, error: id ? ofAnother(id, endpoint) : withoutId(endpoint) };
}

const withoutId = (endpoint: EndpointName): XError =>
	new XError(
		{ title: 'X did not confirm that it was done', detail: 'It has no ID.', type: 'unconfirmed' },
		{ endpoint, status: 200, outcomeUnknown: true },
	);

/** Each write makes an object of its own. */
export const ofAnother = (id: string, endpoint: EndpointName): XError =>
	new XError(
		{
			title: 'X answered with the ID of something else',
			detail: `It has given the ID ${id} to an earlier item.`,
			type: 'unconfirmed',
		},
		{ endpoint, status: 200, outcomeUnknown: true },
	);

/** A 2xx whose errors say why nothing was created: a retry would meet them again. */
const isExplained = ({ context: { status }, problem: { type } }: XError): boolean =>
	status >= 200 && status < 300 && type !== 'unconfirmed';

/** Checks a few times until the object appears; the last check decides. */
async function lookFor(
	client: Client,
	ledger: RunLedger,
	{ look, content }: Write,
	since: () => number,
	pauses: readonly number[],
): Promise<Looked> {
	let looked: Looked = { others: [] };
	if (!look) return looked;
	for (const pause of pauses) {
		await client.wait(pause);
		const seen = await settleCall(look(since));
		if (!seen.ok) {
			looked = { others: [], unseen: seen.error };
			// A check that is refused will be refused again.
			const { status } = seen.error.context;
			if (status >= 400 && !isFaultStatus(status)) break;
			continue;
		}
		looked = { others: seen.value.others.filter((id) => !ledger.isClaimed(id)) };
		const own = seen.value.same.find(({ id }) => !ledger.isClaimed(id));
		if (!own || ledger.isContested(content)) continue;
		ledger.claim(own.id);
		return { ...looked, found: own.answer };
	}
	return looked;
}

/** The error of an interrupted earlier try was not kept. */
export const interrupted = ({ endpoint }: Pick<Write, 'endpoint'>): XError =>
	new XError(
		{ title: 'No answer from X', detail: 'An earlier try ended before X had answered.', type: '' },
		{ endpoint, status: 0 },
	);

/** What to do about a passing fault would contradict the rest: to run again is what the user must not do. */
function whyUnseen(error: XError): string {
	const { message, description } = error;
	return `Looking for it failed: ${message}.${endsRun(error) ? '' : ` ${description}`}`;
}

function reason(write: Write, error: XError, looked: Looked): string {
	if (looked.unseen) return whyUnseen(looked.unseen);
	if (isDuplicate(error)) return 'X calls it a duplicate, but does not show it yet.';
	if (!error.context.outcomeUnknown) return `Sent once more, it failed: ${error.message}. ${error.description}`;
	return write.refusesTwins ? 'X does not show it so far.' : whyUnsent(looked);
}

const whyUnsent = ({ others, unseen }: Looked): string => {
	if (unseen) return whyUnseen(unseen);
	if (others.length > 0)
		return `Since then the account has made ${others.slice(0, 5).join(', ')}, which may be it; X would take it a second time.`;
	return 'X does not show it so far and would take it a second time.';
};

const reasonOf = ({ title, detail }: Problem): string =>
	detail && detail !== title ? `${title}: ${detail}` : title.replace(/(?<![.!?…])$/, '.');

/** Repeating it could do it twice, so the user has to check. */
export const unclear = ({ problem, context }: XError, { lookAt }: Pick<Write, 'lookAt'>, why: string): XError =>
	new XError(
		{
			...problem,
			title: OUTCOME_UNKNOWN,
			detail: reasonOf(problem),
		},
		{
			...context,
			outcomeUnknown: true,
			advice: `The request may have been carried out: look ${lookAt} before you send it again. ${why}`,
		},
	);
