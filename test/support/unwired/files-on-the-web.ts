/** A server with files of any kind and size, and what a run makes of them: `/png-100`, or `/png-100-untold` without a size. */
import type { ServerResponse } from 'node:http';
import type { CheckedMedia } from '../../../api/media/file';
import { openUrl } from '../../../host/files/url';
import { bytesOf } from '../inputs/files';
import { web, type Web } from '../web';
import type { FilesOfN8n } from './n8n-files';

/** Bytes of any file of a size, made once. */
const made = new Map<string, Buffer>();
export function fileOf(kind: 'png' | 'gif' | 'mp4', size: number): Buffer {
	const key = `${kind} ${size}`;
	const bytes = made.get(key) ?? bytesOf(kind, size);
	made.set(key, bytes);
	return bytes;
}

/** The same file at so many addresses. */
export const many = (count: number, path: string): string[] => Array.from({ length: count }, (_, i) => `${path}?${i}`);

export async function until(holds: () => boolean): Promise<void> {
	while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

export function useFilesOnTheWeb() {
	let server: Web;
	let answer: (response: ServerResponse, nth: number) => void;
	/** Responses whose connection is open. */
	const open = new Set<ServerResponse>();
	beforeAll(async () => {
		server = await web((path, _request, response) => {
			open.add(response);
			response.on('close', () => open.delete(response));
			const [, kind, size, how] = /^\/(\w+)-(\d+)(-\w+)?/.exec(path) ?? [];
			if (!kind) return answer(response, server.requests.filter(({ asked }) => asked.endsWith(path)).length);
			const bytes = fileOf(kind as 'png', Number(size));
			response.writeHead(200, how ? {} : { 'content-length': bytes.length }).end(bytes);
		});
	});
	afterAll(async () => await server.close());
	beforeEach(() => void (server.requests.length = 0));
	afterEach(() => {
		jest.restoreAllMocks();
		for (const response of open) response.destroy();
	});
	return {
		open,
		url: () => server.url,
		/** How many requests came. */
		times: () => server.requests.length,
		/** What is answered at other addresses, to the nth request of each. */
		answerWith: (other: typeof answer) => void (answer = other),
		async openAll({ context }: FilesOfN8n, ...paths: string[]): Promise<CheckedMedia[]> {
			const all: CheckedMedia[] = [];
			for (const path of paths) all.push(await openUrl(context, `${server.url}${path}`));
			return all;
		},
	};
}
