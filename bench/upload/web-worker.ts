/** Uploads many files of the web in one run, in a process of its own, and tells how much memory it held. */
import 'reflect-metadata';
import './typescript-first';
import { setTimeout as pause } from 'node:timers/promises';
import { runNode } from '../../test/support/n8n/run-node';
import { watchMemory } from './memory';
import { credentialsOf, storeIn } from './node';

export interface WebTask {
	mode: 'memory' | 'filesystem';
	/** Of the files, in order; the first one warms up. */
	addresses: string[];
	/** The local X. */
	url: string;
	token: string;
}

export interface WebMeasured {
	seconds: number;
	/** Bytes of resident memory at the peak beyond those of the idle process. */
	overIdle: number;
	mediaIds: string[];
}

async function main({ mode, addresses: [first, ...addresses], ...x }: WebTask): Promise<WebMeasured> {
	await storeIn(mode);
	const upload = async (urls: readonly string[]): Promise<string[]> => {
		const { json, error } = await runNode({
			parameters: {
				authentication: 'oAuth2',
				resource: 'media',
				operation: 'upload',
				source: 'url',
				fileUrl: '={{ $json.url }}',
			},
			credentials: credentialsOf(x),
			input: urls.map((url) => ({ json: { url } })),
		});
		if (error) throw new Error(`${error.message}: ${error.description}`);
		return json.map(({ id }) => id as string);
	};
	await upload([first]);
	(globalThis as { gc?: () => void }).gc?.();
	await pause(300);
	const memory = watchMemory();
	const started = performance.now();
	const mediaIds = await upload(addresses);
	return { seconds: (performance.now() - started) / 1000, overIdle: memory(), mediaIds };
}

void main(JSON.parse(process.argv[2]) as WebTask)
	.then(
		(measured) => process.send?.(measured),
		(error: unknown) => {
			console.error(error);
			process.exitCode = 1;
		},
	)
	.finally(() => process.disconnect?.());
