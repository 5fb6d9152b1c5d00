/** Chat events over a held connection. */
import { chatsOn } from '../../support/chat-xdk/chats';
import { Person } from '../../support/chat-xdk/person';
import { until } from '../../support/n8n/triggers';
import { useActivity } from '../../support/n8n/activity';

const { x, start, own, me } = useActivity();

it('events of a chat are decrypted, where the keys are at hand, and come in the order in which they were said', async () => {
	const { data } = await chatsOn(x).setUp();
	const { chatPrivateKey, chatKeyVersion } = data;
	const trigger = await start(own(['chat.received']), { keys: { chatPrivateKey, chatKeyVersion } });
	const other = await Person.join(x, 'reader_one');
	const id = await other.begin(me());
	await other.say(id, 'Where is my parcel?');
	await other.say(id, 'It has come.');
	await until(() => trigger.items.length > 1);
	expect(trigger.items.map(({ json }) => json.payload)).toMatchObject(
		['Where is my parcel?', 'It has come.'].map((text) => ({ text, verified: true, sender_id: other.id })),
	);
	expect([trigger.failures, trigger.ends]).toEqual([[], []]);
});
