/** n8n loads every node when it starts: what only a run needs has to wait for it. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '..', '..', '..');
const loaded = () => Object.keys(require.cache).map((file) => path.relative(root, file));

it('with the nodes come their rows and panels; chat, its engine, articles and the engine of runs are loaded on demand', async () => {
	for (const name of readdirSync(path.join(root, 'nodes')))
		await import(path.join(root, 'nodes', name, `${name}.node`));
	const files = loaded();
	expect(files).toContain('connector/resources/chat/send.ts');
	expect(files.filter((file) => /chat\/(run|engine|open)|article\/markdown|host\/action/.test(file))).toEqual([]);
});
