/**
 * Does a write once although X has no idempotency key: when the outcome is unknown (time-out, cut connection, 5xx, a 2xx without what
 * was asked for) it looks whether the thing is there and takes it if so. What is not recognised is not therefore absent: it is sent
 * again only where X itself refuses the same thing twice. Anything else is told as unknown.
 */
import type { Answer, EndpointName, XClient } from './call';
import { XError } from './errors';
import { partialProblems } from './problem';
import { createLedger, type Ledger } from './ledger';
import { settleCall } from './outcome';

const ATTEMPTS = 8;
/** Where X refuses a second one, a short look will do before it is sent again. */
const SOON_MS = [1000, 3000];
/** Where looking is all that is left: a new object may take a minute to show up in a list. */
const PATIENT_MS = [...SOON_MS, 8000, 15_000, 20_000, 30_000];
/** An earlier try has looked already. */
const REPEATED_MS = [0, 3000];
/** What X does not list after this time is not there. */
const SETTLED_MS = 600_000;

/** A write that a repetition has to know of; times are milliseconds since 1970 by this computer's clock. */
export interface Attempt {
	began: number;
	ended: number;
	/** What X made; without it the outcome is unknown. */
	id?: string;
	answer?: Answer;
	/** IDs of the media it carried. */
	media?: readonly string[];
}

/** What is known of one write from an earlier try, and where to note what becomes of this one. */
export interface Remembered {
	readonly earlier?: Attempt;
	/** @param attempt undefined when X has refused it: nothing was written */
	note(attempt: Attempt | undefined): void;
}

/** The same of writes that are one thing: later runs know of them until all are done. */
export interface RememberedChain {
	readonly earlier: readonly Attempt[];
	note(attempts: readonly Attempt[], complete: boolean): void;
}

/** What an operation knows of writes besides its own. */
export interface Writes {
	ledger: Ledger;
	/** @param key names what is written, and is the same in a repetition */
	single(key: string): Remembered;
	chain(key: string): RememberedChain;
}

/** Writes that nobody remembers. */
export const unremembered = (): Writes => ({
	ledger: createLedger(),
	single: () => ({ note: () => undefined }),
	chain: () => ({ earlier: [], note: () => undefined }),
});

/** Uploaded media can be attached for a day. */
const REUSED_MS = 12 * 3_600_000;

/** What an earlier try has uploaded goes along again, so that what it made can be told by it. */
export const uploadedBefore = (earlier: Attempt | undefined, now: number): readonly string[] | undefined =>
	earlier && now - earlier.began < REUSED_MS ? earlier.media : undefined;

/** What a look has shown. */
export interface Seen {
	/** Objects that cannot be told from what was sent, oldest first. */
	same: ReadonlyArray<{ id: string; answer: Answer }>;
	/** IDs of objects made since by the same account in the same place that look different. */
	others: readonly string[];
}

export interface Write {
	endpoint: EndpointName;
	/** Writes that may be taken for one another have the same content. */
	content: string;
	/** Makes the one call. */
	send(): Promise<Answer>;
	/** ID of what X made, if its answer has one. */
	idOf(answer: Answer): string | undefined;
	/**
	 * Looks for this object; absent where X shows it in no list.
	 * @param since when the first attempt was made, in milliseconds since 1970 by X's clock: asked after an answer of X, it is sharper
	 */
	look?(since: () => number): Promise<Seen>;
	/** X refuses the same thing a second time, so that sending it again cannot make two. */
	refusesTwins: boolean;
	/** Where the user can see what became of it, as the end of "look ...". */
	lookAt: string;
}

type Client = Pick<XClient, 'wait' | 'now' | 'xTime'>;

interface Looked {
	found?: Answer;
	/** Why the last look told nothing. */
	unseen?: XError;
	others: readonly string[];
}

const isDuplicate = ({ context, problem }: XError) =>
	context.status === 403 && /duplicate/i.test(`${problem.detail} ${problem.title}`);

/** X did not get it, or has a fault: the next attempt may meet neither. */
const isPassing = ({ context }: XError) =>
	context.outcomeUnknown === true || (context.status === 0 && !context.lasting);

/** @throws the XError of the call, when X refused it, keeps failing, or nobody can tell what became of it */
export async function once(
	client: Client,
	ledger: Ledger,
	write: Write,
	{ earlier, note }: Remembered,
): Promise<Answer> {
	const started = client.now();
	let began = earlier?.began ?? started;
	const look = async (pauses: readonly number[]) =>
		await lookFor(client, ledger, write, () => client.xTime(began), pauses);

	let doubt: XError | undefined;
	if (earlier) {
		const looked = await look(REPEATED_MS);
		if (looked.found) {
			note({ ...earlier, ended: started, id: write.idOf(looked.found), answer: looked.found });
			return looked.found;
		}
		const isSettled = write.look !== undefined && !looked.unseen && started - earlier.ended > SETTLED_MS;
		const isAbsent = isSettled && looked.others.length === 0;
		if (!isAbsent && !write.refusesTwins) throw unclear(interrupted(write), write, whyUnsent(looked));
		if (isAbsent) began = started;
		else doubt = interrupted(write);
	}

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
		const again = write.refusesTwins && isPassing(error) && !sent.explained && attempt < ATTEMPTS;
		const looked = await look(again || (sent.explained && !doubt) ? SOON_MS : PATIENT_MS);
		doubt ??= error;
		if (looked.found) {
			note({ began, ended: client.now(), id: write.idOf(looked.found), answer: looked.found });
			return looked.found;
		}
		if (looked.unseen || !again) throw unclear(doubt, write, reason(write, error, looked));
	}
}

type Sent = { ok: true; answer: Answer; id: string } | { ok: false; error: XError; explained?: boolean };

/** A 2xx without the ID of what was made is no success; X may have said why. */
async function sendOnce(ledger: Ledger, { endpoint, content, send, idOf }: Write): Promise<Sent> {
	const leave = ledger.enter(content);
	const sent = await settleCall(send()).finally(leave);
	if (!sent.ok) return { ...sent, explained: isExplained(sent.error) };
	const id = idOf(sent.value);
	if (id) return { ok: true, answer: sent.value, id };
	const [problem] = partialProblems(sent.value);
	const silent = { title: 'X answered without saying what it made', detail: '', type: '' };
	const error = new XError(problem ?? silent, { endpoint, status: 200, outcomeUnknown: true });
	return { ok: false, error, explained: problem !== undefined };
}

/** A 2xx whose errors say why nothing was made: sent again, it would meet them again. */
const isExplained = ({ context: { status }, problem: { type } }: XError): boolean =>
	status >= 200 && status < 300 && type !== 'unconfirmed';

/** Looks a few times, until it is there; the last look decides. */
async function lookFor(
	client: Client,
	ledger: Ledger,
	{ look, content }: Write,
	since: () => number,
	pauses: readonly number[],
): Promise<Looked> {
	let looked: Looked = { others: [] };
	if (!look) return looked;
	for (const pause of pauses) {
		if (pause > 0) await client.wait(pause);
		const seen = await settleCall(look(since));
		if (!seen.ok) {
			looked = { others: [], unseen: seen.error };
			// A look that is refused will be refused again.
			const { status } = seen.error.context;
			if (status >= 400 && status < 500) break;
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

/** What an earlier try left behind has no error any more. */
const interrupted = ({ endpoint }: Write): XError =>
	new XError(
		{ title: 'No answer from X', detail: 'An earlier try ended before X had answered.', type: '' },
		{ endpoint, status: 0, outcomeUnknown: true },
	);

function reason(write: Write, error: XError, looked: Looked): string {
	if (looked.unseen) return `Looking for it failed: ${looked.unseen.message}. ${looked.unseen.description}`;
	if (isDuplicate(error)) return 'X calls it a duplicate, but does not show it yet.';
	if (!error.context.outcomeUnknown) return `Sent once more, it failed: ${error.message}. ${error.description}`;
	return write.refusesTwins ? 'X does not show it so far.' : whyUnsent(looked);
}

const whyUnsent = ({ others, unseen }: Looked): string => {
	if (unseen) return `Looking for it failed: ${unseen.message}. ${unseen.description}`;
	if (others.length > 0)
		return `Since then the account has made ${others.slice(0, 5).join(', ')}, which may be it; X would take it a second time.`;
	return 'X does not show it so far and would take it a second time.';
};

/** Sending again could do it twice, so the user has to look. */
const unclear = ({ problem, context }: XError, { lookAt }: Write, why: string): XError =>
	new XError(
		{
			...problem,
			title: 'The outcome is unknown: X may have carried this out',
			detail:
				problem.detail && problem.detail !== problem.title
					? `${problem.title}: ${problem.detail}`
					: `${problem.title}.`,
		},
		{
			...context,
			outcomeUnknown: true,
			advice: `The request may have been carried out: look ${lookAt} before you send it again. ${why}`.trim(),
		},
	);
