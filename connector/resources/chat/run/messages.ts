/** Reading messages: decrypted, with what their signatures are worth. */
import { conversationId } from '../../../../api/chat/ids';
import { isMessage, shown } from '../../../../api/chat/message';
import { openHistory, type Opened } from '../../../../api/chat/open';
import type { Answer } from '../../../../api/client/call';
import { InputError } from '../../../../api/errors/errors';
import type { Call } from '../../../call';
import { events } from '../calls';
import type { MessageValues } from '../messages';
import { page } from '../shared';
import { withKeys } from './directory';
import { knowSigners, membersOf, NEEDED, pageOf } from './history';

export async function readMessages(call: Call<MessageValues>): Promise<Answer> {
	const { reading, values, path } = call;
	const wanted = [reading.query['chat_message_event.fields'] ?? []].flat().map(String);
	const answers = await reading.pages(events.endpoint, page, {
		path,
		query: { ...reading.query, 'chat_message_event.fields': [...new Set([...wanted, ...NEEDED])] },
	});
	const pages = answers.map(pageOf);
	const rows = pages.flatMap((each) => each.rows);
	const keyEvents = pages.flatMap((each) => each.keyEvents);
	const opened = await openAll(call, rows, keyEvents);
	const shownOnes = values.show === 'all' ? opened : opened.filter(isMessage);
	if (values.unverified !== 'mark') refuseUnverified(shownOnes);
	tellUnread(call, shownOnes);
	return { data: shownOnes.map(shown), meta: { conversation_key_events: keyEvents } };
}

async function openAll(
	call: Call<MessageValues>,
	rows: ReturnType<typeof pageOf>['rows'],
	keyEvents: readonly string[],
): Promise<readonly Opened[]> {
	if (!call.chat.isSetUp)
		return rows.map((row) => ({
			row,
			why: "The credential holds no chat keys: enter 'Private Chat Keys' in X OAuth2 API.",
		}));
	const { client, me, path } = call;
	return await withKeys(call, async (engine) => {
		const id = conversationId(path.id, await me());
		await knowSigners(engine, client, rows, id.pair ?? (await membersOf(client, id.path)).all);
		return openHistory(engine, rows, keyEvents, id.signed).opened;
	});
}

function refuseUnverified(opened: readonly Opened[]): void {
	const doubtful = opened.filter(({ event, why }) => event && why);
	if (doubtful.length === 0) return;
	const [{ row, why = '' }] = doubtful;
	throw new InputError(
		doubtful.length === 1
			? `The signature of message ${row.id} does not hold`
			: `The signatures of ${doubtful.length} messages do not hold, the first is ${row.id}`,
		`${why} Somebody else may have written or changed it. To read such messages nevertheless, set 'If a Signature Fails' to 'Return It Marked'.`,
	);
}

function tellUnread({ reading }: Call<MessageValues>, opened: readonly Opened[]): void {
	const unread = opened.filter(({ event }) => !event);
	if (unread.length === 0) return;
	reading.tell(
		`${unread.length === 1 ? 'One event' : `${unread.length} events`} could not be decrypted. ${unread[0].why ?? ''}`.trim(),
	);
}
