/** Runs the Chat operations of the X node with keys of its own. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Connection, TestX } from '../x/local-x';

export const inConversation = (id: string): IDataObject => ({ conversation: { mode: 'id', value: id } });
export const toConversation = (id: string): IDataObject => ({ sendTo: 'conversation', ...inConversation(id) });

const chat = (operation: string, parameters: IDataObject = {}): IDataObject => ({
	resource: 'chat',
	operation,
	...parameters,
});

export function chatsOn(x: TestX) {
	const idOf = (handle: string): string => x.world.needUser(handle).id;

	/** Runs an operation that has to succeed. */
	async function ok(connection: Connection, parameters: IDataObject, input?: INodeExecutionData[]) {
		const { json, error } = await x.run(parameters, { connection, ...(input ? { input } : {}) });
		expect(error && `${error.message} ${error.description}`).toBeUndefined();
		return json;
	}

	/** An account with keys, as Set Up Keys hands them out; @ourbrand by default. */
	async function setUp(as?: string): Promise<Connection> {
		const connection = x.connect(as);
		const [{ private_chat_keys, chat_key_version }] = await ok(connection, chat('setUpKeys'));
		Object.assign(connection.data, { chatPrivateKey: private_chat_keys, chatKeyVersion: chat_key_version });
		return connection;
	}

	return {
		chat,
		idOf,
		ok,
		setUp,
		toUser: (handle: string): IDataObject => ({ sendTo: 'user', user: { mode: 'id', value: idOf(handle) } }),
		send: async (connection: Connection, to: IDataObject, more: IDataObject, input?: INodeExecutionData[]) =>
			await ok(connection, chat('send', { ...to, what: 'message', ...more }), input),
		read: async (connection: Connection, id: string, more: IDataObject = {}) =>
			await ok(connection, chat('getMessages', { ...inConversation(id), returnAll: true, ...more })),
	};
}
