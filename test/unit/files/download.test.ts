import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { IExecuteFunctions } from 'n8n-workflow';
import { Download } from '../../../host/files/download';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** A file of these many pieces, of which nobody else keeps any. */
function contextOf(pieces: number, kept: Array<WeakRef<ArrayBufferLike>>): IExecuteFunctions {
	async function* body(): AsyncGenerator<Uint8Array, undefined> {
		for (let i = 0; i < pieces; i++) {
			const piece = new Uint8Array(1024);
			kept.push(new WeakRef(piece.buffer));
			yield await Promise.resolve(piece);
		}
		return undefined;
	}
	const answer = { statusCode: 200, headers: {}, body: Object.assign(body(), { destroy: () => undefined }) };
	return {
		getExecutionCancelSignal: () => undefined,
		helpers: { httpRequest: async () => await Promise.resolve(answer) },
	} as unknown as IExecuteFunctions;
}

test('what has been read of a file is kept by nobody but its reader, however long a server may be silent', async () => {
	const kept: Array<WeakRef<ArrayBufferLike>> = [];
	const download = await Download.start(contextOf(20, kept), new URL('https://example.com/kite.png'));
	for (let i = 0; i < 20; i++) await download.next();
	// What a WeakRef was made for lives on until the turn is over.
	await new Promise((resolve) => setImmediate(resolve));
	collect();
	expect(kept.filter((piece) => piece.deref() !== undefined).length).toBeLessThanOrEqual(1);
});
