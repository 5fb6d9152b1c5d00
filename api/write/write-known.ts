/**
 * Keeps a later try of a run from repeating a write, where nothing on X can be searched for what the write has made.
 */
import type { Answer, EndpointName, XClient } from '../client/call';
import type { XError } from '../errors/errors';
import { settleCall } from '../errors/outcome';
import { interrupted, unclear, type Remembered } from './write-once';

export interface KnownWrite {
	endpoint: EndpointName;
	send(): Promise<Answer>;
	/** A second one does no harm: X refuses or ignores it. */
	harmless: boolean;
}

const LOOK = { lookAt: 'at the account' };

/** @throws the XError of the call; or one that says that the outcome of an earlier try is unknown */
export async function unlessDone(
	{ now }: Pick<XClient, 'now'>,
	{ endpoint, send, harmless }: KnownWrite,
	{ earlier, note }: Remembered,
): Promise<Answer> {
	if (earlier?.answer) return earlier.answer;
	if (earlier && !harmless)
		throw unclear(interrupted({ endpoint }), LOOK, 'It was not sent again, because X would take it a second time.');
	const began = earlier?.began ?? now();
	const sent = await settleCall(send());
	if (sent.ok) {
		note({ began, ended: now(), answer: sent.value });
		return sent.value;
	}
	const { error } = sent;
	if (earlier && isGone(error)) return { data: { deleted: true } };
	// Of several calls, only this one is the write itself.
	const isDoubtful = error.context.outcomeUnknown && error.context.endpoint === endpoint;
	note(isDoubtful ? { began, ended: now() } : undefined);
	throw error;
}

/** What an earlier try has deleted. */
const isGone = ({ context: { status, endpoint } }: XError): boolean => status === 404 && endpoint.startsWith('DELETE ');
