/**
 * Keeps a later try of a run from repeating a write, where nothing on X can be searched for what the write has made.
 */
import type { Answer, EndpointName, XClient } from '../client/call';
import { endsRun, type XError } from '../errors/errors';
import { failure, settleCall, type Outcome } from '../errors/outcome';
import type { RunLedger } from './ledger';
import { interrupted, ofAnother, unclear, type Remembered } from './write-once';

export interface KnownWrite {
	endpoint: EndpointName;
	send(): Promise<Answer>;
	/** A second one does no harm: X refuses or ignores it. */
	harmless: boolean;
	/** The ID of the object that it makes, which no other write makes. */
	idOf?(answer: Answer): string | undefined;
	/** What an earlier try has done, as X shows it: asked for when X refuses another. */
	doneBefore?(refusal: XError): Promise<Answer | undefined>;
}

const LOOK = { lookAt: 'at the account' };

/** @throws the XError of the call; or one that says that the outcome of an earlier try is unknown */
export async function unlessDone(
	{ now }: Pick<XClient, 'now'>,
	ledger: RunLedger,
	write: KnownWrite,
	{ earlier, note }: Remembered,
): Promise<Answer> {
	const { endpoint } = write;
	if (earlier?.answer) return earlier.answer;
	if (earlier && !write.harmless)
		throw unclear(interrupted({ endpoint }), LOOK, 'It was not sent again, because X would take it a second time.');
	const began = earlier?.began ?? now();
	const sent = await sendOnce(ledger, write);
	if (sent.ok) {
		note({ began, ended: now(), answer: sent.value });
		return sent.value;
	}
	const { error } = sent;
	const done = earlier && (await doneEarlier(write, error));
	if (done) {
		note({ began, ended: now(), answer: done });
		return done;
	}
	// Of several calls, only this one is the write itself.
	const isDoubtful = error.context.outcomeUnknown && error.context.endpoint === endpoint;
	note(isDoubtful ? { began, ended: now() } : undefined);
	throw error;
}

async function sendOnce(ledger: RunLedger, { endpoint, send, idOf }: KnownWrite): Promise<Outcome<Answer, XError>> {
	const sent = await settleCall(send());
	const id = sent.ok ? idOf?.(sent.value) : undefined;
	if (id === undefined) return sent;
	const own = `${endpoint} ${id}`;
	if (ledger.isOwn(own)) return failure(ofAnother(id, endpoint));
	ledger.claim(own);
	return sent;
}

/** X refuses what an earlier try has done; where it does not show that, the refusal stands. */
async function doneEarlier({ doneBefore }: KnownWrite, refusal: XError): Promise<Answer | undefined> {
	if (isGone(refusal)) return { data: { deleted: true } };
	if (!doneBefore || refusal.context.outcomeUnknown || endsRun(refusal)) return undefined;
	const shown = await settleCall(doneBefore(refusal));
	return shown.ok ? shown.value : undefined;
}

/** What an earlier try has deleted. */
const isGone = ({ context: { status, endpoint } }: XError): boolean => status === 404 && endpoint.startsWith('DELETE ');
