/** X's cryptography holds its keys outside of JavaScript's memory. */
import type { ChatEngine } from '../../../api/chat/types';
import { openChat } from '../../../host/chat/open';

const chat = openChat({ chatKeys: undefined, me: async () => '111' });

it.each([
	['that succeeds', async () => await Promise.resolve('done')],
	['that fails', async () => await Promise.reject(new Error('done'))],
])('it is emptied after a use %s', async (_, end) => {
	let kept: ChatEngine | undefined;
	const used = chat.openNew(async (engine) => {
		kept = engine;
		engine.generateKeypairs();
		return await end();
	});
	await expect(used.catch(({ message }: Error) => message)).resolves.toBe('done');
	expect(() => kept?.exportKeys()).toThrow();
});
