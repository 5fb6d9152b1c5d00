/** This package on the real n8n-core, with n8n's binary store in file system mode. */
import 'reflect-metadata';
import './typescript-first';
import { createRequire } from 'node:module';
import { BinaryDataService, FileLocation } from 'n8n-core';
import { scopes } from '../../connector';
import { runNode } from '../../test/support/n8n/run-node';
import type { Prepare } from './clients';
import type { Task } from './worker';

/** n8n-core has a container of its own; ours, if there is one, does not know its services. */
const { Container } = createRequire(require.resolve('n8n-core'))('@n8n/di') as {
	Container: { get<T>(type: new (...args: never[]) => T): T };
};

export async function node({ url, token }: Task): Promise<Prepare> {
	const store = Container.get(BinaryDataService);
	await store.init();
	const credentials = {
		xUserOAuth2Api: {
			baseUrl: url,
			clientId: 'id',
			clientSecret: 'secret',
			oauthTokenData: { access_token: token, token_type: 'bearer', scope: scopes().join(' ') },
		},
	};
	return async (file) => {
		const binary = await store.copyBinaryFile(
			FileLocation.ofExecution('wf1', '1'),
			{ data: '', mimeType: 'video/mp4', fileName: 'video.mp4' },
			file,
		);
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
