/** This package on the real n8n-core, with n8n's binary store in the wanted mode. */
import 'reflect-metadata';
import './typescript-first';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { BinaryDataService, FileLocation, type BinaryData } from 'n8n-core';
import { scopes } from '../../connector';
import { runNode } from '../../test/support/n8n/run-node';
import type { Prepare } from './clients';
import type { Task } from './worker';

/** n8n-core has a container of its own; ours, if there is one, does not know its services. */
const { Container } = createRequire(require.resolve('n8n-core'))('@n8n/di') as {
	Container: { get<T>(type: new (...args: never[]) => T): T };
};

/** Like n8n's own manager for the database, which n8n-core does not have: every opening loads the whole file anew. */
function inDatabase(): BinaryData.Manager {
	const rows = new Map<string, { file: string; fileSize: number }>();
	const load = async (id: string) => await readFile(rows.get(id)?.file ?? '');
	return {
		copyByFilePath: async (_location: unknown, file: string) => {
			const fileId = String(rows.size);
			const { length: fileSize } = await readFile(file);
			rows.set(fileId, { file, fileSize });
			return { fileId, fileSize };
		},
		getAsBuffer: load,
		getAsStream: async (id: string) => Readable.from(await load(id)),
		getMetadata: async (id: string) => await Promise.resolve({ fileSize: rows.get(id)?.fileSize ?? 0 }),
	} as unknown as BinaryData.Manager;
}

export async function storeIn(mode: Task['mode']): Promise<BinaryDataService> {
	const store = Container.get(BinaryDataService);
	await store.init();
	if (mode === 'database') store.setManager('database', inDatabase());
	return store;
}

export const credentialsOf = ({ url, token }: Pick<Task, 'url' | 'token'>) => ({
	xUserOAuth2Api: {
		baseUrl: url,
		clientId: 'id',
		clientSecret: 'secret',
		oauthTokenData: { access_token: token, token_type: 'bearer', scope: scopes().join(' ') },
	},
});

export async function node({ url, token, mode }: Task): Promise<Prepare> {
	const store = await storeIn(mode);
	const credentials = credentialsOf({ url, token });
	return async (file) => {
		const [location, binaryData] = [
			FileLocation.ofExecution('wf1', '1'),
			{ data: '', mimeType: 'video/mp4', fileName: 'video.mp4' },
		] as const;
		const binary =
			mode === 'memory'
				? await store.store(location, await readFile(file), binaryData)
				: await store.copyBinaryFile(location, binaryData, file);
		return async () => {
			const { json, error } = await runNode({
				parameters: { authentication: 'oAuth2', resource: 'media', operation: 'upload', file: 'data' },
				credentials,
				input: [{ json: {}, binary: { data: binary } }],
			});
			if (error) throw new Error(`${error.message}: ${error.description}`);
			return json[0].id as string;
		};
	};
}
