/** n8n's binary data on S3: n8n's own client of it, and a small S3 that keeps objects in memory. */
import 'reflect-metadata';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { BinaryDataBlobManager, BinaryDataConfig, BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

interface Made<T = object> {
	new (...given: readonly unknown[]): T;
}
const ofN8n = createRequire(require.resolve('n8n-core'));
const { Container } = ofN8n('@n8n/di') as { Container: { get<T>(type: new (...given: never[]) => T): T } };
const { S3ByteStore } = ofN8n('@n8n/blob-storage') as { S3ByteStore: Made };
const { ObjectStoreService } = ofN8n('@n8n/blob-storage/object-store') as {
	ObjectStoreService: Made<{ init(): Promise<void> }>;
};

export interface ObjectStorage {
	/** `METHOD` of each request for an object. */
	asked: string[];
	/** After how many bytes the next downloads break off. */
	breaks: number[];
	store(bytes: Buffer, fileName: string): Promise<IBinaryData>;
	forget(): void;
	close(): Promise<void>;
}

const SILENT = Object.fromEntries(['debug', 'info', 'warn', 'error'].map((level) => [level, () => undefined]));

export async function useObjectStorage(): Promise<ObjectStorage> {
	const objects = new Map<string, { bytes: Buffer; headers: Record<string, string | undefined> }>();
	const asked: string[] = [];
	const breaks: number[] = [];
	const put = (request: IncomingMessage, response: ServerResponse, key: string) => {
		const parts: Buffer[] = [];
		const { 'content-type': type, 'x-amz-meta-filename': name } = request.headers;
		request
			.on('data', (part: Buffer) => void parts.push(part))
			.on('end', () => {
				const headers = { 'content-type': type, 'x-amz-meta-filename': name as string | undefined };
				objects.set(key, { bytes: Buffer.concat(parts), headers });
				response.end();
			});
	};
	const server = createServer((request, response) => {
		const [key] = String(request.url).split('?');
		if (key === '/bucket/') return void response.end();
		asked.push(String(request.method));
		if (request.method === 'PUT') return put(request, response, key);
		const found = objects.get(key);
		if (!found) return void response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
		for (const [name, value] of Object.entries(found.headers)) if (value) response.setHeader(name, value);
		response.writeHead(200, { 'content-length': found.bytes.length });
		const after = request.method === 'GET' ? breaks.shift() : undefined;
		if (after === undefined) response.end(found.bytes);
		else response.write(found.bytes.subarray(0, after), () => response.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const service = new ObjectStoreService(SILENT, {
		host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
		protocol: 'http',
		forcePathStyle: true,
		bucket: { name: 'bucket', region: 'us-east-1' },
		credentials: { accessKey: 'key', accessSecret: 'secret' },
		maxAttempts: 1,
		startupTimeoutMs: 0,
	});
	await service.init();
	const binary = Container.get(BinaryDataService);
	Object.assign(Container.get(BinaryDataConfig), { mode: 's3' });
	await binary.init();
	const Manager = BinaryDataBlobManager as unknown as Made<Parameters<typeof binary.setManager>[1]>;
	binary.setManager('s3', new Manager(new S3ByteStore(service), SILENT));
	return {
		asked,
		breaks,
		store: async (bytes, fileName) =>
			await binary.store({ type: 'execution', workflowId: '1', executionId: '1' }, bytes, {
				data: '',
				mimeType: 'video/mp4',
				fileName,
			}),
		forget: () => objects.clear(),
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
