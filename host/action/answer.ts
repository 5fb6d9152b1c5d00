/** Carries out an operation for one item: through its own function, page by page, or with a single request. */
import type { Answer } from '../../api/client/call';
import type { XError } from '../../api/errors/errors';
import { inner, label } from '../../api/json/members';
import { digest } from '../../api/write/digest';
import type { PageRule } from '../../api/read/pages';
import { unlessDone } from '../../api/write/write-known';
import { isOn, type Call, type Endpoint, type Operation, type Values, type Writing } from '../../connector';
import { toParts } from '../../connector/request';
import { withinTimes } from '../../connector/shared/times';
import { openChat } from '../chat/open';
import { missingNote } from '../shared/missing';
import { isRead } from '../shared/settings';
import { filterNeeds, selection, withNeeds } from '../shared/selection';
import type { Session } from '../session/session';
import type { Answered, CheckedItem, OutputOptions } from '../shared/types';
import { withUserIds } from '../shared/user-ids';
import { openReading, readPages } from './reading';

/** The endpoint to call for these values. */
export function target(
	operation: Operation,
	values: Values,
	{ credential }: Pick<Session, 'credential'>,
): Endpoint & { page?: PageRule } {
	const { instead, asApp } = operation;
	if (asApp && credential === 'xAppBearerApi') return asApp;
	if (instead && values[instead.field] === instead.value)
		return { ...instead.endpoint, page: instead.page ?? operation.page };
	const { me } = operation.lookups ?? {};
	return me && operation.fields.some(({ name, kind }) => kind === 'user' && values[name] === 'me') ? me : operation;
}

export async function answerOne(
	operation: Operation,
	{ values, outputOptions, files = new Map() }: CheckedItem,
	session: Session,
	means: Pick<Call, 'writes' | 'download'>,
): Promise<Answered> {
	const { client, me, plain, inUse: credential } = session;
	const { endpoint, page, times } = target(operation, values, session);
	const known = withUserIds(operation, values, session);
	const { path, query, body } = toParts(operation, await withBuilt(operation, known, me));
	if (operation.filter && isOn(operation.filter, values)) await me();
	if (operation.self) path[operation.self.slice('path.'.length)] = await me();
	const chat = openChat(session);
	const call = { values: known, client, me, path, query, body, plain, files, credential, chat, ...means };
	if (operation.run) return await ownAnswer(operation, values, outputOptions, call, session);
	const drawn = withinTimes({ query, body }, operation.fields, times, client.xTime(client.now()));
	const send = {
		path,
		query: {
			...drawn.request.query,
			...withNeeds(selection(operation, outputOptions), filterNeeds(operation, values)),
		},
		...(operation.emptyBody || Object.keys(body).length > 0 ? { body: drawn.request.body } : {}),
		...(operation.returns === 'file' ? { asFile: true } : {}),
	};
	const single = async () => await client.call(endpoint, send);
	if (!page) return withNote({ answers: [await onlyOnce(operation, values, call, single)] }, drawn.note);
	const { answers, stopped, nextToken } = await readPages(client, endpoint, page, send, outputOptions);
	if (!stopped) return withNote({ answers }, drawn.note);
	if (session.settings.cutShort === 'fail') throw stopped;
	return withNote({ answers, cut: { error: stopped, nextToken } }, drawn.note);
}

/** What the operation's own function returns. */
async function ownAnswer(
	operation: Operation,
	values: Values,
	outputOptions: OutputOptions,
	call: Omit<Call, 'reading'>,
	session: Session,
): Promise<Answered> {
	const { reading, outcome } = openReading(operation, values, session, outputOptions);
	const send = async () => (await operation.run?.({ ...call, reading })) ?? {};
	const answered = { answers: [await onlyOnce(operation, values, call, send)], ...outcome() };
	// What reads itself says itself what is missing.
	return isRead(operation) ? answered : withNote(answered);
}

/** A later try of the run does not repeat a write that is done, or may be. */
async function onlyOnce(
	operation: Operation,
	values: Values,
	call: Writing & Pick<Call, 'writes'>,
	send: () => Promise<Answer>,
): Promise<Answer> {
	const { endpoint, name, offline, tracks, doneBefore, proof } = operation;
	if (endpoint.startsWith('GET ') || offline || tracks) return await send();
	const { client, writes } = call;
	const harmless = isHarmless(operation);
	const write = {
		endpoint,
		send,
		harmless,
		...(doneBefore ? { doneBefore: async (refusal: XError) => await doneBefore(call, refusal) } : {}),
		// X may answer a repetition with what is there.
		...(proof === 'id' && !harmless ? { idOf: idOfMade } : {}),
	};
	return await unlessDone(client, writes.ledger, write, writes.single(digest([endpoint, name, values])));
}

/** A second one leaves everything as it is: X ignores or refuses it. */
export const isHarmless = ({ endpoint, repeatable, unique }: Endpoint): boolean =>
	!endpoint.startsWith('POST ') || repeatable === true || unique === true;

const idOfMade = ({ data }: Answer): string | undefined => label(inner(data).id);

/** The value that several fields make up, as that of the field that sends it. */
async function withBuilt({ built, fields }: Operation, values: Values, me: Session['me']): Promise<Values> {
	const field = built && fields.find(({ to }) => to === built.to);
	return field ? { ...values, [field.name]: await built.of(values, me) } : values;
}

/** What X left out is reported beside the output. */
function withNote(answered: Answered, drawnIn?: string): Answered {
	const note = [answered.note, drawnIn, missingNote(answered.answers)].filter(Boolean).join(' ');
	return note ? { ...answered, note } : answered;
}
