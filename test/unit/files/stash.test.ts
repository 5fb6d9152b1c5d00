/** Files that wait in n8n's binary store: in segments, and whole again. */
import { hasStore, stash } from '../../../host/files/stash';
import { filesOfN8n, wholeOf } from '../../support/unwired/n8n-files';

const MB = 1024 * 1024;
const piece = (size: number, fill: number) => Buffer.alloc(size, fill);

it.each([
	['nothing', [], []],
	['a small file', [piece(10, 1), piece(5, 2)], [15]],
	['a segment', [piece(3 * MB, 1), piece(5 * MB, 2)], [8 * MB]],
	['two segments and some more', [piece(9 * MB, 1), piece(8 * MB, 2), piece(1, 3)], [9 * MB, 8 * MB, 1]],
])('%s', async (_, pieces, segments) => {
	const { context, stored, told } = filesOfN8n();
	const chunks = await stash(context, 'kite.png', pieces);
	expect([...stored.values()].map(({ length }) => length)).toEqual(segments);
	expect(told).toEqual(segments.map(() => ({ fileName: 'media', mimeType: 'application/octet-stream' })));
	for (let again = 0; again < 2; again++) expect((await wholeOf(chunks(MB))).equals(Buffer.concat(pieces))).toBe(true);
});

it('whether there is a store is found out once a run', async () => {
	const [stored, memory] = [filesOfN8n(), filesOfN8n('memory')];
	for (let again = 0; again < 2; again++)
		expect([await hasStore(stored.context), await hasStore(memory.context)]).toEqual([true, false]);
	expect([stored.told.length, memory.told.length]).toEqual([1, 1]);
});
