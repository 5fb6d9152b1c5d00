/** Deleting messages, and marking them as read. */
import { prepared, signatureBody } from '../../../../api/chat/body';
import { conversationId } from '../../../../api/chat/ids';
import type { Answer, XClient } from '../../../../api/client/call';
import { InputError } from '../../../../api/errors/errors';
import type { Call } from '../../../call';
import { events } from '../calls';
import type { DeleteValues, ReadValues } from '../manage';
import { withKeys } from './directory';
import { pageOf } from './history';

export const deleteThem = async (call: Call<DeleteValues>): Promise<Answer> =>
	await withKeys(call, async (engine) => {
		const { client, values, body, path, me } = call;
		const id = conversationId(path.id, await me());
		const sequenceIds = [...values.messages];
		const signature = prepared(() =>
			engine.prepareMessageDelete({
				conversationId: id.signed,
				sequenceIds,
				deleteForAll: values.deleteFor === 'delete_for_all',
			}),
		);
		return await client.call('POST /2/chat/conversations/{id}/messages/delete', {
			path: { id: id.path },
			body: { ...body, sequence_ids: sequenceIds, action_signatures: [signatureBody(engine, signature)] },
		});
	});

export async function markAsRead({ client, path, values, body }: Call<ReadValues>): Promise<Answer> {
	const seen = values.seenUntil ?? (await newestIn(client, path));
	return await client.call('POST /2/chat/conversations/{id}/read', {
		path,
		body: { ...body, seen_until_sequence_id: seen },
	});
}

async function newestIn(client: XClient, path: Record<string, string>) {
	const query = { max_results: 1, 'chat_message_event.fields': ['id'] };
	const [newest] = pageOf(await client.call(events.endpoint, { path, query })).rows;
	if (newest) return newest.id;
	throw new InputError('The conversation has no messages', 'There is nothing to mark as read.');
}
