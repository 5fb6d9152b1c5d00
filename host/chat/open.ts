/** Opens X's cryptography with the chat keys of the credential, for as long as they are needed. */
import { registeredVersion, unlock } from '../../api/chat/keys';
import type { ChatEngine } from '../../api/chat/types';
import { InputError } from '../../api/errors/errors';
import type { ChatAccess } from '../../connector';
import type { Session } from '../session/session';

const HELP = 'https://github.com/n8n-nodes-x/n8n-nodes-x/blob/main/docs/chat.md';

export function openChat({ chatKeys, me }: Pick<Session, 'chatKeys' | 'me'>): ChatAccess {
	return {
		isSetUp: chatKeys !== undefined,
		openNew: withEngine,
		async open(use, registered) {
			if (!chatKeys)
				throw new InputError(
					'The credential holds no chat keys',
					`X Chat is encrypted. Enter 'Private Chat Keys' in the credential X OAuth2 API: ${HELP} says where they come from.`,
				);
			const userId = await me();
			return await withEngine(async (engine) => {
				unlock(engine, chatKeys, userId);
				if (!chatKeys.version) engine.setIdentity(userId, versionIn(engine, await registered()));
				return await use(engine);
			});
		},
		factsOf: async (file) => (await import('../../api/chat/engine')).factsOf(file),
	};
}

/** Its module is large and loaded on demand; its memory is not JavaScript's, so it is emptied explicitly. */
async function withEngine<T>(use: (engine: ChatEngine) => Promise<T>): Promise<T> {
	const { createEngine } = await import('../../api/chat/engine');
	const engine = createEngine();
	try {
		return await use(engine);
	} finally {
		engine.lock();
		engine.free();
	}
}

function versionIn(engine: ChatEngine, rows: Parameters<typeof registeredVersion>[1]): string {
	const version = registeredVersion(engine, rows);
	if (version) return version;
	throw new InputError(
		'The chat keys in the credential are not those of the connected account',
		`X knows ${rows.length === 0 ? 'no chat keys' : 'other chat keys'} of this account. Enter its own, or connect the account that they belong to.`,
	);
}
