/** The clients that are compared: each prepares a file, then uploads it and gives the media ID. */
import { open, readFile, stat } from 'node:fs/promises';
import { Agent } from 'node:https';
import type { Task } from './worker';

export type Prepare = (file: string) => Promise<() => Promise<string>>;

/** In a module of its own, so that the others do not load n8n. */
const node = async (task: Task): Promise<Prepare> => await (await import('./node')).node(task);

/** Takes a whole file in memory. */
async function twitterApiV2({ url, token, certificate }: Task): Promise<Prepare> {
	const { TwitterApi } = await import('twitter-api-v2');
	// It only speaks to api.x.com: an agent that takes every connection to the local X instead.
	const httpAgent = new Agent({
		host: '127.0.0.1',
		port: new URL(url).port,
		ca: certificate,
		servername: 'api.x.com',
		keepAlive: true,
	} as never);
	const client = new TwitterApi(token, { httpAgent });
	return async (file) => async () =>
		await client.v2.uploadMedia(await readFile(file), {
			media_type: 'video/mp4',
			media_category: 'tweet_video',
		});
}

/** Leaves the cutting to its user: here one segment after the other, of 1 MB, as in the examples of X. */
async function xdk({ url, token }: Task): Promise<Prepare> {
	const { Client } = await import('@xdevplatform/xdk');
	const client = new Client({ baseUrl: url, accessToken: token });
	const segment = 1024 * 1024;
	return async (file) => async () => {
		const { size } = await stat(file);
		const { data } = await client.media.initializeUpload({
			mediaType: 'video/mp4',
			mediaCategory: 'tweet_video',
			totalBytes: size,
		});
		const id = String(data?.id);
		const handle = await open(file);
		for (let at = 0, index = 0; at < size; at += segment, index++) {
			const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.min(segment, size - at)), 0, undefined, at);
			await client.media.appendUpload(id, {
				media: buffer.subarray(0, bytesRead).toString('base64'),
				segmentIndex: index,
			});
		}
		await handle.close();
		await client.media.finalizeUpload(id);
		return id;
	};
}

export const CLIENTS = { 'n8n-nodes-x': node, 'twitter-api-v2': twitterApiV2, '@xdevplatform/xdk': xdk } as const;
export type ClientName = keyof typeof CLIENTS;
