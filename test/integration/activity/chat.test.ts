/** Chat events over a held connection. */
import type { IHttpRequestOptions, IWebhookFunctions } from 'n8n-workflow';
import type { StoredCredential } from '../../../host/session/credential';
import { inner } from '../../../api/json/members';
import { opened } from '../../../host/chat/deliveries';
import { chatsOn } from '../../support/chat-xdk/chats';
import { Person } from '../../support/chat-xdk/person';
import { until } from '../../support/n8n/triggers';
import { useActivity } from '../../support/n8n/activity';

const { x, start, own, me } = useActivity();

/** n8n, as far as a delivery needs it. */
const context = (stored: StoredCredential) =>
	({
		getNode: () => ({ name: 'X', credentials: { xUserOAuth2Api: { id: 'chat' } } }),
		getCredentials: async () => stored,
		helpers: {
			httpRequestWithAuthentication: async (_: string, { method, url }: IHttpRequestOptions) => {
				const headers = { authorization: `Bearer ${stored.oauthTokenData?.access_token}` };
				const answer = await fetch(url, { method, headers });
				return { statusCode: answer.status, headers: {}, body: (await answer.json()) as object };
			},
		},
	}) as unknown as IWebhookFunctions;

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
		['Where is my parcel?', 'It has come.'].map((text) => ({
			id: expect.stringMatching(/^\d+$/) as string,
			text,
			verified: true,
			sender_id: other.id,
		})),
	);
	expect([trigger.failures, trigger.ends]).toEqual([[], []]);
	// The two accounts are known by the conversation's ID.
	expect(x.requests.some(({ endpoint }) => endpoint === 'GET /2/chat/conversations/{id}')).toBe(false);
});

it('those of a group are checked with the keys of its members', async () => {
	const { data } = await chatsOn(x).setUp();
	const trigger = await start(own(['chat.received']), { keys: { chatPrivateKey: data.chatPrivateKey } });
	const other = await Person.join(x, 'reader_one');
	const id = await other.createGroup([me()]);
	await other.say(id, 'Welcome.');
	await until(() => trigger.items.length > 0);
	expect(trigger.items.at(-1)?.json.payload).toMatchObject({ text: 'Welcome.', verified: true, conversation_id: id });
});

it('without keys they come as X sends them', async () => {
	const trigger = await start(own(['chat.received']));
	const other = await Person.join(x, 'reader_one');
	await chatsOn(x).setUp();
	await other.say(await other.begin(me()), 'Where is my parcel?');
	await until(() => trigger.items.length > 0);
	const [{ payload }] = trigger.items.map(({ json }) => json);
	expect(payload).toMatchObject({ encoded_event: expect.any(String) as string });
	expect(payload).not.toHaveProperty('unreadable_because');
});

it('one that cannot be looked up says why, and those beside it are read', async () => {
	const { data } = await chatsOn(x).setUp();
	const trigger = await start(own(['chat.received']));
	const other = await Person.join(x, 'reader_one');
	await other.say(await other.createGroup([me()]), 'Welcome.');
	await other.say(await other.begin(me()), 'Hello.');
	await until(() => trigger.items.length > 1);
	const sealed = trigger.items.map(({ json }) => ({ payload: json.payload }));
	x.faults.set({ rules: [{ match: 'GET /2/chat/conversations/{id}', kind: 'status', status: 403, times: 1 }] });
	const damaged = { conversation_id: `${other.id}-${me()}`, encoded_event: 'no event', sender_id: other.id };
	const [group, post, pair, broken] = await opened(context({ ...data, baseUrl: x.url }), 'xUserOAuth2Api', [
		sealed[0],
		{ event_type: 'post.create', payload: { id: '1' } },
		sealed[1],
		{ payload: damaged },
	]);
	expect(group.payload).toEqual({
		...(sealed[0].payload as object),
		unreadable_because: expect.stringMatching(/\S/) as string,
	});
	expect(post).toEqual({ event_type: 'post.create', payload: { id: '1' } });
	expect(pair.payload).toMatchObject({ text: 'Hello.', verified: true });
	expect(broken.payload).toMatchObject({ id: '', unreadable_because: expect.stringContaining('is damaged') as string });
	// Who has left the group since has spoken all the same.
	const { memberIds = [], adminIds = [] } =
		x.chat.conversations.get(String(inner(group.payload).conversation_id)) ?? {};
	for (const ids of [memberIds, adminIds]) ids.splice(0, ids.length, me());
	const [left] = await opened(context({ ...data, baseUrl: x.url }), 'xUserOAuth2Api', [sealed[0]]);
	expect(left.payload).toMatchObject({ text: 'Welcome.', verified: true });
});
