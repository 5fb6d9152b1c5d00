import { startLocalX, type LocalX } from '../../sandbox';

export const READ = ['tweet.read', 'users.read'] as const;
export const WRITE = [...READ, 'tweet.write', 'media.write'] as const;

export interface Reply {
	status: number;
	headers: Headers;
	// The tests look into answers of any shape.
	body: any; // eslint-disable-line @typescript-eslint/no-explicit-any
}

export async function call(x: LocalX, token: string | undefined, endpoint: string, body?: unknown): Promise<Reply> {
	const [method, path] = endpoint.split(' ');
	const multipart = body instanceof FormData;
	const json = body === undefined ? undefined : JSON.stringify(body);
	const response = await fetch(x.url + path, {
		method,
		headers: {
			...(token ? { authorization: `Bearer ${token}` } : {}),
			...(body === undefined || multipart ? {} : { 'content-type': 'application/json' }),
		},
		body: multipart ? body : json,
	});
	const text = await response.text();
	return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined };
}

/** One account's view of a local X. */
export const as = (x: LocalX, handle: string, scopes: readonly string[] = WRITE) => {
	const token = x.userToken(handle, scopes);
	return (endpoint: string, body?: unknown) => call(x, token, endpoint, body);
};

export const asApp = (x: LocalX) => {
	const token = x.appToken();
	return (endpoint: string) => call(x, token, endpoint);
};

/** A local X with accounts and no posts. */
export async function emptyX(options: Parameters<typeof startLocalX>[0] = {}): Promise<LocalX> {
	const x = await startLocalX({ seed: 'empty', ...options });
	for (const username of ['anna', 'ben']) x.world.addUser({ username, name: username });
	return x;
}

/** A PNG of one pixel. */
export const PIXEL = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);
/** A GIF of one pixel. */
export const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
