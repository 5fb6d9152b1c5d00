/** Publishes posts that reply to one another, resuming where an earlier run was interrupted. */
import { inner, text } from '../../../../api/json/members';
import type { Answer } from '../../../../api/client/call';
import { digest } from '../../../../api/write/digest';
import { adviceOf } from '../../../../api/errors/advice';
import { XError } from '../../../../api/errors/errors';
import { attempt, settleCall, xErrorOnly, type Outcome } from '../../../../api/errors/outcome';
import type { Attempt, Earlier } from '../../../../api/write/attempt';
import { uploadedBefore, type Remembered, type RememberedChain } from '../../../../api/write/write-once';
import { postLink } from '../../../../api/objects/ids';
import type { Call } from '../../../types';
import { bodyAt, type Chain } from './chain-part';
import { partsOfEarlier } from './look-back';
import { idOfPost, publishOnce, type Body } from '../once';
import { identityOf, mediaIds } from '../rules';

/** A published post of the chain. */
export type Published = { id: string; url: string; text: string; part: number; already_published?: true };

type Means = Pick<Call, 'client' | 'me' | 'writes'>;

/** Files of all posts are uploaded first, so that most failures happen before anything is public. */
export async function publishChain(call: Means, chain: Chain): Promise<Published[]> {
	const { parts } = chain;
	const remembered = call.writes.chain(digest(['chain', chain.first, chain.others, parts.map(identityOf)]));
	const attempts = await attemptsBefore(call, chain, remembered);
	const up = attempts
		.slice(0, parts.length)
		.flatMap(({ id, answer = {} }, i): Published[] =>
			id ? [{ ...published(id, textOf(answer) ?? parts[i].text, i), already_published: true }] : [],
		);
	const recalled = up.length;
	const paid = attempt(() => affordRest(call, chain, recalled));
	if (!paid.ok) throw stopped(xErrorOnly(paid.error), up, parts.length);
	const media = await mediaOfParts(call, parts, attempts, recalled);
	for (let i = recalled; i < parts.length; i++) {
		if (i > 0 && chain.pauseMs > 0) await call.client.wait(chain.pauseMs);
		const note = (made: Attempt | undefined) => {
			attempts.splice(i, 1, ...(made ? [{ ...made, media: media[i] }] : []));
			remembered.note(attempts, attempts.length === 0 || (i + 1 === parts.length && made?.id !== undefined));
		};
		const body = bodyAt(chain, i, up[i - 1]?.id, media[i]);
		const made = await publishBehind(call, body, { earlier: attempts[i], note }, i > recalled);
		if (!made.ok) {
			if (i === 0 || i > recalled || !isGone(made.error)) throw stopped(made.error, up, parts.length);
			remembered.note([], true);
			throw startAnew(made.error, up[i - 1]);
		}
		up.push(published(String(idOfPost(made.value)), textOf(made.value) ?? parts[i].text, i));
	}
	return up;
}

/** A thread that a spending limit would end halfway is not begun. */
const affordRest = ({ client }: Means, chain: Chain, from: number): void =>
	client.afford(
		'POST /2/tweets',
		chain.parts.slice(from).map((_, i) => ({ body: bodyAt(chain, from + i, undefined, []) })),
	);

/** The media IDs of each part from `from` on; uploads of an earlier attempt are reused. */
async function mediaOfParts(
	{ client }: Means,
	parts: Chain['parts'],
	attempts: readonly Earlier[],
	from: number,
): Promise<Array<readonly string[]>> {
	const media: Array<readonly string[]> = parts.slice(0, from).map(() => []);
	for (const [i, part] of parts.slice(from).entries())
		media.push(uploadedBefore(attempts[from + i], client.now()) ?? (await mediaIds(client, part.media)));
	return media;
}

/** X may take a moment before a new post can be replied to. */
const VISIBLE_AFTER_MS = [2000, 5000, 10_000];

const isGone = (error: XError): boolean =>
	error.context.status === 403 && /deleted or not visible/i.test(error.problem.detail);

/** @param isNew the previous post has just been created, so it cannot have been deleted */
async function publishBehind(
	call: Means,
	body: Body,
	remembered: Remembered,
	isNew: boolean,
): Promise<Outcome<Answer, XError>> {
	const pauses = isNew ? VISIBLE_AFTER_MS : [];
	for (let i = 0; ; i++) {
		const made = await settleCall(publishOnce(call, body, remembered));
		if (made.ok || !isGone(made.error) || i === pauses.length) return made;
		await call.client.wait(pauses[i]);
	}
}

/** A user who deletes the parts of an interrupted thread wants a new one. */
const startAnew = ({ problem, context }: XError, { part, id }: Published): XError =>
	new XError(problem, {
		...context,
		advice: `Part ${part} of the earlier run (ID ${id}) is gone. Delete the parts that are left and run again: the thread then starts anew.`,
	});

const published = (id: string, text: string, index: number): Published => ({
	id,
	url: postLink(id),
	text,
	part: index + 1,
});

const textOf = ({ data }: Answer): string | undefined => text(inner(data).text);

/** What is known about an interrupted earlier run; X is asked only if nothing is known and the user wants it. */
async function attemptsBefore(call: Means, chain: Chain, { earlier }: RememberedChain): Promise<Earlier[]> {
	if (earlier.length > 0 || chain.lookBackMs === 0) return [...earlier];
	const now = call.client.now();
	return (await partsOfEarlier(call, chain)).map(({ id }) => ({ began: now, ended: now, id }));
}

/** Lists the published posts; they are public, and the next run continues after them. */
function stopped(error: XError, up: readonly Published[], count: number): XError {
	if (up.length === 0) return error;
	const listed = up.map(({ part, id, url }) => `part ${part} (ID ${id}, ${url})`).join(', ');
	return new XError(error.problem, {
		...error.context,
		published: up,
		advice:
			`${adviceOf(error)} ${up.length} of ${count} parts are up: ${listed}. Run again with the same input to go on with part ${up.length + 1}. To change what follows, publish only that, with 'Reply To' set to ${up[up.length - 1].id}.`.trim(),
	});
}
